import { child, children, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childInteger, childText, container, defined, isTag, leaf, readText } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.ping;

export interface PingRequest {
  /** Seconds, 60 to 3540 by default. */
  readonly heartbeatInterval?: number;
  readonly folders?: readonly { readonly id: string; readonly class: string }[];
  readonly element?: Element;
}

export interface PingResponse {
  readonly status?: string;
  readonly heartbeatInterval?: string;
  readonly maxFolders?: string;
  /** Ids of the folders with changes. */
  readonly folders: readonly string[];
  readonly element?: Element;
}

/** Ping { HeartbeatInterval? Folders? { Folder { Id Class }+ } } ([MS-ASCMD] 2.2.1.13.1). */
export function buildPingRequest(request: PingRequest, _version: ProtocolVersion): Element {
  const folders = request.folders?.map((folder) =>
    container(page, "Folder", leaf(page, "Id", folder.id), leaf(page, "Class", folder.class)),
  );
  return container(
    page,
    "Ping",
    leaf(page, "HeartbeatInterval", request.heartbeatInterval),
    folders === undefined ? [] : [element(page, "Folders", ...folders)],
  );
}

/** Undefined when the root is not Ping. */
export function readPingRequest(root: Element): PingRequest | undefined {
  if (!isTag(root, page, "Ping")) return undefined;
  const folders = child(root, page, "Folders");
  return defined({
    heartbeatInterval: childInteger(root, page, "HeartbeatInterval"),
    folders:
      folders &&
      children(folders, page, "Folder").map((folder) => ({
        id: childText(folder, page, "Id") ?? "",
        class: childText(folder, page, "Class") ?? "",
      })),
    element: root,
  });
}

/** Ping { Status Folders? { Folder+ } MaxFolders? HeartbeatInterval? } ([MS-ASCMD] 2.2.1.13.2). */
export function buildPingResponse(response: PingResponse, _version: ProtocolVersion): Element {
  const folders = response.folders.flatMap((id) => leaf(page, "Folder", id));
  return container(
    page,
    "Ping",
    leaf(page, "Status", response.status),
    folders.length === 0 ? [] : [element(page, "Folders", ...folders)],
    leaf(page, "MaxFolders", response.maxFolders),
    leaf(page, "HeartbeatInterval", response.heartbeatInterval),
  );
}

/** Undefined when the root is not Ping. */
export function readPingResponse(root: Element): PingResponse | undefined {
  if (!isTag(root, page, "Ping")) return undefined;
  const folders = child(root, page, "Folders");
  return defined({
    status: childText(root, page, "Status"),
    heartbeatInterval: childText(root, page, "HeartbeatInterval"),
    maxFolders: childText(root, page, "MaxFolders"),
    folders: folders === undefined ? [] : children(folders, page, "Folder").map(readText),
    element: root,
  });
}
