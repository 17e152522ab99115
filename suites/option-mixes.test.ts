import { describe, expect, test } from "vitest";
import { expectedOf, mixesAboveTwo, mixesUpToTwo, setsOf } from "./option-mixes.js";

describe("mixes of Options", () => {
  test("none, one and two sets are complete, more are pairwise, ten stand together once", () => {
    expect(mixesUpToTwo).toHaveLength(1 + 10 + 100);
    const lengths = mixesAboveTwo.map(({ value }) => value.length);
    expect(lengths.filter((length) => length === 3).length).toBeGreaterThanOrEqual(100);
    expect(lengths.filter((length) => length === 4).length).toBeGreaterThanOrEqual(100);
    expect(lengths.filter((length) => length === 10)).toHaveLength(1);
  });

  test("what names each of the two classes at most once, and no other, is accepted", () => {
    const accepted = mixesUpToTwo.filter(({ value }) => expectedOf(value).is === "accepted").map(({ name }) => name);
    expect(accepted.sort()).toEqual(
      ["Email", "Email+SMS", "SMS", "SMS+Email", "SMS+none", "no-options", "none", "none+SMS"].sort(),
    );
  });

  test("the same class twice has its own ruling", () => {
    expect(expectedOf(["SMS", "SMS"])).toEqual({ is: "same class", ruling: "Q4.refused" });
    expect(expectedOf(["none", "Email"])).toEqual({ is: "same class", ruling: "Q5.refused" });
    expect(expectedOf(["Foo", "Foo"])).toEqual({ is: "foreign class" });
  });

  test("a set without Class has none, an empty one has an empty one", () => {
    expect(setsOf(["none", "empty", "SMS"])).toEqual([
      { filterType: "0" },
      { class: "", filterType: "0" },
      { class: "SMS", filterType: "0" },
    ]);
  });
});
