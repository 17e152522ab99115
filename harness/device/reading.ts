import type { Exchange, Mark, Observation } from "../eas/index.js";
import { child, type Element, textOf } from "../wbxml/index.js";
import { given } from "./given.js";
import type { Recorded } from "./recorder.js";
import type { Answer } from "./types.js";

/** A Status element of an answer, and where it stands. */
export interface StatusPlace {
  /** Name of its parent, as a sentence calls it: "Sync", "Collection", "Response". */
  readonly under: string;
  readonly code: string;
  readonly mark?: Mark;
}

/** Reads the document of an HTTP 200; under any other status there is nothing that the protocol defines. */
export function readAnswer<T>({ exchange, document }: Recorded, read: (root: Element) => T | undefined): Answer<T> {
  const { response } = exchange;
  if (response?.status !== 200) return { exchange, empty: false };
  return given({
    exchange,
    response: document === undefined ? undefined : read(document),
    empty: response.body.length === 0,
  });
}

/** The Status child of an element, at this path. None when the element or the child is not there. */
export function statusPlace(parent: Element | undefined, path: string): StatusPlace[] {
  const found = parent && child(parent, parent.page, "Status");
  if (found === undefined) return [];
  const under = path.slice(path.lastIndexOf("/") + 1);
  return [given({ under, code: textOf(found), mark: markOf(found, `${path}/Status`) })];
}

/** The observation with the exchange that holds what it marks. */
export function placedIn({ id }: Exchange, observation: Observation): Observation {
  const { mark } = observation;
  return mark === undefined ? observation : { ...observation, mark: { ...mark, exchange: id } };
}

/** Where an element of an answer stands in its body. */
export function markOf(source: Element | undefined, path: string): Mark | undefined {
  if (source?.start === undefined || source.end === undefined) return undefined;
  return { side: "response", start: source.start, end: source.end, path };
}

/** "Status 4 under Sync, Status 1 under Collection". */
export function describePlaces(places: readonly StatusPlace[]): string {
  return places.map(({ code, under }) => `Status ${code} under ${under}`).join(", ");
}

/** What came back, for an answer that has no document of the expected kind. */
export function describeNoDocument({ failure, response }: Exchange): string {
  if (failure !== undefined) return `no answer: ${failure.message.replace(/\.$/, "")}`;
  if (response === undefined) return "no answer";
  const http = `HTTP ${response.status}`;
  if (response.status === 449) return `${http} (it asks for provisioning)`;
  if (response.status !== 200) return response.reason === "" ? http : `${http} (${response.reason})`;
  if (response.body.length === 0) return `${http} with an empty body`;
  if (response.document !== undefined) return `${http} with a document whose root is ${response.document.tag}`;
  const type = response.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return `${http} with a body that is no WBXML document (${type ?? "no Content-Type"})`;
}

/**
 * A request that a server finds malformed may be refused with HTTP 400 ([MS-ASHTTP] 2.2.2.1.1); every other HTTP status
 * says something about the login, the address or the server, and not about the request.
 */
export function isRefusedByHttp({ response }: Exchange): boolean {
  return response?.status === 400;
}
