import { expect, test } from "vitest";
import { catalogue } from "./catalogue.js";
import { sampleCase, sampleFinding, sampleRun } from "./testing/samples.js";
import { traceability } from "./traceability.js";

const [first, second, third] = catalogue()
  .rows.filter(({ testable }) => testable === "active")
  .map(({ id }) => id);
const untestable = catalogue().rows.find(({ testable }) => testable === "untestable");
const rows = catalogue().rows.filter(({ id }) => [first, second, third, untestable?.id].includes(id));

const judged = (id: string, kind: "case" | "monitor", requirement = "") =>
  sampleCase({ id, caseId: id, kind, findings: [sampleFinding({ requirement })] });
const statusOf = (traced: ReturnType<typeof traceability>, id: string | undefined) =>
  traced.rows.find((row) => row.id === id);

test("what was emitted counts, not what is declared", () => {
  const declared = new Map([
    ["one", [first ?? ""]],
    ["two", [second ?? ""]],
  ]);
  const traced = traceability(
    rows,
    [sampleRun({ cases: [judged("one", "case", first), sampleCase({ id: "two", caseId: "two" })] })],
    declared,
  );
  expect(statusOf(traced, first)).toMatchObject({ status: "tested", by: ["one"] });
  expect(statusOf(traced, second)).toMatchObject({ status: "untested", reason: "two ran without judging it" });
  expect(statusOf(traced, third)).toMatchObject({ status: "untracked" });
  expect(statusOf(traced, untestable?.id)).toMatchObject({ status: "excluded", reason: untestable?.why });
  expect(traced).toMatchObject({
    complete: false,
    counts: { tested: 1, untested: 1, untracked: 1, excluded: 1, watched: 0 },
  });
});

test("a monitor watches, one of our own device too; several runs are taken together", () => {
  const own = [{ monitor: "CLI-ADD", requirement: third ?? "", seen: 2, departures: 0 }];
  const runs = [
    sampleRun({ cases: [judged("ORC-KEY", "monitor", second)], ownTraffic: own }),
    sampleRun({ cases: [judged("one", "case", first)] }),
  ];
  const traced = traceability(rows, runs, new Map());
  expect([first, second, third].map((id) => statusOf(traced, id)?.status)).toEqual(["tested", "watched", "watched"]);
  expect(traced).toMatchObject({ complete: true, partial: false });
});

test("a case that could not judge says why, and a run of chosen cases says that it was one", () => {
  const stuck = sampleCase({ id: "two", caseId: "two", verdict: "inconclusive", reason: "no stage" });
  const run = sampleRun({ cases: [stuck], configuration: { ids: ["two"] } });
  const traced = traceability(
    rows,
    [run],
    new Map([
      ["two", [second ?? ""]],
      ["three", [third ?? ""]],
    ]),
  );
  expect(statusOf(traced, second)?.reason).toBe("two is inconclusive (no stage)");
  expect(statusOf(traced, third)?.reason).toContain("did not run");
  expect(traced.partial).toBe(true);
});

test("every row that nobody can test says why", () => {
  expect(catalogue().rows.filter(({ testable, why }) => testable === "untestable" && why === undefined)).toEqual([]);
});
