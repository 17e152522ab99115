import { writeFile } from "node:fs/promises";
import { basename, delimiter, join } from "node:path";
import type { RunRecord } from "../../harness/judging/results.js";
import { reportHtml } from "../html/index.js";
import { pageTexts } from "../page-texts.js";
import { hostileRun } from "./hostile.js";
import { readRun, realRun } from "./real-run.js";
import { richRun } from "./rich.js";
import { emptyRun, interruptedRun, sampleRun } from "./sample.js";

// The pages that a browser opens in the tests: of runs made by hand, of real ones, and of those whose folders are given.

const made: Readonly<Record<string, RunRecord>> = {
  sample: sampleRun(),
  rich: richRun(),
  empty: emptyRun(),
  interrupted: interruptedRun(),
  hostile: hostileRun(),
};

/** Whole runs against the embedded server: one that is wrong in one way, and one that treats SMS as SOGo does. */
const real: Readonly<Record<string, readonly string[]>> = {
  mutant: ["--mutant", "M-sd-hard"],
  "SOGo-like": [
    "--mutant",
    "P-disguised",
    "M-opt-three-accepted",
    "M-class-tasks-ignored",
    "M-sd-default-not",
    "M-set-no-number-ok",
    "--section",
    "2.1",
    "3.1.4.1.1",
    "3.2.5.1",
    "3.2.5.3",
  ],
};

/** Folders of runs against servers that are not at hand everywhere, by name: ASMS_REPORTS="asms-report/ci/sogo". */
const given = new Map(
  (process.env.ASMS_REPORTS ?? "")
    .split(delimiter)
    .flatMap((path) => (path === "" ? [] : [[basename(path), path] as const])),
);

/** Runs in which a server answered. */
export const served: readonly string[] = [...Object.keys(real), ...given.keys()];

export const pageNames: readonly string[] = [...Object.keys(made), ...served];

/** Makes the runs, or those that are asked for, and writes report.html of each into this folder, under its name. */
export async function writePages(folder: string, names: readonly string[] = pageNames): Promise<void> {
  const wanted = <Source>(sources: Iterable<[string, Source]>) => [...sources].filter(([name]) => names.includes(name));
  const runs = Object.fromEntries(wanted(Object.entries(made)));
  for (const [name, args] of wanted(Object.entries(real))) runs[name] = await realRun(join(folder, name), args);
  for (const [name, path] of wanted(given)) runs[name] = await readRun(path);
  const texts = pageTexts();
  for (const [name, run] of Object.entries(runs)) await writeFile(join(folder, `${name}.html`), reportHtml(run, texts));
}
