import { Worker } from "node:worker_threads";
import type { ProtocolVersion } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { type Variant, variants } from "../../reference/index.js";
import { mutantCatalogue, unseenMutants } from "./catalogue.js";
import type { OwnMutant } from "./choose.js";
import type { ModelJob, ModelOutcome, SeenBy } from "./model-run.js";
import type { ModelReply } from "./model-thread.js";

export interface ModelMatrixInput {
  /** Variants to run; all when neither these nor `own` name any. */
  readonly ids: readonly string[];
  /** Mutants of the caller's own. */
  readonly own: readonly OwnMutant[];
  /** Seeds 1 to this number. */
  readonly seeds: number;
  /** Histories for each seed; a mutant is left under a seed as soon as it is detected there. */
  readonly runs: number;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly progress?: (line: string) => void;
}

export interface ModelRow {
  readonly id: string;
  readonly kind: "mutant" | "lawful";
  /** Histories until detection for each seed; undefined: not detected. */
  readonly detectedAfter: readonly (number | undefined)[];
  /** By whom, for each seed. */
  readonly seenBy: readonly (SeenBy | undefined)[];
  /** Somebody warned, and under no seed did anything fail. */
  readonly onlyWarned: boolean;
  /** Who saw it first, or why nobody did. */
  readonly because: string;
  /** Why no history can show it, where vectors/unseen-mutants.json says so. */
  readonly unseen?: string;
  readonly error: boolean;
}

export interface ModelMatrix {
  readonly seeds: number;
  readonly runs: number;
  /** Histories for the reference, each lawful variant and each mutant that no history shows: they never end early. */
  readonly wholeRuns: number;
  /** Servers to be played against; as many rows, unless the matrix was interrupted. */
  readonly planned: number;
  readonly rows: readonly ModelRow[];
  readonly durationMs: number;
  readonly complete: boolean;
}

/** What never ends early is given this part of the histories only. */
const wholeShare = 10;

/** Random histories against every mutant, and against the servers that must pass. */
export async function runModelMatrix(input: ModelMatrixInput): Promise<ModelMatrix> {
  const startedAt = performance.now();
  const wholeRuns = Math.max(20, Math.ceil(input.runs / wholeShare));
  const capabilities = new Map<ProtocolVersion, readonly Capability[]>();
  const entries = chosen(input);
  const rows: ModelRow[] = [];
  const threads = Array.from({ length: input.threads }, () => new ModelThread());
  const stop = () => void Promise.all(threads.map((thread) => thread.close()));
  input.signal.addEventListener("abort", stop, { once: true });
  try {
    for (const version of new Set(entries.map((entry) => entry.version))) {
      const outcome = await threads[0]?.run({ version, kind: "lawful", seed: 1, runs: 1 });
      capabilities.set(version, outcome?.capabilities ?? []);
    }
    // The long ones first, so that no thread is left with one at the end.
    const inTurn = [...entries].sort((one, other) => Number(isWhole(other)) - Number(isWhole(one)));
    const queue = inTurn.flatMap((entry) => seedsOf(input).map((seed) => ({ entry, seed })));
    const outcomes = new Map<string, ModelOutcome[]>(entries.map(({ id }) => [id, []]));
    await Promise.all(
      threads.map(async (thread) => {
        for (let next = queue.shift(); next !== undefined && !input.signal.aborted; next = queue.shift()) {
          const { entry, seed } = next;
          const known = capabilities.get(entry.version) ?? [];
          const done = outcomes.get(entry.id) ?? [];
          done[seed - 1] = await thread.run(jobOf(entry, seed, isWhole(entry) ? wholeRuns : input.runs, known));
          // A seed that is still missing leaves a hole, which counts for nothing here.
          if (done.filter(() => true).length < input.seeds) continue;
          const row = rowOf(entry, done);
          rows.push(row);
          input.progress?.(lineOf(row));
        }
      }),
    ).catch((error: unknown) => {
      if (!input.signal.aborted) throw error;
    });
  } finally {
    input.signal.removeEventListener("abort", stop);
    await Promise.all(threads.map((thread) => thread.close()));
  }
  const order = new Map(entries.map(({ id }, index) => [id, index]));
  rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const complete = rows.length === entries.length;
  return {
    seeds: input.seeds,
    runs: input.runs,
    wholeRuns,
    planned: entries.length,
    rows,
    durationMs: performance.now() - startedAt,
    complete,
  };
}

