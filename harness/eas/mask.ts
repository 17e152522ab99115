import type { HeaderLine } from "./exchange.js";

// In text a mask has one length, whatever it hides: the length of a secret helps to guess it. In bytes it has the length of
// what it hides: offsets, Content-Length and marks stay true in what is recorded, and strings of WBXML stay where they are.

const utf8 = new TextEncoder();
const star = 0x2a;
/** What stands in text in the place of a secret. */
export const masked = "********";
const secretHeaders = ["authorization", "proxy-authorization", "cookie", "set-cookie"];

/**
 * Header lines without secrets: of Authorization the scheme stays, of cookies the name of the first; the rest becomes
 * eight asterisks. In every other line the given secrets are masked.
 */
export function maskHeaders(headers: readonly HeaderLine[], secrets: readonly string[] = []): HeaderLine[] {
  return headers.map(([name, value]) => [
    name,
    secretHeaders.includes(name.toLowerCase()) ? maskCredentials(value) : maskText(value, secrets),
  ]);
}

/** "Basic ********". Without a scheme all of it is masked. An empty value hides nothing. */
function maskCredentials(value: string): string {
  const scheme = /^[A-Za-z0-9_-]+[ =](?=.)/.exec(value)?.[0] ?? "";
  return value === "" ? "" : scheme + masked;
}

/** A URL without user name and password in it. */
export function urlWithoutLogin(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}

/**
 * Text (a URL, a message) with eight asterisks in the place of a secret, in any of its spellings; secrets that overlap or
 * touch are one. Empty secrets are ignored.
 */
export function maskText(text: string, secrets: readonly string[]): string {
  const found = formsOf(secrets).text.filter((form) => text.includes(form));
  if (found.length === 0) return text;
  const hidden = new Set(found.flatMap((form) => positions(text, form)));
  return Array.from({ length: text.length }, (_, i) => {
    if (!hidden.has(i)) return text[i];
    return hidden.has(i - 1) ? "" : masked;
  }).join("");
}

/** Bytes with 0x2A for each byte of a secret, in any of its spellings, and UTF-16 and Latin-1; the same array when there is none. */
export function maskBytes(bytes: Uint8Array, secrets: readonly string[]): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = formsOf(secrets).bytes.filter((form) => source.includes(form));
  if (found.length === 0) return bytes;
  const hidden = new Set(found.flatMap((form) => positions(source, form)));
  return bytes.map((byte, index) => (hidden.has(index) ? star : byte));
}

interface Forms {
  readonly text: readonly string[];
  readonly bytes: readonly Buffer[];
}

/** A device masks every header line of every exchange with the same list. */
const known = new WeakMap<readonly string[], Forms>();

function formsOf(secrets: readonly string[]): Forms {
  const cached = known.get(secrets);
  if (cached !== undefined) return cached;
  const given = secrets.filter((secret) => secret !== "");
  const text = [...new Set(given.flatMap(spelled))];
  const utf16 = given.map((secret) => Buffer.from(secret, "utf16le"));
  const latin1 = given.filter(isLatin1).map((secret) => Buffer.from(secret, "latin1"));
  const forms = { text, bytes: [...text.map((form) => Buffer.from(utf8.encode(form))), ...utf16, ...latin1] };
  known.set(secrets, forms);
  return forms;
}

function isLatin1(secret: string): boolean {
  return [...secret].every((character) => character.charCodeAt(0) <= 0xff);
}

/** As it stands, and as a URL, a web form, XML or HTML, JSON and a hex dump spell it. */
function spelled(secret: string): string[] {
  const url = encodeForm(secret);
  const hex = Buffer.from(utf8.encode(secret)).toString("hex");
  const xml = secret.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const quoted = xml.replace(/"/g, "&quot;");
  return [
    ...[secret, url, url.replace(/%20/g, "+"), url.replace(/%../g, (code) => code.toLowerCase())],
    ...[xml, quoted, quoted.replace(/'/g, "&#39;"), quoted.replace(/'/g, "&apos;")],
    ...[JSON.stringify(secret).slice(1, -1), hex, hex.toUpperCase()],
  ];
}

/** A lone surrogate has no percent-encoded form; such a secret is looked for as it stands. */
function encodeForm(secret: string): string {
  return /\p{Surrogate}/u.test(secret) ? secret : encodeURIComponent(secret);
}

/** Every index that an occurrence of `part` covers; occurrences may overlap. */
function positions<T extends string | Buffer>(whole: T, part: T): number[] {
  const covered: number[] = [];
  for (let at = indexOf(whole, part, 0); at >= 0; at = indexOf(whole, part, at + 1)) {
    for (let index = at; index < at + part.length; index += 1) covered.push(index);
  }
  return covered;
}

function indexOf(whole: string | Buffer, part: string | Buffer, from: number): number {
  return typeof whole === "string" ? whole.indexOf(String(part), from) : whole.indexOf(part, from);
}
