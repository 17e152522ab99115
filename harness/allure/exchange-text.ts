import { type Exchange, type Message, maskHeaders, urlWithoutLogin } from "../eas/index.js";
import { hexDump, toXml } from "../wbxml/index.js";

// What an attachment says of an exchange. Secrets are masked when an exchange is captured; masking headers and URL again is
// a second lock, since these files are passed on.

/** Bytes of a body that are shown in hexadecimal; exchanges.ndjson has all of them. */
const mostBytes = 16_384;

/** Request and answer, each body as XML. */
export function exchangeXml({ request, response, failure, deliberate }: Exchange): string {
  return text([
    ...(deliberate === undefined ? [] : [`Wrong on purpose: ${deliberate}`, ""]),
    `${request.method} ${urlWithoutLogin(request.url)}`,
    ...messageLines(request),
    "",
    ...(response === undefined
      ? [`No answer: ${failure?.message ?? "none was recorded"}`]
      : [`HTTP ${response.status} ${response.reason}`, ...messageLines(response)]),
  ]);
}

/** The bodies of request and answer, byte by byte. */
export function exchangeHex({ request, response }: Exchange): string {
  return text([
    `Request, ${request.body.length} bytes`,
    ...dumpLines(request.body),
    ...(response === undefined
      ? ["", "No answer"]
      : ["", `Answer, ${response.body.length} bytes`, ...dumpLines(response.body)]),
  ]);
}

function messageLines({ headers, body, document }: Message): string[] {
  return [
    ...maskHeaders(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    document === undefined ? `(${body.length} bytes, no WBXML)` : toXml(document, { indent: 2 }),
  ];
}

function dumpLines(body: Uint8Array): string[] {
  const rest = body.length - mostBytes;
  return [
    ...(body.length === 0 ? [] : hexDump(body.subarray(0, mostBytes))),
    ...(rest > 0 ? [`(${rest} more bytes in exchanges.ndjson)`] : []),
  ];
}

function text(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
