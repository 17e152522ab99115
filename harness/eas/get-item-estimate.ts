import { child, children, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childText, container, defined, isTag, leaf } from "./fields.js";
import { type OptionSet, readOptions } from "./option-set.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.getItemEstimate;

export interface EstimateCollectionRequest {
  readonly syncKey: string;
  readonly collectionId: string;
  /** Of each set only Class and FilterType are written: GetItemEstimate knows nothing else of it. */
  readonly options?: readonly OptionSet[];
  /** Collection/Class: versions before 14.0 only. */
  readonly class?: string;
  readonly element?: Element;
}

export interface EstimateRequest {
  readonly collections: readonly EstimateCollectionRequest[];
  readonly element?: Element;
}

export interface EstimateResponse {
  /** GetItemEstimate/Status: present when the whole request is refused. */
  readonly status?: string;
  readonly responses: readonly {
    readonly status?: string;
    readonly collectionId?: string;
    readonly estimate?: string;
    readonly class?: string;
    readonly element?: Element;
  }[];
  readonly element?: Element;
}

type EstimateCollectionResponse = EstimateResponse["responses"][number];

/** GetItemEstimate { Collections { Collection+ } } ([MS-ASCMD] 2.2.1.9.1). */
export function buildEstimateRequest(request: EstimateRequest, version: ProtocolVersion): Element {
  const build = version === "12.1" ? buildOldCollection : buildCollection;
  return element(page, "GetItemEstimate", element(page, "Collections", ...request.collections.map(build)));
}

/** Undefined when the root is not GetItemEstimate. */
export function readEstimateRequest(root: Element): EstimateRequest | undefined {
  if (!isTag(root, page, "GetItemEstimate")) return undefined;
  const collections = children(root, page, "Collections").flatMap((list) => children(list, page, "Collection"));
  return { collections: collections.map(readCollection), element: root };
}

/** From 14.0 on: SyncKey stands first, the sets are AirSync's Options. */
function buildCollection(collection: EstimateCollectionRequest): Element {
  return container(
    page,
    "Collection",
    leaf(codePage.airSync, "SyncKey", collection.syncKey),
    leaf(page, "Class", collection.class),
    leaf(page, "CollectionId", collection.collectionId),
    (collection.options ?? []).map(buildOptions),
  );
}

/** 12.1: Class, CollectionId, FilterType, SyncKey, and no Options. */
function buildOldCollection(collection: EstimateCollectionRequest): Element {
  return container(
    page,
    "Collection",
    leaf(page, "Class", collection.class),
    leaf(page, "CollectionId", collection.collectionId),
    leaf(codePage.airSync, "FilterType", collection.options?.[0]?.filterType),
    leaf(codePage.airSync, "SyncKey", collection.syncKey),
  );
}

function buildOptions(set: OptionSet): Element {
  const className = leaf(codePage.airSync, "Class", set.class);
  const last = set.classPosition === "last";
  return container(
    codePage.airSync,
    "Options",
    last ? [] : className,
    leaf(codePage.airSync, "FilterType", set.filterType),
    last ? className : [],
  );
}

function readCollection(source: Element): EstimateCollectionRequest {
  const bareFilter = childText(source, codePage.airSync, "FilterType");
  const sets = children(source, codePage.airSync, "Options").map(readOptions);
  const options = sets.length === 0 && bareFilter !== undefined ? [{ filterType: bareFilter }] : sets;
  return defined({
    class: childText(source, page, "Class"),
    syncKey: childText(source, codePage.airSync, "SyncKey") ?? "",
    collectionId: childText(source, page, "CollectionId") ?? "",
    options: options.length === 0 ? undefined : options,
    element: source,
  });
}

/** GetItemEstimate { Status? Response { Status Collection? { Class? CollectionId Estimate } }* }. */
export function buildEstimateResponse(response: EstimateResponse, _version: ProtocolVersion): Element {
  return container(
    page,
    "GetItemEstimate",
    leaf(page, "Status", response.status),
    response.responses.map(buildCollectionResponse),
  );
}

/** Undefined when the root is not GetItemEstimate. */
export function readEstimateResponse(root: Element): EstimateResponse | undefined {
  if (!isTag(root, page, "GetItemEstimate")) return undefined;
  return defined({
    status: childText(root, page, "Status"),
    responses: children(root, page, "Response").map(readCollectionResponse),
    element: root,
  });
}

function buildCollectionResponse(response: EstimateCollectionResponse): Element {
  const members = [
    leaf(page, "Class", response.class),
    leaf(page, "CollectionId", response.collectionId),
    leaf(page, "Estimate", response.estimate),
  ];
  const collection = members.flat().length === 0 ? [] : [container(page, "Collection", ...members)];
  return container(page, "Response", leaf(page, "Status", response.status), collection);
}

function readCollectionResponse(source: Element): EstimateCollectionResponse {
  const collection = child(source, page, "Collection");
  return defined({
    status: childText(source, page, "Status"),
    class: collection && childText(collection, page, "Class"),
    collectionId: collection && childText(collection, page, "CollectionId"),
    estimate: collection && childText(collection, page, "Estimate"),
    element: source,
  });
}
