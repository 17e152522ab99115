import { BodyReader } from "./body.js";
import { Cursor, type Sink } from "./cursor.js";
import { type Fault, type Oddity, WbxmlError } from "./faults.js";
import { isBytes, kindOf, limitsFrom } from "./given.js";
import { readHeader } from "./header.js";
import type { DecodeLimits } from "./limits.js";
import type { Element } from "./tree.js";

/** What the diagnosing decoder makes of a body. */
export interface Diagnosis {
  /** What could be read; unknown tokens stand in it under a made-up tag. Undefined when not even a root was found. */
  readonly root: Element | undefined;
  /** Every departure, in reading order. Empty exactly when `decode` accepts the body. */
  readonly faults: readonly Fault[];
  /** What is allowed but unusual. Without faults and oddities the bytes are what `encode` writes for the tree. */
  readonly oddities: readonly Oddity[];
}

const strictSink: Sink = {
  fault(fault) {
    throw new WbxmlError(fault);
  },
  oddity() {
    // Allowed, so of no concern to a decoder that only accepts or refuses.
  },
};

/** Ends a diagnosis that has found enough. */
class Stopped extends Error {}

class Collector implements Sink {
  readonly faults: Fault[] = [];
  readonly oddities: Oddity[] = [];
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  fault(fault: Fault): void {
    if (this.faults.length < this.most) {
      this.faults.push(fault);
      return;
    }
    this.faults.push({ ...fault, code: "too-many-faults", expected: `at most ${this.most} faults`, found: "more" });
    throw new Stopped();
  }

  oddity(oddity: Oddity): void {
    if (this.oddities.length < this.most) this.oddities.push(oddity);
  }
}

/**
 * Decodes a document, strictly: the first departure from the rules refuses it.
 *
 * @param bytes the whole body; not changed, and nothing in the result refers to it
 * @param limits each by default that of `defaultLimits`; what is no number counts as not given
 * @throws {WbxmlError} the first departure, `not-bytes` for what is no Uint8Array; never anything else, and never a
 *   partial tree
 */
export function decode(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): Element {
  const root = read(bytes, strictSink, limitsFrom(limits)).root;
  if (root === undefined) throw new TypeError("a document without a root was not refused");
  return root;
}

/**
 * Decodes as far as can be and lists every departure from the rules. Never throws: what is no Uint8Array is a fault too.
 *
 * @param bytes the whole body; not changed, and nothing in the result refers to it
 * @param limits each by default that of `defaultLimits`; what is no number counts as not given
 */
export function diagnose(bytes: Uint8Array, limits: Partial<DecodeLimits> = {}): Diagnosis {
  const effective = limitsFrom(limits);
  const sink = new Collector(effective.maxFaults);
  const { root } = read(bytes, sink, effective);
  return { root, faults: sink.faults, oddities: sink.oddities };
}

function read(bytes: Uint8Array, sink: Sink, limits: DecodeLimits): BodyReader {
  const cursor = new Cursor(isBytes(bytes) ? plain(bytes) : nothing, sink);
  const body = new BodyReader(cursor, limits);
  try {
    if (areBytes(bytes, cursor) && isWithinSize(cursor, limits) && readHeader(cursor)) body.read();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  body.closeAll();
  return body;
}

function areBytes(given: unknown, cursor: Cursor): boolean {
  if (isBytes(given)) return true;
  cursor.fault("not-bytes", 0, 0, "a Uint8Array", kindOf(given), "no section: what the caller handed over");
  return false;
}

function isWithinSize(cursor: Cursor, { maxBytes }: DecodeLimits): boolean {
  const { length } = cursor.bytes;
  if (length <= maxBytes) return true;
  const section = "no section: a limit of this decoder";
  cursor.fault("too-large", maxBytes, length - maxBytes, `at most ${maxBytes} bytes`, String(length), section);
  return false;
}

const nothing = new Uint8Array(0);

/** A plain Uint8Array over the same bytes: a Buffer's `slice` would not copy, and the result would alias the input. */
function plain(bytes: Uint8Array): Uint8Array {
  if (Object.getPrototypeOf(bytes) === Uint8Array.prototype) return bytes;
  // Also of a Buffer whose memory was transferred away: no view can be laid over that.
  if (bytes.byteLength === 0) return nothing;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
