import { type HeaderLine, maskBytes, masked, maskHeaders, maskText } from "../eas/index.js";

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

/**
 * Takes secrets out of what is recorded. In headers, URLs and messages what stands there instead has one length; in bytes it
 * has that of the secret, so that offsets stay true.
 */
export class Mask {
  readonly #needles: readonly string[];

  constructor({ authorization, words = [] }: Secrets) {
    const spelt = [...words.flatMap(spellings), ...(authorization === undefined ? [] : credentials(authorization))];
    this.#needles = [...new Set(spelt)].filter((text) => text.length >= shortestSearched);
  }

  headers(lines: readonly HeaderLine[]): HeaderLine[] {
    return maskHeaders(lines, this.#needles);
  }

  text(text: string): string {
    return maskText(text, this.#needles);
  }

  /** The same array when no secret is in it. */
  bytes(bytes: Uint8Array): Uint8Array {
    return maskBytes(bytes, this.#needles);
  }

  /** The URL as text, user name and password in it masked. */
  url(url: URL): string {
    // Taking a URL apart is dear, every exchange has one, and most have no login in them.
    if (url.username === "" && url.password === "") return this.text(url.href);
    const shown = new URL(url);
    if (url.username !== "") shown.username = masked;
    if (url.password !== "") shown.password = masked;
    return this.text(shown.href);
  }
}

/** The value, the part behind the scheme, and the password within a Basic credential. */
function credentials(authorization: string): string[] {
  const basic = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  if (basic === undefined) return [authorization, authorization.replace(/^\S+ +/, "")];
  const pair = Buffer.from(basic, "base64").toString("utf8");
  return [authorization, basic, pair, ...spellings(pair.slice(pair.indexOf(":") + 1))];
}

/** The forms in which a secret turns up besides percent-encoding, which the masks themselves know. */
function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret, "utf8").toString("base64");
  return [secret, base64, base64.replace(/=+$/, "")];
}
