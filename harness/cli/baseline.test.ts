import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { RunResults } from "../judging/results.js";
import { sampleCase, sampleFinding, sampleRun } from "../judging/testing/samples.js";
import { baselineTask } from "./baseline.js";
import type { Io } from "./io.js";
import { call } from "./testing/call.js";

const folder = mkdtempSync(join(tmpdir(), "asms baseline "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const io: Io = { cwd: folder, env: {}, terminal: false, out: String, err: String, onInterrupt: () => () => undefined };
const loaded = { config: {}, folder };

function results(...cases: RunResults["cases"]): RunResults {
  return sampleRun({ cases }, { exitCode: 1, conformant: false });
}

const failing = sampleCase({ id: "a", verdict: "fail", findings: [sampleFinding({ outcome: "fail" })] });

test("a baseline is made, given its reason by a person, kept, and brought up to date", async () => {
  const flags = { baseline: "b.json" };
  const made = await baselineTask({ ...flags, updateBaseline: true }, loaded, io)?.settle(results(failing));
  expect(made?.said).toBe(
    'Baseline b.json written: 1 entry; 1 of them need a reason ("new: say why") before the next run takes it.',
  );
  expect(made?.results.summary.exitCode).toBe(0);
  expect(() => baselineTask(flags, loaded, io)).toThrow("entries[0].reason is still to be given");
  const path = join(folder, "b.json");
  writeFileSync(path, readFileSync(path, "utf8").replace("new: say why", "ticket 7"));
  expect((await baselineTask(flags, loaded, io)?.settle(results(failing)))?.results.summary.exitCode).toBe(0);
  const fixed = await baselineTask(flags, loaded, io)?.settle(results(sampleCase({ id: "a" })));
  expect(fixed?.results.summary).toMatchObject({ exitCode: 1 });
  const stuck = sampleCase({ id: "b", verdict: "inconclusive", reason: "no stage" });
  const more = { ...flags, updateBaseline: true, reason: "not built yet" } as const;
  await baselineTask(more, loaded, io)?.settle(results(failing, stuck));
  expect(JSON.parse(readFileSync(path, "utf8")).entries.map(({ reason }: { reason: string }) => reason)).toEqual([
    "ticket 7",
    "not built yet",
  ]);
});

test("an entry for a case that no suite has is stale in a run of chosen cases, too; one that was left out is not", async () => {
  const path = join(folder, "typo.json");
  const verdict = "inconclusive";
  const entries = ["drop-sms-set", "ORC-STORED", "declared-and-refuted", "no-such-case", "drop-sms-sett[folder=inbox]"];
  writeFileSync(path, JSON.stringify({ entries: entries.map((id) => ({ case: id, verdict, reason: "known" })) }));
  const chosen = results(sampleCase({ id: "fidelity" }));
  const part = { ...chosen, configuration: { ...chosen.configuration, ids: ["fidelity"] } };
  const held = await baselineTask({ baseline: "typo.json" }, loaded, io)?.settle(part);
  expect(held?.results.baseline?.stale.map(({ case: id, now }) => `${id}: ${now}`)).toEqual([
    "no-such-case: no suite has such a case",
    "drop-sms-sett[folder=inbox]: no suite has such a case",
  ]);
  expect(held?.results.summary.exitCode).toBe(1);
  await baselineTask({ baseline: "typo.json", updateBaseline: true }, loaded, io)?.settle(part);
  const left: { readonly entries: readonly { readonly case: string }[] } = JSON.parse(readFileSync(path, "utf8"));
  expect(left.entries.map((entry) => entry.case)).toEqual(["ORC-STORED", "declared-and-refuted", "drop-sms-set"]);
});

test("entries of a suite that was not run are left alone, and stay", async () => {
  const path = join(folder, "suites.json");
  const verdict = "inconclusive";
  const entries = ["any-text-unchanged", "fidelity", "random-histories"];
  writeFileSync(path, JSON.stringify({ entries: entries.map((id) => ({ case: id, verdict, reason: "known" })) }));
  const held = async (suites: readonly string[], update: { readonly updateBaseline?: true } = {}) => {
    const run = results(sampleCase({ id: "other" }));
    const configuration = { ...run.configuration, ...(suites.length === 0 ? {} : { suites }) };
    return baselineTask({ baseline: "suites.json", ...update }, loaded, io)?.settle({ ...run, configuration });
  };
  const stale = async (...suites: string[]) => (await held(suites))?.results.baseline?.stale.map(({ case: id }) => id);
  expect(await stale()).toEqual(["fidelity"]);
  expect(await stale("sections", "model")).toEqual(["fidelity", "random-histories"]);
  await held([], { updateBaseline: true });
  const left: { readonly entries: readonly { readonly case: string }[] } = JSON.parse(readFileSync(path, "utf8"));
  expect(left.entries.map((entry) => entry.case)).toEqual(["any-text-unchanged", "random-histories"]);
});

test("an interrupted run leaves the file as it is", async () => {
  const cut = { ...results(failing), summary: { ...results().summary, exitCode: 3, interrupted: true } } as RunResults;
  const done = await baselineTask({ baseline: "c.json", updateBaseline: true }, loaded, io)?.settle(cut);
  expect(done?.said).toContain("left as it is");
  expect(() => readFileSync(join(folder, "c.json"))).toThrow();
});

test("wrong usage is one sentence and exit code 2, before anything runs", async () => {
  for (const [argv, message] of [
    [["run", "--baseline", "none.json"], "Baseline none.json does not exist; --update-baseline writes one"],
    [["run", "--update-baseline"], "--update-baseline needs to know the file"],
    [["run", "--baseline", "x.json", "--reason", "why"], "--reason goes with --update-baseline"],
  ] as const) {
    const { exitCode, err, out } = await call(argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  }
});
