import { type Exchange, environmentalHttp, type Observation } from "../../harness/eas/index.js";
import { childElements, type Element, textOf } from "../../harness/wbxml/index.js";
import { isBaseCommand } from "./bases.js";

/** What became of a provocation, the worst last. */
export const grades = [
  "refused by HTTP status",
  "refused by Status",
  "taken",
  "server error",
  "too late",
  "connection dropped",
] as const;

export type Grade = (typeof grades)[number];

/**
 * How the target took a request that is wrong on purpose; undefined when nobody can say: the target could not be reached, has
 * no room for us (401, 403, 429, 449, 503 and the like), or the run was ended.
 */
export function gradeOf({ command, failure, response }: Exchange): Grade | undefined {
  if (failure !== undefined) {
    if (failure.kind === "timeout") return "too late";
    return failure.kind === "closed" || failure.kind === "malformed" ? "connection dropped" : undefined;
  }
  if (response === undefined || environmentalHttp.includes(response.status)) return undefined;
  // The one 5xx that is an answer to the client: the server has no such command ([MS-ASHTTP] 2.2.2.1.1).
  if (response.status === 501 && !isBaseCommand(command)) return "refused by HTTP status";
  if (response.status >= 500) return "server error";
  if (response.status >= 400) return "refused by HTTP status";
  return response.document !== undefined && hasErrorStatus(response.document) ? "refused by Status" : "taken";
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

function seenOf({ failure, response }: Exchange): string {
  if (failure !== undefined) return `no answer: ${failure.message}`;
  if (response === undefined) return "no answer";
  return `HTTP ${response.status} ${response.reason}${response.body.length === 0 ? " without a body" : ""}`;
}
