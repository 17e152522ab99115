import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sampleCase, sampleFinding } from "../../judging/testing/samples.js";
import { mutantCatalogue, seenByNow, unseenMutants } from "./catalogue.js";
import { modelRun, outcome } from "./model-run.js";

const exploration = { seed: 1, runs: 7, requests: 70, shrinks: 0, endedBy: "runs", distribution: [] } as const;
const histories = sampleCase({ id: "random-histories", exploration });
const warning = sampleCase({ id: "ORC-CLASS", kind: "monitor", findings: [sampleFinding({ outcome: "warn" })] });
const failure = sampleCase({ id: "ORC-KEY", kind: "monitor", findings: [sampleFinding({ outcome: "fail" })] });

describe("what the verdicts of a run say", () => {
  test("a warning detects a mutant and accuses no lawful server", () => {
    expect(outcome([histories, warning], "mutant")).toMatchObject({
      detectedAfter: 7,
      seenBy: "monitor",
      warned: true,
    });
    expect(outcome([histories, warning], "lawful")).toEqual({ error: false, because: "nothing seen" });
  });

  test("a failure counts against both, and before a warning", () => {
    for (const kind of ["mutant", "lawful"] as const) {
      const told = outcome([histories, warning, failure], kind);
      expect(told).toMatchObject({ error: false, detectedAfter: 7, because: expect.stringContaining("ORC-KEY") });
      expect(told.warned).toBeUndefined();
    }
  });

  test("without a verdict nobody is acquitted", () => {
    const gone = { ...histories, verdict: "inconclusive", reason: "the target went away" } as const;
    expect(outcome([gone], "lawful")).toEqual({
      error: true,
      because: "random-histories is inconclusive: the target went away",
    });
  });
});

test("a lawful server that a monitor warns about is played to the end of its histories", async () => {
  const job = { variant: "B-no-class-on-change", kind: "lawful", version: "14.1", seed: 1, runs: 6 } as const;
  expect(await modelRun(job, new AbortController().signal)).toMatchObject({ error: false, because: "nothing seen" });
});

test("each mutant that the prototype of the model missed is listed once, as seen now or with the reason why it cannot be", () => {
  const missed = mutantCatalogue().mutants.filter(({ model }) => model?.startsWith("not killed in the prototype"));
  expect(missed).toHaveLength(13);
  const listed = [...unseenMutants().keys(), ...seenByNow().keys()];
  expect(listed.sort()).toEqual(missed.map(({ id }) => id).sort());
});

// Numbers must change twice before a stale one shows: the toy server of the model's own tests takes less time for that.
test.each([...seenByNow().keys()].filter((id) => id !== "M-set-stale-number"))("%s is seen now", async (variant) => {
  const job = { variant, kind: "mutant", version: "14.1", seed: 1, runs: 40 } as const;
  expect((await modelRun(job, new AbortController().signal)).detectedAfter).toBeGreaterThan(0);
});

test("docs/model.md gives the reasons of vectors/unseen-mutants.json, and all are mutants of the catalogue", () => {
  const page = readFileSync(new URL("../../../docs/model.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| (M-[\w-]+) \| (.+) \|$/gm)].map(([, id, why]) => [id, why]);
  expect(rows).toEqual([...unseenMutants(), ...seenByNow()]);
  expect(mutantCatalogue().mutants.map(({ id }) => id)).toEqual(expect.arrayContaining([...unseenMutants().keys()]));
});
