import type { Socket } from "node:net";
import { rootCertificates } from "node:tls";
import { buildConnector, Client } from "undici";
import type { HeaderLine, TransportFailure } from "../eas/index.js";
import { bodyLimit, decodeContent } from "./content-coding.js";
import { Deadline } from "./deadline.js";
import { Interim } from "./interim.js";
import { Tap } from "./tap.js";
import { classifyFailure } from "./transport-failure.js";
import type { Tls } from "./types.js";

/** A request down to its bytes. The same object sent twice sends the same bytes. */
export interface WireRequest {
  readonly method: "OPTIONS" | "POST" | "GET";
  readonly url: URL;
  /** In this order, after Host and Connection and before Content-Length, which the transport writes itself. */
  readonly headers: readonly HeaderLine[];
  readonly body?: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HeaderLine[];
  /** After transfer and content decoding. */
  readonly body: Uint8Array;
}

/** What came of a request: an answer or a failure, never both. */
export interface Carried {
  /** All header lines as they went out; those of the request when nothing did. */
  readonly sentHeaders: readonly HeaderLine[];
  readonly answer?: WireAnswer;
  readonly failure?: TransportFailure;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
}

export interface TransportSetup {
  readonly tls?: Tls | undefined;
  /** Default false: a new connection for each request, said so by "connection: close". */
  readonly keepAlive?: boolean | undefined;
  /** Cancels everything under way. */
  readonly signal?: AbortSignal | undefined;
}

/** HTTP/1.1 without anything that HTTP libraries do unasked: no redirects, no cookies, no retries, no proxy. */
export class Transport {
  readonly #setup: TransportSetup;
  readonly #idle: Connection[] = [];
  readonly #closing = new AbortController();

  constructor(setup: TransportSetup) {
    this.#setup = setup;
  }

  /**
   * Sends a request and reads the answer to its end. Every HTTP status is an answer.
   * @param timeoutMs milliseconds until the whole answer must be there
   * @throws Error when the request itself cannot be written (a header that HTTP does not allow)
   */
  async carry(request: WireRequest, timeoutMs: number): Promise<Carried> {
    const connection = this.#take(request.url);
    const deadline = new Deadline(timeoutMs, [this.#setup.signal, this.#closing.signal]);
    const startedAt = new Date().toISOString();
    const started = performance.now();
    const outcome = await connection
      .exchange(request, deadline.signal)
      .catch((error: unknown) => {
        const failure = failureOf(error, connection, deadline, timeoutMs);
        if (failure === undefined)
          throw new Error(`No exchange with ${request.url.origin}: ${wordsOf(error)}.`, { cause: error });
        return { failure };
      })
      .finally(() => deadline.settle());
    const sent = connection.tap.sentHeaders();
    this.#giveBack(connection, "answer" in outcome);
    return {
      sentHeaders: sent.length > 0 ? sent : request.headers,
      ...outcome,
      startedAt,
      durationMs: Math.round(performance.now() - started),
    };
  }

  /** Ends what is under way and closes all connections. */
  close(): void {
    this.#closing.abort();
    for (const connection of this.#idle.splice(0)) connection.destroy();
  }

  #take(url: URL): Connection {
    const at = this.#idle.findIndex((connection) => connection.origin === url.origin);
    const [idle] = at < 0 ? [] : this.#idle.splice(at, 1);
    return idle ?? new Connection(url.origin, this.#setup);
  }

  #giveBack(connection: Connection, usable: boolean): void {
    if (this.#setup.keepAlive === true && usable && !this.#closing.signal.aborted) this.#idle.push(connection);
    else connection.destroy();
  }
}

/** One connection (undici's Client holds exactly one) with its tap. */
class Connection {
  readonly origin: string;
  readonly tap = new Tap();
  readonly #interim = new Interim();
  readonly #client: Client;
  readonly #keepAlive: boolean;
  #socket: Socket | undefined;

  constructor(origin: string, { tls, keepAlive }: TransportSetup) {
    this.origin = origin;
    this.#keepAlive = keepAlive === true;
    const connect = buildConnector({ allowH2: false, ...tlsOptions(tls) });
    this.#client = new Client(origin, {
      pipelining: 1,
      // Our own deadline rules: the library's timers are coarse, and its defaults cut a hanging Sync at 300 s.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (options, callback) =>
        connect(options, (...result) => {
          if (result[0] === null) {
            this.#socket = result[1];
            this.tap.attach(result[1]);
            this.#interim.attach(result[1]);
          }
          callback(...result);
        }),
    });
  }

  async exchange(request: WireRequest, signal: AbortSignal): Promise<{ readonly answer: WireAnswer }> {
    // First of all: what is not sent must not be taken for sent as the request before was.
    this.tap.reset();
    this.#interim.reset();
    signal.throwIfAborted();
    const { statusCode, statusText, headers, body } = await this.#client.request({
      method: request.method,
      path: `${request.url.pathname}${request.url.search}`,
      headers: request.headers.flat(),
      body: request.body ?? null,
      responseHeaders: "raw",
      // Real servers answer HTTP/1.1 and close without a word; saying "close" first keeps both sides of one mind.
      ...(this.#keepAlive ? {} : { reset: true }),
      signal,
    });
    const lines = headerLines(headers);
    const bytes = isShort(lines) ? await body.bytes() : await readAll(body, this.origin);
    const decoded = await decodeContent(lines, bytes).catch((error: unknown) => {
      throw new UnreadableAnswer(`${this.origin} answers HTTP ${statusCode}, but ${wordsOf(error)}.`);
    });
    return { answer: { status: statusCode, reason: statusText, headers: lines, body: decoded } };
  }

