import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { BaseSequencer, createVitest, type TestSpecification, type Vitest } from "vitest/node";
import "./channel.js";
import type { Driven, Driver, Work } from "../driver.js";
import type { AllureParts } from "./allure.js";
import { compiledHarness } from "./externals.js";
import { tellInterruption } from "./interruption.js";
import { CollectingReporter } from "./reporter.js";

export interface VitestOptions {
  /** Folder into which allure-vitest writes the results of the cases; absent: Allure is not loaded at all. */
  readonly allureResults?: string;
}

/**
 * Runs the cases under vitest: one test a case, in threads, one thread for each account. Nothing of the caller's own vitest,
 * vite or TypeScript configuration is looked at, and nothing is written beside the suites.
 */
export function underVitest(options: VitestOptions = {}): Driver {
  return (work) => drive(work, options);
}

async function drive(work: Work, { allureResults }: VitestOptions): Promise<Driven> {
  // Without a file to look for, vitest would look for its own.
  if (work.cases.length === 0) return { errors: [] };
  const cacheDir = await mkdtemp(join(tmpdir(), "asms-"));
  const reporter = new CollectingReporter(work.onResult);
  try {
    const allure = allureResults === undefined ? undefined : await loadAllure(allureResults);
    const end = `asms-end-${randomUUID()}`;
    const vitest = await open(work, reporter, { cacheDir, end }, allure);
    const stop = () => void vitest.cancelCurrentRun("keyboard-input");
    const told = tellInterruption(end, work.signal);
    work.signal.addEventListener("abort", stop, { once: true });
    try {
      if (!work.signal.aborted) await vitest.start();
    } finally {
      work.signal.removeEventListener("abort", stop);
      told();
      await vitest.close();
    }
    return outcome(reporter, work.signal.aborted);
  } finally {
    // Windows lets go of what a thread had open a moment after it ended.
    await rm(cacheDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function loadAllure(resultsDir: string): Promise<AllureParts> {
  const { allureParts } = await import("./allure.js");
  return allureParts(resultsDir);
}

function outcome(reporter: CollectingReporter, interrupted: boolean): Driven {
  const lost = interrupted ? [] : reporter.unfinished().map((name) => `${name} ended without a result`);
  return { errors: [...reporter.errors, ...lost] };
}

async function open(
  { settings, cases, target }: Work,
  reporter: CollectingReporter,
  { cacheDir, end }: { readonly cacheDir: string; readonly end: string },
  allure: AllureParts | undefined,
): Promise<Vitest> {
  const files = [...new Set(cases.map(({ file }) => file))];
  const root = dirname(files[0] ?? fileURLToPath(import.meta.url));
  const workers = target.embedded ? Math.min(2, availableParallelism()) : target.given.length;
  const worker = fileURLToPath(import.meta.resolve("./worker.js"));
  const before = listeners();
  const vitest = await createVitest(
    "test",
    {
      root,
      dir: root,
      include: files.map((file) => file.slice(root.length + 1)),
      exclude: [],
      config: false,
      watch: false,
      api: false,
      attachmentsDir: join(cacheDir, "attachments"),
      pool: "threads",
      maxWorkers: workers,
      fileParallelism: workers > 1,
      isolate: false,
      retry: 0,
      testTimeout: 0,
      hookTimeout: 60_000,
      setupFiles: [...(allure === undefined ? [] : [allure.setupFile]), worker],
      sequence: { sequencer: BySection },
      provide: { asms: settings, asmsAllure: allure !== undefined, asmsEnd: end },
      reporters: [reporter, ...(allure === undefined ? [] : [allure.reporter])],
      // A test plan of Allure's in the caller's environment would leave cases out: only our own options select.
      env: { ALLURE_TESTPLAN_PATH: "" },
      passWithNoTests: true,
      server: { deps: { external: [compiledHarness(worker)] } },
    },
    { envDir: false, publicDir: false, logLevel: "silent", cacheDir },
    { stdout: silence(), stderr: silence() },
  );
  dropAddedListeners(before);
  return vitest;
}

/** Files in the order of the sections; vitest's own order follows size and last duration. */
class BySection extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** vitest pipes each worker into its streams, and so ends them after the first; this one cannot be ended. */
function silence(): Writable {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  sink.end = () => sink;
  return sink;
}

const taken = ["SIGINT", "SIGTERM", "unhandledRejection"] as const;

const events: NodeJS.EventEmitter = process;

function listeners(): readonly Set<unknown>[] {
  return taken.map((name) => new Set<unknown>(events.listeners(name)));
}

/** vitest would end the process 1 ms after Ctrl-C, or silently with 1 for an error of ours; no report would be written. */
function dropAddedListeners(before: ReturnType<typeof listeners>): void {
  for (const [index, name] of taken.entries()) {
    for (const listener of events.listeners(name)) {
      if (!before[index]?.has(listener)) events.removeListener(name, listener as () => void);
    }
  }
}
