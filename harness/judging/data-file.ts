import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";

/** A data file of the project does not say what its schema demands: our fault, never the target's. */
export class DataFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DataFileError";
  }
}

const vectors = new URL("../../vectors/", import.meta.url);

/**
 * Reads a JSON file of vectors/ and holds it against the schema beside it.
 * @throws DataFileError naming the file, the place in it and what was expected there.
 */
export function readDataFile<T>(name: string, schemaName: string): T {
  return checkedData<T>(parse(name), parse(schemaName), `vectors/${name}`);
}

/** @throws DataFileError when `data` breaks the schema; `name` is what the message calls it. */
export function checkedData<T>(data: unknown, schema: unknown, name: string): T {
  if (typeof schema !== "object" || schema === null) throw new DataFileError(`The schema of ${name} is not an object`);
  // That the schemas are schemas is for a test to see: it takes longer than the check itself, in each thread of each run.
  const validate = new Ajv2020({ allErrors: false, strict: false, validateSchema: false }).compile<T>(schema);
  if (validate(data)) return data;
  throw new DataFileError(`${name}: ${describe(validate.errors?.[0])}`);
}

function parse(name: string): unknown {
  try {
    return JSON.parse(readFileSync(new URL(name, vectors), "utf8"));
  } catch (cause) {
    throw new DataFileError(
      `vectors/${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return "does not fit its schema";
  const at = error.instancePath === "" ? "at the top" : `at ${error.instancePath}`;
  return `${at} ${error.message ?? "does not fit"}${detail(error)}`;
}

function detail(error: ErrorObject): string {
  const values = Object.values(error.params as Record<string, unknown>).filter((value) => typeof value === "string");
  return values.length === 0 || error.message?.includes(String(values[0])) ? "" : ` (${values.join(", ")})`;
}
