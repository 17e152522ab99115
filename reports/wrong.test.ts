import { expect, it } from "vitest";
import { whatShouldBe, whatWasWrong } from "./wrong.js";

const four = "Status 4 under Sync or Collection, and no Commands";

it.each([
  [four, "Status 1 under Collection, with 1 Add", "The request was not refused: Status 1 under Collection, with 1 Add"],
  [
    "a Status other than 1 under Response",
    "Status 1 under Response",
    "The request was not refused: Status 1 under Response",
  ],
  [four, "HTTP 200 with an empty body", /^The request was not refused: an empty answer/],
  [four, "Status 3 under Sync", "The answer has Status 3 under Sync"],
  [
    "Status 1 under Settings",
    "Status 1 under Settings, no DeviceInformation",
    /^The answer has Status 1 under Settings, no/,
  ],
  ["Status 14 under x", "Status 1 under x", "The request was not refused: Status 1 under x"],
  [
    "an estimate of 0",
    "an estimate of 4, as if e-mail were counted",
    /^The server gives an estimate of 4.*, where 0 was right$/,
  ],
  ["no success", "an estimate of 0", "The server gives an estimate of 0"],
  ["x", "the device was told nothing", "The device was told nothing"],
])("of %s and %s it makes a clause that stands alone", (expected, seen, words) => {
  if (typeof words === "string") expect(whatWasWrong({ expected, seen })).toBe(words);
  else expect(whatWasWrong({ expected, seen })).toMatch(words);
});

it("says what should be, where what was wrong does not say so", () => {
  expect(whatShouldBe({ expected: "Read is 1", seen: "Read is 0" })).toBe("Read is 1");
  expect(whatShouldBe({ expected: "an estimate of 0", seen: "an estimate of 4" })).toBeUndefined();
  expect(whatShouldBe({ expected: "an estimate of 0", seen: "Status 4 under Response" })).toBe("an estimate of 0");
});
