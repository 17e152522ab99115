import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { strictWeights } from "../../harness/model/generate.js";
import { drawnWords } from "./drawn-words.js";

it("explains every step that the model draws, and departures by their code", () => {
  const drawn = Object.keys(strictWeights).map((name) => name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`));
  expect(drawn.filter((name) => drawnWords(name) === undefined)).toEqual([]);
  expect(drawnWords("delete-alive")).toMatch(/^the device was told that an item is deleted/);
  expect(drawnWords("delete-alive SMS")).toBe(drawnWords("delete-alive"));
  expect(drawnWords("missing-add e-mail")).toBe(drawnWords("missing-add"));
  expect(drawnWords("no-answer GetItemEstimate")).toBe(drawnWords("no-answer"));
  expect(drawnWords("constructor")).toBeUndefined();
  expect(drawnWords("Sync")).toBe(drawnWords("sync"));
});

it("explains every departure that the model knows", () => {
  const source = readFileSync(new URL("../../harness/model/failure.ts", import.meta.url), "utf8");
  const codes = [...source.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code = ""]) => code);
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => drawnWords(code) === undefined)).toEqual([]);
});
