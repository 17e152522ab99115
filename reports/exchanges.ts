import type {
  BodyFault,
  Exchange,
  HeaderLine,
  PartnershipId,
  RequestMessage,
  ResponseMessage,
  TransportFailure,
} from "../harness/eas/index.js";
import { diagnose, type Element, toXml } from "../harness/wbxml/index.js";
import { urlWithoutSecrets, withoutSecrets } from "./secrets.js";
import { escapedJson } from "./visible.js";

interface MessageLine {
  readonly headers: readonly HeaderLine[];
  /** The body, base64; "" when it is empty. */
  readonly body: string;
  /** The body decoded, on one line; absent when there is nothing to decode. For people and grep: readers take `body`. */
  readonly xml?: string;
  readonly faults: readonly BodyFault[];
}

/** One line of exchanges.ndjson. */
export interface ExchangeLine {
  readonly id: string;
  readonly device: string;
  readonly partnership: PartnershipId;
  readonly command: string;
  readonly protocolVersion?: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly request: MessageLine & Pick<RequestMessage, "method" | "url">;
  readonly response?: MessageLine & Pick<ResponseMessage, "status" | "reason">;
  readonly failure?: TransportFailure;
  readonly deliberate?: string;
  readonly lost?: boolean;
}

/** A line of exchanges.ndjson that cannot be read. The message is one sentence that names it. */
export class InvalidExchangeLine extends Error {
  override readonly name = "InvalidExchangeLine";
  /** Counted from 1. */
  readonly line: number;

  constructor(line: number, problem: string, cause?: unknown) {
    super(`Line ${line} of the exchanges cannot be read: ${problem}.`, { cause });
    this.line = line;
  }
}

function messageLine(message: RequestMessage | ResponseMessage): MessageLine {
  return {
    headers: withoutSecrets(message.headers),
    body: Buffer.from(message.body).toString("base64"),
    ...(message.document === undefined ? {} : { xml: toXml(message.document) }),
    faults: message.faults,
  };
}

/** The exchange as an object for one line, without what logs somebody in. */
export function exchangeLine(exchange: Exchange): ExchangeLine {
  const { request, response, ...rest } = exchange;
  return {
    ...rest,
    request: { method: request.method, url: urlWithoutSecrets(request.url), ...messageLine(request) },
    ...(response === undefined
      ? {}
      : { response: { status: response.status, reason: response.reason, ...messageLine(response) } }),
  };
}

/** exchanges.ndjson, line by line: each a JSON object that ends in a line feed. */
export function* exchangeLines(exchanges: Iterable<Exchange>): Generator<string> {
  for (const exchange of exchanges) yield `${escapedJson(JSON.stringify(exchangeLine(exchange)))}\n`;
}

function messageOf(line: MessageLine): {
  headers: readonly HeaderLine[];
  body: Uint8Array;
  document?: Element;
  faults: readonly BodyFault[];
} {
  const body = new Uint8Array(Buffer.from(line.body, "base64"));
  // Decoded anew, so that offsets and opaque data are exactly those of the bytes.
  const document = line.xml === undefined ? undefined : diagnose(body).root;
  return { headers: line.headers, body, ...(document === undefined ? {} : { document }), faults: line.faults };
}

function exchangeOf(line: ExchangeLine): Exchange {
  const { request, response, ...rest } = line;
  return {
    ...rest,
    request: { method: request.method, url: request.url, ...messageOf(request) },
    ...(response === undefined
      ? {}
      : { response: { status: response.status, reason: response.reason, ...messageOf(response) } }),
  };
}

function isExchangeLine(json: unknown): json is ExchangeLine {
  if (typeof json !== "object" || json === null || !("id" in json) || !("request" in json)) return false;
  const { request } = json;
  return typeof json.id === "string" && typeof request === "object" && request !== null && "body" in request;
}

/**
 * Reads exchanges.ndjson back. Empty lines are passed over.
 *
 * @throws InvalidExchangeLine naming the first line that is no exchange.
 */
export function readExchanges(text: string): Exchange[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch (error) {
      throw new InvalidExchangeLine(index + 1, "it is not JSON", error);
    }
    if (!isExchangeLine(json)) throw new InvalidExchangeLine(index + 1, "it has no id or no request");
    return [exchangeOf(json)];
  });
}