interface Entry {
  readonly id: string;
  readonly kind: ModelRow["kind"];
  readonly version: ProtocolVersion;
  readonly unseen?: string;
  /** Module that exports it. */
  readonly path?: string;
}

/** Is it played to the end of its histories? */
function isWhole({ kind, unseen }: Entry): boolean {
  return kind === "lawful" || unseen !== undefined;
}

const reference = "reference";

function chosen({ ids, own }: Pick<ModelMatrixInput, "ids" | "own">): Entry[] {
  const { mutants, benign } = mutantCatalogue();
  const made = new Set(variants.map(({ id }) => id));
  const all: Entry[] = [
    { id: reference, kind: "lawful", version: "14.1" },
    ...benign.map(({ id }): Entry => ({ id, kind: "lawful", version: "14.1" })),
    ...mutants.map(({ id, protocol }): Entry => {
      const unseen = unseenMutants().get(id);
      return { id, kind: "mutant", version: protocol, ...(unseen === undefined ? {} : { unseen }) };
    }),
  ];
  const every = ids.length + own.length === 0;
  const named = all.filter(({ id }) => id === reference || (made.has(id) && (every || ids.includes(id))));
  // Those of this project are held against its cases; here they are played when they are asked for.
  const extra = variants.filter(({ id, kind }) => kind === "extra" && ids.includes(id)).map(entryOf);
  return [...named, ...extra, ...own.map(({ path, variant }) => ({ ...entryOf(variant), path }))];
}

function entryOf({ id, protocol }: Variant): Entry {
  return { id, kind: "mutant", version: protocol === "14.0" ? "14.0" : "14.1" };
}

function seedsOf({ seeds }: ModelMatrixInput): number[] {
  return Array.from({ length: seeds }, (_, index) => index + 1);
}

function jobOf(
  { id, kind, version, path }: Entry,
  seed: number,
  runs: number,
  capabilities: readonly Capability[],
): ModelJob {
  return {
    ...(id === reference ? {} : { variant: path ?? id }),
    kind,
    version,
    seed,
    runs,
    capabilities: id === "B-date-normalised" ? withoutBackdate(capabilities) : capabilities,
  };
}

function rowOf({ id, kind, unseen }: Entry, outcomes: readonly ModelOutcome[]): ModelRow {
  const telling = outcomes.find(({ error, detectedAfter }) => error || detectedAfter !== undefined) ?? outcomes[0];
  return {
    id,
    kind,
    detectedAfter: outcomes.map(({ detectedAfter }) => detectedAfter),
    seenBy: outcomes.map(({ seenBy }) => seenBy),
    onlyWarned: outcomes.some(({ warned }) => warned) && !outcomes.some(isFailed),
    because: telling?.because ?? "not run",
    ...(unseen === undefined ? {} : { unseen }),
    error: outcomes.some(({ error }) => error),
  };
}

function isFailed({ detectedAfter, warned }: ModelOutcome): boolean {
  return detectedAfter !== undefined && warned !== true;
}

function withoutBackdate(capabilities: readonly Capability[]): readonly Capability[] {
  return capabilities.filter(({ name }) => name !== "sms.backdate");
}

/** "M-sd-hard: after 3, 1, 7 histories (random-histories: …)". */
export function lineOf({ id, detectedAfter, because }: ModelRow): string {
  const counts = detectedAfter.map((runs) => (runs === undefined ? "never" : String(runs))).join(", ");
  return `${id}: after ${counts} histories (${because})`;
}

class ModelThread {
  readonly #worker = new Worker(new URL("./model-thread.js", import.meta.url));

  run(job: ModelJob): Promise<ModelOutcome> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error("A thread of the matrix ended"));
      this.#worker.once("exit", ended);
      this.#worker.once("message", (reply: ModelReply) => {
        this.#worker.off("exit", ended);
        if (reply.ok) resolve(reply.outcome);
        else reject(new Error(reply.message));
      });
      this.#worker.postMessage(job);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
