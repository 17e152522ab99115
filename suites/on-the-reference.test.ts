import { expect, test } from "vitest";
import type { ProtocolVersion } from "../harness/eas/index.js";
import { readDataFile } from "../harness/judging/data-file.js";
import type { CaseResult } from "../harness/judging/results.js";
import { monitors } from "../harness/monitors/index.js";
import { variants } from "../harness/reference/index.js";
import { mutantCatalogue } from "../harness/run/mutation/catalogue.js";
import { type EmbeddedRun, runEmbedded } from "./testing/embedded.js";
import { own } from "./testing/own-mutants.js";

/** Results that are not "pass", in words. */
function amiss(results: readonly CaseResult[]): string[] {
  return results
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ id, verdict, reason, findings }) => {
      const failed = findings
        .filter(({ outcome }) => outcome === "fail")
        .map(({ requirement, seen }) => `${requirement} ${seen}`);
      return `${id}: ${verdict} ${[reason, ...failed].join("; ")}`;
    });
}

test.concurrent.each<[string, EmbeddedRun]>([
  ["at 14.1", {}],
  ["at 14.0", { version: "14.0" }],
  ["in profile current", { profile: "current" }],
  ["with the tolerances for foreign servers", { tolerance: "field" }],
  // Every value of every axis is played by the matrix of mutants.
])("the conformant server passes everything %s", async (_name, run) => {
  expect(amiss(await runEmbedded({ ...run, monitors }))).toEqual([]);
});

test.concurrent("without SMS the e-mail halves are judged, and nothing fails", async () => {
  const results = await runEmbedded({ without: ["sms.seed", "sms.read", "sms.backdate"] });
  expect(results.filter(({ verdict }) => verdict === "fail" || verdict === "error")).toEqual([]);
  const judged = results.filter(({ findings }) => findings.length > 0).map(({ scenario }) => scenario);
  const halves = ["OPT-02", "OPT-03", "OPT-04", "STK-01", "STK-02", "STK-03", "SD-02", "EST-01", "EST-02", "FLT-03"];
  expect(halves.filter((scenario) => !judged.includes(scenario))).toEqual([]);
});

test.concurrent("without e-mail the SMS halves are judged, and nothing fails", async () => {
  const results = await runEmbedded({ without: ["email.seed", "email.backdate"] });
  expect(results.filter(({ verdict }) => verdict === "fail" || verdict === "error")).toEqual([]);
});

const { mutants: rowsOf } = readDataFile<{ readonly mutants: Readonly<Record<string, readonly string[]>> }>(
  "scenarios.json",
  "scenarios.schema.json",
);

/** Monitors judge what cases say to the server: these have all that a mutant of theirs needs to show itself. */
function trafficFor(scenario: string): readonly string[] {
  if (scenario === "ORC-STORED") return ["CHG-06"];
  return scenario.startsWith("ORC-") ? ["OPT-01", "OPT-02", "CHG-01", "CHG-02"] : [scenario];
}

test.concurrent.each(mutantCatalogue().mutants)(
  "$id is detected by $detected_by, under the rows that say so",
  async (mutant) => {
    const { id, detected_by: scenario, severity, protocol } = mutant;
    const results = await runEmbedded({
      variants: [id],
      version: protocol as ProtocolVersion,
      scenarios: trafficFor(scenario),
      monitors,
    });
    const seen = results
      .filter((result) => result.scenario === scenario)
      .flatMap(({ findings }) => findings)
      .filter(({ outcome }) => outcome === "fail" || (outcome === "warn" && severity === "warn"))
      .map(({ requirement }) => requirement);
    // Other rows may fall with those that it breaks; they alone would be no detection.
    expect(rowsOf[id]?.filter((row) => !seen.includes(row))).toEqual([]);
  },
);

test("every mutant of this project is listed here", () => {
  const ids = variants.filter(({ kind }) => kind === "extra").map(({ id }) => id);
  expect(ids.sort()).toEqual(Object.keys(own).sort());
});

test.concurrent("a SoftDelete that stands twice in its answer fails the monitor that names it, and no case", async () => {
  const scenarios = ["SD-01", "SD-02", "SD-06", "RTY-03", "FLT-02"];
  const results = await runEmbedded({ variants: ["X-soft-doubled"], scenarios, monitors });
  expect(results.filter(({ verdict }) => verdict === "fail").map(({ scenario }) => scenario)).toEqual(["ORC-IDS"]);
});

/** Milliseconds: those that draw their inputs share two cores with three hundred others. */
const drawnTakesMs = 600_000;

test.concurrent.each(Object.entries(own))(
  "%s is seen by %s",
  async (id, scenario) => {
    const { axes, suite } = variants.find((variant) => variant.id === id) ?? {};
    const full = axes !== undefined;
    // A history that departs says enough here; to make it small would take longer than to find it.
    const explore = suite === "model" ? { explore: { first: "any" } as const } : {};
    const results = await runEmbedded({ variants: [id], scenarios: trafficFor(scenario), monitors, full, ...explore });
    const findings = results.filter((result) => result.scenario === scenario).flatMap((result) => result.findings);
    expect(findings.filter(({ outcome }) => outcome !== "pass")).not.toEqual([]);
  },
  drawnTakesMs,
);
