// Allure's generator puts an analytics service of a third party into every page it makes, and has no switch for that. A report
// about somebody's server tells nobody that it was opened: what asks is cut out, and a policy keeps out what may be left.

/**
 * What the page needs: its own parts, which stand in it as text or base64. Nothing on this list names a host. Its script sets a
 * base, to where the page lies; what is not allowed to load needs none forbidden.
 */
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' data:",
  "style-src 'unsafe-inline' data:",
  "img-src data: blob:",
  "font-src data:",
  "media-src data: blob:",
  "connect-src data: blob:",
  "frame-src data: blob:",
  "form-action 'none'",
].join("; ");

const scriptElement = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;
const elsewhere = /\bsrc\s*=\s*["']?\s*(?:https?:)?\/\//i;
const analytics = /\bdataLayer\b|\bgtag\b/;
const traces =
  /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=\s*["']?\s*(?:https?:)?\/\/|googletagmanager|\bgtag\b/i;

/**
 * A page of Allure's that asks nothing of anybody.
 *
 * @param html what `allure awesome --single-file` wrote
 * @returns undefined when it is not such a page, or when something that asks is left in it
 */
export function withoutAnalytics(html: string): string | undefined {
  const cut = html.replace(scriptElement, (element: string, attributes: string, code: string) =>
    elsewhere.test(attributes) || analytics.test(code) ? "" : element,
  );
  const [head] = /<head\b[^>]*>/i.exec(cut) ?? [];
  if (head === undefined || traces.test(cut)) return undefined;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer">`;
  return cut.replace(head, () => head + meta);
}
