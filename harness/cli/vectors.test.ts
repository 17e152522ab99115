import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { vectorsCommand } from "./vectors.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "asms vectors "));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

it("agrees with the project's vectors and counts them", async () => {
  const { exitCode, lines } = await vectorsCommand(fileURLToPath(new URL("../../vectors/wbxml", import.meta.url)));
  expect(exitCode).toBe(0);
  expect(lines.slice(-2)).toEqual([
    "90 vectors: 33 valid, 46 malformed, 11 open (reported, never failed).",
    "79 of 79 agree, 0 differ.",
  ]);
  expect(lines).toContain("policy bad-op-in-container: accepted");
});

it("ends with 1 and names what differs", async () => {
  write("a.json", JSON.stringify({ vectors: [{ id: "wrong", hex: "03016a0005", expect: "reject" }] }));
  expect(await vectorsCommand(folder)).toEqual({
    exitCode: 1,
    lines: [
      "DIFFERS wrong: decoded, but must be refused; the diagnosis finds no fault",
      "1 vector: 0 valid, 1 malformed, 0 open (reported, never failed).",
      "0 of 1 agree, 1 differ.",
    ],
  });
});

it("ends with 2 where there is nothing to check", async () => {
  write("notes.txt", "no vectors");
  expect(await vectorsCommand(folder)).toEqual({
    exitCode: 2,
    lines: [`${folder}: no vectors found; expected *.json files with a list "vectors"`],
  });
  write("empty.json", '{"vectors": []}');
  expect((await vectorsCommand(folder)).exitCode).toBe(2);
});

it("ends with 2 and names the folder or file that cannot be read", async () => {
  const missing = join(folder, "missing");
  expect(await vectorsCommand(missing)).toEqual({
    exitCode: 2,
    lines: [`${missing}: the folder cannot be read (ENOENT)`],
  });
  write("broken.json", "{");
  const { exitCode, lines } = await vectorsCommand(folder);
  expect(exitCode).toBe(2);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`${join(folder, "broken.json")}: not JSON (`);
});
