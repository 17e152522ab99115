import type { Exchange, Observation } from "../../harness/eas/index.js";
import { childElements, diagnose, type Element, type FaultCode, textOf } from "../../harness/wbxml/index.js";
import { isBaseCommand } from "./bases.js";

/** What became of a provocation, the worst last. */
export const grades = [
  "refused by HTTP status",
  "refused by Status",
  "taken",
  "no answer to read",
  "server error",
  "too late",
  "connection dropped",
] as const;

export type Grade = (typeof grades)[number];

/**
 * How the target took a request that is wrong on purpose; undefined when nobody can say: the target could not be reached, or the
 * run was ended. HTTP 503, 403 and the like count as what they say of the request: whether they speak of the hour or the
 * account, an ordinary request right after tells.
 */
export function gradeOf(exchange: Exchange): Grade | undefined {
  const { command, failure, response } = exchange;
  if (failure !== undefined) {
    if (failure.kind === "timeout") return "too late";
    return failure.kind === "closed" || failure.kind === "malformed" ? "connection dropped" : undefined;
  }
  if (response === undefined) return undefined;
  // The one 5xx that is an answer to the client: the server has no such command ([MS-ASHTTP] 2.2.2.1.1).
  if (response.status === 501 && !isBaseCommand(command)) return "refused by HTTP status";
  if (response.status >= 500) return "server error";
  if (response.status >= 400) return "refused by HTTP status";
  if (response.status >= 300 || (isBaseCommand(command) && saysNothing(exchange))) return "no answer to read";
  return response.document !== undefined && hasErrorStatus(response.document) ? "refused by Status" : "taken";
}

/** No document, where the command has one: only a Sync may be answered with nothing, when nothing changed ([MS-ASCMD] 2.2.1.21). */
function saysNothing({ command, request, response }: Exchange): boolean {
  if (response === undefined || response.document !== undefined) return false;
  if (response.body.length > 0) return !isPacked(response.headers);
  return command !== "Sync" || !couldBeRead(request.body);
}

/** In a form that was asked for by a header which is wrong on purpose: it may be an answer all the same. */
function isPacked(headers: readonly (readonly [string, string])[]): boolean {
  return headers.some(([name, value]) =>
    /^content-encoding$/i.test(name) ? true : /^content-type$/i.test(name) && /multipart/i.test(value),
  );
}

/** Faults that leave nobody a document; a server that knows more pages and tokens than we may read the others. */
const unreadable: readonly FaultCode[] = [
  "truncated",
  "unsupported-version",
  "string-table",
  "outside-root",
  "end-without-element",
  "forbidden-token",
  "bad-integer",
  "invalid-utf8",
];

/** An empty body is a Sync that repeats the last one ([MS-ASCMD] 2.2.1.21). */
function couldBeRead(body: Uint8Array): boolean {
  return body.length === 0 || !diagnose(body).faults.some(({ code }) => unreadable.includes(code));
}

/** A Status other than 1 anywhere in the answer: the command's, a Collection's, or that of one item. */
function hasErrorStatus(root: Element): boolean {
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.tag === "Status" && textOf(next) !== "1") return true;
    open.push(...childElements(next));
  }
  return false;
}

/** Was there an answer at all, and in time? */
export function answered(exchange: Exchange): Observation {
  const grade = gradeOf(exchange);
  return {
    holds: grade !== "connection dropped" && grade !== "too late",
    expected: "an HTTP answer: a Status of the protocol that says no, or HTTP 4xx",
    seen: seenOf(exchange),
  };
}

/** Did the target own the mistake as its own, by HTTP 5xx? */
export function withoutServerError(exchange: Exchange): Observation {
  return {
    holds: gradeOf(exchange) !== "server error",
    expected: "a Status of the protocol that says no, or HTTP 4xx: the mistake is the client's",
    seen: seenOf(exchange),
  };
}

/** Does the answer say anything to a phone? */
export function readable(exchange: Exchange): Observation {
  return {
    holds: gradeOf(exchange) !== "no answer to read",
    expected:
      "a Status of the protocol that says no, HTTP 4xx, or the document of the command: no redirect, no silence",
    seen: seenOf(exchange),
  };
}

function seenOf({ failure, response }: Exchange): string {
  if (failure !== undefined) return `no answer: ${failure.message}`;
  if (response === undefined) return "no answer";
  const unread = response.status === 200 && response.document === undefined ? " with a body that is no document" : "";
  return `HTTP ${response.status} ${response.reason}${response.body.length === 0 ? " without a body" : unread}`;
}
