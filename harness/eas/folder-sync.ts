import { child, children, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childInteger, childText, container, defined, isTag, leaf } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.folderHierarchy;

export interface FolderSyncRequest {
  readonly syncKey: string;
  readonly element?: Element;
}

export interface Folder {
  readonly serverId: string;
  readonly parentId: string;
  readonly displayName: string;
  /** 1 to 19, see folder-type.ts; 0 when the server sent no number. */
  readonly type: number;
}

export interface FolderSyncResponse {
  readonly status?: string;
  readonly syncKey?: string;
  readonly added: readonly Folder[];
  readonly updated: readonly Folder[];
  readonly deleted: readonly string[];
  readonly element?: Element;
}

export function buildFolderSyncRequest(request: FolderSyncRequest, _version: ProtocolVersion): Element {
  return container(page, "FolderSync", leaf(page, "SyncKey", request.syncKey));
}

/** Undefined when the root is not FolderSync. */
export function readFolderSyncRequest(root: Element): FolderSyncRequest | undefined {
  if (!isTag(root, page, "FolderSync")) return undefined;
  return { syncKey: childText(root, page, "SyncKey") ?? "", element: root };
}

/** FolderSync { Status SyncKey? Changes? { Count Update* Delete* Add* } }; Changes goes with a key ([MS-ASCMD] 2.2.1.5). */
export function buildFolderSyncResponse(response: FolderSyncResponse, _version: ProtocolVersion): Element {
  const { added, updated, deleted } = response;
  const count = added.length + updated.length + deleted.length;
  const changes = container(
    page,
    "Changes",
    leaf(page, "Count", count),
    updated.map((folder) => buildFolder("Update", folder)),
    deleted.map((serverId) => container(page, "Delete", leaf(page, "ServerId", serverId))),
    added.map((folder) => buildFolder("Add", folder)),
  );
  return container(
    page,
    "FolderSync",
    leaf(page, "Status", response.status),
    leaf(page, "SyncKey", response.syncKey),
    count > 0 || response.syncKey !== undefined ? [changes] : [],
  );
}

/** Undefined when the root is not FolderSync. */
export function readFolderSyncResponse(root: Element): FolderSyncResponse | undefined {
  if (!isTag(root, page, "FolderSync")) return undefined;
  const changes = child(root, page, "Changes") ?? element(page, "Changes");
  return defined({
    status: childText(root, page, "Status"),
    syncKey: childText(root, page, "SyncKey"),
    added: children(changes, page, "Add").map(readFolder),
    updated: children(changes, page, "Update").map(readFolder),
    deleted: children(changes, page, "Delete").map((source) => childText(source, page, "ServerId") ?? ""),
    element: root,
  });
}

function buildFolder(tag: "Add" | "Update", folder: Folder): Element {
  return container(
    page,
    tag,
    leaf(page, "ServerId", folder.serverId),
    leaf(page, "ParentId", folder.parentId),
    leaf(page, "DisplayName", folder.displayName),
    leaf(page, "Type", folder.type),
  );
}

function readFolder(source: Element): Folder {
  return {
    serverId: childText(source, page, "ServerId") ?? "",
    parentId: childText(source, page, "ParentId") ?? "",
    displayName: childText(source, page, "DisplayName") ?? "",
    type: childInteger(source, page, "Type") ?? 0,
  };
}
