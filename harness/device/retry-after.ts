import type { HeaderLine } from "../eas/index.js";

/** Milliseconds that the server asks to wait, in either form of RFC 9110, 10.2.3; undefined when it names none. */
export function retryAfterMs(headers: readonly HeaderLine[], now: number): number | undefined {
  const value = headers.find(([name]) => name.toLowerCase() === "retry-after")?.[1].trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
