import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CaseResult } from "../judging/results.js";
import { sampleCase, sampleFinding } from "../judging/testing/samples.js";
import { variants } from "../reference/index.js";
import { detectingRows, mutantCatalogue } from "../run/mutation/catalogue.js";
import { matrixExitCode } from "../run/mutation/gates.js";
import { type Matrix, type MatrixInput, runMatrix } from "../run/mutation/matrix.js";
import { matrixJson } from "../run/mutation/matrix-json.js";
import type { VariantJob } from "../run/mutation/variant-run.js";
import { processIo } from "./io.js";
import { matrixText } from "./matrix-text.js";
import { paintFor } from "./paint.js";

const { mutants } = mutantCatalogue();
const scenarios = [...new Set(mutants.map(({ detected_by }) => detected_by))];

/** The rows by which mutants of a scenario are to be detected. */
function rowsOf(scenario: string): string[] {
  const own = mutants.filter(({ detected_by }) => detected_by === scenario);
  return [...new Set(own.flatMap(({ id }) => detectingRows(id)))];
}

/** Every scenario has one case, with one check for each row; `broken` says which of them see the variant. */
function results(broken: (scenario: string) => boolean): CaseResult[] {
  return scenarios.map((scenario) => {
    const outcome = broken(scenario) ? "fail" : "pass";
    const id = scenario.toLowerCase();
    const findings = rowsOf(scenario).map((requirement) => sampleFinding({ requirement, outcome }));
    return sampleCase({ id, caseId: id, scenario, verdict: outcome, findings });
  });
}

function isPlayed({ id, scenario }: CaseResult, plays: VariantJob["plays"]): boolean {
  if (plays?.kind === "others") return false;
  if (plays?.kind === "named") return plays.ids.includes(id);
  return plays?.kind !== "about" || plays.scenarios.includes(scenario) || plays.ids.includes(id);
}

function matrix(seen: (job: VariantJob, scenario: string) => boolean, changes: Partial<MatrixInput> = {}) {
  const jobs: VariantJob[] = [];
  const input: MatrixInput = {
    runVariant: async (job) => {
      jobs.push(job);
      return {
        results: results((scenario) => job.variant !== undefined && seen(job, scenario)).filter((one) =>
          isPlayed(one, job.plays),
        ),
        capabilities: [{ name: "sms.seed", value: "yes", reason: "works", evidence: [], rung: 1 }],
      };
    },
    profile: "seed",
    ids: [],
    own: [],
    benignOnly: false,
    parallel: 2,
    signal: new AbortController().signal,
    ...changes,
  };
  return runMatrix(input).then((judged) => ({ judged, jobs }));
}

const detector = new Map(mutants.map(({ id, detected_by }) => [id, detected_by]));
const perfect = ({ variant = "" }: VariantJob, scenario: string) =>
  variant.startsWith("X-") || detector.get(variant) === scenario;

function text(judged: Matrix): string {
  return matrixText(judged, paintFor({ ...processIo(), env: {}, terminal: false }));
}

test("a suite that sees everything: every mutant killed, every lawful server passed, no idle check", async () => {
  const { judged, jobs } = await matrix(perfect);
  expect(judged.mutants.map(({ verdict }) => verdict)).not.toContain("survived");
  expect(new Set(judged.mutants.map(({ id }) => id)).size).toBe(103);
  expect(judged.benign).toHaveLength(19);
  expect(judged.idle).toEqual([]);
  expect(judged.complete).toBe(true);
  expect(matrixExitCode(judged)).toBe(0);
  expect(text(judged)).toContain("3. 103 of 103 mutants killed.");
  const status5 = jobs.filter(({ variant }) => variant === "M-set-no-number-ok").map(({ version }) => version);
  expect(status5.sort()).toEqual(["14.0", "14.1"]);
});

test("mutants are fed by the hook and not probed; lawful servers are", async () => {
  const { jobs } = await matrix(perfect);
  for (const { variant, capabilities, plays } of jobs) {
    if (plays?.kind === "others") expect(variant).toBeUndefined();
    else if (variant === undefined || variant.startsWith("B-")) expect(capabilities).toBeUndefined();
    else expect(capabilities).toEqual([expect.not.objectContaining({ rung: 1 })]);
  }
});

const own = variants.filter(({ kind }) => kind === "extra").map(({ id }) => id);

