import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { interruptedRun, sampleRun } from "../../reports/testing/sample.js";
import { reports, writeCheckpoint } from "./reports.js";

// A disk that is full at one byte or another: a file is refused what would go beyond the room that is left.

const root = mkdtempSync(join(tmpdir(), "asms full "));
const disk = { folder: "", bytes: Number.POSITIVE_INFINITY };
let runs = 0;

beforeEach(() => anew(Number.POSITIVE_INFINITY));
afterAll(() => rmSync(root, { recursive: true, force: true }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof Files>();
  const open = async (path: string, flags: string) => {
    const file = await real.open(path, flags);
    const appendFile = async (text: string) => {
      if (used() + Buffer.byteLength(text) > disk.bytes) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
      await file.appendFile(text);
    };
    return { appendFile, sync: () => file.sync(), close: () => file.close() };
  };
  return { ...real, open };
});

function anew(bytes: number): string {
  runs += 1;
  disk.folder = join(root, String(runs));
  disk.bytes = bytes;
  return disk.folder;
}

function used(): number {
  return names().reduce((sum, name) => sum + statSync(join(disk.folder, name)).size, 0);
}

function names(): string[] {
  return readdirSync(disk.folder);
}

function read(name: string): string {
  return names().includes(name) ? readFileSync(join(disk.folder, name), "utf8") : "";
}

const whole = 8;
const record = sampleRun();

test("wherever the disk fills up, no report that is there says other than the exit code", async () => {
  await reports(record, disk.folder, {});
  const needed = used();
  const counts = new Set<number>();
  for (let step = 0; step <= 24; step += 1) {
    const folder = anew(Math.floor((needed * step) / 24));
    await writeCheckpoint(interruptedRun(), folder).catch(() => undefined);
    const { paths, results, failure } = await reports(record, folder, {});
    expect(paths.map((path) => path.slice(folder.length + 1)).sort()).toEqual(names().sort());
    counts.add(paths.length);
    if (paths.length === whole) expect([failure, results]).toEqual([undefined, record.results]);
    else expect([failure, results.summary.exitCode]).toEqual([expect.stringContaining("the disk is full"), 3]);
    for (const name of names().filter((one) => one !== "exchanges.ndjson" && one !== "badge.json")) {
      const says = read(name).includes("The record is incomplete");
      expect([step, name, says]).toEqual([step, name, paths.length < whole]);
    }
    if (read("results.json") !== "") expect(JSON.parse(read("results.json")).summary).toEqual(results.summary);
    if (read("badge.json") !== "") expect(read("badge.json").includes("incomplete")).toBe(paths.length < whole);
  }
  expect(counts.size, "the disk is full now early, now late").toBeGreaterThan(4);
});

test("where the sentence that the record is incomplete finds no room, what is light makes some for what is heavy", async () => {
  await reports(record, disk.folder, {});
  const kept = ["results.json", "junit.xml", "summary.md", "badge.json"];
  const folder = anew(kept.reduce((sum, name) => sum + Buffer.byteLength(read(name)), 0) + 10);
  const { results, failure } = await reports(record, folder, {});
  expect(names()).toContain("results.json");
  expect(names()).not.toContain("badge.json");
  expect(failure).toMatch(
    /So that no two reports disagree, what was written of badge\.json, summary\.md was taken away\.$/,
  );
  expect(results.summary.sentence).toContain("badge.json");
  expect(JSON.parse(read("results.json")).summary).toEqual(results.summary);
});
