import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { capabilityWords } from "../judging/words/index.js";
import { clientMonitors } from "../monitors/client/index.js";
import { monitors } from "../monitors/index.js";
import { capabilityNames } from "../run/gates.js";
import { suiteCases } from "../run/suites.js";
import { call } from "./testing/call.js";

test("a requirement in plain words, on lines that fit", async () => {
  const { exitCode, out, err } = await call(["explain", "ASMS-3.2.5.1-5"]);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  const lines = out.split("\n");
  expect(lines[0]).toBe("ASMS-3.2.5.1-5");
  for (const name of [
    "Section",
    "Level",
    "A breach weighs",
    "For the user",
    "Probable mistake",
    "Rulings",
    "Tested by",
  ]) {
    expect(
      lines.some((line) => line.startsWith(`  ${name}:`)),
      name,
    ).toBe(true);
  }
  for (const line of lines.filter((one) => !one.includes("https:"))) expect(line.length).toBeLessThanOrEqual(100);
});

test.each([
  [["Q9"], "Q9"],
  [["q9.CASE"], "Q9.case"],
  [["M-sd-hard"], "M-sd-hard"],
  [["B-status5-top"], "B-status5-top"],
  [["x-malformed-500"], "X-malformed-500"],
  [["P-disguised"], "P-disguised"],
  [["ERR-01"], "ERR-01"],
  [["ORC-CLASS"], "ORC-CLASS"],
  [["ROB-01"], "malformed-documents"],
  [["TXT-01"], "any-text-unchanged"],
  [["sync-three-options[sets=sms-default-email]"], "sync-three-options"],
  [["status", "sync", "4"], "Sync Status 4"],
  [["Sync", "4"], "Sync Status 4"],
  [["status", "Settings/DeviceInformation", "5"], "Settings/DeviceInformation Status 5"],
  [["sms.seed"], "sms.seed"],
  [["estimate-without-sms-set[folder=drafts]"], "estimate-without-sms-set"],
  [["orc-stored"], "ORC-STORED"],
  [["D4"], "D4"],
  [["d11"], "D11"],
  [["N17"], "N17"],
  [["filed", "as", "mail"], "filed as mail"],
  [["Filed as mail"], "filed as mail"],
  [["not", "applicable"], "not applicable"],
  [["suite-error-3"], "suite-error"],
  [["softdelete"], "SoftDelete"],
  [["GetChanges", "0"], "GetChanges 0"],
  [["sets", "in", "force"], "sets in force"],
])("explains %j", async (words, id) => {
  const { exitCode, out } = await call(["explain", ...words]);
  expect(exitCode).toBe(0);
  expect(out.split("\n")[0]).toBe(id);
  const json = await call(["explain", ...words, "--json"]);
  expect(JSON.parse(json.out)).toMatchObject({ id });
  expect(await call(["explain", ...words, "--format", "json"])).toEqual(json);
});

test("several ids are explained one after the other, in the order that they are asked for in", async () => {
  const words = ["ASMS-3.2.5.1-5", "filed", "as", "mail", "status", "Sync", "4", "M-sd-hard", "Settings 5", "Q9"];
  const ids = ["ASMS-3.2.5.1-5", "filed as mail", "Sync Status 4", "M-sd-hard", "Settings Status 5", "Q9"];
  const { exitCode, out, err } = await call(["explain", ...words]);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  const each: string[] = [];
  for (const id of ids) each.push((await call(["explain", id.replace(" Status", "")])).out);
  expect(out).toBe(each.join("\n"));
  const json = JSON.parse((await call(["explain", ...words, "--json"])).out);
  expect(json.map(({ id }: { id: string }) => id)).toEqual(ids);
});

test("a Status names the rows that ask for it, and a violation of our own the suite that shows it", async () => {
  const rows = async (...words: string[]) =>
    (await call(["explain", "status", ...words])).out.match(/ASMS-[\d.-]+(?=:)/g);
  expect(await rows("Sync", "4")).toEqual(expect.arrayContaining(["ASMS-3.2.5.1-5", "ASMS-3.2.5.1-6"]));
  expect(await rows("Settings/DeviceInformation", "5")).toEqual(["ASMS-3.2.5.3-1"]);
  expect(await rows("Sync", "3")).toBeNull();
  const { out } = await call(["explain", "X-malformed-500"]);
  expect(out).toContain("asms run --mutant X-malformed-500 --suite robustness");
});

test("every variant of the reference server is explained", async () => {
  const { variants } = await import("../reference/index.js");
  for (const { id, summary } of variants) {
    const { exitCode, out } = await call(["explain", id]);
    expect([exitCode, out.split("\n")[0]], id).toEqual([0, id]);
    expect(summary).not.toBe("");
  }
});

test("every case of the suites and every capability of the probe is explained", async () => {
  for (const { definition } of await suiteCases()) {
    const { exitCode, out } = await call(["explain", definition.id]);
    expect(exitCode, definition.id).toBe(0);
    expect(out).toContain(definition.purpose.split(" ")[0]);
  }
  for (const name of capabilityNames) expect(capabilityWords().has(name), name).toBe(true);
});

test("every monitor, and every word that results.json may use, is explained", async () => {
  const schema = JSON.parse(readFileSync(new URL("../../reports/results.schema.json", import.meta.url), "utf8"));
  const { capability, outcome, verdict, requirement, support } = schema.$defs;
  const ids = [
    ...[...monitors, ...clientMonitors].map(({ id }) => id),
    ...capability.properties.outcome.enum,
    ...outcome.enum,
    ...verdict.enum,
    ...requirement.properties.verdict.enum,
    ...support.properties.class.enum,
    ...support.properties.harms.items.properties.kind.enum,
    "inconsistent-refusal",
    "declared-and-refuted",
  ];
  expect(ids.length).toBeGreaterThan(50);
  for (const id of ids) {
    const { exitCode, out } = await call(["explain", id]);
    expect([exitCode, out.split("\n")[0]], id).toEqual([0, id]);
    expect(out.split("\n").length, id).toBeGreaterThan(3);
  }
});

test.each([
  [
    ["estimate-without-sms-set[folder=bogus]"],
    /^Axis folder of case estimate-without-sms-set has no value "bogus"; it has .+, .+$/,
  ],
  [["estimate-without-sms-set[bogus=inbox]"], /^Case estimate-without-sms-set has no axis "bogus"; it has .*folder/],
  [["ORC-STORED[folder=inbox]"], /^Nothing is called "ORC-STORED\[folder=inbox\]"/],
  [[""], /^Give an id of a report, as in: asms explain ASMS-3\.2\.5\.1-5$/],
  [[" "], /^Give an id of a report/],
  [["ASMS-3.2.5.1-55"], /Nothing is called "ASMS-3\.2\.5\.1-55"; did you mean ASMS-3\.2\.5\.1-5, .* or .*\?$/],
  [["M-sd-hart"], /did you mean M-sd-hard/],
  [["completely different"], /asms explain --help/],
  [["Q9", "Q999"], /^Nothing is called "Q999"; did you mean /],
  [["status", "Sync"], /comes the number of a Status/],
  [["status", "Synk", "4"], /"Synk" is no command with a Status; did you mean Sync\?/],
  [["status", "completely different", "4"], /is no command with a Status; there are Sync, /],
  [["status", "Sync", "99"], /Status 99 is not defined for Sync; its own are 1, 3, 4, /],
  [["status", "Sync", "four"], /comes the number of a Status/],
])("one sentence and exit 2 for %j", async (words, sentence) => {
  const { exitCode, out, err } = await call(["explain", ...words]);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
  expect(err.trimEnd()).toMatch(sentence);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
});
