import { expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.js";

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

it.each([
  ["7", 7_000],
  [" 0 ", 0],
  ["Thu, 01 Jan 2026 12:00:05 GMT", 5_000],
  ["Thu, 01 Jan 2026 11:00:00 GMT", 0],
  ["soon", undefined],
  ["-3x", undefined],
])("Retry-After: %s", (value, expected) => {
  expect(retryAfterMs([["retry-after", value]], now)).toBe(expected);
});

it("is nothing without the header", () => {
  expect(retryAfterMs([["Date", "x"]], now)).toBeUndefined();
});