  destroy(): void {
    this.#socket?.destroy();
    void this.#client.destroy();
  }
}

class UnreadableAnswer extends Error {}

function tlsOptions(tls: Tls | undefined): { ca?: string[]; rejectUnauthorized?: boolean } {
  return {
    // A list of authorities replaces the built-in one; "extra" means that both count.
    ...(tls?.ca === undefined ? {} : { ca: [...rootCertificates, tls.ca] }),
    ...(tls?.insecure === true ? { rejectUnauthorized: false } : {}),
  };
}

/** The library types raw headers as a record; they are a flat list of names and values. */
function headerLines(raw: unknown): HeaderLine[] {
  const flat = Array.isArray(raw) ? raw.map(String) : [];
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ""] as const] : []));
}

/** An answer that says how long it is, and not too long, can be read in one piece. */
function isShort(lines: readonly HeaderLine[]): boolean {
  const length = lines.find(([name]) => name.toLowerCase() === "content-length")?.[1] ?? "";
  return /^\d{1,8}$/.test(length) && Number(length) <= bodyLimit;
}

async function readAll(body: AsyncIterable<unknown>, origin: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length > bodyLimit)
      throw new UnreadableAnswer(`The answer of ${origin} is longer than ${bodyLimit} bytes and was not read on.`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function failureOf(
  error: unknown,
  { origin, tap }: Connection,
  deadline: Deadline,
  timeoutMs: number,
): TransportFailure | undefined {
  if (deadline.cause === "aborted") return { kind: "aborted", message: "The request was cancelled by this side." };
  if (deadline.cause === "timeout") return { kind: "timeout", message: timeoutMessage(origin, tap, timeoutMs) };
  if (error instanceof UnreadableAnswer) return { kind: "malformed", message: error.message };
  return classifyFailure(error, { origin, received: tap.received() });
}

function timeoutMessage(origin: string, tap: Tap, timeoutMs: number): string {
  const what = tap.received().length > 0 ? "did not finish its answer" : "did not answer";
  return `${origin} ${what} within ${timeoutMs / 1000} s.`;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
