import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { missingLevels } from "./missing-levels.js";

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
