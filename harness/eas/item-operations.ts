import { child, children, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childInteger, childText, container, defined, isTag, leaf } from "./fields.js";
import { buildItem, type ItemFields } from "./item.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.itemOperations;

export interface ItemOperationsRequest {
  readonly fetches: readonly {
    /** "Mailbox" for items of a folder. */
    readonly store: string;
    readonly collectionId: string;
    readonly serverId: string;
    /** Wanted body type: 1 plain text, 2 HTML, 3 RTF, 4 MIME. */
    readonly bodyType?: number;
  }[];
  readonly element?: Element;
}

export interface ItemOperationsResponse {
  readonly status?: string;
  readonly fetches: readonly {
    readonly status?: string;
    readonly collectionId?: string;
    readonly serverId?: string;
    readonly class?: string;
    /** Holds what ApplicationData holds in Sync: `readItem` reads it. */
    readonly properties?: Element;
  }[];
  readonly element?: Element;
}

/** ItemOperations { Fetch { Store CollectionId ServerId Options? { BodyPreference { Type } } }+ } ([MS-ASCMD] 2.2.1.10.1). */
export function buildItemOperationsRequest(request: ItemOperationsRequest, _version: ProtocolVersion): Element {
  const fetches = request.fetches.map((fetch) =>
    container(
      page,
      "Fetch",
      leaf(page, "Store", fetch.store),
      leaf(codePage.airSync, "CollectionId", fetch.collectionId),
      leaf(codePage.airSync, "ServerId", fetch.serverId),
      fetch.bodyType === undefined ? [] : [buildBodyOptions(fetch.bodyType)],
    ),
  );
  return container(page, "ItemOperations", fetches);
}

function buildBodyOptions(bodyType: number): Element {
  const preference = container(codePage.airSyncBase, "BodyPreference", leaf(codePage.airSyncBase, "Type", bodyType));
  return element(page, "Options", preference);
}

/** Undefined when the root is not ItemOperations. */
export function readItemOperationsRequest(root: Element): ItemOperationsRequest | undefined {
  if (!isTag(root, page, "ItemOperations")) return undefined;
  const fetches = children(root, page, "Fetch").map((fetch) =>
    defined({
      store: childText(fetch, page, "Store") ?? "",
      collectionId: childText(fetch, codePage.airSync, "CollectionId") ?? "",
      serverId: childText(fetch, codePage.airSync, "ServerId") ?? "",
      bodyType: readBodyType(fetch),
    }),
  );
  return { fetches, element: root };
}

function readBodyType(fetch: Element): number | undefined {
  const options = child(fetch, page, "Options");
  const preference = options && child(options, codePage.airSyncBase, "BodyPreference");
  return preference && childInteger(preference, codePage.airSyncBase, "Type");
}

/** ItemOperations { Status Response? { Fetch { Status CollectionId ServerId Class Properties }* } }. */
export function buildItemOperationsResponse(response: ItemOperationsResponse, _version: ProtocolVersion): Element {
  const fetches = response.fetches.map((fetch) =>
    container(
      page,
      "Fetch",
      leaf(page, "Status", fetch.status),
      leaf(codePage.airSync, "CollectionId", fetch.collectionId),
      leaf(codePage.airSync, "ServerId", fetch.serverId),
      leaf(codePage.airSync, "Class", fetch.class),
      fetch.properties === undefined ? [] : [fetch.properties],
    ),
  );
  return container(
    page,
    "ItemOperations",
    leaf(page, "Status", response.status),
    fetches.length === 0 ? [] : [element(page, "Response", ...fetches)],
  );
}

/** Properties { … } around the fields of an item. */
export function buildProperties(fields: ItemFields): Element {
  return element(page, "Properties", ...buildItem(fields));
}

/** Undefined when the root is not ItemOperations. */
export function readItemOperationsResponse(root: Element): ItemOperationsResponse | undefined {
  if (!isTag(root, page, "ItemOperations")) return undefined;
  const fetches = children(root, page, "Response").flatMap((source) => children(source, page, "Fetch"));
  return defined({
    status: childText(root, page, "Status"),
    fetches: fetches.map((fetch) =>
      defined({
        status: childText(fetch, page, "Status"),
        collectionId: childText(fetch, codePage.airSync, "CollectionId"),
        serverId: childText(fetch, codePage.airSync, "ServerId"),
        class: childText(fetch, codePage.airSync, "Class"),
        properties: child(fetch, page, "Properties"),
      }),
    ),
    element: root,
  });
}
