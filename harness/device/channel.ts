import { buildBase64Query, buildPlainQuery, busyWords, type Exchange, type HeaderLine } from "../eas/index.js";
import { type Element, encode } from "../wbxml/index.js";
import { Cookies } from "./cookies.js";
import { given } from "./given.js";
import { Mask } from "./masking.js";
import { pause } from "./pause.js";
import { type Recorded, Recorder } from "./recorder.js";
import { retryAfterMs } from "./retry-after.js";
import { Transport, type WireRequest } from "./transport.js";
import type { DeviceSetup, Endpoint } from "./types.js";

export const wbxmlContentType = "application/vnd.ms-sync.wbxml";
/** Milliseconds for one answer, where nobody says how many. */
export const defaultTimeoutMs = 30_000;
const defaultUserAgent = "asms-conformance";
/** A server that is busy for ever must not hold the run. */
const mostWaits = 3;
/** Milliseconds before the first new try where the server does not say how long; each further one waits twice as long. */
const firstWaitMs = 500;

/** A request ready to go, as often as wanted, each time the same bytes. */
export interface Prepared {
  readonly wire: WireRequest;
  readonly command: string;
  /** Milliseconds on top of the ordinary limit, for a request that hangs. */
  readonly extraMs: number;
  readonly deliberate?: string;
}

export interface PrepareOptions {
  readonly extraMs?: number | undefined;
  readonly deliberate?: string | undefined;
  readonly contentType?: string | undefined;
  /** Further parameters of the query string, by name. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Replaces header lines by name, whatever their case; `undefined` takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface SendOptions {
  /** The answer is read fully and thrown away. */
  readonly lost?: boolean;
  /** Take a 503, a 429 or a Status 111 as it is, without trying again. */
  readonly once?: boolean;
}

/** What a partnership says over HTTP: query string, headers, policy key, cookies; and the record of it. */
export class Channel {
  /** Sent as X-MS-PolicyKey; "0" before provisioning and where the server wants no policy. */
  policyKey = "0";
  readonly setup: DeviceSetup;
  readonly #base: URL;
  /** By query: a phone has a handful, and asks with the same ones again and again. */
  readonly #urls = new Map<string, URL>();
  readonly #transport: Transport;
  readonly #recorder: Recorder;
  readonly #cookies: Cookies;

  constructor(setup: DeviceSetup) {
    this.setup = setup;
    this.#base = readUrl(setup.endpoint.url);
    this.#transport = transportTo(setup.endpoint, setup.signal);
    this.#recorder = new Recorder({ ...setup, mask: maskFor(setup.endpoint, this.#base) });
    this.#cookies = new Cookies(setup.protocolVersion);
  }

  get userAgent(): string {
    return this.setup.endpoint.userAgent ?? defaultUserAgent;
  }

  /** @throws WbxmlEncodeError when the document has no WBXML form */
  prepare(command: string, content: Element | Uint8Array | undefined, options: PrepareOptions = {}): Prepared {
    const body = content === undefined || content instanceof Uint8Array ? content : encode(content);
    const lines = this.#headers(command, body === undefined ? undefined : (options.contentType ?? wbxmlContentType));
    const url = this.#url(command, options.parameters);
    const headers = replaceHeaders(lines, options.headers ?? {});
    const wire: WireRequest = given({ method: "POST" as const, url, headers, body });
    return given({ wire, command, extraMs: options.extraMs ?? 0, deliberate: options.deliberate });
  }

  /** The OPTIONS request: no query, no body ([MS-ASHTTP] 2.2.3). */
  prepareOptions(): Prepared {
    const headers = this.#identity();
    return { wire: { method: "OPTIONS", url: this.#base, headers }, command: "OPTIONS", extraMs: 0 };
  }

  /** Sends it and records what came of it. Waits out a 503, a 429 or a Status 111, as Retry-After says, where that fits into the limit. */
  async send(prepared: Prepared, options: SendOptions = {}): Promise<Recorded> {
    let left = this.#timeoutMs;
    for (let waits = 0; ; waits += 1) {
      const recorded = await this.#sendOnce(prepared, options.lost);
      const wait = options.once === true ? undefined : waitAfter(recorded.exchange, waits);
      if (wait === undefined || wait > left || waits === mostWaits) return recorded;
      left -= wait;
      if (!(await pause(wait, this.setup.signal))) return recorded;
    }
  }

  close(): void {
    this.#transport.close();
  }

  async #sendOnce(prepared: Prepared, lost: boolean | undefined): Promise<Recorded> {
    const { wire, command, deliberate, extraMs } = prepared;
    const id = this.#recorder.nextId();
    const carried = await this.#transport.carry(wire, this.#timeoutMs + extraMs);
    this.#cookies.receive(carried.answer?.headers ?? []);
    const protocolVersion = wire.method === "OPTIONS" ? undefined : this.#claimedVersion(wire);
    return this.#recorder.complete(id, wire, carried, { command, protocolVersion, deliberate, lost });
  }

  get #timeoutMs(): number {
    return this.setup.endpoint.timeoutMs ?? defaultTimeoutMs;
  }

