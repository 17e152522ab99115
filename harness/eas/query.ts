/** What the query string of a request says ([MS-ASHTTP] 2.2.1.1.1). */
export interface PlainQuery {
  readonly command: string;
  readonly user: string;
  readonly deviceId: string;
  readonly deviceType: string;
  /** Command parameters by name, e.g. CollectionId; none is needed for the commands of the SMS protocol. */
  readonly parameters?: Readonly<Record<string, string>>;
}

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
