import fc from "fast-check";
import { expect, test } from "vitest";
import { protocolVersions } from "../eas/index.js";
import { expand } from "./expand.js";
import { drawn, freshDeviceId } from "./random.js";
import { listenForCases, type RegisteredCase, testCase } from "./registry.js";
import { sampleRun } from "./testing/fakes.js";

function registered(axes: Record<string, readonly string[]>): RegisteredCase {
  const { definition, body } = sampleRun(async () => undefined);
  const values = Object.entries(axes).map(([axis, names]) => [axis, names.map((name) => ({ name, value: name }))]);
  return { definition: { ...definition, axes: Object.fromEntries(values) }, body };
}

test("the default run takes the first value of each axis, the full one every combination", () => {
  const given = registered({ order: ["sms-first", "email-first"], class: ["first", "last"] });
  const ids = (full: boolean) => expand(given, { full, versions: ["14.1"] }).map(({ id }) => id);
  expect(ids(false)).toEqual(["sample[order=sms-first,class=first]"]);
  expect(ids(true)).toEqual([
    "sample[order=sms-first,class=first]",
    "sample[order=sms-first,class=last]",
    "sample[order=email-first,class=first]",
    "sample[order=email-first,class=last]",
  ]);
});

test("several protocol versions join the axes, one does not", () => {
  const given = registered({});
  expect(expand(given, { full: false, versions: ["14.1"] }).map(({ id }) => id)).toEqual(["sample"]);
  expect(expand(given, { full: false, versions: ["14.0", "14.1"] }).map(({ id }) => id)).toEqual([
    "sample[protocol=14.0]",
    "sample[protocol=14.1]",
  ]);
});

test("property: ids are unique, and the default run is part of the full one", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { minLength: 1, maxLength: 4, size: "max" });
  const axes = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), names, { maxKeys: 3, size: "max" });
  const versions = fc.subarray([...protocolVersions], { minLength: 1 });
  fc.assert(
    fc.property(axes, versions, (given, spoken) => {
      const full = expand(registered(given), { full: true, versions: spoken }).map(({ id }) => id);
      expect(new Set(full).size).toBe(full.length);
      expect(full.length).toBe(Object.values(given).reduce((product, { length }) => product * length, spoken.length));
      const plain = expand(registered(given), { full: false, versions: spoken }).map(({ id }) => id);
      expect(plain.length).toBe(spoken.length);
      expect(plain.every((id) => full.includes(id))).toBe(true);
    }),
  );
});

test("a case goes to whoever listens, and to nobody else", () => {
  const { definition, body } = sampleRun(async () => undefined);
  const heard: string[] = [];
  const stop = listenForCases((one) => heard.push(one.definition.id));
  testCase(definition, body);
  stop();
  expect(heard).toEqual(["sample"]);
  expect(() => testCase(definition, body)).toThrow(/asms run --id sample/);
});

test("drawn numbers follow from the words alone and spread over the whole range", () => {
  const take = (...words: (string | number)[]) => Array.from({ length: 200 }, drawn(...words));
  expect(take(1, "case")).toEqual(take(1, "case"));
  expect(take(1, "case")).not.toEqual(take(2, "case"));
  const numbers = take(1, "case");
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  for (const quarter of [0, 1, 2, 3]) expect(numbers.some((number) => Math.floor(number * 4) === quarter)).toBe(true);
});

test("property: a DeviceId differs by run, case and label", () => {
  const word = fc.string({ maxLength: 20, size: "max" });
  const words = fc.tuple(word, word, word);
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(freshDeviceId(...a) === freshDeviceId(...b)).toBe(a.join("\0") === b.join("\0"));
    }),
  );
});
