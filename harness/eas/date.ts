/** A moment as an element gave it. */
export interface ParsedDateTime {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  /** `"dashed"` is the dateTime of [MS-ASDTYPE] 2.3; `"compact"` (2.7.2) belongs to Calendar and is a departure in an item. */
  readonly form: "dashed" | "compact";
  /** What the text does otherwise than the form demands, in plain words. */
  readonly departures: readonly string[];
}

const dashed = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})?$/;
const compact = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z)?$/;

/** Reads a dateTime; undefined when the text names no moment at all (another form, or a day that does not exist). */
export function parseDateTime(text: string): ParsedDateTime | undefined {
  const match = dashed.exec(text);
  if (match !== null) return read(match, "dashed", match[7] ?? "", match[8]);
  const short = compact.exec(text);
  return short === null ? undefined : read(short, "compact", "", short[7]);
}

/** Whether the text is a dateTime of [MS-ASDTYPE] 2.3 without any departure. */
export function isDateTime(text: string): boolean {
  const parsed = parseDateTime(text);
  return parsed !== undefined && parsed.form === "dashed" && parsed.departures.length === 0;
}

/** The dashed form with milliseconds, as in the examples of [MS-ASMS] and [MS-ASEMAIL]. */
export function formatDateTime(moment: Date | number): string {
  return new Date(moment).toISOString();
}

function read(
  match: RegExpExecArray,
  form: ParsedDateTime["form"],
  fraction: string,
  zone: string | undefined,
): ParsedDateTime | undefined {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for the 20th century; setUTCFullYear does not.
  date.setUTCFullYear(year, month - 1, day);
  const dayExists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!dayExists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, "0").slice(0, 3)));
  return {
    time: date.getTime() - offsetOf(zone),
    form,
    departures: [
      ...(form === "compact" ? ["the compact form, which belongs to Calendar"] : []),
      ...(fraction === "" || fraction.length === 3 ? [] : [`a fraction of ${fraction.length} digits instead of 3`]),
      ...(zone === "Z" ? [] : [zone === undefined ? "no Z at the end" : `the offset ${zone} instead of Z`]),
    ],
  };
}

/** Milliseconds that the text is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
