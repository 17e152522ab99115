import { children, type Element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childText, container, defined, isTag, leaf } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.move;

export interface MoveItemsRequest {
  readonly moves: readonly {
    readonly sourceMessageId: string;
    readonly sourceFolderId: string;
    readonly destinationFolderId: string;
  }[];
  readonly element?: Element;
}

export interface MoveItemsResponse {
  readonly status?: string;
  readonly responses: readonly {
    readonly sourceMessageId?: string;
    /** 3 is success ([MS-ASCMD] 2.2.3.177.10). */
    readonly status?: string;
    readonly destinationMessageId?: string;
  }[];
  readonly element?: Element;
}

/** MoveItems { Move { SrcMsgId SrcFldId DstFldId }+ } ([MS-ASCMD] 2.2.1.12.1). */
export function buildMoveItemsRequest(request: MoveItemsRequest, _version: ProtocolVersion): Element {
  const moves = request.moves.map((move) =>
    container(
      page,
      "Move",
      leaf(page, "SrcMsgId", move.sourceMessageId),
      leaf(page, "SrcFldId", move.sourceFolderId),
      leaf(page, "DstFldId", move.destinationFolderId),
    ),
  );
  return container(page, "MoveItems", moves);
}

/** Undefined when the root is not MoveItems. */
export function readMoveItemsRequest(root: Element): MoveItemsRequest | undefined {
  if (!isTag(root, page, "MoveItems")) return undefined;
  const moves = children(root, page, "Move").map((move) => ({
    sourceMessageId: childText(move, page, "SrcMsgId") ?? "",
    sourceFolderId: childText(move, page, "SrcFldId") ?? "",
    destinationFolderId: childText(move, page, "DstFldId") ?? "",
  }));
  return { moves, element: root };
}

/** MoveItems { Status? Response { SrcMsgId Status DstMsgId? }* } ([MS-ASCMD] 2.2.1.12.2). */
export function buildMoveItemsResponse(response: MoveItemsResponse, _version: ProtocolVersion): Element {
  const responses = response.responses.map((one) =>
    container(
      page,
      "Response",
      leaf(page, "SrcMsgId", one.sourceMessageId),
      leaf(page, "Status", one.status),
      leaf(page, "DstMsgId", one.destinationMessageId),
    ),
  );
  return container(page, "MoveItems", leaf(page, "Status", response.status), responses);
}

/** Undefined when the root is not MoveItems. */
export function readMoveItemsResponse(root: Element): MoveItemsResponse | undefined {
  if (!isTag(root, page, "MoveItems")) return undefined;
  return defined({
    status: childText(root, page, "Status"),
    responses: children(root, page, "Response").map((source) =>
      defined({
        sourceMessageId: childText(source, page, "SrcMsgId"),
        status: childText(source, page, "Status"),
        destinationMessageId: childText(source, page, "DstMsgId"),
      }),
    ),
    element: root,
  });
}
