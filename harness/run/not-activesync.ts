import type { HeaderLine, ResponseMessage } from "../eas/index.js";

// A target whose OPTIONS answer names no protocol version cannot be judged. Why is for the operator to mend, so each kind of
// answer has a sentence of its own.

type Answer = Pick<ResponseMessage, "status" | "headers">;

/** One sentence for an answer that speaks of the mailbox or the hour; undefined for every other answer. */
export function notServed(url: string, user: string, answer: Answer | undefined): string | undefined {
  const { status = 0, headers = [] } = answer ?? {};
  switch (status) {
    case 429:
    case 503:
      return notActiveSync(url, answer);
    case 451:
      return `${url} sends ${user} to another server (HTTP 451): ${elsewhere(url, header(headers, "x-ms-location"))}`;
    case 456:
      return `${url} has blocked the account of ${user} (HTTP 456): have it unblocked there`;
    case 457:
      return `${url} says that the password of ${user} has expired (HTTP 457): set a new one`;
    case 507:
      return `${url} has no room left for ${user} (HTTP 507): make room in the mailbox`;
    default:
      return undefined;
  }
}

function elsewhere(url: string, location: string | undefined): string {
  if (location === undefined) return "it does not name the place (no X-MS-Location)";
  if (!URL.canParse(location)) return "the place that it names is no URL (X-MS-Location)";
  return `the mailbox is served by ${shownLocation(location, url)}, give that as --target`;
}

const checkPath = "check the path of the URL, which usually ends in /Microsoft-Server-ActiveSync";

/** One sentence: what the target answered, and what to do about it. `answer` has its secrets masked already. */
export function notActiveSync(url: string, answer: Answer | undefined): string {
  const { status = 0, headers = [] } = answer ?? {};
  if (status >= 300 && status < 400) return redirected(url, status, header(headers, "location"));
  const trouble = status === 429 || status >= 500 ? troubles[status] : undefined;
  if (trouble !== undefined) return `${url} ${trouble} (HTTP ${status}): ${whenAgain(header(headers, "retry-after"))}`;
  if (status >= 500) {
    return `${url} fails with an error of its own (HTTP ${status}): look into the server's log, and ${checkPath}`;
  }
  const type = header(headers, "content-type")?.split(";")[0];
  if (type !== undefined && /html/i.test(type)) {
    return `${url} answers with a web page (${type}, HTTP ${status}), not with ActiveSync: ${checkPath}`;
  }
  return `${url} does not say that it speaks ActiveSync (HTTP ${status}, no MS-ASProtocolVersions): ${checkPath}`;
}

/**
 * One sentence for a target whose OPTIONS answer is one of ActiveSync while every command is answered by something else: the page
 * of a login, or an HTTP error. Undefined as soon as one answer is ActiveSync's own, were it a wrong one: that is to be judged.
 */
export function commandsNotServed(url: string, answers: readonly (Answer | undefined)[]): string | undefined {
  const last = answers.at(-1);
  if (last === undefined || answers.some((answer) => answer === undefined || !isForeign(answer))) return undefined;
  const { status, headers } = last;
  const type = header(headers, "content-type")?.split(";")[0] ?? "";
  if (status >= 300 && status < 400) return redirected(url, status, header(headers, "location"));
  if (status >= 500) return notActiveSync(url, last);
  const what = /html/i.test(type) ? `a web page (${shortened(type)}, HTTP ${status})` : `HTTP ${status}`;
  return `${url} answers OPTIONS as ActiveSync, but every command with ${what}: ${checkPath}, and look whether a login page or a proxy stands before it`;
}

/** HTTP 449 asks for a policy ([MS-ASPROV] 3.1.5.1), 400 is a server's word on a request that it could not read. */
function isForeign({ status, headers }: Answer): boolean {
  if (status === 449 || status === 400) return false;
  return status >= 300 || /html/i.test(header(headers, "content-type") ?? "");
}

/** What passes by itself, or is mended behind the address. */
const troubles: Readonly<Record<number, string>> = {
  429: "gets too many requests",
  502: "is a gateway whose server does not answer properly",
  503: "is overloaded or not available at the moment",
  504: "is a gateway whose server does not answer in time",
};

function whenAgain(retryAfter: string | undefined): string {
  if (retryAfter === undefined) return "try again later, or look whether the server is up";
  const isDate = !Number.isNaN(Date.parse(retryAfter)) && /[a-z]/i.test(retryAfter);
  if (!isDate && !/^\d{1,9}$/.test(retryAfter)) return whenAgain(undefined);
  const value = isDate ? shortened(retryAfter) : `${retryAfter} s`;
  return `it asks to try again after ${value} (Retry-After)`;
}

function redirected(url: string, status: number, location: string | undefined): string {
  if (location === undefined) {
    return `${url} redirects without saying where to (HTTP ${status}, no Location): ${checkPath}`;
  }
  // Not shown: without its parts apart, nobody can tell what of it is a password.
  if (!URL.canParse(location, url)) return `${url} redirects to what is no URL (HTTP ${status}): ${checkPath}`;
  const place = shownLocation(location, url);
  return `${url} redirects to ${place} (HTTP ${status}), which is not followed: if ActiveSync is there, give that as --target`;
}

/** Where a redirect leads, as a whole URL: without login, query and parameters, where keys of sessions use to stand. */
function shownLocation(location: string, base: string): string {
  const place = new URL(location, base);
  place.username = "";
  place.password = "";
  place.search = "";
  place.hash = "";
  place.pathname = place.pathname.replace(/;[^/]*/g, "");
  return shortened(place.href);
}

const longest = 300;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function header(headers: readonly HeaderLine[], wanted: string): string | undefined {
  const value = headers.find(([name]) => name.toLowerCase() === wanted)?.[1].trim();
  return value === "" ? undefined : value;
}
