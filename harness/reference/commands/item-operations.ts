import {
  buildItem,
  buildItemOperationsResponse,
  type ItemOperationsRequest,
  type ItemOperationsResponse,
  type OptionSet,
  readItemOperationsRequest,
} from "../../eas/index.js";
import { childElements, element } from "../../wbxml/index.js";
import type { CommandContext, Reply } from "../context.js";
import { renderItem } from "../sync/render.js";

/** Statuses of ItemOperations ([MS-ASCMD] 2.2.3.177.8). */
const status = { ok: "1", protocolError: "2", notFound: "6" };

const page = 20;

type Wanted = ItemOperationsRequest["fetches"][number];
type Fetched = ItemOperationsResponse["fetches"][number];

/** The ItemOperations command, Fetch from the mailbox only ([MS-ASCMD] 2.2.1.10). */
export function itemOperations(context: CommandContext): Reply {
  const { document, version } = context;
  const request = document && readItemOperationsRequest(document);
  const fetches = request?.fetches ?? [];
  const known = document !== undefined && childElements(document).every(({ tag }) => tag === "Fetch");
  const response: ItemOperationsResponse =
    fetches.length === 0 || !known
      ? { status: status.protocolError, fetches: [] }
      : { status: status.ok, fetches: fetches.map((wanted) => fetchOne(context, wanted)) };
  return { document: buildItemOperationsResponse(response, version) };
}

function fetchOne(context: CommandContext, { store, collectionId, serverId, bodyType }: Wanted): Fetched {
  const { account, partnership } = context;
  if (store.toLowerCase() !== "mailbox") return { status: status.protocolError };
  const folder = account.mailbox.folder(collectionId);
  const itemId = partnership.collection(collectionId).itemId(serverId);
  const item = itemId === undefined ? undefined : account.mailbox.item(itemId);
  if (folder === undefined || item === undefined || item.folderId !== folder.id) {
    return { status: status.notFound, collectionId, serverId };
  }
  const set: OptionSet = bodyType === undefined ? {} : { bodyPreferences: [{ type: bodyType }] };
  const properties = element(page, "Properties", ...buildItem(renderItem(context, item, folder, set)));
  return { status: status.ok, collectionId, serverId, class: item.class, properties };
}
