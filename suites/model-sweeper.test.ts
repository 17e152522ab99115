import fc from "fast-check";
import { expect, test } from "vitest";
import { numbersOfAnArea, recipientOf, tokenOf } from "../harness/model/index.js";
import { areaFor, freeNumbers } from "./model-sweeper.js";

const naming = (first: number) => ({ label: "", first });
const areaOf = (first: number) =>
  Array.from({ length: numbersOfAnArea }, (_, serial) => tokenOf("SMS", serial, naming(first)));

test("property: an area of numbers is found of which none is there", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(fc.nat(79_899), { maxLength: 300 }), (wish, used) => {
      const there = new Set(used.map((serial) => tokenOf("SMS", serial, naming(0))));
      const own = areaOf(freeNumbers(there, wish));
      expect(own.some((token) => there.has(token))).toBe(false);
      expect(new Set(own).size).toBe(numbersOfAnArea);
    }),
  );
});

test("property: the next history of a run takes the next area, whatever the run is called", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 2000 }), (run, number) => {
      const [one, next] = [number, number + 1].map((at) => areaFor(`${run}${at}`, at));
      expect(Number.isInteger(one)).toBe(true);
      expect(next).toBe((one ?? 0) + 1);
    }),
  );
});

test("property: histories one after the other have different numbers, senders and recipients", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (wish) => {
      const [one, next] = [wish, wish + 1].map((at) => areaOf(freeNumbers(new Set(), at)));
      const marks = (tokens: readonly string[] = []) => [...tokens, ...tokens.map(recipientOf)];
      const own = new Set(marks(one));
      expect(marks(next).some((mark) => own.has(mark))).toBe(false);
      for (const token of one ?? []) expect(recipientOf(token)).not.toBe(token);
    }),
  );
});
