import { child, textOf } from "../wbxml/index.js";
import type { Exchange } from "./exchange.js";

/** HTTP answers that speak of the login, the device, the account or the hour, and not of the request ([MS-ASHTTP] 2.2.2.1.1). */
export const environmentalHttp: readonly number[] = [401, 403, 429, 449, 451, 456, 457, 503, 507];

/** Those of them that may come at any moment, to any request, without anybody being wrong. */
const passing: Readonly<Record<number, string>> = {
  451: "the target sends its devices to another server",
  456: "the account is blocked",
  457: "the password has expired",
  507: "the mailbox is full",
};

/** Codes that mean "provision first, from key 0" ([MS-ASCMD] 2.2.2, [MS-ASPROV] 3.1.5.1). */
const provisionFirst: readonly string[] = ["140", "141", "142", "143", "144"];

type Answered = Pick<Exchange, "response">;

/** The Status of the whole command, right under the root; "" where there is none. */
function commandStatus({ response }: Answered): string {
  const root = response?.document;
  const status = root && child(root, root.page, "Status");
  return status === undefined ? "" : textOf(status);
}

/** How an answer demands provisioning, by HTTP 449 or by a Status right under the root; undefined if it does not. */
export function provisioningDemand(exchange: Answered): string | undefined {
  if (exchange.response?.status === 449) return "HTTP 449";
  const code = commandStatus(exchange);
  return provisionFirst.includes(code) ? `Status ${code}` : undefined;
}

/** How an answer says "later": HTTP 503 or 429, or Status 111 for the whole command ([MS-ASCMD] 2.2.2); undefined if it does not. */
export function busyWords(exchange: Answered): string | undefined {
  const status = exchange.response?.status ?? 0;
  if (status === 503 || status === 429) return `HTTP ${status}`;
  return commandStatus(exchange) === "111" ? "Status 111" : undefined;
}

/** Does the server own that it has failed, whatever was asked: HTTP 500 and more, or Status 110 for the whole command? */
export function isServerError(exchange: Answered): boolean {
  return (exchange.response?.status ?? 0) >= 500 || commandStatus(exchange) === "110";
}

/** Status values of a whole command that shut out the user or the device ([MS-ASCMD] 2.2.2). */
const shutOut: readonly string[] = ["126", "127", "128", "129", "130", "131", "177"];

export function isShutOut(status: string | undefined): boolean {
  return status !== undefined && shutOut.includes(status);
}

/**
 * How an answer turns away whoever asks, and whatever is asked: "HTTP 403", "Status 110"; undefined if it does not. What speaks of the
 * hour or of room does not, and lasts as long as it lasts.
 */
export function turnedAwayBy(exchange: Answered): string | undefined {
  if (environmentalReason(exchange) !== undefined) return undefined;
  const status = exchange.response?.status ?? 0;
  if (status === 401 || status === 403 || status >= 500) return `HTTP ${status}`;
  const code = commandStatus(exchange);
  return isServerError(exchange) || isShutOut(code) ? `Status ${code}` : undefined;
}

/** Does an answer speak of the login, the device, the account or the hour, and not of the request? */
export function isEnvironmental(exchange: Answered): boolean {
  const status = exchange.response?.status ?? 0;
  const asks = provisioningDemand(exchange) ?? busyWords(exchange);
  return environmentalHttp.includes(status) || asks !== undefined;
}

/**
 * Why an answer says nothing of how the target works, in words: "the target is overloaded: HTTP 503"; undefined if it does. A
 * demand for provisioning counts as well: a device provisions and asks once more, and this is the answer that remained. So does one that
 * says "later", which a device asks for again.
 */
export function environmentalReason(exchange: Answered): string | undefined {
  const demand = provisioningDemand(exchange);
  if (demand !== undefined) return `the target asks for provisioning again: ${demand}`;
  const busy = busyWords(exchange);
  if (busy !== undefined) return `the target is overloaded: ${busy}`;
  const status = exchange.response?.status ?? 0;
  const words = passing[status];
  return words === undefined ? undefined : `${words}: HTTP ${status}`;
}

/** Does the HTTP status find fault with the request ([MS-ASHTTP] 2.2.2.1.1)? From 500 on it is the server's own. */
export function isHttpRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}
