import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, win32 } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder, missingLevels, unmakeFolders } from "./make-folder.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "asms-folder-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ["/home/me/a/b", posix, ["/home/me"], ["/home/me/a", "/home/me/a/b"]],
  ["/home/me", posix, ["/home/me"], []],
  ["C:\\me\\a b\\c", win32, ["C:\\", "C:\\me"], ["C:\\me\\a b", "C:\\me\\a b\\c"]],
  // A drive, and a share, that are not there: making the first level fails, and says so.
  ["Z:\\out", win32, ["C:\\"], ["Z:\\", "Z:\\out"]],
  ["\\\\server\\share\\out", win32, [], ["\\\\server\\share\\", "\\\\server\\share\\out"]],
])("%s", (folder, { dirname }, there, missing) => {
  expect(missingLevels(folder, { exists: (level) => there.includes(level), dirname })).toEqual(missing);
});

test("makes what is missing and says what that was", async () => {
  const levels = [join(folder, "a"), join(folder, "a", "b c")];
  expect(await makeFolder(join(folder, "a", "b c"))).toEqual(levels);
  expect(await makeFolder(join(folder, "a", "b c"))).toEqual([]);
  await unmakeFolders(levels);
  expect(readdirSync(folder)).toEqual([]);
});

test("two at the same moment are no obstacle to each other", async () => {
  const made = await Promise.all([1, 2, 3].map(() => makeFolder(join(folder, "a", "b"))));
  expect(made.flat().sort()).toEqual([join(folder, "a"), join(folder, "a", "b")]);
});

test("what was put into a folder since is not taken away", async () => {
  const made = await makeFolder(join(folder, "a", "b"));
  writeFileSync(join(folder, "a", "file"), "");
  await unmakeFolders(made);
  expect(readdirSync(join(folder, "a"))).toEqual(["file"]);
});

test("a file in the way is an error with a code, and nothing that was made for it stays", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(makeFolder(file)).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeFolder(join(file, "deeper"))).rejects.toMatchObject({ code: "ENOTDIR" });
  await expect(makeFolder(join(folder, "new", "x".repeat(300)))).rejects.toMatchObject({ code: "ENAMETOOLONG" });
  expect(readdirSync(folder)).toEqual(["file"]);
});

test.runIf(existsSync("/proc/self"))("below a folder that can hold none it ends with an error", async () => {
  await expect(makeFolder("/proc/asms/deeper")).rejects.toMatchObject({ code: "ENOENT" });
});
