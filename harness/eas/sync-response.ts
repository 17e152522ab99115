import { child, children, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childrenNamed, childText, container, defined, emptyTag, hasChild, isTag, leaf, readOnce } from "./fields.js";
import { buildItem, type ItemFields, readItem } from "./item.js";
import type { ProtocolVersion } from "./protocol-version.js";
import type { CommandResponse, ServerCommand, SyncCollectionResponse, SyncResponse } from "./sync.js";

const page = codePage.airSync;

/** Sync { Status? (Limit | Collections)? } ([MS-ASCMD] 2.2.1.21.2). */
export function buildSyncResponse(response: SyncResponse, _version: ProtocolVersion): Element {
  const { collections } = response;
  return container(
    page,
    "Sync",
    leaf(page, "Status", response.status),
    leaf(page, "Limit", response.limit),
    collections.length === 0 ? [] : [element(page, "Collections", ...collections.map(buildCollection))],
  );
}

/** Undefined when the root is not Sync. */
export const readSyncResponse = readOnce((root: Element): SyncResponse | undefined => {
  if (!isTag(root, page, "Sync")) return undefined;
  const collections = children(root, page, "Collections").flatMap((list) => children(list, page, "Collection"));
  return defined({
    status: childText(root, page, "Status"),
    limit: childText(root, page, "Limit"),
    collections: collections.map(readCollection),
    element: root,
  });
});

function buildCollection(collection: SyncCollectionResponse): Element {
  const { commands, responses } = collection;
  return container(
    page,
    "Collection",
    leaf(page, "Class", collection.class),
    leaf(page, "SyncKey", collection.syncKey),
    leaf(page, "CollectionId", collection.collectionId),
    leaf(page, "Status", collection.status),
    commands.length > 0 || collection.hasCommands ? [element(page, "Commands", ...commands.map(buildCommand))] : [],
    responses.length > 0 || collection.hasResponses
      ? [element(page, "Responses", ...responses.map(buildCommandResponse))]
      : [],
    emptyTag(page, "MoreAvailable", collection.moreAvailable),
  );
}

function readCollection(source: Element): SyncCollectionResponse {
  const commands = children(source, page, "Commands");
  const responses = children(source, page, "Responses");
  return defined({
    class: childText(source, page, "Class"),
    syncKey: childText(source, page, "SyncKey"),
    collectionId: childText(source, page, "CollectionId"),
    status: childText(source, page, "Status"),
    commands: commands.flatMap(readCommands),
    responses: responses.flatMap(readCommandResponses),
    hasCommands: commands.length > 0,
    hasResponses: responses.length > 0,
    moreAvailable: hasChild(source, page, "MoreAvailable"),
    element: source,
  });
}

/** Class may stand in each of them: the published schema forgets it in Add, prose and example do not. */
function buildCommand(command: ServerCommand): Element {
  return container(
    page,
    command.kind,
    leaf(page, "Class", command.class),
    leaf(page, "ServerId", command.serverId),
    buildApplicationData(command.item),
  );
}

function readCommands(commands: Element): ServerCommand[] {
  return childrenNamed(commands, page, ["Add", "Change", "Delete", "SoftDelete"]).map(({ kind, element: source }) =>
    defined({
      kind,
      class: childText(source, page, "Class"),
      serverId: childText(source, page, "ServerId") ?? "",
      item: readApplicationData(source) ?? readStray(kind, source),
      element: source,
    }),
  );
}

/**
 * Item elements that stand in an Add or Change itself are read like those in ApplicationData: a peer that forgets the
 * container has sent the item all the same. That they stand in the wrong place is found by schema validation.
 */
function readStray(kind: ServerCommand["kind"], source: Element): ItemFields | undefined {
  if (kind !== "Add" && kind !== "Change") return undefined;
  const item = readItem(source);
  return Object.keys(item).length === 0 ? undefined : item;
}

function buildCommandResponse(response: CommandResponse): Element {
  return container(
    page,
    response.kind,
    leaf(page, "Class", response.class),
    leaf(page, "ClientId", response.clientId),
    leaf(page, "ServerId", response.serverId),
    leaf(page, "Status", response.status),
    buildApplicationData(response.item),
  );
}

function readCommandResponses(responses: Element): CommandResponse[] {
  return childrenNamed(responses, page, ["Add", "Change", "Delete", "Fetch"]).map(({ kind, element: source }) =>
    defined({
      kind,
      class: childText(source, page, "Class"),
      clientId: childText(source, page, "ClientId"),
      serverId: childText(source, page, "ServerId"),
      status: childText(source, page, "Status"),
      item: readApplicationData(source),
      element: source,
    }),
  );
}

function buildApplicationData(item: ItemFields | undefined): Element[] {
  return item === undefined ? [] : [element(page, "ApplicationData", ...buildItem(item))];
}

function readApplicationData(source: Element): ItemFields | undefined {
  const applicationData = child(source, page, "ApplicationData");
  return applicationData && readItem(applicationData);
}
