import {
  buildMoveItemsResponse,
  type MoveItemsRequest,
  type MoveItemsResponse,
  readMoveItemsRequest,
} from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import { defaultClass, isMailFolder } from "../folder.js";
import type { Item } from "../mailbox.js";
import { serverIdOf } from "../sync/job.js";

/** Statuses of MoveItems, where 3 is success ([MS-ASCMD] 2.2.3.177.10). */
const status = { badSource: "1", badDestination: "2", success: "3", sameFolder: "4" };

type Move = MoveItemsRequest["moves"][number];
type Moved = MoveItemsResponse["responses"][number];

/** The MoveItems command ([MS-ASCMD] 2.2.1.12). */
export function moveItems(context: CommandContext): Reply {
  const request = context.document && readMoveItemsRequest(context.document);
  const moves = request?.moves ?? [];
  const response: MoveItemsResponse =
    moves.length === 0 ? { status: "103", responses: [] } : { responses: moves.map((move) => moveOne(context, move)) };
  return { document: buildMoveItemsResponse(response, context.version) };
}

function moveOne(context: CommandContext, move: Move): Moved {
  const { account, partnership } = context;
  const { sourceMessageId, sourceFolderId, destinationFolderId } = move;
  const itemId = partnership.collection(sourceFolderId).itemId(sourceMessageId);
  const item = itemId === undefined ? undefined : account.mailbox.item(itemId);
  if (item === undefined || item.folderId !== sourceFolderId) return { sourceMessageId, status: status.badSource };
  if (sourceFolderId === destinationFolderId) return { sourceMessageId, status: status.sameFolder };
  const folder = account.mailbox.folder(destinationFolderId);
  if (folder === undefined || !accepts(folder, item)) return { sourceMessageId, status: status.badDestination };
  const moved = account.mailbox.move(item.id, folder.id);
  if (moved === undefined) return { sourceMessageId, status: status.badSource };
  const collection = partnership.collection(folder.id);
  const destinationMessageId = serverIdOf({ context, collection, folder }, String(moved.id), moved.id);
  return { sourceMessageId, status: status.success, destinationMessageId };
}

/** SMS live where e-mail lives, other items in folders of their class ([MS-ASMS] 3.1.4.1.1). */
function accepts(folder: Parameters<typeof isMailFolder>[0], item: Item): boolean {
  return item.class === "SMS" ? isMailFolder(folder) : item.class === defaultClass(folder);
}
