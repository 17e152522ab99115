import { Ajv2020 } from "ajv/dist/2020.js";

// Inputs that were kept in a file (--save-examples), by this version or another, and maybe edited since.

/** Tells whether what a file holds is an input of today, by a JSON Schema. */
export function savedAs<T>(schema: object): (saved: unknown) => saved is T {
  const validate = new Ajv2020({ strict: false }).compile<T>(schema);
  return (saved): saved is T => validate(saved);
}

const natural = { type: "integer", minimum: 0 };

/** An object that has all of these. */
export function having(properties: Readonly<Record<string, object>>): object {
  return { type: "object", required: Object.keys(properties), properties };
}

export function oneOf(...values: readonly (string | number | boolean)[]): object {
  return { enum: values };
}

export function listOf(items: object, minItems = 0): object {
  return { type: "array", minItems, items };
}

export { natural };
