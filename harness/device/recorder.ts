import type { BodyFault, Exchange, HeaderLine, Message, PartnershipId, ProtocolVersion } from "../eas/index.js";
import { diagnose, type Element } from "../wbxml/index.js";
import { given } from "./given.js";
import type { Mask } from "./masking.js";
import type { Carried, WireRequest } from "./transport.js";

/** What the recorder is told of a request besides its bytes. */
export interface Occasion {
  readonly command: string;
  readonly protocolVersion?: ProtocolVersion | string | undefined;
  readonly deliberate?: string | undefined;
  readonly lost?: boolean | undefined;
}

/** The exchange as everybody sees it, and the answer's document as the phone itself read it. */
export interface Recorded {
  readonly exchange: Exchange;
  /** From the unmasked bytes: a SyncKey that happens to contain a secret must go back as it came. */
  readonly document?: Element;
}

export interface RecorderSetup {
  readonly idPrefix: string;
  readonly label: string;
  readonly partnership: PartnershipId;
  readonly mask: Mask;
  readonly record: (exchange: Exchange) => void;
}

/** Makes an Exchange of each request and hands it on as soon as it is over. */
export class Recorder {
  readonly #setup: RecorderSetup;
  #count = 0;

  constructor(setup: RecorderSetup) {
    this.#setup = setup;
  }

  /** Numbered when the request goes out, so that a hanging one does not shift the ids of others. */
  nextId(): string {
    this.#count += 1;
    return `${this.#setup.idPrefix}/${this.#setup.label}/${this.#count}`;
  }

  complete(id: string, request: WireRequest, carried: Carried, occasion: Occasion): Recorded {
    const { mask, label, partnership } = this.#setup;
    const { answer, failure } = carried;
    const exchange: Exchange = given({
      id,
      device: label,
      partnership,
      command: occasion.command,
      protocolVersion: occasion.protocolVersion,
      startedAt: carried.startedAt,
      durationMs: carried.durationMs,
      request: {
        method: request.method,
        url: mask.url(request.url),
        ...this.#message(carried.sentHeaders, request.body ?? new Uint8Array()),
      },
      response: answer && {
        status: answer.status,
        reason: mask.text(answer.reason),
        ...this.#message(answer.headers, answer.body),
      },
      failure: failure && { kind: failure.kind, message: mask.text(failure.message) },
      deliberate: occasion.deliberate,
      lost: occasion.lost === true ? true : undefined,
    });
    this.#setup.record(exchange);
    return given({ exchange, document: this.#documentSeen(answer?.body, exchange) });
  }

  #message(headers: readonly HeaderLine[], bytes: Uint8Array): Message {
    const body = this.#setup.mask.bytes(bytes);
    return { headers: this.#setup.mask.headers(headers), body, ...readBody(headers, body) };
  }

  #documentSeen(bytes: Uint8Array | undefined, { response }: Exchange): Element | undefined {
    if (bytes === undefined || response === undefined) return undefined;
    return bytes === response.body ? response.document : readBody(response.headers, bytes).document;
  }
}

/** The document as far as it can be read, and every departure from the WBXML rules. */
function readBody(headers: readonly HeaderLine[], body: Uint8Array): Pick<Message, "document" | "faults"> {
  if (body.length === 0 || !isMeantAsWbxml(headers, body)) return { faults: [] };
  const { root, faults } = diagnose(body);
  return given({ document: root, faults: faults.map(bodyFault) });
}

function bodyFault({ code, offset, length, expected, found, section }: BodyFault): BodyFault {
  return { code, offset, length, expected, found, section };
}

/** By its type, or by a first byte that is a WBXML version: an HTML page is not a document with a thousand faults. */
function isMeantAsWbxml(headers: readonly HeaderLine[], body: Uint8Array): boolean {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return /^application\/vnd\.ms-sync(\.wbxml)?\b/i.test(type.trim()) || (body[0] ?? 0xff) <= 0x03;
}
