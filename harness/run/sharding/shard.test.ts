import fc from "fast-check";
import { expect, test } from "vitest";
import { inShard, parseShard } from "./shard.js";

test("reads what --shard takes, and refuses the rest in one sentence", () => {
  expect(parseShard("2/3")).toEqual({ index: 2, total: 3 });
  for (const wrong of ["0/3", "4/3", "1", "1/0", "a/b", "1/3/5", "-1/3", "1.5/3", ""]) {
    expect(() => parseShard(wrong), wrong).toThrow(/^--shard ".*" is no part such as 1\/3/);
  }
});

test("property: every case is in exactly one part, and none is empty where there are cases enough", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (cases, drawn) => {
      const total = 1 + (drawn % (2 * cases.length));
      const parts = Array.from({ length: total }, (_, index) => inShard(cases, { index: index + 1, total }));
      expect(parts.flat().sort()).toEqual([...cases].sort());
      for (const [index, part] of parts.entries()) expect(part.length > 0).toBe(index < cases.length);
    }),
  );
});
