// TextDecoder drops a leading U+FEFF unless told otherwise; in a value it is data.
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lossyUtf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Strings up to this many bytes are cheaper to build by hand than through TextDecoder, when they are ASCII. */
const SHORT = 32;

const asciiCharacters: readonly string[] = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** The string that begins at `from` if its terminating 00 comes soon and it is ASCII; undefined says nothing about it. */
export function shortAscii(bytes: Uint8Array, from: number): string | undefined {
  const last = Math.min(from + SHORT, bytes.length - 1);
  let bits = 0;
  for (let to = from; to <= last; to += 1) {
    const byte = bytes[to] as number;
    if (byte === 0) return bits < 0x80 ? asciiString(bytes, from, to) : undefined;
    bits |= byte;
  }
  return undefined;
}

/** Eight characters a call: building a string one by one makes a chain that is slow to read. */
function asciiString(bytes: Uint8Array, from: number, to: number): string {
  if (to - from === 1) return asciiCharacters[bytes[from] as number] as string;
  let text = "";
  let at = from;
  for (; at + 8 <= to; at += 8) {
    text += String.fromCharCode(
      bytes[at] as number,
      bytes[at + 1] as number,
      bytes[at + 2] as number,
      bytes[at + 3] as number,
      bytes[at + 4] as number,
      bytes[at + 5] as number,
      bytes[at + 6] as number,
      bytes[at + 7] as number,
    );
  }
  if (at + 4 <= to) {
    text += String.fromCharCode(
      bytes[at] as number,
      bytes[at + 1] as number,
      bytes[at + 2] as number,
      bytes[at + 3] as number,
    );
    at += 4;
  }
  for (; at < to; at += 1) text += asciiCharacters[bytes[at] as number];
  return text;
}

/** The string in bytes[from, to), or undefined when that is not well-formed UTF-8 (RFC 3629). */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string | undefined {
  try {
    return strictUtf8.decode(bytes.subarray(from, to));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The string with U+FFFD for each ill-formed sequence. */
export function decodeUtf8Lossy(bytes: Uint8Array, from: number, to: number): string {
  return lossyUtf8.decode(bytes.subarray(from, to));
}

/** ISO-8859-1: each byte is the character of that number. */
export function decodeLatin1(bytes: Uint8Array, from: number, to: number): string {
  const parts: string[] = [];
  for (let at = from; at < to; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, Math.min(at + 8192, to))));
  }
  return parts.join("");
}

export interface IllFormed {
  readonly offset: number;
  readonly length: number;
  readonly why: string;
}

/** Lead bytes by range: how many continuation bytes follow, and the range of the first of them (RFC 3629, section 4). */
function sequenceOf(lead: number): { more: number; low: number; high: number } | undefined {
  if (lead >= 0xc2 && lead <= 0xdf) return { more: 1, low: 0x80, high: 0xbf };
  if (lead === 0xe0) return { more: 2, low: 0xa0, high: 0xbf };
  if (lead === 0xed) return { more: 2, low: 0x80, high: 0x9f };
  if (lead >= 0xe1 && lead <= 0xef) return { more: 2, low: 0x80, high: 0xbf };
  if (lead === 0xf0) return { more: 3, low: 0x90, high: 0xbf };
  if (lead === 0xf4) return { more: 3, low: 0x80, high: 0x8f };
  if (lead >= 0xf1 && lead <= 0xf3) return { more: 3, low: 0x80, high: 0xbf };
  return undefined;
}

function whyNot(lead: number, next: number | undefined): string {
  if (lead >= 0x80 && lead <= 0xbf) return "a continuation byte without a lead byte";
  if (lead === 0xc0 || lead === 0xc1) return "an overlong form";
  if (lead >= 0xf5) return "a byte that UTF-8 never uses";
  if (next === undefined) return "a sequence cut off by the end of the string";
  const continuation = next >= 0x80 && next <= 0xbf;
  if (lead === 0xed && continuation) return "a surrogate";
  if ((lead === 0xe0 || lead === 0xf0) && continuation) return "an overlong form";
  if (lead === 0xf4 && continuation) return "a code point above U+10FFFF";
  return "a sequence without its continuation bytes";
}

/** The first sequence in bytes[from, to) that is not well-formed UTF-8; undefined when all is well. */
export function findIllFormed(bytes: Uint8Array, from: number, to: number): IllFormed | undefined {
  let at = from;
  while (at < to) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const form = sequenceOf(lead);
    if (form === undefined) return { offset: at, length: 1, why: whyNot(lead, undefined) };
    let { low, high } = form;
    let read = 1;
    while (read <= form.more && at + read < to) {
      const next = bytes[at + read] as number;
      if (next < low || next > high) break;
      low = 0x80;
      high = 0xbf;
      read += 1;
    }
    if (read <= form.more) {
      const next = at + read < to ? (bytes[at + read] as number) : undefined;
      return { offset: at, length: read, why: read === 1 ? whyNot(lead, next) : whyNot(0xc2, next) };
    }
    at += read;
  }
  return undefined;
}
