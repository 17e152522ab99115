import { expect, test } from "vitest";
import { stickySets as makeStickySets } from "./sticky-sets.js";
import { judged } from "./testing/judged.js";
import { both, emailSet, folders, SessionTold, smsSet } from "./testing/session.js";

const stickySets = makeStickySets();
const { inbox, sent } = folders;
const larger = { ...smsSet, bodyPreferences: [{ type: 1, truncationSize: 5000 }] };
const settled = () => new SessionTold().prime(inbox).sync(inbox, both);

test("all sets with a change, none at all, and the same again are in order", () => {
  expect(judged(stickySets, settled().sync(inbox, undefined).sync(inbox, both).session)).toEqual([]);
  expect(judged(stickySets, settled().sync(inbox, [smsSet, { ...emailSet, filterType: "3" }]).session)).toEqual([
    "ok 3.1.4.1.1.1-2 (Q55.undeclared) at 3",
  ]);
  expect(judged(stickySets, settled().sync(inbox, [larger, emailSet]).session)).toEqual([
    "ok 3.1.4.1.1.1-2 (Q55.undeclared) at 3",
    "ok 3.1.4.1.1.1-3 (Q55.undeclared) at 3",
  ]);
});

test("a changed set alone leaves the other out", () => {
  const seen = "the set for the default class is missing, the other changed";
  expect(judged(stickySets, settled().sync(inbox, [larger]).session)).toEqual([
    `broken 3.1.4.1.1.1-2 (Q55.undeclared) at 3: ${seen}`,
    `broken 3.1.4.1.1.1-3 (Q55.undeclared) at 3: ${seen}`,
  ]);
});

test("a class that is dropped while the other set stays is told apart", () => {
  expect(judged(stickySets, settled().sync(inbox, [emailSet]).session)).toEqual([
    "broken 3.1.4.1.1.1-2 (Q55.undeclared) at 3: the set for SMS is missing, the other is as it was",
  ]);
});

test("Class Email is the default class, and each folder has sets of its own", () => {
  const named = { ...emailSet, class: "Email" };
  expect(judged(stickySets, settled().sync(inbox, [named, smsSet]).session)).toEqual([]);
  expect(judged(stickySets, settled().prime(sent).sync(sent, [smsSet]).session)).toEqual([]);
});

test("after a refusal, or a lost answer, nobody knows what is in force", () => {
  const refused = new SessionTold().prime(inbox).sync(inbox, both, [], { status: "4" });
  expect(judged(stickySets, refused.sync(inbox, [larger]).session)).toEqual([]);
  const lost = new SessionTold().prime(inbox).sync(inbox, both, [], {}, { lost: true });
  expect(judged(stickySets, lost.sync(inbox, [larger]).session)).toEqual([]);
});

test("the sets of an answer without a body stay in force", () => {
  const quiet = settled().raw("Sync").sync(inbox, [larger]);
  expect(judged(stickySets, quiet.session)).toHaveLength(2);
});

test("where both classes stay enabled, a missing set is judged by the other clause", () => {
  const declared = makeStickySets({ bothStayEnabled: true });
  expect(judged(declared, settled().sync(inbox, [emailSet]).session)).toEqual([
    "broken 3.1.4.1.1.1-2 (Q55.declared) at 3: the set for SMS is missing, the other is as it was",
  ]);
});
