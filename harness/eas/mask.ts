import type { HeaderLine } from "./exchange.js";

// Masks never change a length: byte offsets, Content-Length and marks stay true in what is recorded.

const utf8 = new TextEncoder();
const star = 0x2a;
const secretHeaders = ["authorization", "proxy-authorization", "cookie", "set-cookie"];

/**
 * Header lines without secrets: of Authorization the scheme stays, of cookies the name of the first; the rest becomes
 * asterisks. In every other line the given secrets are masked.
 */
export function maskHeaders(headers: readonly HeaderLine[], secrets: readonly string[] = []): HeaderLine[] {
  return headers.map(([name, value]) => [
    name,
    secretHeaders.includes(name.toLowerCase()) ? maskCredentials(value) : maskText(value, secrets),
  ]);
}

/** "Basic ****": as long as before. Without a scheme all of it is masked. */
function maskCredentials(value: string): string {
  const scheme = /^[A-Za-z0-9_-]+[ =](?=.)/.exec(value)?.[0] ?? "";
  return scheme + "*".repeat(value.length - scheme.length);
}

/** A URL without user name and password in it. */
export function urlWithoutLogin(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}

/** Text (a URL, a message) with an asterisk for each character of a secret, plain or percent-encoded. Empty secrets are ignored. */
export function maskText(text: string, secrets: readonly string[]): string {
  const hidden = new Set(formsOf(secrets).text.flatMap((form) => positions(text, form)));
  return hidden.size === 0
    ? text
    : Array.from({ length: text.length }, (_, i) => (hidden.has(i) ? "*" : text[i])).join("");
}

/** Bytes with 0x2A for each byte of a secret's UTF-8 form; the same array when there is none in it. */
export function maskBytes(bytes: Uint8Array, secrets: readonly string[]): Uint8Array {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hidden = new Set(formsOf(secrets).bytes.flatMap((form) => positions(source, form)));
  return hidden.size === 0 ? bytes : bytes.map((byte, index) => (hidden.has(index) ? star : byte));
}

interface Forms {
  readonly text: readonly string[];
  readonly bytes: readonly Buffer[];
}

/** A device masks every header line of every exchange with the same list. */
const known = new WeakMap<readonly string[], Forms>();

function formsOf(secrets: readonly string[]): Forms {
  const forms = known.get(secrets) ?? {
    text: [...new Set(secrets.flatMap((secret) => [secret, encodeForm(secret)]))].filter((form) => form !== ""),
    bytes: secrets.map((secret) => Buffer.from(utf8.encode(secret))).filter((form) => form.length > 0),
  };
  known.set(secrets, forms);
  return forms;
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
