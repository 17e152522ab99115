import { expect, test } from "vitest";
import { plain, plausible, recipients, sameMoment, sender } from "./fields.js";

test("line ends are alike in every form, and nothing else is", () => {
  expect(plain("a\r\nb\rc\nd\r\r\n\n")).toBe("a\nb\nc\nd\n\n\n");
  expect(plain(" a\tb\u2028 ")).toBe(" a\tb\u2028 ");
  expect(plain(undefined)).toBeUndefined();
});

test("numbers are compared by their digits, however they are written", () => {
  expect(sender('"Ann" [MOBILE:+1 (206) 555-0100]')).toBe("12065550100");
  expect(sender(undefined)).toBeUndefined();
  expect(recipients('"a" [MOBILE:+1]; [MOBILE:2]')).toBe("1, 2");
  expect(recipients(undefined)).toBeUndefined();
});

test("a date is the one that was sent, within a second, or that of the arrival", () => {
  const sent = "2024-05-06T07:08:09.000Z";
  expect(sameMoment(sent, "2024-05-06T07:08:09.900Z").holds).toBe(true);
  expect(sameMoment(sent, "2024-05-06T07:08:11Z").holds).toBe(false);
  expect(sameMoment(sent, undefined)).toMatchObject({ holds: false, seen: "DateReceived is missing" });
  expect(plausible(sent, new Date().toISOString()).holds).toBe(true);
  expect(plausible(sent, "2024-05-05T07:08:09Z").holds).toBe(false);
});
