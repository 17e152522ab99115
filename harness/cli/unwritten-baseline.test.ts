import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { sampleCase, sampleFinding, sampleRun } from "../judging/testing/samples.js";
import { baselineTask } from "./baseline.js";
import type { Io } from "./io.js";
import { tellRun } from "./telling.js";
import { call } from "./testing/call.js";

// `--update-baseline` where the file finds no room: the run is reported, without a verdict, and nothing is lost.

const folder = mkdtempSync(join(tmpdir(), "asms unwritten "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fault = vi.hoisted(() => ({ code: "ENOSPC" }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof Files>();
  const open: typeof real.open = async (path, ...more) => {
    if (String(path).includes("base.json")) throw Object.assign(new Error(fault.code), { code: fault.code });
    return real.open(path, ...more);
  };
  return { ...real, open };
});

function said() {
  const texts = { out: "", err: "" };
  const io: Io = {
    ...{ cwd: folder, env: {}, terminal: false, onInterrupt: () => () => undefined },
    out: (text) => {
      texts.out += text;
    },
    err: (text) => {
      texts.err += text;
    },
  };
  return { texts, io };
}

const failing = (id: string) =>
  sampleCase({ id, verdict: "fail", findings: [sampleFinding({ outcome: "fail" })], exchanges: ["a/A/1"] });
const results = sampleRun({ cases: [failing("old"), failing("new")] }, { exitCode: 1, conformant: false });
const flags = { baseline: "base.json", updateBaseline: true } as const;

async function settled(io: Io) {
  const done = await baselineTask(flags, { config: {}, folder }, io)?.settle(results);
  if (done === undefined) throw new Error("there is a baseline");
  return done;
}

test("a new one that cannot be written leaves the results as they are", async () => {
  const done = await settled(said().io);
  expect(done.results).toBe(results);
  expect(done.unwritten?.failure).toBe(
    "Cannot write the baseline base.json: the disk is full; free some space or name another file with --baseline.",
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("the earlier one stays and is what the run is held against; reports, terminal and exit code tell the loss", async () => {
  const entry = { case: "old", requirement: "ASMS-3.2.5.1-5", verdict: "fail", reason: "ticket 7" };
  const before = JSON.stringify({ entries: [entry] });
  writeFileSync(join(folder, "base.json"), before);
  fault.code = "EROFS";
  const { io, texts } = said();
  const { results: held, unwritten } = await settled(io);
  expect(held.baseline).toMatchObject({ known: 1, unexpected: [{ case: "new" }], stale: [] });
  const exitCode = await tellRun(
    { results: held, exchanges: [] },
    { io, json: false, outDir: join(folder, "out"), unwritten },
  );
  expect(exitCode).toBe(3);
  expect(texts.err).toBe(
    "Cannot write the baseline base.json: EROFS; name another file with --baseline. The earlier one is as it was.\n",
  );
  const sentence =
    /The record is incomplete, baseline base\.json could not be written\. By what was judged: Not as base/;
  expect(texts.out).toMatch(sentence);
  for (const name of ["results.json", "report.html", "summary.md", "junit.xml"]) {
    expect(readFileSync(join(folder, "out", name), "utf8").replaceAll("\\", ""), name).toMatch(sentence);
  }
  expect(readFileSync(join(folder, "base.json"), "utf8")).toBe(before);
  expect(readdirSync(folder).sort()).toEqual(["base.json", "out"]);
});

test("a folder that is not there is told before the run", async () => {
  const { exitCode, out, err } = await call(["run", "--baseline", "no/base.json", "--update-baseline"]);
  expect([exitCode, out, err]).toEqual([
    2,
    "",
    "Baseline no/base.json cannot be written (ENOENT); name another file with --baseline\n",
  ]);
});
