import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ReportError, reportError, writeAside } from "./write-aside.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "asms-reports-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function* breaking(): Generator<string> {
  yield "half of it";
  throw new Error("the writer broke");
}

async function failure(promise: Promise<unknown>): Promise<ReportError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReportError) return error;
  throw new Error(`expected a ReportError, got ${String(error)}`);
}

it("makes the folder, writes the files and tells their paths", async () => {
  const target = join(folder, "a", "b c");
  const paths = await writeAside(target, [
    { name: "one.txt", chunks: ["1", "2"] },
    { name: "two.txt", chunks: [] },
  ]);
  expect(paths).toEqual([join(target, "one.txt"), join(target, "two.txt")]);
  expect(await readFile(join(target, "one.txt"), "utf8")).toBe("12");
  expect(await readFile(join(target, "two.txt"), "utf8")).toBe("");
  expect(await readdir(target)).toEqual(["one.txt", "two.txt"]);
});

it("writes what can be written, leaves what stood where it cannot, and no half file", async () => {
  await writeFile(join(folder, "two.txt"), "of the last run");
  const error = await failure(
    writeAside(folder, [
      { name: "one.txt", chunks: ["of this run"] },
      { name: "two.txt", chunks: breaking() },
      { name: "three.txt", chunks: ["too"] },
      { name: "four.txt", chunks: breaking() },
    ]),
  );
  const at = (...names: string[]) => names.map((name) => join(folder, name));
  expect(error).toMatchObject({ path: join(folder, "two.txt"), written: at("one.txt", "three.txt") });
  expect(error.missing).toEqual(at("two.txt", "four.txt"));
  expect(error.message).toBe(
    `Cannot write the report ${join(folder, "two.txt")}: the writer broke. Nor could four.txt be written.`,
  );
  expect((await readdir(folder)).sort()).toEqual(["one.txt", "three.txt", "two.txt"]);
  expect(await readFile(join(folder, "two.txt"), "utf8")).toBe("of the last run");
});

it("says so when the folder is a file", async () => {
  const file = join(folder, "file");
  await writeFile(file, "");
  const same = await failure(writeAside(file, [{ name: "one.txt", chunks: [] }]));
  expect(same.message).toBe(
    `Cannot write the report ${file}: a file stands where a folder is needed; choose another folder with --out.`,
  );
  const below = await failure(writeAside(join(file, "deeper"), [{ name: "one.txt", chunks: [] }]));
  expect(below.message).toBe(same.message.replace(file, join(file, "deeper")));
});

it("says so when a folder stands where a file is to be written, and leaves nothing behind", async () => {
  await mkdir(join(folder, "one.txt", "inner"), { recursive: true });
  const error = await failure(writeAside(folder, [{ name: "one.txt", chunks: ["x"] }]));
  expect(error.message).toContain("a folder of that name stands where the file is to be written");
  expect(await readdir(folder)).toEqual(["one.txt"]);
});

it.each([
  ["ENOSPC", "the disk is full; free some space or choose another folder with --out"],
  ["EACCES", "the folder is not writable for you; change its permissions or choose another folder with --out"],
  ["EROFS", "the file system is read-only; choose another folder with --out"],
])("explains %s", (code, reason) => {
  const error = reportError("out/report.html", Object.assign(new Error(`${code}: no`), { code }));
  expect(error).toMatchObject({ path: "out/report.html", code });
  expect(error.message).toBe(`Cannot write the report out/report.html: ${reason}.`);
});
