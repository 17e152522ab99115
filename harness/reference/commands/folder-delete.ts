import { buildFolderDeleteResponse, type FolderDeleteResponse, readFolderDeleteRequest } from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import { defaultFolders } from "../folder.js";
import { advanceHierarchy, findHierarchy } from "./folder-sync.js";

/** Statuses of FolderDelete ([MS-ASCMD] 2.2.3.177.4). */
const status = { special: "3", missing: "4", wrongKey: "9", malformed: "10" };

/** The FolderDelete command ([MS-ASCMD] 2.2.1.4). */
export function folderDelete(context: CommandContext): Reply {
  return { document: buildFolderDeleteResponse(remove(context), context.version) };
}

function remove(context: CommandContext): FolderDeleteResponse {
  const { account, partnership } = context;
  const request = context.document && readFolderDeleteRequest(context.document);
  if (request === undefined || request.serverId === "") return { status: status.malformed };
  const { syncKey, serverId } = request;
  const base = syncKey === "0" ? undefined : findHierarchy(context, syncKey);
  if (base === undefined) return { status: status.wrongKey };
  if (Number(serverId) <= defaultFolders.length && account.mailbox.folder(serverId)) return { status: status.special };
  if (account.mailbox.folder(serverId) === undefined) return { status: status.missing };
  account.mailbox.deleteFolder(serverId);
  partnership.forgetCollection(serverId);
  const known = new Map([...base.known].filter(([id]) => account.mailbox.folder(id) !== undefined));
  const key = context.newKey();
  advanceHierarchy(context, base, { key, known });
  return { status: "1", syncKey: key };
}
