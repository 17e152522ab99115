import fc from "fast-check";
import { expect, test } from "vitest";
import type { EstimateAnswer } from "../harness/device/types.js";
import type { Observation } from "../harness/eas/index.js";
import type { CheckOptions } from "../harness/run/index.js";
import { judgeEstimate, nearest, tellable, type Wrong, withSmsUnasked } from "./estimates.js";
import { answer } from "./testing/scene.js";

const estimated = (estimate?: number): EstimateAnswer => {
  const { exchange } = answer();
  const refused = () => ({ holds: estimate === undefined, expected: "", seen: "Status 2 under Response" });
  return { exchange, empty: false, refused, ...(estimate === undefined ? {} : { estimate }) };
};

const wrong = { nothing: 0, "SMS alone": 7, "SMS too": 10 };

test("an estimate holds while no wrong reading is nearer than the right one", () => {
  expect(nearest(estimated(3), 3, wrong)).toMatchObject({ holds: true, expected: "an estimate of 3" });
  expect(nearest(estimated(4), 3, wrong)).toEqual({
    holds: true,
    expected: "an estimate no nearer to one that counts something wrong than to 3",
    seen: "an estimate of 4",
  });
  expect(nearest(estimated(0), 3, wrong)).toMatchObject({ seen: "an estimate of 0, as if nothing were counted" });
  expect(nearest(estimated(), 3, wrong)).toMatchObject({ holds: false, seen: "Status 2 under Response" });
});

test("half way between the right reading and a wrong one is inexact and no more", () => {
  expect(nearest(estimated(5), 3, wrong).holds).toBe(true);
  expect(nearest(estimated(1), 0, { SMS: 2 }).holds).toBe(true);
});

test("the reading that gives the number is named, else the nearest, and all that give the same", () => {
  const seen = (number: number, readings = wrong) => nearest(estimated(number), 3, readings).seen;
  expect(seen(10)).toBe("an estimate of 10, as if SMS too were counted");
  expect(seen(11)).toBe("an estimate of 11, nearest to 10, as if SMS too were counted");
  expect(seen(8)).toBe("an estimate of 8, nearest to 7, as if SMS alone were counted");
  expect(seen(7, { ...wrong, "SMS too": 7 })).toBe("an estimate of 7, as if SMS alone or SMS too were counted");
});

test("property: the expected number itself always holds, whatever else is wrong", () => {
  const number = fc.nat({ max: 50 });
  fc.assert(
    fc.property(number, fc.dictionary(fc.string(), number), (expected, readings) => {
      expect(nearest(estimated(expected), expected, readings).holds).toBe(true);
    }),
  );
});

test("property: an estimate two too high or too low is none of the readings that can be told from the right one", () => {
  const number = fc.nat({ max: 50 });
  const off = fc.integer({ min: -2, max: 2 });
  fc.assert(
    fc.property(number, off, fc.dictionary(fc.string(), number), (expected, by, readings) => {
      expect(nearest(estimated(expected + by), expected, tellable(expected, readings)).holds).toBe(true);
    }),
  );
});

/** What is held against which row: "row holds", with the clause. */
function judged(number: number | undefined, readings: Omit<Wrong, "wrong">): string[] {
  const said: string[] = [];
  const check = (row: string, { holds }: Observation, _: unknown, { ruling }: CheckOptions = {}) => {
    said.push([row, ...(ruling === undefined ? [] : [ruling]), holds ? "holds" : "broken"].join(" "));
  };
  judgeEstimate({ check }, "own", estimated(number), 3, {
    wrong: { "e-mail and SMS": 10 },
    ...readings,
  });
  return said;
}

test("a row is blamed for its own readings alone", () => {
  const others = { "every e-mail": 20 };
  expect(judged(3, { others, otherwise: "other" })).toEqual(["own holds"]);
  expect(judged(undefined, { others, otherwise: "other" })).toEqual(["own broken"]);
  expect(judged(10, { others, otherwise: "other", ruling: "Q" })).toEqual(["own Q broken"]);
  expect(judged(20, { others, otherwise: "other", ruling: "Q" })).toEqual(["other broken"]);
  expect(judged(4, { others, otherwise: "other" })).toEqual(["own holds", "own Q30.exact broken"]);
});

test("where no other row is named, or two rows are as likely, a number is inexact and no more", () => {
  expect(judged(20, { others: { "every e-mail": 20 } })).toEqual(["own Q30.exact broken"]);
  expect(judged(10, { others: { "every e-mail": 10 }, otherwise: "other" })).toEqual(["own Q30.exact broken"]);
});

test("SMS unasked are counted alone or beside e-mail, where there is any", () => {
  expect(withSmsUnasked(3, 7)).toEqual({ "SMS alone": 7, "e-mail and SMS": 10 });
  expect(withSmsUnasked(0, 7)).toEqual({ SMS: 7 });
});
