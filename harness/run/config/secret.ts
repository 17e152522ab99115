import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../usage-error.js";

/** Where a secret lies. Messages name the place, never what stands there. */
export type SecretSource = { readonly file: string; readonly folder: string } | { readonly variable: string };

interface Rules {
  /** What it is, for the message: "password". */
  readonly what: string;
  /** First character that must not stand in it. */
  readonly forbidden: RegExp;
  readonly because: string;
}

/** RFC 7617, 2: no control characters in user name and password. */
const passwordRules: Rules = {
  what: "password",
  forbidden: /\p{Cc}/u,
  because: "which no password may hold (RFC 7617, 2); it must be the password alone, on one line",
};

/** RFC 9110, 5.5: visible characters, spaces and tabs; the bytes from 0xA0 on are opaque, but can be sent. */
const authorizationRules: Rules = {
  what: "Authorization value",
  forbidden: /[^\t\x20-\x7e\xa0-\xff]/u,
  because: "which no HTTP header can carry; it must be the value alone, on one line",
};

/**
 * A password fit for Basic authentication.
 * @throws UsageError naming the file or variable and what is wrong with it
 */
export function readPassword(source: SecretSource, text: string): string {
  return checked(passwordRules, source, text);
}

/**
 * The whole value of an Authorization header.
 * @throws UsageError naming the file or variable and what is wrong with it
 */
export function readAuthorization(source: SecretSource, text: string): string {
  return checked(authorizationRules, source, text);
}

/**
 * Text of a file: UTF-8 without the mark that some editors put before it, and without the one line end at its end.
 * @throws UsageError when it cannot be read or is no UTF-8
 */
export function secretText({ file, folder }: { readonly file: string; readonly folder: string }, user: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(folder, file));
  } catch {
    throw new UsageError(`The secret of account ${user} cannot be read from file ${file}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    throw new UsageError(`The secret of account ${user} in file ${file} is not UTF-8 text; save it as such`);
  }
}

function checked({ what, forbidden, because }: Rules, source: SecretSource, text: string): string {
  const where = "file" in source ? `file ${source.file}` : `environment variable ${source.variable}`;
  if (text.trim() === "") throw new UsageError(`The ${what} in ${where} is empty`);
  const at = text.search(forbidden);
  if (at < 0) return text;
  throw new UsageError(`The ${what} in ${where} has ${named(text, at)} as its character ${at + 1}, ${because}`);
}

/** Control characters by name; any other is a part of the secret and is not shown. */
function named(text: string, at: number): string {
  const code = text.charCodeAt(at);
  if (text[at] === "\n" || text[at] === "\r") return "a line end";
  return code < 0x20 || code === 0x7f ? "a control character" : "a character";
}
