import { describe, expect, it } from "vitest";
import { rungOf, rungs, type SmsParts, smsItem } from "./rungs.js";

const parts: SmsParts = {
  from: "12065550143",
  fromName: "Ada Quill",
  to: "14255550199",
  toName: "Max Reed",
  dateReceived: new Date("2020-02-29T12:00:00.500Z"),
  importance: "1",
  read: "0",
  text: "river lantern",
};

describe("the ladder", () => {
  it("has nine rungs, each easing one thing more than the one before", () => {
    expect(rungs.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const [index, rung] of rungs.entries()) {
      const below = rungs[index - 1];
      if (below === undefined) continue;
      const eased = Object.entries(rung).filter(([name, value]) => !sameIn(below, name, value));
      expect(eased.map(([name]) => name).filter((name) => name !== "number" && name !== "eases")).toHaveLength(1);
    }
  });

  it("is entered at the bottom when the probe found no rung", () => {
    expect(rungOf(undefined).number).toBe(1);
    expect(rungOf(10).number).toBe(1);
    expect(rungOf(3).folder).toBe("Sent Items");
  });
});

describe("the SMS of a rung", () => {
  it("holds To, From, DateReceived, Importance, Read and a plain Body on the first", () => {
    expect(smsItem(parts, rungOf(1))).toEqual({
      to: '"Max Reed" [MOBILE:+14255550199]',
      from: '"Ada Quill" [MOBILE:+12065550143]',
      dateReceived: "2020-02-29T12:00:00.500Z",
      importance: "1",
      read: "0",
      body: { type: "1", data: "river lantern" },
    });
  });

  it("is without date from the fifth, with code page and Flag from the sixth, without names from the seventh", () => {
    expect(smsItem(parts, rungOf(5))).not.toHaveProperty("dateReceived");
    expect(smsItem(parts, rungOf(5))).not.toHaveProperty("flag");
    expect(smsItem(parts, rungOf(6))).toMatchObject({ internetCpid: "65001", flag: {} });
    expect(smsItem(parts, rungOf(7))).toMatchObject({ from: "[MOBILE:12065550143]", to: "[MOBILE:14255550199]" });
  });

  it("leaves a To that the case wrote as it is", () => {
    const to = '"A" [MOBILE:1]; "B" [MOBILE:2]';
    expect(smsItem({ ...parts, to }, rungOf(7)).to).toBe(to);
  });
});

function sameIn(rung: object, name: string, value: unknown): boolean {
  return Object.entries(rung).some(([other, held]) => other === name && held === value);
}
