import type { Exchange, RequestMessage } from "../harness/eas/index.js";
import type { RunResults } from "../harness/judging/results.js";
import { urlWithoutSecrets } from "./secrets.js";

/** Headers that belong to the connection, to the login or to the body, and that curl makes by itself. */
const ownHeaders = new Set(["host", "authorization", "content-length", "connection", "user-agent", "cookie", "accept"]);

/** A longer body makes no line that anybody pastes. */
const mostBody = 3_000;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What a shell has to know before a line works; none of it stands in a report. */
const variables = {
  ASMS_USER: "the name of the user",
  ASMS_PASSWORD: "the password",
  ASMS_AUTHORIZATION: "the whole value of the Authorization header",
  ASMS_CA: "the PEM file of the authority that the run was given",
} as const;

interface Option {
  readonly text: string;
  readonly needs: readonly (keyof typeof variables)[];
}

/** Whom the run trusted beyond the authorities that everybody trusts. */
export interface Trust {
  /** Any certificate. */
  readonly insecure: boolean;
  /** An authority of the user's own. */
  readonly extraAuthority: boolean;
}

export function trustOf({ configuration }: Pick<RunResults, "configuration">): Trust {
  return { insecure: configuration.insecure === true, extraAuthority: configuration.extraAuthority === true };
}

/** The login as the request had it: by name and password, by a header that is given whole, or none. */
function login({ headers }: RequestMessage): Option | undefined {
  const value = headers.find(([name]) => name.toLowerCase() === "authorization")?.[1];
  if (value === undefined) return undefined;
  return /^basic /i.test(value)
    ? { text: '-u "$ASMS_USER:$ASMS_PASSWORD"', needs: ["ASMS_USER", "ASMS_PASSWORD"] }
    : { text: '-H "Authorization: $ASMS_AUTHORIZATION"', needs: ["ASMS_AUTHORIZATION"] };
}

function trusting({ url }: RequestMessage, { insecure, extraAuthority }: Trust): Option | undefined {
  if (!/^https:/i.test(url)) return undefined;
  if (insecure) return { text: "--insecure", needs: [] };
  return extraAuthority ? { text: '--cacert "$ASMS_CA"', needs: ["ASMS_CA"] } : undefined;
}

export interface CurlLine {
  readonly line: string;
  /** The variables that it takes, each with what it holds, in words; empty for a line that takes none. */
  readonly variables: readonly string[];
}

/**
 * The request as a line for a POSIX shell with curl and base64; login and authority come from variables, the answer is shown
 * as hex. Undefined when the body is too long for a line or a header cannot stand in one.
 */
export function curlLine({ request }: Exchange, trust: Trust): CurlLine | undefined {
  const { method, url, headers, body } = request;
  const sent = headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  if (body.length > mostBody || /\p{Cc}/u.test(sent.flat().join("") + url)) return undefined;
  const feed = body.length === 0 ? "" : `echo ${Buffer.from(body).toString("base64")} | base64 -d | `;
  const options = [login(request), trusting(request, trust)].filter((option) => option !== undefined);
  const parts = [
    "curl -sS",
    ...options.map(({ text }) => text),
    `-X ${method}`,
    ...sent.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body.length === 0 ? [] : ["--data-binary @-"]),
    quoted(urlWithoutSecrets(url)),
  ];
  return {
    line: `${feed}${parts.join(" ")} | xxd`,
    variables: options.flatMap(({ needs }) => needs).map((name) => `${name}, ${variables[name]}`),
  };
}
