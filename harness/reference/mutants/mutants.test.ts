import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isProtocolVersion } from "../../eas/index.js";
import { monitors } from "../testing/monitors.js";
import { withServer } from "../testing/running.js";
import { changeScenarios } from "../testing/scenarios-change.js";
import { optionScenarios } from "../testing/scenarios-options.js";
import { otherScenarios } from "../testing/scenarios-other.js";
import { ownScenarios } from "../testing/scenarios-own.js";
import { viewScenarios } from "../testing/scenarios-view.js";
import type { Scenario } from "../testing/stage.js";
import { extra } from "./extra.js";
import { variants } from "./index.js";

interface Row {
  readonly id: string;
  readonly protocol: string;
  readonly detected_by: string;
  readonly must_not_fail: readonly string[];
  readonly may_also_fail: readonly string[];
}

const catalogue: { mutants: Row[]; benign: { id: string }[]; scenarios: Record<string, unknown> } = JSON.parse(
  readFileSync(new URL("../../../vectors/mutants.json", import.meta.url), "utf8"),
);

const scenarios: Readonly<Record<string, Scenario>> = {
  ...optionScenarios,
  ...viewScenarios,
  ...changeScenarios,
  ...otherScenarios,
  ...monitors,
  ...ownScenarios,
};

async function holds(id: string, mutants: readonly string[], version = "14.1"): Promise<boolean> {
  const scenario = scenarios[id];
  if (scenario === undefined || !isProtocolVersion(version)) throw new Error(`There is no scenario ${id}.`);
  return withServer({ mutants }, (server) => scenario({ server, version, answers: [] }));
}

/** Ids of the scenarios that fail. */
async function failures(ids: readonly string[], mutants: readonly string[], version?: string): Promise<string[]> {
  const results = await Promise.all(ids.map(async (id) => ((await holds(id, mutants, version)) ? [] : [id])));
  return results.flat();
}

const played = Object.keys(scenarios).filter((id) => !Object.hasOwn(ownScenarios, id));

test.each(["14.0", "14.1", "16.1"])("the conformant server fails no scenario at %s", async (version) => {
  expect(await failures(played, [], version)).toEqual([]);
});

test("the scenarios played here are those of the catalogue", () => {
  const known = Object.keys(catalogue.scenarios);
  expect(played.filter((id) => !known.includes(id))).toEqual([]);
  expect(known.filter((id) => !played.includes(id))).toEqual(["CAP-02", "MODEL-01"]);
});

test("every mutant and every benign variant of the catalogue is there, once", () => {
  const ids = (kind: string) => variants.filter((variant) => variant.kind === kind).map(({ id }) => id);
  expect(ids("mutant")).toEqual(catalogue.mutants.map(({ id }) => id));
  expect(ids("benign")).toEqual(catalogue.benign.map(({ id }) => id));
  expect(new Set(variants.map(({ id }) => id)).size).toBe(variants.length);
});

describe("a mutant fails what detects it and nothing that it must not", () => {
  test.each(catalogue.mutants)("$id", async ({ id, protocol, detected_by, must_not_fail }) => {
    expect(await failures([detected_by], [id], protocol)).toEqual([detected_by]);
    expect(await failures(must_not_fail, [id], protocol)).toEqual([]);
  });
});

/** Those in which a benign variant could do harm; the whole matrix is the suites' business. */
const telling = [
  ...["OPT-01", "OPT-02", "ERR-01", "ERR-03", "STK-01", "STK-03", "SD-01", "SD-03", "SD-04", "SD-06", "FLT-02"],
  ...["CHG-01", "CHG-02", "CHG-04", "CHG-06", "CHG-09", "RTY-01", "RTY-02", "RTY-03", "RTY-04", "WIN-01", "EST-03"],
  ...["EST-10", "SET-02", "SET-05", "HNG-01", ...Object.keys(monitors)],
];

/** Scenarios of a stricter tolerance than the variant is made for. */
const tolerated: Readonly<Record<string, readonly string[]>> = {
  // Dates are the server's: what was sent as a date says nothing.
  "B-date-normalised": ["CHG-06"],
};

describe("a benign variant fails nothing", () => {
  test.each(catalogue.benign)("$id", async ({ id }) => {
    const ids = telling.filter((scenario) => !tolerated[id]?.includes(scenario));
    expect(await failures(ids, [id])).toEqual([]);
  });
});

/** Who sees a mutant of our own. Those of how things are written are the suites' to see. */
const seenBy: Readonly<Record<string, string>> = {
  "X-body-set-mixed": "OPT-09",
  "X-body-cut-silently": "OPT-09",
  "X-text-trimmed": "CHG-06",
  "X-to-lost": "CHG-08",
  "X-date-shifted": "CHG-06",
  "X-flag-ignored": "CHG-03",
  "X-sticky-per-user": "STK-04",
  "X-sms-change-number": "SD-04",
  "X-retry-refused": "RTY-04",
  "X-outbox-delete-ignored": "OUT-01",
  "X-serverid-reused": "ORC-IDS",
  "X-window-ignored": "WIN-01",
  "X-add-without-class": "Q38",
  "X-same-class-first": "ERR-04",
  "X-same-class-merged": "ERR-04",
  "X-filter-beyond": "Q29",
};

describe("a mutant of our own is seen", () => {
  test.each(extra)("$id", async ({ id }) => {
    expect(await holds(seenBy[id] ?? "nothing", [id])).toBe(false);
  });
});
