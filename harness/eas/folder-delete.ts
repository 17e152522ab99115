import type { Element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childText, container, defined, isTag, leaf } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.folderHierarchy;

export interface FolderDeleteRequest {
  /** The hierarchy key of the last FolderSync. */
  readonly syncKey: string;
  readonly serverId: string;
  readonly element?: Element;
}

export interface FolderDeleteResponse {
  readonly status?: string;
  readonly syncKey?: string;
  readonly element?: Element;
}

/** FolderDelete { SyncKey ServerId } ([MS-ASCMD] 2.2.1.4.1). */
export function buildFolderDeleteRequest(request: FolderDeleteRequest, _version: ProtocolVersion): Element {
  return container(
    page,
    "FolderDelete",
    leaf(page, "SyncKey", request.syncKey),
    leaf(page, "ServerId", request.serverId),
  );
}

/** Undefined when the root is not FolderDelete. */
export function readFolderDeleteRequest(root: Element): FolderDeleteRequest | undefined {
  if (!isTag(root, page, "FolderDelete")) return undefined;
  return {
    syncKey: childText(root, page, "SyncKey") ?? "",
    serverId: childText(root, page, "ServerId") ?? "",
    element: root,
  };
}

/** FolderDelete { Status SyncKey? } ([MS-ASCMD] 2.2.1.4.2). */
export function buildFolderDeleteResponse(response: FolderDeleteResponse, _version: ProtocolVersion): Element {
  return container(
    page,
    "FolderDelete",
    leaf(page, "Status", response.status),
    leaf(page, "SyncKey", response.syncKey),
  );
}

/** Undefined when the root is not FolderDelete. */
export function readFolderDeleteResponse(root: Element): FolderDeleteResponse | undefined {
  if (!isTag(root, page, "FolderDelete")) return undefined;
  return defined({
    status: childText(root, page, "Status"),
    syncKey: childText(root, page, "SyncKey"),
    element: root,
  });
}
