import {
  type Exchange,
  type OptionSet,
  readEstimateResponse,
  readFolderSyncResponse,
  readSyncRequest,
  readSyncResponse,
} from "../harness/eas/index.js";
import { childElements, type Element, textOf } from "../harness/wbxml/index.js";
import { groupBy } from "./grouping.js";

// The gist of an exchange in a line: what was asked, what came. For finding one's way, never for judging.

/** "4 Add, 1 SoftDelete". */
function tally(kinds: readonly string[]): string | undefined {
  const groups = groupBy(kinds, (kind) => kind);
  return groups.size === 0 ? undefined : [...groups].map(([kind, all]) => `${all.length} ${kind}`).join(", ");
}

function optionsGist(options: readonly OptionSet[] | undefined): string | undefined {
  return options === undefined ? undefined : `Options ${options.map((set) => set.class ?? "default").join(" + ")}`;
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("; ");
}

/** "SyncKey 6; Options SMS + default; 1 Add"; "" when the command says it all. */
export function requestGist({ request }: Exchange): string {
  const sync = request.document === undefined ? undefined : readSyncRequest(request.document);
  const collections = sync?.collections ?? [];
  return joined([
    ...collections.flatMap(({ syncKey, options, commands = [] }) => [
      `SyncKey ${syncKey}`,
      optionsGist(options),
      tally(commands.map(({ kind }) => kind)),
    ]),
    sync?.heartbeatInterval === undefined ? undefined : `HeartbeatInterval ${sync.heartbeatInterval} s`,
    sync?.wait === undefined ? undefined : `Wait ${sync.wait} min`,
  ]);
}

/** The first Status of a document in reading order. */
function firstStatus(element: Element): string | undefined {
  if (element.tag === "Status") return `Status ${textOf(element)}`;
  for (const child of childElements(element)) {
    const found = firstStatus(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function contentGist(document: Element): (string | undefined)[] {
  const sync = readSyncResponse(document);
  const folders = readFolderSyncResponse(document);
  const estimate = readEstimateResponse(document);
  return [
    firstStatus(document),
    ...(sync?.collections ?? []).flatMap(({ commands, responses, moreAvailable }) => [
      tally(commands.map(({ kind }) => kind)),
      tally(responses.map(({ kind, status }) => `${kind} answered ${status ?? "without Status"}`)),
      moreAvailable ? "MoreAvailable" : undefined,
    ]),
    folders === undefined ? undefined : tally(folders.added.map(() => "folders")),
    ...(estimate?.responses ?? []).map((response) =>
      response.estimate === undefined ? undefined : `Estimate ${response.estimate}`,
    ),
  ];
}

/** "HTTP 200; Status 1; 4 Add", or what kept an answer from coming. */
export function responseGist({ response, failure }: Exchange): string {
  if (response === undefined) return failure === undefined ? "no answer" : `no answer: ${failure.kind}`;
  const { document, body, status } = response;
  const content = document === undefined ? [body.length === 0 ? "empty" : "no WBXML"] : contentGist(document);
  return joined([`HTTP ${status}`, ...content]);
}

/** "drop-sms-set/A/7  Sync SyncKey 8 → HTTP 200; Status 1; 3 Delete". */
export function exchangeGist(exchange: Exchange): string {
  const asked = [exchange.command, requestGist(exchange)].filter((part) => part !== "").join(" ");
  return `${exchange.id}  ${asked} → ${responseGist(exchange)}`;
}
