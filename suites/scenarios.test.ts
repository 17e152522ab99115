import { expect, test } from "vitest";
import { catalogue } from "../harness/judging/catalogue.js";
import { readDataFile } from "../harness/judging/data-file.js";
import { explainEntry, explainRequirement } from "../harness/judging/words/index.js";
import { clientMonitors } from "../harness/monitors/client/index.js";
import { monitors } from "../harness/monitors/index.js";
import { mutantCatalogue } from "../harness/run/mutation/catalogue.js";
import { suiteCases } from "../harness/run/suites.js";

type Scenario = { readonly requirements: readonly string[] } & (
  | { readonly cases: readonly string[] }
  | { readonly monitor: string }
);

interface Scenarios {
  readonly scenarios: Readonly<Record<string, Scenario>>;
  readonly judges: Readonly<Record<string, readonly string[]>>;
  readonly mutants: Readonly<Record<string, readonly string[]>>;
}

const { scenarios, judges, mutants } = readDataFile<Scenarios>("scenarios.json", "scenarios.schema.json");

test("every scenario is carried out, and by cases and monitors that say so", async () => {
  const cases = await suiteCases();
  const carried: Record<string, Scenario> = {};
  for (const scenario of new Set(cases.map(({ definition }) => definition.scenario))) {
    const own = cases.map(({ definition }) => definition).filter((definition) => definition.scenario === scenario);
    const requirements = [...new Set(own.flatMap((definition) => definition.requirements))];
    carried[scenario] = { cases: own.map(({ id }) => id), requirements };
  }
  for (const { id, requirements } of monitors) carried[id] = { monitor: id, requirements };
  expect(scenarios).toEqual(carried);
  const wanted = Object.keys(mutantCatalogue().scenarios);
  expect(wanted.filter((scenario) => carried[scenario] === undefined)).toEqual([]);
});

test("who judges a row are the cases and monitors that declare it, and the explanation names them all and no others", async () => {
  const declared = [...(await suiteCases()).map(({ definition }) => definition), ...monitors, ...clientMonitors];
  expect(judges).toEqual(Object.fromEntries(declared.map(({ id, requirements }) => [id, requirements])));
  for (const { id } of catalogue().rows) {
    const own = declared.filter(({ requirements }) => requirements.includes(id)).map((judge) => judge.id);
    const told = explainRequirement(id)?.testedBy.flatMap(({ by }) => by) ?? [];
    expect([...told].sort(), id).toEqual(own.sort());
    const lines = explainEntry(id)?.entries.find(({ name }) => name === "Tested by")?.text ?? [];
    const named = [lines].flat().flatMap((line) => [
      line
        .replace(/, a monitor.*$/, "")
        .replace(/^.*: /, "")
        .split(", "),
    ]);
    expect(named.flat().sort(), id).toEqual(own);
  }
});

test("every row that may be emitted stands in the catalogue and has a verdict", () => {
  const rows = new Set(Object.values(scenarios).flatMap(({ requirements }) => requirements));
  expect([...rows].filter((id) => catalogue().row(id) === undefined)).toEqual([]);
  expect([...rows].filter((id) => catalogue().row(id)?.testable === "untestable")).toEqual([]);
});

test("every mutant is detected by rows that its scenario may emit", () => {
  const entries = mutantCatalogue().mutants;
  expect(Object.keys(mutants).sort()).toEqual(entries.map(({ id }) => id).sort());
  const stray = entries.flatMap(({ id, detected_by: scenario }) => {
    const allowed = scenarios[scenario]?.requirements ?? [];
    return (mutants[id] ?? []).filter((row) => !allowed.includes(row)).map((row) => `${id}: ${row}`);
  });
  expect(stray).toEqual([]);
});

test("ids of cases are kebab-case and unique, purposes are sentences that say what a server does", async () => {
  const definitions = (await suiteCases()).map(({ definition }) => definition);
  expect(new Set(definitions.map(({ id }) => id)).size).toBe(definitions.length);
  for (const { id, purpose, section } of definitions) {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(purpose, id).toMatch(/^[A-Z][^.]{30,140}$/);
    expect(section, id).toMatch(/^\d+(\.\d+)*$/);
  }
});
