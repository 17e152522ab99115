import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { applicationDataSchema } from "./item.js";
import type { JsonForm } from "./json-form.js";
import type { JsonSchema } from "./schema.js";

/** One violation as the JSON Schema validator words it. */
export interface Violation {
  readonly keyword: string;
  /** JSON pointer into the JSON form. */
  readonly pointer: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The value of the keyword in the schema. */
  readonly value: unknown;
  /** The schema that holds the keyword. */
  readonly schema: JsonSchema;
  /** What stands at the pointer. */
  readonly data: unknown;
}

const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: true,
  strictRequired: false,
  inlineRefs: false,
  // That they are schemas is for a test to see: it takes as long as to compile them, in each thread of each run.
  validateSchema: false,
  // Polishing the generated code takes longer than a whole run then saves.
  code: { optimize: false },
});

for (const annotation of ["section", "expected", "name"]) ajv.addKeyword({ keyword: annotation, schemaType: "string" });

// Whether the version is the right one is not the validator's to know: it reports the place, `faults.ts` decides.
ajv.addKeyword({ keyword: "only", schemaType: "object", validate: () => false });

ajv.addKeyword({
  keyword: "ordered",
  type: "object",
  schemaType: "array",
  validate: (names: readonly string[], data: JsonForm) => firstOutOfOrder(names, data) === undefined,
});

ajv.addKeyword({
  keyword: "exclusive",
  type: "object",
  schemaType: "array",
  validate: (names: readonly string[], data: JsonForm) => names.filter((name) => Object.hasOwn(data, name)).length < 2,
});

ajv.addKeyword({
  keyword: "atLeastOneOf",
  type: "object",
  schemaType: "array",
  validate: (names: readonly string[], data: JsonForm) => names.some((name) => Object.hasOwn(data, name)),
});

ajv.addSchema(applicationDataSchema);

/** The first child (by its number in document order) that stands after one it should precede. */
export function firstOutOfOrder(names: readonly string[], data: JsonForm): number | undefined {
  const order = data["#order"];
  if (!Array.isArray(order)) return undefined;
  let reached = 0;
  for (const [position, name] of order.entries()) {
    const place = names.indexOf(String(name));
    if (place < 0) continue;
    if (place < reached) return position;
    reached = place;
  }
  return undefined;
}

const compiled = new Map<JsonSchema, ValidateFunction>();

/** Every violation of a schema. Schemas are compiled once, on first use. */
export function violations(schema: JsonSchema, data: JsonForm): Violation[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(data) ? [] : (validate.errors ?? []).map(toViolation);
}

function toViolation(error: ErrorObject): Violation {
  return {
    keyword: error.keyword,
    pointer: error.instancePath,
    params: error.params,
    value: error.schema,
    schema: error.parentSchema ?? {},
    data: error.data,
  };
}
