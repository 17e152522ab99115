/** What a departure from the WBXML rules is. Stable: reports and tests name faults by these codes. */
export type FaultCode =
  | "not-bytes"
  | "truncated"
  | "unsupported-version"
  | "unsupported-public-id"
  | "unsupported-charset"
  | "string-table"
  | "outside-root"
  | "end-without-element"
  | "trailing-bytes"
  | "unknown-page"
  | "unknown-token"
  | "forbidden-token"
  | "attribute"
  | "bad-integer"
  | "invalid-utf8"
  | "too-deep"
  | "too-large"
  | "too-many-faults";

/** What the rules allow and no encoder needs to write. Never a fault. */
export type OddityCode = "overlong-integer" | "idle-switch-page";

/** One departure, with the place and the rule. */
export interface Fault {
  readonly code: FaultCode;
  /** Byte offset in the body; the body's length when it ended too early. */
  readonly offset: number;
  /** Number of bytes concerned; 0 when the body ended too early. */
  readonly length: number;
  readonly expected: string;
  readonly found: string;
  /** Section that rules it, e.g. "[MS-ASWBXML] 2.1.3". */
  readonly section: string;
}

/** Something unusual that is nevertheless allowed. */
export interface Oddity extends Omit<Fault, "code"> {
  readonly code: OddityCode;
}

/** Refusal by the strict decoder: the first departure of the document. */
export class WbxmlError extends Error implements Fault {
  override readonly name = "WbxmlError";
  readonly code: FaultCode;
  readonly offset: number;
  readonly length: number;
  readonly expected: string;
  readonly found: string;
  readonly section: string;

  constructor(fault: Fault) {
    super(describeFault(fault));
    this.code = fault.code;
    this.offset = fault.offset;
    this.length = fault.length;
    this.expected = fault.expected;
    this.found = fault.found;
    this.section = fault.section;
  }
}

/** One sentence: where, what was expected, what stands there, which section. */
export function describeFault(fault: Omit<Fault, "code"> & { readonly code: string }): string {
  return `${fault.code} at byte ${fault.offset}: expected ${fault.expected}, found ${fault.found} (${fault.section})`;
}

/** Why the encoder refuses a tree. */
export type EncodeErrorCode =
  | "unknown-page"
  | "unknown-tag"
  | "nul-in-string"
  | "unpaired-surrogate"
  | "too-deep"
  | "too-large"
  | "not-a-tree";

/** Refusal by the encoder, or by `toXml`: the tree has no WBXML form in ActiveSync, or is none. */
export class WbxmlEncodeError extends Error {
  override readonly name = "WbxmlEncodeError";
  readonly code: EncodeErrorCode;
  /** Names from the root to the element at fault, e.g. "Sync/Collections/Collection". */
  readonly path: string;

  constructor(code: EncodeErrorCode, path: string, what: string) {
    super(`${what}${path === "" ? "" : ` in ${path}`}`);
    this.code = code;
    this.path = path;
  }
}

/** "0x2F". */
export function hexByte(byte: number): string {
  return `0x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
