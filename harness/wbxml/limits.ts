/** What the codec takes at most. All are project choices: no document sets a limit. */
export interface DecodeLimits {
  /** Levels of nested elements; ActiveSync needs fewer than 20. Default 64. */
  readonly maxDepth: number;
  /** Elements, strings and opaque values of the document, together. Default 1,000,000. */
  readonly maxItems: number;
  /** Bytes of the document. Default 64 MiB. */
  readonly maxBytes: number;
  /** Faults that `diagnose` lists before it stops. Default 1000. */
  readonly maxFaults: number;
}

/** What the encoder writes at most; by default what the decoder takes by default. */
export type EncodeLimits = Omit<DecodeLimits, "maxFaults">;

export const defaultLimits: DecodeLimits = {
  maxDepth: 64,
  maxItems: 1_000_000,
  maxBytes: 64 * 1024 * 1024,
  maxFaults: 1000,
};
