import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { call } from "./testing/call.js";

const folder = mkdtempSync(join(tmpdir(), "asms merge "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["by its name", ["a", "b"], "a"],
  ["by another way to write it", ["a", "b"], "./b/../b/"],
  ["by its results.json", ["a/results.json", "b"], "a"],
  ["by a link", ["a", "b"], "link"],
])("--out that is one of the parts, %s, is refused before anything is read", async (_, parts, out) => {
  for (const name of ["a", "b"]) mkdirSync(join(folder, name), { recursive: true });
  rmSync(join(folder, "link"), { force: true });
  symlinkSync(join(folder, "b"), join(folder, "link"), "junction");
  const { exitCode, err } = await call(["merge", ...parts, "--out", out], { cwd: folder });
  expect(exitCode).toBe(2);
  expect(err).toMatch(/^--out \S+ is the folder of the part \S+, which would be overwritten; name another one\n$/);
  expect(readdirSync(join(folder, "a"))).toEqual([]);
});
