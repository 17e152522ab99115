import { expect, test } from "vitest";
import { withDeclared } from "./capabilities.js";
import { select } from "./select.js";
import { type SuiteCase, suiteCases } from "./suites.js";
import { sampleRun } from "./testing/fakes.js";
import { nearest } from "./usage-error.js";

function sampleSuite(id: string, scenario: string, section: string, orders: readonly string[] = []): SuiteCase {
  const { definition, body } = sampleRun(async () => undefined, { id, scenario, section });
  const axes = { order: orders.map((name) => ({ name, value: name })) };
  return { definition: { ...definition, ...(orders.length === 0 ? {} : { axes }) }, body, file: "x.js" };
}

const cases = [
  sampleSuite("sync-three-options", "ERR-01", "3.2.5.1", ["sms-first", "sms-last"]),
  sampleSuite("sync-foreign-class", "ERR-02", "3.2.5.1"),
  sampleSuite("drop-sms-set", "SD-01", "3.1.4.1.1.1"),
];

const [first] = cases;
if (first === undefined) throw new Error("There is no case.");
const modelCase: SuiteCase = {
  ...first,
  definition: { ...first.definition, id: "drawn", scenario: "MODEL-01", suite: "model" },
};

function ids(wanted: { ids?: readonly string[]; sections?: readonly string[]; full?: boolean }): string[] {
  return select(cases, { ids: [], sections: [], full: false, versions: ["14.1"], ...wanted }).map(({ id }) => id);
}

test("without a choice every case runs once", () => {
  expect(ids({})).toEqual(["sync-three-options[order=sms-first]", "sync-foreign-class", "drop-sms-set"]);
  expect(ids({ full: true })).toHaveLength(4);
});

test("cases are chosen by id, scenario, pattern and section", () => {
  expect(ids({ ids: ["drop-sms-set"] })).toEqual(["drop-sms-set"]);
  expect(ids({ ids: ["err-02"] })).toEqual(["sync-foreign-class"]);
  expect(ids({ ids: ["sync-*"] })).toEqual(["sync-three-options[order=sms-first]", "sync-foreign-class"]);
  expect(ids({ sections: ["3.1.4"] })).toEqual(["drop-sms-set"]);
  expect(ids({ sections: ["3.2.5.1"], ids: ["ERR-01"], full: true })).toEqual([
    "sync-three-options[order=sms-first]",
    "sync-three-options[order=sms-last]",
  ]);
});

test("an id with its axes reaches a value that the default run leaves out", () => {
  expect(ids({ ids: ["sync-three-options[order=sms-last]"] })).toEqual(["sync-three-options[order=sms-last]"]);
});

test("what matches nothing is refused with the nearest thing there is", () => {
  expect(() => ids({ ids: ["sync-tree-options"] })).toThrow(
    'No case matches "sync-tree-options"; did you mean sync-three-options?',
  );
  expect(() => ids({ ids: ["drop*", "zzzzzzzzzzzz"] })).toThrow(/`asms list` shows all/);
  expect(() => ids({ sections: ["3.2.5.1", "3.1.4.1.1.2"] })).toThrow(/No case lies under section 3\.1\.4\.1\.1\.2/);
  expect(() => ids({ sections: ["3.2.5.11"] })).toThrow(/section 3\.2\.5\.11/);
});

test("a case that lies elsewhere is told where", () => {
  const wrong = { ids: ["ERR-01"], sections: ["3.1.4"] };
  expect(() => ids(wrong)).toThrow("is of section 3.2.5.1; leave --section out, or ask for it by --section 3.2.5.1");
  const all = { ids: ["ERR-01"], sections: [], full: false, versions: ["14.1"] } as const;
  expect(() => select([...cases, modelCase], { ...all, suites: ["model"] })).toThrow(
    "Case sync-three-options is of suite sections; ask for it by --suite sections",
  );
});

test("every case of the suites is sound: unique id, known rows, a purpose in one sentence", async () => {
  const all = await suiteCases();
  expect(new Set(all.map(({ definition }) => definition.id)).size).toBe(all.length);
  for (const { definition } of all) {
    expect(definition.id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(definition.purpose).toMatch(/^[^\n]{20,}$/);
  }
});

test("the nearest word is named only when it is near", () => {
  expect(nearest("tarjet", ["target", "user"])).toBe("target");
  expect(nearest("zzz", ["target", "user"])).toBeUndefined();
});

test("what is declared fills gaps of the probe, and is refuted by what it saw", () => {
  const probed = [
    { name: "base", value: "yes", reason: "works", evidence: [] },
    { name: "hang", value: "unknown", reason: "was not looked for", evidence: [] },
    { name: "settings", value: "no", reason: "HTTP 501", evidence: [] },
  ] as const;
  const joined = withDeclared(probed, { hang: "yes", settings: "yes", base: "no", clock: "no" });
  expect(joined.map(({ name, value }) => [name, value])).toEqual([
    ["base", "no"],
    ["hang", "yes"],
    ["settings", "no"],
    ["clock", "no"],
  ]);
  expect(joined[2]?.reason).toBe("declared present, refuted by the probe: HTTP 501");
});
