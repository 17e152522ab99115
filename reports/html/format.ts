/** "12,480". */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** "1 case", "3 cases". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "3 min 12 s", "1.25 s", "412 ms". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "22 Nov 2026, 20:03:12 UTC" of an ISO 8601 time in UTC; text that is none is given back. */
export function moment(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2})/.exec(iso);
  if (match === null) return iso;
  const [, year, month, day, time] = match;
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}, ${time} UTC`;
}

/** HTML id of a case or monitor. An id may hold anything but white space. */
export function caseAnchor(id: string): string {
  return `case-${id.replace(/\s+/g, "_")}`;
}

/** HTML id of an exchange where it stands first on the page. */
export function exchangeAnchor(id: string): string {
  return `exchange-${id.replace(/\s+/g, "_")}`;
}

/** HTML id of a ruling's clause. */
export function rulingAnchor(id: string): string {
  return `ruling-${id.replace(/\s+/g, "_")}`;
}

/** Link inside the page. */
export function fragment(anchor: string): string {
  return `#${encodeURIComponent(anchor)}`;
}

/** With a capital at its beginning. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
