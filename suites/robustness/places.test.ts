import fc from "fast-check";
import { expect, test } from "vitest";
import { drawn } from "../../harness/run/random.js";
import { Draughtsman } from "../../harness/run/seeding/draughtsman.js";
import { rungOf } from "../../harness/run/seeding/rungs.js";
import { encode } from "../../harness/wbxml/index.js";
import { byteEdits } from "./arbitraries.js";
import { baseNames, baseRequest, sameLength } from "./bases.js";
import { byteWords, withByteEdits } from "./byte-edits.js";
import { joined } from "./places.js";

/** A request on one attempt: keys, numbers and markers are new each time. */
function base(name: (typeof baseNames)[number], attempt: number, given: { syncKey: string; collectionId: string }) {
  const draughts = new Draughtsman(rungOf(1), drawn("repeatable", attempt), drawn("lasting", attempt));
  const draft = () => draughts.sms(sameLength).item;
  return baseRequest(name, { ...given, sets: [{ class: "SMS", filterType: "0" }], version: "14.1", draft });
}

const names = fc.constantFrom(...baseNames);
const text = fc.stringMatching(/^[a-z0-9{}-]{1,40}$/);
const given = fc.record({ syncKey: text, collectionId: text });

test("property: put together, the places of a request are the bytes of its document", () => {
  fc.assert(
    fc.property(names, fc.nat(), given, (name, attempt, moment) => {
      const { document, places } = base(name, attempt, moment);
      expect(joined(places)).toEqual(encode(document));
    }),
  );
});

test("property: two attempts of one drawn input are spoiled in the same way at the same byte", () => {
  fc.assert(
    fc.property(names, fc.nat(), fc.nat(), given, byteEdits, (name, one, other, moment, edits) => {
      const [first, second] = [base(name, one, moment), base(name, other, moment)];
      const [a, b] = [first, second].map(({ places }) => joined(withByteEdits(places, edits)));
      expect(a).toHaveLength(b?.length ?? -1);
      for (const edit of edits) expect(byteWords(first.places, edit)).toBe(byteWords(second.places, edit));
      const drawnAnew = [...(a ?? [])].flatMap((byte, at) => (byte === b?.[at] ? [] : [byte, b?.[at] ?? 0]));
      expect(String.fromCharCode(...drawnAnew)).toMatch(/^[a-z0-9]*$/);
    }),
  );
});

test("property: keys and ids of another length move no edit to another place", () => {
  fc.assert(
    fc.property(names, fc.nat(), given, given, byteEdits, (name, attempt, one, other, edits) => {
      const blank = (moment: typeof one) =>
        withByteEdits(base(name, attempt, moment).places, edits).map((place) =>
          typeof place === "number" ? place : "what the target gave",
        );
      const [first, second] = [blank(one), blank(other)];
      const dated = first.flatMap((place, at) => (place === second[at] ? [] : [at]));
      expect(first).toHaveLength(second.length);
      // DateReceived is the time of the request.
      for (const at of dated) expect([first[at], second[at]].every((place) => typeof place === "number")).toBe(true);
    }),
  );
});

test("what is missing is counted in bytes", () => {
  const { places } = base("sync", 1, { syncKey: "12345", collectionId: "7" });
  const key = places.findIndex((place) => typeof place !== "number");
  expect(byteWords(places, { kind: "remove", at: key, count: 1 })).toBe(`5 bytes are missing at byte ${key}`);
  expect(byteWords(places, { kind: "remove", at: 0, count: 1 })).toBe("1 byte is missing at byte 0");
});