  /** A header may have been replaced or taken away. */
  #claimedVersion({ headers }: WireRequest): string | undefined {
    const claimed = headers.find(([name]) => name.toLowerCase() === versionHeader.toLowerCase())?.[1];
    return claimed ?? (this.#isBase64 ? this.setup.protocolVersion : undefined);
  }

  #url(command: string, parameters: PrepareOptions["parameters"]): URL {
    const query = this.#isBase64 ? this.#base64Query(command, parameters) : this.#plainQuery(command, parameters);
    const known = this.#urls.get(query) ?? this.#withQuery(query);
    this.#urls.set(query, known);
    return known;
  }

  #withQuery(query: string): URL {
    const url = new URL(this.#base);
    url.search = url.search === "" ? query : `${url.search}&${query}`;
    return url;
  }

  get #isBase64(): boolean {
    return this.setup.endpoint.queryForm === "base64";
  }

  #plainQuery(command: string, parameters: PrepareOptions["parameters"]): string {
    return buildPlainQuery(given({ command, ...this.setup.partnership, parameters }));
  }

  #base64Query(command: string, parameters: PrepareOptions["parameters"]): string {
    const { partnership, protocolVersion } = this.setup;
    const { deviceId, deviceType } = partnership;
    const policyKey = this.policyKey === "0" || command === "Ping" ? undefined : this.policyKey;
    return buildBase64Query(given({ protocolVersion, command, locale, deviceId, policyKey, deviceType, parameters }));
  }

  #headers(command: string, contentType: string | undefined): HeaderLine[] {
    return [
      ...this.#identity(),
      ...(this.#isBase64 ? [] : this.#plainHeaders(command)),
      ...this.#cookies.headers(),
      ...line("Content-Type", contentType),
    ];
  }

  #identity(): HeaderLine[] {
    return [...line("Authorization", this.setup.endpoint.authorization), ...line("User-Agent", this.userAgent)];
  }

  /** What the base64 query carries itself, and then must not stand in a header ([MS-ASHTTP] 2.2.1.1.2). */
  #plainHeaders(command: string): HeaderLine[] {
    return [
      ...line(versionHeader, this.setup.protocolVersion),
      // Ping goes without a key.
      ...line("X-MS-PolicyKey", command === "Ping" ? undefined : this.policyKey),
    ];
  }
}

/** American English: nothing in the commands of this harness depends on it. */
const locale = 0x0409;
const versionHeader = "MS-ASProtocolVersion";

function line(name: string, value: string | undefined): HeaderLine[] {
  return value === undefined ? [] : [[name, value]];
}

function replaceHeaders(lines: readonly HeaderLine[], changes: Readonly<Record<string, string | undefined>>) {
  const changed = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  const replaced = lines.flatMap(([name, value]): HeaderLine[] => {
    const change = changed.get(name.toLowerCase());
    if (change === undefined) return [[name, value]];
    changed.delete(name.toLowerCase());
    return line(...change);
  });
  return [...replaced, ...[...changed.values()].flatMap((change) => line(...change))];
}

/** Milliseconds to wait before the same bytes go out again; undefined when the answer is to be taken as it is. */
function waitAfter(exchange: Exchange, waits: number): number | undefined {
  if (busyWords(exchange) === undefined) return undefined;
  return retryAfterMs(exchange.response?.headers ?? [], Date.now()) ?? firstWaitMs * 2 ** waits;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    const shown = text.replace(/\/\/[^/@]*@/, "//");
    throw new Error(`The target's URL "${shown}" is none: expected http:// or https://, a host, and a path.`);
  }
  return url;
}

function maskFor({ authorization, secrets = [] }: Endpoint, url: URL): Mask {
  return new Mask({ authorization, words: [...secrets, url.password, percentDecoded(url.password)] });
}

/** Unlike decodeURIComponent it takes a stray % as it is. */
function percentDecoded(text: string): string {
  return new URLSearchParams(`text=${text.replaceAll("+", "%2B").replaceAll("&", "%26")}`).get("text") ?? "";
}

function transportTo({ tls, keepAlive }: Endpoint, signal: AbortSignal | undefined): Transport {
  return new Transport({ tls, keepAlive, signal });
}
