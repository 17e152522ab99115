import { expect, test } from "vitest";
import type { OptionSet } from "../../eas/index.js";
import { optionSets } from "./option-sets.js";
import { judged } from "./testing/judged.js";
import { both, emailSet, folders, SessionTold, smsSet } from "./testing/session.js";

const sync = (...options: OptionSet[]) => judged(optionSets, new SessionTold().sync(folders.inbox, options).session);
const estimate = (...options: OptionSet[]) => judged(optionSets, new SessionTold().estimate(options).session);

test("none, one, or one of each is what a client may send", () => {
  expect(judged(optionSets, new SessionTold().sync(folders.inbox, undefined).session)).toEqual(["ok 3.1.4.1.1-4 at 1"]);
  expect(sync(smsSet)).toEqual(["ok 3.1.4.1.1-4 at 1"]);
  expect(sync(...both)).toEqual(["ok 3.1.4.1.1-4 at 1", "ok 3.1.4.1.1-5 at 1"]);
  expect(sync({ class: "Email" }, smsSet)).toEqual(["ok 3.1.4.1.1-4 at 1", "ok 3.1.4.1.1-5 at 1"]);
  expect(estimate(...both)).toEqual(["ok 3.1.4.2-3 at 1", "ok 3.1.4.2-4 at 1"]);
});

test("three sets break the limit, and the pair is not judged", () => {
  expect(sync(...both, smsSet)).toEqual(["broken 3.1.4.1.1-4 at 1: 3 Options"]);
  expect(estimate(...both, emailSet)).toEqual(["broken 3.1.4.2-3 at 1: 3 Options"]);
});

test.each<[string, OptionSet[], string]>([
  ["two for SMS", [smsSet, smsSet], 'the Classes are "SMS" and "SMS"'],
  ["two for the default class", [emailSet, { class: "Email" }], 'the Classes are none and "Email"'],
  ["a class that is neither", [smsSet, { class: "Calendar" }], 'the Classes are "SMS" and "Calendar"'],
  ["a misspelt class", [{ class: "sms" }, emailSet], 'the Classes are "sms" and none'],
])("%s is no pair", (_name, options, seen) => {
  expect(sync(...options)).toContain(`broken 3.1.4.1.1-5 at 1: ${seen}`);
  expect(estimate(...options)).toContain(`broken 3.1.4.2-4 at 1: ${seen}`);
});

test("a request that is wrong on purpose, or at a version without SMS, is not judged", () => {
  const options = [...both, smsSet];
  const told = (circumstances: { deliberate?: string; protocolVersion?: string }) =>
    new SessionTold().sync(folders.inbox, options, [], {}, circumstances).session;
  expect(judged(optionSets, told({ deliberate: "three sets" }))).toEqual([]);
  expect(judged(optionSets, told({ protocolVersion: "12.1" }))).toEqual([]);
});

test("the mark points at the Collection", () => {
  const told = new SessionTold().sync(folders.inbox, [...both, smsSet]).session;
  const [found] = [...optionSets.observe(told)];
  const { start = -1, end = -1, side } = found?.observation.mark ?? {};
  expect(side).toBe("request");
  expect(start).toBeGreaterThan(0);
  expect(end).toBeLessThanOrEqual(told.exchanges[0]?.request.body.length ?? 0);
});
