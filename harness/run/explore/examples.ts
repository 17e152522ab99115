import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { makeFolder } from "../../judging/make-folder.js";
import type { SavedExampleResult } from "../../judging/results.js";
import type { DrawnFrom } from "../replay.js";
import { tool } from "../tool.js";
import { UsageError } from "../usage-error.js";
import type { Departure, Property } from "./property.js";

/** A counterexample that was kept: a file of the folder that --save-examples names. */
export interface SavedExample {
  readonly schemaVersion: "1.0";
  readonly tool: { readonly name: string; readonly version: string };
  /** Id of the case, axes included. */
  readonly case: string;
  /** What failed, in a word. */
  readonly kind: string;
  readonly drawn: DrawnFrom;
  /** The smallest input, as the case writes it. */
  readonly input: unknown;
  /** The same in words, for a reader. */
  readonly steps: readonly string[];
}

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["schemaVersion", "tool", "case", "kind", "drawn", "input", "steps"],
  properties: {
    schemaVersion: { const: "1.0" },
    tool: {
      type: "object",
      required: ["name", "version"],
      properties: { name: { const: "asms-conformance" }, version: { type: "string" } },
    },
    case: { type: "string", minLength: 1 },
    kind: { type: "string", minLength: 1 },
    drawn: {
      type: "object",
      required: ["seed", "path"],
      properties: { seed: { type: "integer" }, path: { type: "string" }, replayPath: { type: "string" } },
    },
    input: {},
    steps: { type: "array", items: { type: "string" } },
  },
};

let compiled: ValidateFunction<SavedExample> | undefined;

/** Compiled on first use: most runs keep no examples, and each of their threads would wait for it. */
function exampleValidator(): ValidateFunction<SavedExample> {
  compiled ??= new Ajv2020({ strict: false }).compile<SavedExample>(schema);
  return compiled;
}

/** One file: the example, or why it is none. */
export interface ReadExample {
  readonly file: string;
  readonly example?: SavedExample;
  readonly reason?: string;
}

/** "; it was kept by version 0.0.9", or nothing: a generator that has changed since may read the input as something else. */
export function keptByOther({ tool: { version } }: SavedExample): string {
  return version === tool().version ? "" : `; it was kept by version ${version}, this is ${tool().version}`;
}

/** Tries one, if it is an input of today. */
export async function triedExample<T>(
  { file, example, reason }: ReadExample,
  property: Pick<Property<T>, "decode">,
  attempt: (input: T, drawn: DrawnFrom) => Promise<Departure | undefined>,
): Promise<SavedExampleResult> {
  const input = example === undefined ? undefined : property.decode(example.input);
  if (example === undefined || input === undefined) {
    const other = example === undefined ? "" : keptByOther(example);
    return { file, outcome: "no longer applies", reason: reason ?? `its input is none of this version${other}` };
  }
  const departure = await attempt(input, example.drawn);
  return departure === undefined
    ? { file, outcome: "passes", reason: `${example.kind} does not show any more${keptByOther(example)}` }
    : { file, outcome: "fails", reason: `${departure.kind}${keptByOther(example)}` };
}

/** Counterexamples of one case in a folder that may hold those of others too. */
export class ExampleFolder {
  constructor(
    readonly folder: string,
    readonly caseId: string,
  ) {}

  /** In the order of their names; none when the folder is not there yet. @throws UsageError when it cannot be read */
  async read(): Promise<readonly ReadExample[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw new UsageError(`The folder of examples ${this.folder} cannot be read: ${error.message}`);
    });
    const files = names.filter((name) => name.endsWith(".json") && name.startsWith(`${fileSafe(this.caseId)}.`)).sort();
    return Promise.all(files.map((file) => this.#readFile(file)));
  }

  async save(drawn: DrawnFrom, { kind, steps }: Departure, input: unknown): Promise<void> {
    const example: SavedExample = {
      schemaVersion: "1.0",
      tool: tool(),
      case: this.caseId,
      kind,
      drawn,
      input,
      steps: steps.map(({ actor, words, outcome }) => `${actor}: ${words}: ${outcome}`),
    };
    const digest = createHash("sha256").update(JSON.stringify(input)).digest("hex").slice(0, 8);
    await makeFolder(this.folder);
    const name = `${fileSafe(this.caseId)}.${fileSafe(kind)}.${digest}.json`;
    await writeFile(join(this.folder, name), `${JSON.stringify(example, null, 2)}\n`);
  }

  async #readFile(file: string): Promise<ReadExample> {
    let data: unknown;
    try {
      data = JSON.parse(await readFile(join(this.folder, file), "utf8"));
    } catch {
      return { file, reason: "it is no JSON" };
    }
    const isExample = exampleValidator();
    if (!isExample(data)) {
      const [error] = isExample.errors ?? [];
      return { file, reason: `${error?.instancePath ?? ""} ${error?.message ?? "is wrong"}`.trim() };
    }
    if (data.case !== this.caseId) return { file, reason: `it belongs to case ${data.case}` };
    return { file, example: data };
  }
}

function fileSafe(text: string): string {
  return text.replace(/[^\w-]+/g, "-");
}