test("mutants of this project are held against the cases known to see them, and against all where these see nothing", async () => {
  const known = new Map([
    [own[0] ?? "", ["opt-01", "gone"]],
    [own[1] ?? "", ["opt-02"]],
    [own[2] ?? "", ["gone"]],
  ]);
  const sees = (job: VariantJob, scenario: string) =>
    job.variant === own[1] && job.plays?.kind === "named" ? false : perfect(job, scenario);
  const { judged, jobs } = await matrix(sees, { known });
  const played = (id = "") => jobs.filter(({ variant }) => variant === id).map(({ plays }) => plays);
  expect(played(own[0])).toEqual([{ kind: "named", ids: ["opt-01"], watched: true }]);
  expect(played(own[1]).map((plays) => plays?.kind)).toEqual(["named", "first"]);
  expect(played(own[2]).map((plays) => plays?.kind)).toEqual(["first"]);
  expect(played(own[3]).map((plays) => plays?.kind)).toEqual(["first"]);
  const of = (id = "") => judged.extra.find((one) => one.id === id);
  expect([of(own[0])?.heldAgainst, of(own[1])?.heldAgainst]).toEqual([["opt-01"], undefined]);
  expect(judged.extra.every(({ verdict }) => verdict === "killed")).toBe(true);
  expect(matrixExitCode(judged)).toBe(0);
  expect(text(judged)).toContain("your own (1 held against the cases that concern them; against all with --whole)");
  expect(text(judged)).toContain(
    "what saw it (108 held against the cases that concern them; against all with --whole)",
  );
});

test("before a check is called idle, every mutant is held against every case", async () => {
  const known = new Map([[own[0] ?? "", ["opt-01"]]]);
  const alone = (job: VariantJob, scenario: string) =>
    scenario === "CHG-09"
      ? job.variant === "M-chg-echo" || (job.variant === own[0] && job.plays?.kind === "first")
      : perfect(job, scenario);
  const { judged, jobs } = await matrix(alone, { known });
  expect(jobs.filter(({ variant }) => variant === own[0]).map(({ plays }) => plays?.kind)).toContain("first");
  expect(judged.idle).toEqual([]);
  expect(judged.extra.find(({ id }) => id === own[0])?.heldAgainst).toBeUndefined();
});

test("a survivor, an idle check, a failed lawful server: each makes the exit code 1 and is named", async () => {
  const blind = await matrix((job, scenario) => job.variant !== "M-sd-hard" && perfect(job, scenario));
  expect(matrixExitCode(blind.judged)).toBe(1);
  expect(text(blind.judged)).toMatch(/SURVIVED +M-sd-hard/);
  const idle = await matrix((job, scenario) => scenario !== "CHG-09" && perfect(job, scenario));
  expect(text(idle.judged)).toMatch(/Checks that no mutant makes fail:\n {2}chg-09 ASMS-3\.1\.4\.1\.2-1/);
  const strict = await matrix((job, scenario) => job.variant === "B-order-reversed" || perfect(job, scenario));
  expect(matrixExitCode(strict.judged)).toBe(1);
  expect(text(strict.judged)).toMatch(/FAILED +B-order-reversed/);
});

test("a scenario without a case, and one that fails by the wrong row, shut the gate", async () => {
  const without = (wrong: string): Partial<MatrixInput> => ({
    runVariant: async ({ variant, plays }) => ({
      results:
        plays?.kind === "others"
          ? []
          : results(
              (scenario) => variant !== undefined && perfect({ variant, version: "14.1", profile: "seed" }, scenario),
            )
              .filter(({ scenario }) => wrong !== "" || scenario !== "CHG-09")
              .map((one) => ({
                ...one,
                findings: one.findings.map((finding) =>
                  variant === wrong ? { ...finding, requirement: "ASMS-2.1-1" } : finding,
                ),
              })),
      capabilities: [],
    }),
  });
  const { judged: missing } = await matrix(perfect, without(""));
  expect(matrixExitCode(missing)).toBe(1);
  expect(text(missing)).toMatch(/102 of 103 mutants killed; 1 without a case yet\./);
  const { judged: wrong } = await matrix(perfect, without("M-sd-hard"));
  expect(matrixExitCode(wrong)).toBe(1);
  expect(text(wrong)).toMatch(/WRONG REQUIREMENT +M-sd-hard +fail ASMS-2\.1-1 .* it should be ASMS-3\.1\.4\.1\.1\.1-4/);
  expect(text(wrong)).toMatch(/102 of 103 mutants killed; 1 seen by a wrong requirement only\./);
});

