/** What the decoder takes at most. All are project choices: no document sets a limit. */
export interface DecodeLimits {
  /** Levels of nested elements; ActiveSync needs fewer than 20. */
  readonly maxDepth: number;
  /** Elements in the document. */
  readonly maxElements: number;
  /** Bytes of the document. */
  readonly maxBytes: number;
  /** Faults that `diagnose` lists before it stops. */
  readonly maxFaults: number;
}

export const defaultLimits: DecodeLimits = {
  maxDepth: 64,
  maxElements: 1_000_000,
  maxBytes: 64 * 1024 * 1024,
  maxFaults: 1000,
};
