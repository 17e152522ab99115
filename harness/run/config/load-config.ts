import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { defaultExportOf, unreadable } from "../module-file.js";
import { nearest, UsageError } from "../usage-error.js";
import type { AsmsConfig } from "./config.js";
import { configSchema } from "./schema.js";

export interface LoadedConfig {
  readonly config: AsmsConfig;
  /** Folder that its relative paths start from. */
  readonly folder: string;
  /** Absent when there is no configuration file. */
  readonly file?: string;
}

/** Looked for in the caller's folder, in this order. */
const defaultNames = ["asms.config.json", "asms.config.ts", "asms.config.mjs", "asms.config.js"] as const;

/**
 * Reads `file`, or the first default name that the folder has, or nothing.
 * @throws UsageError naming the file and the field
 */
export async function loadConfig(folder: string, file?: string): Promise<LoadedConfig> {
  const path =
    file === undefined
      ? defaultNames.map((name) => join(folder, name)).find((candidate) => existsSync(candidate))
      : resolve(folder, file);
  if (path === undefined) return { config: {}, folder };
  if (!existsSync(path)) throw new UsageError(`Configuration file ${file} does not exist`);
  if (statSync(path).isDirectory()) throw new UsageError(`Configuration file ${file} is a folder; name the file in it`);
  return { config: checkConfig(await read(path), basename(path)), folder: dirname(path), file: path };
}

async function read(path: string): Promise<unknown> {
  if (extname(path) !== ".json") return defaultExportOf(path, "{ … }");
  try {
    // Some editors put a mark before UTF-8, which JSON does not know.
    return JSON.parse(readFileSync(path, "utf8").replace(/^\ufeff/, ""));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** @throws UsageError naming the field and what is wrong with it */
export function checkConfig(data: unknown, name: string): AsmsConfig {
  const validate = new Ajv2020({ allErrors: true, strict: false, verbose: true }).compile<AsmsConfig>(configSchema);
  if (validate(data)) return data;
  throw new UsageError(`${name}: ${describe(validate.errors?.[0])}`);
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return "is no configuration";
  const field = fieldOf(error.instancePath);
  const where = field === "" ? "the configuration" : field;
  switch (error.keyword) {
    case "additionalProperties":
      return unknownField(field, error);
    case "required":
      return `${dotted(field, String(error.params.missingProperty))} is missing`;
    case "enum": {
      const allowed = (error.params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(", ");
      return `${where} must be one of ${allowed}, not ${JSON.stringify(error.data)}`;
    }
    case "pattern":
      return `${where} must be a URL that begins with http:// or https://, not ${JSON.stringify(error.data)}`;
    default:
      return `${where} ${error.message ?? "is wrong"}`;
  }
}

function unknownField(parent: string, error: ErrorObject): string {
  const name = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
  const meant = nearest(name, known);
  const secret = /^(password|authorization)$/i.test(name)
    ? `; secrets are never written here: use ${name}Env or ${name}File`
    : meant === undefined
      ? `; known are ${known.join(", ")}`
      : `; did you mean ${meant}?`;
  return `${dotted(parent, name)} is no field${secret}`;
}

/** "/accounts/0/user" → "accounts[0].user". */
function fieldOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : dotted(path, part)), "");
}

function dotted(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}
