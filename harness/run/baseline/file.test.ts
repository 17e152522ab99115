import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { placeholder } from "../../judging/baseline.js";
import { checkBaseline, readBaseline, writeBaseline } from "./file.js";

const folder = mkdtempSync(join(tmpdir(), "asms baseline "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = { case: "a", requirement: "ASMS-2.1-1", verdict: "fail", reason: "ticket 7" } as const;

test.each([
  [{}, 'Baseline b.json: the file has no "entries"'],
  [[], "Baseline b.json: the file must be object"],
  [{ entries: [{ ...entry, case: undefined }] }, 'Baseline b.json: entries[0] has no "case"'],
  [
    { entries: [{ ...entry, verdict: "warn" }] },
    "Baseline b.json: entries[0].verdict must be one of fail, inconclusive, not applicable",
  ],
  [{ entries: [{ ...entry, why: "" }] }, 'Baseline b.json: entries[0] has "why", which is no field of it'],
  [{ entries: [{ case: "a", verdict: "fail", reason: "x" }] }, 'Baseline b.json: entries[0] has no "requirement"'],
  [
    { entries: [{ ...entry, verdict: "inconclusive" }] },
    "Baseline b.json: entries[0].requirement goes only with the verdict fail; leave it out",
  ],
  [{ entries: [entry, entry] }, 'Baseline b.json: "a fails ASMS-2.1-1" stands twice; leave one of them out'],
])("%j is refused in one sentence that names the field", (data, message) => {
  expect(() => checkBaseline(JSON.parse(JSON.stringify(data)), "b.json")).toThrow(message);
});

test("a missing file, a file that is no JSON and an entry without a reason are refused; an update takes the first and the last", () => {
  const path = join(folder, "b.json");
  expect(() => readBaseline(path, "b.json", false)).toThrow("does not exist");
  expect(readBaseline(path, "b.json", true)).toEqual({ entries: [] });
  writeFileSync(path, "{");
  expect(() => readBaseline(path, "b.json", true)).toThrow(/^Baseline b\.json cannot be read: /);
  writeFileSync(path, JSON.stringify({ entries: [entry, { ...entry, case: "b", reason: placeholder }] }));
  expect(() => readBaseline(path, "b.json", false)).toThrow(
    'entries[1].reason is still to be given, "b fails ASMS-2.1-1"',
  );
  expect(readBaseline(path, "b.json", true).entries).toHaveLength(2);
});

test("what is written is read again, and nothing is left beside it", async () => {
  const path = join(folder, "written.json");
  await writeBaseline(path, { about: "a server", entries: [entry] });
  expect(readBaseline(path, "written.json", false)).toEqual({ about: "a server", entries: [entry] });
  expect(readFileSync(path, "utf8").endsWith("}\n")).toBe(true);
  expect(readdirSync(folder).filter((name) => name.includes("part"))).toEqual([]);
  await expect(writeBaseline(join(folder, "no", "b.json"), { entries: [] })).rejects.toMatchObject({
    name: "UnwrittenBaseline",
    code: "ENOENT",
  });
});
