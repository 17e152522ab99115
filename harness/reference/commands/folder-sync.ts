import {
  buildFolderSyncResponse,
  type Folder,
  type FolderSyncResponse,
  readFolderSyncRequest,
} from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import type { MailFolder } from "../folder.js";
import type { Hierarchy } from "../partnership.js";

/** The FolderSync command ([MS-ASCMD] 2.2.1.5). */
export function folderSync(context: CommandContext): Reply {
  const request = context.document && readFolderSyncRequest(context.document);
  const response =
    request === undefined || request.syncKey === ""
      ? failed("10")
      : (differences(context, request.syncKey) ?? failed("9"));
  return { document: buildFolderSyncResponse(response, context.version) };
}

function failed(status: string): FolderSyncResponse {
  return { status, added: [], updated: [], deleted: [] };
}

/** Undefined for a wrong key. */
function differences(context: CommandContext, key: string): FolderSyncResponse | undefined {
  const { partnership, account } = context;
  const base = findHierarchy(context, key);
  if (base === undefined) return undefined;
  const folders = new Map(account.mailbox.folders().map((folder) => [folder.id, describe(folder)]));
  const added = [...folders.values()].filter(({ serverId }) => !base.known.has(serverId));
  const deleted = [...base.known.keys()].filter((id) => !folders.has(id));
  if (key !== "0" && added.length === 0 && deleted.length === 0) {
    return { status: "1", syncKey: key, added, updated: [], deleted };
  }
  for (const id of deleted) partnership.forgetCollection(id);
  const syncKey = context.newKey();
  advanceHierarchy(context, base, { key: syncKey, known: folders });
  return { status: "1", syncKey, added, updated: [], deleted };
}

/** What the device knows under this key; a repeated key is answered from the state before. */
export function findHierarchy({ partnership }: CommandContext, key: string): Hierarchy | undefined {
  if (key === "0") return { key, known: new Map() };
  return [partnership.hierarchy, partnership.previousHierarchy].find((hierarchy) => hierarchy?.key === key);
}

export function advanceHierarchy({ partnership }: CommandContext, from: Hierarchy, next: Hierarchy): void {
  partnership.previousHierarchy = from.key === "0" ? undefined : from;
  partnership.hierarchy = next;
}

export function describe({ id, parentId, name, type }: MailFolder): Folder {
  return { serverId: id, parentId, displayName: name, type };
}
