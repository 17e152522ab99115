import { expect, it } from "vitest";
import { strictWeights } from "../../harness/model/generate.js";
import { drawnWords } from "./drawn-words.js";

it("explains every step that the model draws, and departures by their code", () => {
  const drawn = Object.keys(strictWeights).map((name) => name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`));
  expect(drawn.filter((name) => drawnWords(name) === undefined)).toEqual([]);
  expect(drawnWords("delete-alive")).toMatch(/^the device was told that an item is deleted/);
  expect(drawnWords("constructor")).toBeUndefined();
  expect(drawnWords("Sync")).toBe(drawnWords("sync"));
});
