import { buildFolderCreateResponse, type FolderCreateResponse, readFolderCreateRequest } from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import { creatableTypes } from "../folder.js";
import { advanceHierarchy, describe, findHierarchy } from "./folder-sync.js";

/** Statuses of FolderCreate ([MS-ASCMD] 2.2.3.177.3). */
const status = { exists: "2", noParent: "5", wrongKey: "9", malformed: "10" };

/** The FolderCreate command ([MS-ASCMD] 2.2.1.3). */
export function folderCreate(context: CommandContext): Reply {
  return { document: buildFolderCreateResponse(create(context), context.version) };
}

function create(context: CommandContext): FolderCreateResponse {
  const { mailbox } = context.account;
  const request = context.document && readFolderCreateRequest(context.document);
  if (request === undefined || request.displayName === "") return { status: status.malformed };
  const { syncKey, parentId, displayName, type } = request;
  const base = syncKey === "0" ? undefined : findHierarchy(context, syncKey);
  if (base === undefined) return { status: status.wrongKey };
  if (!creatableTypes.includes(type)) return { status: status.malformed };
  if (parentId !== "0" && mailbox.folder(parentId) === undefined) return { status: status.noParent };
  const siblings = mailbox.folders().filter((folder) => folder.parentId === parentId);
  if (siblings.some(({ name }) => name.toLowerCase() === displayName.toLowerCase())) return { status: status.exists };
  const folder = mailbox.createFolder(displayName, parentId, type);
  const key = context.newKey();
  advanceHierarchy(context, base, { key, known: new Map([...base.known, [folder.id, describe(folder)]]) });
  return { status: "1", syncKey: key, serverId: folder.id };
}
