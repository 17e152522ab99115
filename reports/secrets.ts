import type { HeaderLine } from "../harness/eas/index.js";

const secretHeaders = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

/**
 * Headers without what logs somebody in. Secrets are masked when an exchange is captured; this second lock keeps a
 * slip there out of files that are passed on. The scheme ("Basic") stays: it says how the login was tried.
 */
export function withoutSecrets(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.map(([name, value]) =>
    secretHeaders.has(name.toLowerCase()) ? [name, masked(value)] : [name, value],
  );
}

function masked(value: string): string {
  const [, scheme = "", rest = ""] = /^(\S+\s+)?(.*)$/s.exec(value) ?? [];
  return scheme + rest.replace(/\S/g, "*");
}

/** A URL without user name and password in it. */
export function urlWithoutSecrets(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}
