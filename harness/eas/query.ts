import { type Base64Query, decodeBase64Query } from "./query-base64.js";

export type { Base64Query } from "./query-base64.js";
export { buildBase64Query } from "./query-base64.js";

/** What the plain query string of a request says ([MS-ASHTTP] 2.2.1.1.1.2). */
export interface PlainQuery {
  readonly command: string;
  readonly user: string;
  readonly deviceId: string;
  readonly deviceType: string;
  /** Command parameters by name, e.g. CollectionId; none is needed for the commands of the SMS protocol. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A query string of either form as a server or a reader of captures sees it. */
export interface Query {
  readonly form: "plain" | "base64";
  /** `""` when it is missing. */
  readonly command: string;
  /** Absent in the base64 form, where the user stands in the Authorization header. */
  readonly user?: string;
  readonly deviceId: string;
  readonly deviceType: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Base64 form only; the plain form has headers for these three. */
  readonly protocolVersion?: string;
  /** Windows language code, e.g. 0x0409. */
  readonly locale?: number;
  /** Decimal, as in PolicyKey. */
  readonly policyKey?: string;
  /** What the query does otherwise than [MS-ASHTTP] 2.2.1.1.1 says, in plain words; empty for a clean one. */
  readonly departures: readonly string[];
}

const plainOrder = ["Cmd", "User", "DeviceId", "DeviceType"] as const;

/** The plain form, fields in the order of [MS-ASHTTP] 2.2.1.1.1.2, values percent-encoded, without the "?". */
export function buildPlainQuery(query: PlainQuery): string {
  const pairs: [string, string][] = [
    ["Cmd", query.command],
    ["User", query.user],
    ["DeviceId", query.deviceId],
    ["DeviceType", query.deviceType],
    ...Object.entries(query.parameters ?? {}),
  ];
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

/**
 * Reads a query string of either form (with or without the "?"). Undefined when it is neither: no Cmd and no base64 that
 * holds the fields up to the device type.
 */
export function parseQuery(text: string): Query | undefined {
  if (lately.has(text)) return lately.get(text);
  if (lately.size === mostLately) lately.clear();
  const query = readQuery(text);
  lately.set(text, query);
  return query;
}

/** A phone says the same query with most of its requests, and whoever judges them asks again. What is read is never changed. */
const lately = new Map<string, Query | undefined>();
const mostLately = 500;

function readQuery(text: string): Query | undefined {
  const query = text.startsWith("?") ? text.slice(1) : text;
  if (/(^|&)cmd=/i.test(query)) return parsePlain(query);
  const decoded = decodeBase64Query(percentDecode(query));
  return decoded === undefined ? undefined : fromBase64(decoded);
}

function parsePlain(query: string): Query {
  const pairs = query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): [string, string] => {
      const at = pair.indexOf("=");
      return at < 0 ? [percentDecode(pair), ""] : [percentDecode(pair.slice(0, at)), percentDecode(pair.slice(at + 1))];
    });
  const value = (wanted: string) => pairs.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
  const user = value("User");
  const fixed = plainOrder.map((name) => name.toLowerCase());
  return {
    form: "plain",
    command: value("Cmd") ?? "",
    ...(user === undefined ? {} : { user }),
    deviceId: value("DeviceId") ?? "",
    deviceType: value("DeviceType") ?? "",
    parameters: Object.fromEntries(pairs.filter(([name]) => !fixed.includes(name.toLowerCase()))),
    departures: plainDepartures(pairs.map(([name]) => name)),
  };
}

function plainDepartures(names: readonly string[]): string[] {
  const spelt = (wanted: string) => names.find((name) => name.toLowerCase() === wanted.toLowerCase());
  const missing = plainOrder.filter((name) => spelt(name) === undefined);
  const respelt = plainOrder.filter((name) => spelt(name) !== undefined && spelt(name) !== name);
  const fields = names.flatMap((name) => plainOrder.find((field) => field.toLowerCase() === name.toLowerCase()) ?? []);
  const inOrder = plainOrder.filter((name) => fields.includes(name));
  return [
    ...missing.map((name) => `${name} is missing from the query`),
    ...respelt.map((name) => `${name} is written ${spelt(name)}`),
    ...(fields.length > inOrder.length ? ["a field stands in the query twice"] : []),
    ...([...new Set(fields)].join() === inOrder.join() ? [] : [`the fields stand as ${fields.join(", ")}`]),
  ];
}

function fromBase64(decoded: { readonly query: Base64Query; readonly departures: readonly string[] }): Query {
  const { query, departures } = decoded;
  const user = query.parameters?.User;
  return {
    form: "base64",
    command: query.command,
    ...(user === undefined ? {} : { user }),
    deviceId: query.deviceId,
    deviceType: query.deviceType,
    parameters: query.parameters ?? {},
    protocolVersion: query.protocolVersion,
    locale: query.locale,
    ...(query.policyKey === undefined ? {} : { policyKey: query.policyKey }),
    departures,
  };
}

/** Percent-decoding that leaves what cannot be decoded as it stands. */
function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
