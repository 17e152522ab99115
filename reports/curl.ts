import type { Exchange } from "../harness/eas/index.js";
import { urlWithoutSecrets } from "./secrets.js";

/** Headers that belong to the connection, to the login or to the body, and that curl makes by itself. */
const ownHeaders = new Set(["host", "authorization", "content-length", "connection", "user-agent", "cookie", "accept"]);

/** A longer body makes no line that anybody pastes. */
const mostBody = 3_000;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The request as a line for a POSIX shell with curl and base64; the login comes from ASMS_USER and ASMS_PASSWORD, the
 * answer is shown as hex. Undefined when the body is too long for a line or a header cannot stand in one.
 */
export function curlLine({ request }: Exchange): string | undefined {
  const { method, url, headers, body } = request;
  const sent = headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  if (body.length > mostBody || /\p{Cc}/u.test(sent.flat().join("") + url)) return undefined;
  const feed = body.length === 0 ? "" : `echo ${Buffer.from(body).toString("base64")} | base64 -d | `;
  const parts = [
    'curl -sS -u "$ASMS_USER:$ASMS_PASSWORD"',
    `-X ${method}`,
    ...sent.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body.length === 0 ? [] : ["--data-binary @-"]),
    quoted(urlWithoutSecrets(url)),
  ];
  return `${feed}${parts.join(" ")} | xxd`;
}
