import type { Exchange } from "./exchange.js";

/** HTTP answers that speak of the login, the device, the account or the hour, and not of the request ([MS-ASHTTP] 2.2.2.1.1). */
export const environmentalHttp: readonly number[] = [401, 403, 429, 449, 451, 456, 457, 503, 507];

/** Those of them that may come at any moment, to any request, without anybody being wrong. */
const passing: Readonly<Record<number, string>> = {
  429: "the target is overloaded",
  451: "the target sends its devices to another server",
  456: "the account is blocked",
  457: "the password has expired",
  503: "the target is overloaded",
  507: "the mailbox is full",
};

/** Why an answer says nothing of how the target works, in words: "the target is overloaded: HTTP 503"; undefined if it does. */
export function environmentalReason({ response }: Pick<Exchange, "response">): string | undefined {
  const words = response && passing[response.status];
  return words === undefined ? undefined : `${words}: HTTP ${response?.status}`;
}
