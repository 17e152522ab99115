import type { Element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childInteger, childText, container, defined, isTag, leaf } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.folderHierarchy;

export interface FolderCreateRequest {
  /** The hierarchy key of the last FolderSync. */
  readonly syncKey: string;
  /** "0" for the root. */
  readonly parentId: string;
  readonly displayName: string;
  /** 12 for a mail folder, see folder-type.ts. */
  readonly type: number;
  readonly element?: Element;
}

export interface FolderCreateResponse {
  readonly status?: string;
  readonly syncKey?: string;
  readonly serverId?: string;
  readonly element?: Element;
}

/** FolderCreate { SyncKey ParentId DisplayName Type } ([MS-ASCMD] 2.2.1.3.1). */
export function buildFolderCreateRequest(request: FolderCreateRequest, _version: ProtocolVersion): Element {
  return container(
    page,
    "FolderCreate",
    leaf(page, "SyncKey", request.syncKey),
    leaf(page, "ParentId", request.parentId),
    leaf(page, "DisplayName", request.displayName),
    leaf(page, "Type", request.type),
  );
}

/** Undefined when the root is not FolderCreate. */
export function readFolderCreateRequest(root: Element): FolderCreateRequest | undefined {
  if (!isTag(root, page, "FolderCreate")) return undefined;
  return {
    syncKey: childText(root, page, "SyncKey") ?? "",
    parentId: childText(root, page, "ParentId") ?? "",
    displayName: childText(root, page, "DisplayName") ?? "",
    type: childInteger(root, page, "Type") ?? 0,
    element: root,
  };
}

/** FolderCreate { Status SyncKey? ServerId? } ([MS-ASCMD] 2.2.1.3.2). */
export function buildFolderCreateResponse(response: FolderCreateResponse, _version: ProtocolVersion): Element {
  return container(
    page,
    "FolderCreate",
    leaf(page, "Status", response.status),
    leaf(page, "SyncKey", response.syncKey),
    leaf(page, "ServerId", response.serverId),
  );
}

/** Undefined when the root is not FolderCreate. */
export function readFolderCreateResponse(root: Element): FolderCreateResponse | undefined {
  if (!isTag(root, page, "FolderCreate")) return undefined;
  return defined({
    status: childText(root, page, "Status"),
    syncKey: childText(root, page, "SyncKey"),
    serverId: childText(root, page, "ServerId"),
    element: root,
  });
}
