import { type DecodeLimits, defaultLimits } from "./limits.js";

// Callers without TypeScript hand over whatever they have. Nothing here throws, whatever it is given.

const tagOfTypedArray = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get;

/** Whether it is a Uint8Array, a Buffer or one of another realm (a vm context, a frame) included. */
export function isBytes(given: unknown): given is Uint8Array {
  return tagOfTypedArray?.call(given) === "Uint8Array";
}

/** What was given instead, for a message: "null", "a list", "a number", "an object". Shows nothing of its content. */
export function kindOf(given: unknown): string {
  if (given === null || given === undefined) return String(given);
  if (Array.isArray(given)) return "a list";
  const kind = typeof given;
  return kind === "object" ? "an object" : `a ${kind}`;
}

/** The limits to keep. One that is no number (a missing one, NaN, text) is the default: it must not switch a limit off. */
export function limitsFrom(given: Partial<DecodeLimits> | null | undefined): DecodeLimits {
  const limit = (name: keyof DecodeLimits): number => {
    const value: unknown = given?.[name];
    return typeof value === "number" && !Number.isNaN(value) ? value : defaultLimits[name];
  };
  return {
    maxDepth: limit("maxDepth"),
    maxItems: limit("maxItems"),
    maxBytes: limit("maxBytes"),
    maxFaults: limit("maxFaults"),
  };
}
