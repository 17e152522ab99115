import type { Element } from "../wbxml/index.js";
import type { ProtocolVersion } from "./protocol-version.js";

/** One header line as sent or received: name as spelt on the wire, value (secrets masked), order and repeats kept. */
export type HeaderLine = readonly [name: string, value: string];

/** A departure from the WBXML rules that the diagnosing decoder found in a body. */
export interface BodyFault {
  /** Stable code, e.g. "unknown-token". */
  readonly code: string;
  /** Byte offset in the body. */
  readonly offset: number;
  /** Number of bytes concerned, at least 1 unless the body ended. */
  readonly length: number;
  readonly expected: string;
  readonly found: string;
  /** Section that rules it, e.g. "[MS-ASWBXML] 2.1.3". */
  readonly section: string;
}

export interface Message {
  readonly headers: readonly HeaderLine[];
  /** The body after transfer and content decoding, exactly as the peer meant it. */
  readonly body: Uint8Array;
  /** The decoded body; absent when it is empty or cannot be decoded at all. */
  readonly document?: Element;
  /** Every departure from the WBXML rules; empty for a clean or an empty body. */
  readonly faults: readonly BodyFault[];
}

export interface RequestMessage extends Message {
  readonly method: "OPTIONS" | "POST" | "GET";
  /** Full URL with query; credentials in it are masked. */
  readonly url: string;
}

export interface ResponseMessage extends Message {
  readonly status: number;
  readonly reason: string;
}

/** Why an exchange has no response. `aborted` is ours (the run was cancelled), everything else is the target or the network. */
export interface TransportFailure {
  /** authority: nobody here vouches for the certificate; certificate: it is bad in itself; tls: no secure connection came about. */
  readonly kind:
    | ("refused" | "unreachable" | "closed" | "timeout" | "malformed" | "aborted")
    | ("authority" | "certificate" | "tls");
  /** One sentence for a person, without credentials. */
  readonly message: string;
}

/** The three names that make a partnership; all sync state belongs to it ([MS-ASHTTP] 2.2.1.1). */
export interface PartnershipId {
  readonly user: string;
  readonly deviceId: string;
  readonly deviceType: string;
}

/**
 * A request and what came of it. The only thing that is ever judged: the simulated device, the proxy and the capture
 * readers all produce it.
 */
export interface Exchange {
  /** Unique in a run and stable in a case, e.g. "sync-three-options/A/7". */
  readonly id: string;
  /** Who speaks, in the words of the case: "A", "B", "W" … */
  readonly device: string;
  readonly partnership: PartnershipId;
  /** Command of the query string ("Sync"), or "OPTIONS". */
  readonly command: string;
  /** What the request claims to speak; absent for OPTIONS. */
  readonly protocolVersion?: ProtocolVersion | string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly request: RequestMessage;
  readonly response?: ResponseMessage;
  readonly failure?: TransportFailure;
  /** Set when the harness breaks a rule on purpose: which one, in plain words. Such a request feeds no client monitor. */
  readonly deliberate?: string;
  /** The answer was read fully and then thrown away unseen by the simulated device ("lost answer" scenarios). */
  readonly lost?: boolean;
}