test("a listed mutant is held against the scenarios of its entry and who is known to see it; against all where that fails", async () => {
  const [entry, other] = mutants.filter(({ protocol }) => protocol === "14.1");
  if (entry === undefined || other === undefined) throw new Error("two mutants are listed for 14.1");
  const sees = (job: VariantJob, scenario: string) =>
    job.variant === other.id && job.plays?.kind === "about" ? false : perfect(job, scenario);
  const { judged, jobs } = await matrix(sees, { known: new Map([[entry.id, ["sd-01", "gone[axis=value]"]]]) });
  const played = ({ id }: { readonly id: string }) =>
    jobs.filter(({ variant }) => variant === id).map(({ plays }) => plays);
  const scenarios = [entry.detected_by, ...entry.must_not_fail];
  expect(played(entry)).toEqual([{ kind: "about", scenarios, and: {}, ids: ["sd-01"] }]);
  expect(played(other).map((plays) => plays?.kind)).toEqual(["about", "first"]);
  const of = ({ id }: { readonly id: string }) => judged.mutants.find((one) => one.id === id);
  expect(of(entry)?.heldAgainst).toEqual(expect.arrayContaining([entry.detected_by.toLowerCase(), "sd-01"]));
  expect([of(other)?.heldAgainst, of(other)?.verdict]).toEqual([undefined, "killed"]);
});

test("a listed mutant that one of the scenarios it must spare sees too is told, however few it was held against", async () => {
  const entry = mutants.find(({ must_not_fail: spared }) => spared.includes("SD-01"));
  const sees = (job: VariantJob, scenario: string) =>
    perfect(job, scenario) || (job.variant === entry?.id && scenario === "SD-01");
  const { judged } = await matrix(sees, { known: new Map() });
  const found = judged.mutants.find(({ id }) => id === entry?.id);
  expect(found?.unspecific).toEqual([expect.stringMatching(/^sd-01 is fail/)]);
  expect(found?.heldAgainst).toBeDefined();
});

test("a reference that is not clean ends it: no mutant is run, and no lawful variant judged", async () => {
  const { judged, jobs } = await matrix(perfect, {
    runVariant: async ({ variant }) => {
      expect(variant ?? "B-").toMatch(/^B-/);
      return { results: [sampleCase({ verdict: "inconclusive", reason: "no mail" })], capabilities: [] };
    },
  });
  expect(jobs).toEqual([]);
  expect(judged.mutants).toEqual([]);
  expect(judged.benign).toEqual([]);
  expect(matrixExitCode(judged)).toBe(1);
  expect(text(judged)).toMatch(/1\. The reference does not pass at 14\.1 and 14\.0, so no variant was judged/);
});

test("the matrix for scripts has a row for each check and a column for each mutant, and both agree", async () => {
  const { judged } = await matrix(perfect);
  const json = matrixJson(judged);
  expect(json).toMatchObject({ schemaVersion: "1.0", complete: true, exitCode: 0, unmade: [] });
  expect(json.gates.map(({ passed }) => passed)).toEqual([true, true, true, true, true]);
  for (const { name, kills } of json.checks) {
    expect(json.mutants.filter(({ seenBy }) => seenBy.includes(name)).map(({ id }) => id)).toEqual(
      expect.arrayContaining([...kills]),
    );
  }
  const fields = (one: object | undefined) => Object.keys(one ?? {});
  const page = readFileSync(new URL("../../docs/mutants.md", import.meta.url), "utf8");
  const told = [json, json.checks[0], json.mutants[0], json.lawful[0], json.gates[0]].flatMap(fields);
  expect(told.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});

test("an error of ours outweighs all that", async () => {
  const { judged } = await matrix(perfect, {
    runVariant: async ({ variant }) => ({
      results: [sampleCase({ verdict: variant === "M-sd-hard" ? "error" : "pass", scenario: "SD-01" })],
      capabilities: [],
    }),
  });
  expect(matrixExitCode(judged)).toBe(4);
});

test("only what was asked for is run, and then nothing is said about idle checks", async () => {
  const { judged, jobs } = await matrix(() => false, { ids: ["M-sd-hard"] });
  expect(jobs.map(({ variant }) => variant)).toEqual([undefined, "M-sd-hard"]);
  expect(judged).toMatchObject({ idle: [], complete: false });
  expect(text(judged)).toContain("0 of 1 mutants killed; 1 survived.");
  const lawful = await matrix(() => false, { benignOnly: true });
  expect(lawful.judged.mutants).toEqual([]);
  expect(matrixExitCode(lawful.judged)).toBe(0);
});

test("an interruption ends it with what was judged by then", async () => {
  const controller = new AbortController();
  const { judged } = await matrix(
    (job, scenario) => {
      if (job.variant === "M-sd-hard") controller.abort();
      return perfect(job, scenario);
    },
    { signal: controller.signal },
  );
  expect(judged.complete).toBe(false);
  expect(judged.mutants.length).toBeLessThan(103);
});
