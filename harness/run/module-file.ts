import { createRequire } from "node:module";
import { basename, dirname, extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { UsageError } from "./usage-error.js";

/**
 * What a JavaScript or TypeScript file of the operator's exports as its default.
 * @param wanted what stands behind `export default`, for the message that it is missing
 * @throws UsageError naming the file
 */
export async function defaultExportOf(path: string, wanted: string): Promise<unknown> {
  try {
    const typescript = [".ts", ".mts"].includes(extname(path));
    const exported = typescript ? await typescriptExport(path) : await javascriptExport(path);
    if (exported !== undefined) return exported;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw new UsageError(`${basename(path)} has no default export; write \`export default ${wanted}\``);
}

/** One sentence about a file that cannot be read or evaluated. */
export function unreadable(path: string, cause: unknown): UsageError {
  const place = placeOf(cause);
  if (place !== undefined) return new UsageError(`${basename(path)} has a syntax error: ${place}`);
  const kind = cause instanceof SyntaxError && extname(path) !== ".json" ? "has a syntax error" : "cannot be read";
  return new UsageError(`${basename(path)} ${kind}: ${firstLine(cause)}`);
}

function firstLine(cause: unknown): string {
  return cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
}

/** What vite says of TypeScript that it cannot read: its message opens with a count, and draws the place below. */
function placeOf(cause: unknown): string | undefined {
  const { errors } = Object(cause) as { readonly errors?: unknown };
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const { loc } = Object(first) as { readonly loc?: { readonly line?: unknown; readonly column?: unknown } };
  if (typeof loc?.line !== "number" || typeof loc.column !== "number") return undefined;
  const fault = stripVTControlCharacters(firstLine(first)).replace(/^\[\w+\]\s*/, "");
  return `${fault} at line ${loc.line}, column ${loc.column + 1}`;
}

async function javascriptExport(path: string): Promise<unknown> {
  const module: { readonly default?: unknown } = await import(pathToFileURL(path).href);
  return module.default;
}

/** Node 20 runs no TypeScript; vite, which vitest brings along, does, and writes nothing to disk with this loader. */
async function typescriptExport(path: string): Promise<unknown> {
  const vitest = createRequire(fileURLToPath(import.meta.resolve("vitest/package.json")));
  const vite = (await import(pathToFileURL(vitest.resolve("vite")).href)) as typeof import("vite");
  const mode = { command: "serve", mode: "production" } as const;
  const loaded = await vite.loadConfigFromFile(mode, path, dirname(path), "silent", undefined, "runner");
  return loaded?.config;
}
