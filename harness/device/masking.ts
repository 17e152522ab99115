import type { HeaderLine } from "../eas/index.js";

const star = 0x2a;

/**
 * Shorter secrets are masked as whole values only (Authorization, cookies, credentials in the URL): looked for as a part
 * of other text they would hit innocent bytes, a Status "1" for the password "1", and falsify the evidence.
 */
export const shortestSearched = 6;

export interface Secrets {
  /** Whole value of the Authorization header. */
  readonly authorization?: string | undefined;
  /** Passwords and tokens. */
  readonly words?: readonly string[] | undefined;
}

/** Headers whose whole value is a credential. */
const secretHeaders = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

/** Takes secrets out of what is recorded. What stands there instead has the same length, so that offsets stay true. */
export class Mask {
  readonly #needles: readonly Uint8Array[];

  constructor({ authorization, words = [] }: Secrets) {
    const spelt = [...words.flatMap(spellings), ...(authorization === undefined ? [] : credentials(authorization))];
    const needles = [...new Set(spelt)].filter((text) => text.length >= shortestSearched);
    // The longest first: a needle inside another one must not break it up.
    this.#needles = needles.map((text) => Buffer.from(text, "utf8")).sort((a, b) => b.length - a.length);
  }

  headers(lines: readonly HeaderLine[]): HeaderLine[] {
    return lines.map(([name, value]) => [
      name,
      secretHeaders.has(name.toLowerCase()) ? maskCredential(value) : this.text(value),
    ]);
  }

  text(text: string): string {
    const bytes = Buffer.from(text, "utf8");
    const masked = this.bytes(bytes);
    return masked === bytes ? text : Buffer.from(masked).toString("utf8");
  }

  /** The same array when no secret is in it. */
  bytes(bytes: Uint8Array): Uint8Array {
    let masked: Buffer | undefined;
    for (const needle of this.#needles) {
      const haystack = masked ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let at = haystack.indexOf(needle); at >= 0; at = (masked ?? haystack).indexOf(needle, at + needle.length)) {
        masked ??= Buffer.from(bytes);
        masked.fill(star, at, at + needle.length);
      }
    }
    return masked === undefined ? bytes : new Uint8Array(masked);
  }

  /** The URL as text, user name and password in it masked. */
  url(url: URL): string {
    const shown = new URL(url);
    shown.username = "*".repeat(url.username.length);
    shown.password = "*".repeat(url.password.length);
    return this.text(shown.href);
  }
}

/** "Basic abc=" → "Basic ****": the scheme is no secret and tells a reader much. */
function maskCredential(value: string): string {
  const scheme = /^[A-Za-z][A-Za-z-]* /.exec(value)?.[0] ?? "";
  return scheme + "*".repeat(value.length - scheme.length);
}

/** The value, the part behind the scheme, and the password within a Basic credential. */
function credentials(authorization: string): string[] {
  const basic = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  if (basic === undefined) return [authorization, authorization.replace(/^\S+ +/, "")];
  const pair = Buffer.from(basic, "base64").toString("utf8");
  return [authorization, basic, pair, ...spellings(pair.slice(pair.indexOf(":") + 1))];
}

/** The forms in which a secret turns up: as it is, in a URL, in base64. */
function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret, "utf8").toString("base64");
  return [secret, percentEncoded(secret), base64, base64.replace(/=+$/, "")];
}

function percentEncoded(secret: string): string {
  const hasLoneSurrogate = /\p{Surrogate}/u.test(secret);
  return hasLoneSurrogate ? secret : encodeURIComponent(secret);
}
