import { accessSync, constants, existsSync, readFileSync, realpathSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { keyOf, placeholder, sayKnown } from "../../judging/baseline.js";
import type { BaselineEntry } from "../../judging/results.js";
import { UsageError } from "../usage-error.js";
import { baselineSchema } from "./schema.js";

export interface BaselineFile {
  readonly $schema?: string;
  readonly about?: string;
  readonly entries: readonly BaselineEntry[];
}

/**
 * Reads a baseline. `name` is what messages call it.
 * @param updating it will be written anew: it may be missing, and may hold entries without a reason.
 * @throws UsageError naming the file and the field
 */
export function readBaseline(path: string, name: string, updating: boolean): BaselineFile {
  if (!existsSync(path)) {
    if (updating) return { entries: [] };
    throw new UsageError(`Baseline ${name} does not exist; --update-baseline writes one`);
  }
  const baseline = checkBaseline(parsed(path, name), name);
  if (!updating) demandReasons(baseline, name);
  return baseline;
}

function parsed(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new UsageError(`Baseline ${name} cannot be read: ${why}`);
  }
}

/** @throws UsageError naming the field and what is wrong with it */
export function checkBaseline(data: unknown, name: string): BaselineFile {
  const validate = new Ajv2020({ allErrors: false, strict: false }).compile<BaselineFile>(baselineSchema);
  if (!validate(data)) throw new UsageError(`Baseline ${name}: ${describe(validate.errors ?? [])}`);
  const seen = new Set<string>();
  for (const entry of data.entries) {
    const key = keyOf(entry);
    if (seen.has(key))
      throw new UsageError(`Baseline ${name}: "${sayKnown(entry)}" stands twice; leave one of them out`);
    seen.add(key);
  }
  return data;
}

function describe(errors: readonly ErrorObject[]): string {
  const error = errors.find(({ keyword }) => keyword !== "if");
  if (error === undefined) return "is no baseline";
  const field = error.instancePath
    .replace(/^\//, "")
    .replace(/\/(\d+)/g, "[$1]")
    .replaceAll("/", ".");
  const where = field === "" ? "the file" : field;
  switch (error.keyword) {
    case "additionalProperties":
      return `${where} has "${String(error.params.additionalProperty)}", which is no field of it`;
    case "required":
      return `${where} has no "${String(error.params.missingProperty)}"`;
    case "enum":
      return `${where} must be one of ${(error.params.allowedValues as readonly string[]).join(", ")}`;
    case "false schema":
      return `${where} goes only with the verdict fail; leave it out`;
    default:
      return `${where} ${error.message ?? "is wrong"}`;
  }
}

/** A verdict is put up with by a person, not by a tool. */
function demandReasons({ entries }: BaselineFile, name: string): void {
  const index = entries.findIndex(({ reason }) => reason === placeholder || reason.trim() === "");
  const entry = entries[index];
  if (entry === undefined) return;
  const more = entries.filter(({ reason }) => reason === placeholder).length - 1;
  const others = more > 0 ? ` (and ${more} more like it)` : "";
  throw new UsageError(
    `Baseline ${name}: entries[${index}].reason is still to be given, "${sayKnown(entry)}"${others}: write why it is put up with`,
  );
}

/** A baseline that could not be written; the one that was there is as it was. */
export class UnwrittenBaseline extends Error {
  override readonly name = "UnwrittenBaseline";

  /** @param code error code of the system, e.g. "ENOSPC" */
  constructor(
    readonly code: string,
    cause: unknown,
  ) {
    super(`the baseline cannot be written (${code})`, { cause });
  }
}

/** Before a long run rather than after it. @throws UsageError when there is no folder to write the baseline to */
export function demandWritable(path: string, name: string): void {
  try {
    accessSync(dirname(placeOf(path)), constants.W_OK);
  } catch (cause) {
    throw new UsageError(`Baseline ${name} cannot be written (${codeOf(cause)}); name another file with --baseline`);
  }
}

/** Where a link leads: it stays a link. */
function placeOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}

/**
 * Written aside and renamed, so that a baseline is never half a baseline.
 * @throws UnwrittenBaseline when it cannot be written
 */
export async function writeBaseline(path: string, baseline: BaselineFile): Promise<void> {
  const place = placeOf(path);
  const aside = `${place}.${process.pid}.part`;
  try {
    const file = await open(aside, "wx");
    try {
      await file.writeFile(`${JSON.stringify(baseline, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, place);
  } catch (cause) {
    await rm(aside, { force: true });
    throw new UnwrittenBaseline(codeOf(cause), cause);
  }
}
