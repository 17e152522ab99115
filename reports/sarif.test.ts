import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { expect, it } from "vitest";
import { noCaseHere } from "../harness/judging/headline.js";
import type { RunRecord } from "../harness/judging/results.js";
import { exchangeLines } from "./exchanges.js";
import { sarif } from "./sarif.js";
import { anyRun } from "./testing/runs.js";
import { emptyPartRun, emptyRun, interruptedRun, sampleRun } from "./testing/sample.js";

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { startLine: number };
  };
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly properties: { readonly case: string };
}

interface Rule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
  readonly results: readonly Result[];
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: { text: string } }[];
  }[];
}

function runOf(record: RunRecord): Run {
  const { runs }: { readonly runs: readonly Run[] } = JSON.parse(sarif(record));
  const [run] = runs;
  if (run === undefined) throw new Error("no run");
  return run;
}

// The schema as its authors published it, out of a package of theirs.
const published = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

function validator() {
  // Draft 04, which differs from what ajv reads in the name of the id alone where this schema is concerned.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(published, "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajvFormats.default(ajv);
  return ajv.compile(schema);
}

it("is SARIF 2.1.0 by the published schema, whatever the run", () => {
  const validate = validator();
  for (const [name, record] of anyRun) {
    validate(JSON.parse(sarif(record)));
    expect(validate.errors, name).toBeNull();
  }
  validate({ version: "2.1.0", runs: [{ results: [] }] });
  expect(validate.errors).not.toBeNull();
});

it.each(anyRun)("says of the %s run what the results say, each at its line of exchanges.ndjson", (_name, record) => {
  const { results, exchanges } = record;
  const run = runOf(record);
  const missed = results.cases.flatMap(({ id, findings }) =>
    findings.filter(({ outcome }) => outcome !== "pass").map((finding) => ({ id, ...finding })),
  );
  const level = { fail: "error", warn: "warning", inform: "note", pass: "none" };
  expect(run.results.map(({ ruleId, level: told, properties }) => [properties.case, ruleId, told])).toEqual(
    missed.map(({ id, requirement, outcome }) => [id, requirement, level[outcome]]),
  );
  const lines = [...exchangeLines(exchanges)];
  for (const [index, { ruleId, ruleIndex, locations }] of run.results.entries()) {
    if (ruleIndex !== undefined) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    for (const { physicalLocation } of locations) {
      expect(physicalLocation.artifactLocation.uri).toBe("exchanges.ndjson");
      const line = lines[physicalLocation.region.startLine - 1];
      const known = missed[index]?.exchanges.filter((id) => exchanges.some((exchange) => exchange.id === id)) ?? [];
      if (known.length > 0) expect(known).toContain(JSON.parse(line ?? "{}").id);
    }
  }
});

it("knows a fault again in the next run, and joins no two", () => {
  const prints = (record: RunRecord) => runOf(record).results.map((one) => one.partialFingerprints["asmsFinding/v1"]);
  const { results, exchanges } = sampleRun();
  const first = prints({ results, exchanges });
  expect(new Set(first).size).toBe(first.length);
  const again = results.cases.map((one) => ({
    ...one,
    startedAt: "2027-01-01T00:00:00.000Z",
    findings: one.findings.map((finding) => ({ ...finding, seen: "something else" })),
  }));
  expect(prints({ results: { ...results, cases: again }, exchanges })).toEqual(first);
});

it("explains each rule, and tells what could not be judged", () => {
  const run = runOf(sampleRun());
  for (const { id, help } of run.tool.driver.rules) {
    expect(help.text, id).toContain("For the user: ");
    expect(help.markdown, id).toContain("**Probable mistake.**");
  }
  const { counts } = sampleRun().results.summary;
  const [invocation] = run.invocations;
  expect(invocation?.toolExecutionNotifications).toHaveLength(counts.error + counts.inconclusive);
});

it.each([
  ["empty", emptyRun()],
  ["interrupted", interruptedRun()],
])("says of the %s run that it is incomplete", (_name, record) => {
  const [invocation] = runOf(record).invocations;
  expect(invocation?.executionSuccessful).toBe(false);
  const { level, message } = invocation?.toolExecutionNotifications[0] ?? {};
  expect([level, message?.text]).toEqual(["error", `incomplete: ${record.results.summary.sentence}`]);
});

it("notes that no case fell to a part, and that this is no error", () => {
  const [invocation] = runOf(emptyPartRun()).invocations;
  expect(invocation?.executionSuccessful).toBe(true);
  const notes = invocation?.toolExecutionNotifications.map(({ level, message }) => [level, message.text]);
  expect(notes).toEqual([["warning", noCaseHere]]);
});

it("says in the message what a failure means where the help of its rule does not fit it", () => {
  const { results, exchanges } = sampleRun();
  const under = (ruling: string) => {
    const cases = results.cases.map((judged) => ({
      ...judged,
      findings: judged.findings.map((finding) => ({ ...finding, requirement: "ASMS-3.2.5.1-5", ruling })),
    }));
    const failures = runOf({ results: { ...results, cases }, exchanges }).results.filter(
      ({ level }) => level === "error",
    );
    expect(failures.length).toBeGreaterThan(0);
    return failures.map(({ message }) => message.text);
  };
  for (const text of under("Q16.code")) expect(text).toContain("For the user: The phone is refused, as it should be");
  for (const text of under("Q1.place")) expect(text).not.toContain("For the user");
});
