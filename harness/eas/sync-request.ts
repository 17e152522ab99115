import { child, children, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import {
  childInteger,
  childrenNamed,
  childText,
  container,
  defined,
  emptyTag,
  hasChild,
  isTag,
  leaf,
  readOnce,
} from "./fields.js";
import { buildItem, type ItemFields, readItem } from "./item.js";
import { buildOptions, readOptions } from "./option-set.js";
import type { ProtocolVersion } from "./protocol-version.js";
import type { ClientCommand, SyncCollectionRequest, SyncRequest } from "./sync.js";

const page = codePage.airSync;

/** Sync { Collections? Wait|HeartbeatInterval? WindowSize? Partial? } ([MS-ASCMD] 2.2.1.21.1). */
export function buildSyncRequest(request: SyncRequest, _version: ProtocolVersion): Element {
  return container(
    page,
    "Sync",
    request.collections === undefined
      ? []
      : [element(page, "Collections", ...request.collections.map(buildCollection))],
    leaf(page, "Wait", request.wait),
    leaf(page, "HeartbeatInterval", request.heartbeatInterval),
    leaf(page, "WindowSize", request.windowSize),
    emptyTag(page, "Partial", request.partial),
  );
}

/** Undefined when the root is not Sync. */
export const readSyncRequest = readOnce((root: Element): SyncRequest | undefined => {
  if (!isTag(root, page, "Sync")) return undefined;
  const collections = child(root, page, "Collections");
  return defined({
    collections: collections && children(collections, page, "Collection").map(readCollection),
    wait: childInteger(root, page, "Wait"),
    heartbeatInterval: childInteger(root, page, "HeartbeatInterval"),
    windowSize: childInteger(root, page, "WindowSize"),
    partial: hasChild(root, page, "Partial") || undefined,
    element: root,
  });
});

function buildCollection(collection: SyncCollectionRequest): Element {
  return container(
    page,
    "Collection",
    leaf(page, "Class", collection.class),
    leaf(page, "SyncKey", collection.syncKey),
    leaf(page, "CollectionId", collection.collectionId),
    flag("DeletesAsMoves", collection.deletesAsMoves),
    flag("GetChanges", collection.getChanges),
    leaf(page, "WindowSize", collection.windowSize),
    leaf(page, "ConversationMode", collection.conversationMode),
    (collection.options ?? []).map(buildOptions),
    collection.commands === undefined ? [] : [element(page, "Commands", ...collection.commands.map(buildCommand))],
  );
}

function readCollection(source: Element): SyncCollectionRequest {
  const options = children(source, page, "Options").map(readOptions);
  const commands = child(source, page, "Commands");
  return defined({
    class: childText(source, page, "Class"),
    syncKey: childText(source, page, "SyncKey") ?? "",
    collectionId: childText(source, page, "CollectionId") ?? "",
    deletesAsMoves: readFlag(source, "DeletesAsMoves"),
    getChanges: readFlag(source, "GetChanges"),
    windowSize: childInteger(source, page, "WindowSize"),
    conversationMode: readMode(source),
    options: options.length === 0 ? undefined : options,
    commands: commands && readCommands(commands),
    element: source,
  });
}

function flag(tag: string, value: "0" | "1" | "empty" | undefined): Element[] {
  return leaf(page, tag, value === "empty" ? "" : value);
}

function readFlag(source: Element, tag: string): "0" | "1" | "empty" | undefined {
  const text = childText(source, page, tag);
  return text === "" ? "empty" : text === "0" || text === "1" ? text : undefined;
}

/** An empty ConversationMode counts as 1 ([MS-ASDTYPE] 2.1). */
function readMode(source: Element): "0" | "1" | undefined {
  const text = readFlag(source, "ConversationMode");
  return text === "empty" ? "1" : text;
}

/** Add { Class? ClientId ApplicationData }, Change { ServerId ApplicationData }, Delete and Fetch { ServerId }. */
function buildCommand(command: ClientCommand): Element {
  return container(
    page,
    command.kind,
    command.kind === "Fetch" ? [] : leaf(page, "Class", command.class),
    command.kind === "Add" ? leaf(page, "ClientId", command.clientId) : leaf(page, "ServerId", command.serverId),
    "item" in command ? [element(page, "ApplicationData", ...buildItem(command.item))] : [],
  );
}

function readCommands(commands: Element): ClientCommand[] {
  return childrenNamed(commands, page, ["Add", "Change", "Delete", "Fetch"]).map((found) =>
    readCommand(found.kind, found.element),
  );
}

function readCommand(kind: ClientCommand["kind"], source: Element): ClientCommand {
  const serverId = childText(source, page, "ServerId") ?? "";
  const className = childText(source, page, "Class");
  switch (kind) {
    case "Add": {
      const clientId = childText(source, page, "ClientId") ?? "";
      return defined({ kind, class: className, clientId, item: readApplicationData(source), element: source });
    }
    case "Change":
      return defined({ kind, class: className, serverId, item: readApplicationData(source), element: source });
    case "Delete":
      return defined({ kind, class: className, serverId, element: source });
    case "Fetch":
      return { kind, serverId, element: source };
  }
}

function readApplicationData(source: Element): ItemFields {
  const applicationData = child(source, page, "ApplicationData");
  return applicationData === undefined ? {} : readItem(applicationData);
}
