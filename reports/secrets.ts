import { type HeaderLine, maskHeaders, urlWithoutLogin } from "../harness/eas/index.js";

// Secrets are masked when an exchange is captured. This is a second lock: a slip there must not reach files that are
// passed on.

/** Headers without what logs somebody in; what is masked already stays as it is. */
export function withoutSecrets(headers: readonly HeaderLine[]): HeaderLine[] {
  return maskHeaders(headers);
}

/** A URL without user name and password in it. */
export function urlWithoutSecrets(url: string): string {
  return urlWithoutLogin(url);
}
