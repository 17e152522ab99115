import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startEmbedded } from "./embedded.js";
import { isMutantModule, loadMutant, namedMutants, resolvedMutants } from "./own-mutants.js";
import { UsageError } from "./usage-error.js";

const folder = mkdtempSync(join(tmpdir(), "asms mutants "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const twice = 'export default { id: "my-twice", overrides: { select: { copies: () => 2 } } };\n';

test("ids and modules are told apart, and paths are made absolute", () => {
  expect(["M-sd-hard", "my.mjs", "./mine", "sub/x.js", "C:\\x.ts"].map(isMutantModule)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
  expect(resolvedMutants(["M-sd-hard", "./my.mjs"], "/somewhere")).toEqual(["M-sd-hard", "/somewhere/my.mjs"]);
});

test.each(["one.mjs", "two.ts"])("%s is loaded, and the server plays it", async (name) => {
  const path = file(name, name.endsWith(".ts") ? twice.replace("2", "2 as number") : twice);
  expect((await loadMutant(path)).id).toBe("my-twice");
  const server = await startEmbedded(["M-sd-hard", path]);
  expect(server.mutants).toEqual(["M-sd-hard", "my-twice"]);
  await server.close();
});

test.each([
  ["syntax.mjs", "export default {", /^syntax\.mjs (has a syntax error|cannot be read): /],
  ["syntax.ts", "const x = 1;\nexport default x x;", /^syntax\.ts has a syntax error: .+ at line 2, column \d+$/],
  ["nothing.mjs", "export const x = 1;", /^nothing\.mjs has no default export; write `export default mutant\(/],
  ["no-mutant.mjs", "export default 7;", /^no-mutant\.mjs: its default export is no mutant/],
  ["throws.mjs", 'throw new Error("oops");', /^throws\.mjs cannot be read: oops$/],
  ["rule.mjs", twice.replace("copies", "copys"), /^rule\.mjs: my-twice replaces select\.copys, which is no rule/],
  [
    "maker.mjs",
    'export default { id: "x", overrides: (rules) => rules.a.b };',
    /^maker\.mjs: its rules cannot be made: /,
  ],
  [
    "taken.mjs",
    twice.replace("my-twice", "M-sd-hard"),
    /^taken\.mjs: the suite has a mutant M-sd-hard of its own; give/,
  ],
  [
    "waits.mjs",
    twice.replace("() =>", "async () =>"),
    /^waits\.mjs: my-twice replaces select\.copies by an async function/,
  ],
  ["lost.mjs", 'import "nowhere-to-be-found"; export default 1;', /^lost\.mjs cannot be read: Cannot find package/],
  ["text.md", "# no module", /^text\.md is no module that can be loaded/],
])("%s is refused in one sentence", async (name, text, sentence) => {
  const path = file(name, text);
  await expect(namedMutants([path])).rejects.toThrow(sentence);
  await expect(namedMutants([path])).rejects.toBeInstanceOf(UsageError);
  await namedMutants([path]).catch(({ message }: Error) => expect(message).not.toContain("\n"));
});

test("a module that does not exist is named", async () => {
  await expect(loadMutant(join(folder, "gone.mjs"))).rejects.toThrow(/gone\.mjs does not exist$/);
});
