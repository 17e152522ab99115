import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { sampleRun } from "../../reports/testing/sample.js";
import { reportError } from "../../reports/write-aside.js";
import { tellRun } from "./telling.js";
import { call } from "./testing/call.js";

// Standard output that goes to a disk without room, and files of a comparison that find none.

const folder = mkdtempSync(join(tmpdir(), "asms lost "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const full = vi.hoisted(() => ({ names: [] as string[] }));
vi.mock("../../reports/write-aside.js", async (original) => {
  const real = await original<typeof import("../../reports/write-aside.js")>();
  const writeAside: typeof real.writeAside = async (to, files, stale) => {
    const [hit] = files.filter(({ name }) => full.names.includes(name));
    if (hit !== undefined) throw reportError(hit.name, Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
    return real.writeAside(to, files, stale);
  };
  return { ...real, writeAside };
});

const sentence = "Cannot write to standard output: the disk is full; free some space or send it elsewhere.\n";
const lost = async () => "ENOSPC";

test("what was asked for and is lost is told in one sentence, with 3; a code that says more stays", async () => {
  const listed = await call(["list"], { lost });
  expect([listed.exitCode, listed.err]).toEqual([3, sentence]);
  const unknown = await call(["explain", "no-such-id"], { lost });
  expect(unknown.exitCode).toBe(2);
  expect(unknown.err.endsWith(sentence)).toBe(true);
  const other = await call(["list"], { lost: async () => "EFBIG" });
  expect(other.err).toBe("Cannot write to standard output: EFBIG; send it elsewhere.\n");
  expect((await call(["list"], { lost: async () => undefined })).exitCode).toBe(0);
});

test.each([
  ["while the run goes on", false, 0],
  ["with the closing block", false, 1],
  ["with the JSON", true, 1],
])("what is lost %s is lost to the record: reports and exit code say so", async (_, json, whole) => {
  const record = sampleRun();
  const outDir = join(folder, `${json} ${whole}`);
  let texts = 0;
  const io = {
    ...{ cwd: folder, env: {}, terminal: false, err: () => undefined, onInterrupt: () => () => undefined },
    out: () => {
      texts += 1;
    },
    lost: async () => (texts >= whole ? "ENOSPC" : undefined),
  };
  expect(await tellRun(record, { io, json, outDir })).toBe(3);
  const { summary } = JSON.parse(readFileSync(join(outDir, "results.json"), "utf8"));
  expect(summary).toMatchObject({ exitCode: 3, complete: false, conformant: false });
  expect(summary.sentence).toMatch(
    /^The record is incomplete, standard output could not be written\. By what was judged: /,
  );
  expect(readFileSync(join(outDir, "junit.xml"), "utf8")).toContain('<error type="incomplete"');
});

test("a comparison that finds no room is printed all the same; 3, or the 1 of a regression", async () => {
  const { results, exchanges } = sampleRun();
  const silent = { cwd: folder, env: {}, terminal: false, out: () => undefined, err: () => undefined };
  const io = { ...silent, onInterrupt: () => () => undefined };
  const [row] = results.requirements.filter(({ verdict }) => verdict === "pass");
  const worse = results.requirements.map((one) => (one === row ? { ...one, verdict: "fail" as const } : one));
  await tellRun({ results, exchanges }, { io, json: false, outDir: join(folder, "a") });
  const after = { results: { ...results, requirements: worse }, exchanges };
  await tellRun(after, { io, json: false, outDir: join(folder, "b") });
  full.names = ["c.html"];
  const argv = ["compare", "a", "b", "--out", "c.html", "c.md"];
  const compared = await call(argv, { cwd: folder });
  expect([compared.exitCode, compared.err]).toEqual([
    3,
    "Cannot write the report c.html: the disk is full; free some space or choose another folder with --out.\n",
  ]);
  expect(compared.out).toContain(`requirement ${row?.id}: pass in A, now fail`);
  expect(readFileSync(join(folder, "c.md"), "utf8")).toContain(String(row?.id));
  expect((await call([...argv, "--fail-on-regression"], { cwd: folder })).exitCode).toBe(1);
});
