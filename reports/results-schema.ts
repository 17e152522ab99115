import { readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import type { RunResults } from "../harness/judging/results.js";

/** The published JSON Schema of results.json; it lies in the package beside this module. */
export const resultsSchemaUrl = new URL("./results.schema.json", import.meta.url);

/** A document that is no results.json of this version. The message is one sentence that names the first wrong field. */
export class InvalidResults extends Error {
  override readonly name = "InvalidResults";
  /** JSON Pointer of the first field at fault; "" is the document itself. */
  readonly pointer: string;

  constructor(pointer: string, problem: string) {
    super(`Not a valid results.json: ${pointer === "" ? "the document" : pointer} ${problem}.`);
    this.pointer = pointer;
  }
}

let compiled: ValidateFunction<RunResults> | undefined;

function validator(): ValidateFunction<RunResults> {
  if (compiled === undefined) {
    const ajv = new Ajv2020({ allErrors: false, strict: true });
    ajvFormats.default(ajv);
    compiled = ajv.compile<RunResults>(JSON.parse(readFileSync(resultsSchemaUrl, "utf8")));
  }
  return compiled;
}

function describe(error: ErrorObject): string {
  const { allowedValue, allowedValues, additionalProperty } = error.params as Record<string, unknown>;
  if (additionalProperty !== undefined) return `has a field "${additionalProperty}" that the schema does not know`;
  if (allowedValue !== undefined) return `must be ${JSON.stringify(allowedValue)}`;
  if (Array.isArray(allowedValues)) {
    return `must be one of ${allowedValues.map((value) => JSON.stringify(value)).join(", ")}`;
  }
  return error.message ?? "is not as the schema wants it";
}

/**
 * Checks parsed JSON against the published schema and returns it typed.
 *
 * @throws InvalidResults naming the first field that is wrong.
 */
export function validateResults(json: unknown): RunResults {
  const validate = validator();
  if (validate(json)) return json;
  const [first] = validate.errors ?? [];
  throw new InvalidResults(first?.instancePath ?? "", first === undefined ? "is not valid" : describe(first));
}
