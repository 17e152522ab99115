import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDateTime, isDateTime, parseDateTime } from "./index.js";

test("a moment is read as it was written", () => {
  const moments = fc.date({
    min: new Date("0000-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, (moment) => {
      expect(parseDateTime(formatDateTime(moment))).toEqual({ time: moment.getTime(), form: "dashed", departures: [] });
    }),
  );
});

describe("what [MS-ASDTYPE] 2.3 allows", () => {
  test.each(["2009-01-08T00:14:36.000Z", "2009-01-08T00:14:36Z", "2008-02-29T23:59:59.999Z"])("%s", (text) => {
    expect(isDateTime(text)).toBe(true);
    expect(parseDateTime(text)?.time).toBe(Date.parse(text));
  });
});

describe("what departs from it, yet names a moment", () => {
  test.each([
    ["20090108T001436Z", "2009-01-08T00:14:36Z", ["the compact form, which belongs to Calendar"]],
    ["20090108T001436", "2009-01-08T00:14:36Z", ["the compact form, which belongs to Calendar", "no Z at the end"]],
    ["2009-01-08T00:14:36", "2009-01-08T00:14:36Z", ["no Z at the end"]],
    ["2009-01-08T00:14:36.5Z", "2009-01-08T00:14:36.500Z", ["a fraction of 1 digits instead of 3"]],
    ["2009-01-08T02:14:36+02:00", "2009-01-08T00:14:36Z", ["the offset +02:00 instead of Z"]],
    ["2009-01-07T21:44:36-02:30", "2009-01-08T00:14:36Z", ["the offset -02:30 instead of Z"]],
  ])("%s", (text, same, departures) => {
    expect(parseDateTime(text)).toMatchObject({ time: Date.parse(same), departures });
    expect(isDateTime(text)).toBe(false);
  });
});

test.each([
  "",
  "now",
  "2009-01-08",
  "2009-02-29T00:00:00Z",
  "2009-13-01T00:00:00Z",
  "2009-00-01T00:00:00Z",
  "2009-01-01T24:00:00Z",
  "2009-01-01T00:60:00Z",
  "2009-01-01T00:00:60Z",
  "20090230T000000Z",
  " 2009-01-08T00:14:36Z",
])("%j names no moment", (text) => {
  expect(parseDateTime(text)).toBeUndefined();
});
