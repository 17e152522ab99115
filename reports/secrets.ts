import type { HeaderLine } from "../harness/eas/index.js";

const cookies = new Set(["cookie", "set-cookie"]);
const logins = new Set(["authorization", "proxy-authorization"]);

/**
 * Headers without what logs somebody in. Secrets are masked when an exchange is captured; this second lock keeps a
 * slip there out of files that are passed on. The scheme ("Basic") stays: it says how the login was tried.
 */
export function withoutSecrets(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (cookies.has(lower)) return [name, masked(value)];
    if (!logins.has(lower)) return [name, value];
    const [scheme = ""] = /^[A-Za-z][A-Za-z0-9-]*\s+/.exec(value) ?? [];
    return [name, scheme + masked(value.slice(scheme.length))];
  });
}

function masked(value: string): string {
  return value.replace(/\S/g, "*");
}

/** A URL without user name and password in it. */
export function urlWithoutSecrets(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}
