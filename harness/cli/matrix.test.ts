import { expect, test } from "vitest";
import type { CaseResult } from "../judging/results.js";
import { sampleCase, sampleFinding } from "../judging/testing/samples.js";
import { mutantCatalogue } from "../run/mutation/catalogue.js";
import { type Matrix, type MatrixInput, runMatrix } from "../run/mutation/matrix.js";
import type { VariantJob } from "../run/mutation/variant-run.js";
import { processIo } from "./io.js";
import { matrixExitCode, matrixText } from "./matrix-text.js";
import { paintFor } from "./paint.js";

const { mutants } = mutantCatalogue();
const scenarios = [...new Set(mutants.map(({ detected_by }) => detected_by))];

/** Every scenario has one case, with one check; `broken` says which of them see the variant. */
function results(broken: (scenario: string) => boolean): CaseResult[] {
  return scenarios.map((scenario) => {
    const outcome = broken(scenario) ? "fail" : "pass";
    const id = scenario.toLowerCase();
    return sampleCase({ id, caseId: id, scenario, verdict: outcome, findings: [sampleFinding({ outcome })] });
  });
}

function matrix(seen: (job: VariantJob, scenario: string) => boolean, changes: Partial<MatrixInput> = {}) {
  const jobs: VariantJob[] = [];
  const input: MatrixInput = {
    runVariant: async (job) => {
      jobs.push(job);
      return {
        results: results((scenario) => job.variant !== undefined && seen(job, scenario)),
        capabilities: [{ name: "sms.seed", value: "yes", reason: "works", evidence: [], rung: 1 }],
      };
    },
    profile: "seed",
    ids: [],
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
  expect(text(judged)).toContain("103 of 103 mutants killed, 0 survived, 0 errors.");
  const status5 = jobs.filter(({ variant }) => variant === "M-set-no-number-ok").map(({ version }) => version);
  expect(status5.sort()).toEqual(["14.0", "14.1"]);
});

test("mutants are fed by the hook and not probed; lawful servers are", async () => {
  const { jobs } = await matrix(perfect);
  for (const { variant, capabilities } of jobs) {
    if (variant === undefined || variant.startsWith("B-")) expect(capabilities).toBeUndefined();
    else expect(capabilities).toEqual([expect.not.objectContaining({ rung: 1 })]);
  }
});

test("a survivor, an idle check, a failed lawful server: each makes the exit code 1 and is named", async () => {
  const blind = await matrix((job, scenario) => job.variant !== "M-sd-hard" && perfect(job, scenario));
  expect(matrixExitCode(blind.judged)).toBe(1);
  expect(text(blind.judged)).toMatch(/SURVIVED +M-sd-hard/);
  const idle = await matrix((job, scenario) => scenario !== "CHG-09" && perfect(job, scenario));
  expect(text(idle.judged)).toMatch(/Checks that no mutant makes fail:\n {2}chg-09 ASMS-3\.2\.5\.1-5/);
  const strict = await matrix((job, scenario) => job.variant === "B-order-reversed" || perfect(job, scenario));
  expect(matrixExitCode(strict.judged)).toBe(1);
  expect(text(strict.judged)).toMatch(/FAILED +B-order-reversed/);
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
  expect(text(judged)).toContain("0 of 1 mutants killed, 1 survived");
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
