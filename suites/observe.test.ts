import { expect, test } from "vitest";
import type { ServerCommand } from "../harness/eas/index.js";
import {
  both,
  eachHeldOnce,
  noneSent,
  nothingAbout,
  sameHeld,
  series,
  snapshot,
  when,
  withinWindow,
} from "./observe.js";
import { softDeleted, untouched } from "./removals.js";
import { add, answer, changed, command, commandsIn, holding, mailbox, mailItem, smsItem } from "./testing/scene.js";

const [one, two, three] = [smsItem("15550001"), smsItem("15550002"), smsItem("15550003")];
const [letter, bill] = [mailItem("letter"), mailItem("bill")];

test("every item held once is seen as such", () => {
  const answers = [answer({ commands: [add("1", one, "SMS"), add("2", letter)] })];
  expect(commandsIn(answers[0] ?? answer())).toHaveLength(2);
  expect(eachHeldOnce(holding({ 1: one, 2: letter }), series(answers), [one, letter])).toMatchObject({
    holds: true,
    expected: "the device is sent 1 SMS and 1 e-mail, each once",
    seen: "1 SMS and 1 e-mail, each once",
    evidence: answers,
  });
});

test("what is missing, what is double and what was refused is told by name", () => {
  const lacking = eachHeldOnce(holding({ 1: one }), series([answer()]), [one, two, three]);
  expect(lacking.holds).toBe(false);
  expect(lacking.seen).toBe(
    "the device asked in vain: it was never sent the SMS from 15550002 and the SMS from 15550003 (2 of 3)",
  );
  const doubled = eachHeldOnce(holding({ 1: letter, 2: letter }), series([answer()]), [letter]);
  expect([doubled.holds, doubled.seen]).toEqual([
    false,
    "the device asked in vain: it holds the e-mail “letter” more than once, under different ServerIds",
  ]);
  const refusal = answer({ status: "3" });
  const refused = eachHeldOnce(holding({ 1: one }), series([answer(), refusal]), [one]);
  expect([refused.holds, refused.evidence]).toEqual([false, refusal]);
  expect(refused.seen).toContain("a Sync was answered with Status 3 under Collection");
});

test("items of others are nobody's business", () => {
  const view = holding({ 1: one, 2: mailItem("of another run") });
  expect(eachHeldOnce(view, series([answer()]), [one]).holds).toBe(true);
});

test("a leak is told with the command that brought it, whatever Class it claims", () => {
  const quiet = answer({ commands: [add("1", letter)] });
  const leak = answer({ commands: [add("2", letter), add("3", one)] });
  const seen = noneSent(mailbox, series([quiet, leak]), [one, two], "the device");
  expect(seen).toMatchObject({
    holds: false,
    seen: "the device was sent the SMS from 15550001, without Class",
    evidence: leak,
  });
  const open = series([answer({ commands: [add("3", one, "SMS")] })]);
  expect(noneSent(mailbox, open, [one], "the device").seen).toBe("the device was sent the SMS from 15550001");
  expect(seen.about?.tag).toBe("Add");
  expect(seen.about).toBe(commandsIn(leak)[1]?.element);
  expect(noneSent(mailbox, series([quiet]), [one, two], "the device").holds).toBe(true);
});

test("a word about an item that the device never held is a word too much", () => {
  const view = holding({ 1: letter });
  const said = (...commands: ServerCommand[]) =>
    nothingAbout(view, snapshot(view), series([answer({ commands })]), [one]);
  expect(said(changed("1", { read: "1" }), command("Delete", "1"), add("2", bill), command("Delete", "2")).holds).toBe(
    true,
  );
  expect(said(command("Delete", "9")).seen).toBe("Delete for ServerId 9");
  expect(said(add("9", one)).seen).toBe("Add for ServerId 9");
});

test("two devices are compared item by item and copy by copy", () => {
  const drained = series([answer()]);
  const all = { shown: holding({ 1: one, 2: letter }, "first"), drained };
  expect(sameHeld(all, { shown: holding({ 8: letter, 9: one }, "second"), drained }, [one, letter]).holds).toBe(true);
  const less = sameHeld(all, { shown: holding({ 9: one }, "second"), drained }, [one, letter]);
  expect([less.holds, less.seen]).toEqual([
    false,
    'device "first" holds 1 SMS and 1 e-mail and device "second" holds 1 SMS',
  ]);
  const twice = { shown: holding({ 7: letter, 8: letter, 9: one }, "second"), drained };
  expect(sameHeld(all, twice, [one, letter]).holds).toBe(false);
});

test("an answer larger than the window is the evidence", () => {
  const large = answer({ commands: [add("1", one), add("2", two), add("3", three)] });
  expect(withinWindow(series([answer(), large]), 3).holds).toBe(true);
  expect(withinWindow(series([answer(), large]), 2)).toMatchObject({ holds: false, evidence: large });
});

test("of two observations the broken one is told", () => {
  const right = { holds: true, expected: "a", seen: "x", evidence: answer() };
  const wrong = { holds: false, expected: "b", seen: "y", evidence: answer() };
  expect(both(right, wrong)).toEqual({ ...wrong, expected: "a; b" });
  expect(both(right, { ...right, seen: "z" })).toMatchObject({ holds: true, seen: "x; z" });
  expect(when("with FilterType 2", wrong)).toMatchObject({ seen: "with FilterType 2: y" });
});

const before = snapshot(holding({ 1: one, 2: two, 3: letter }));

test("SoftDelete for each item, once, is what is wanted; other items stay untouched", () => {
  const drained = series([
    answer({ commands: [command("SoftDelete", "1")], moreAvailable: true }),
    answer({ commands: [command("SoftDelete", "2"), changed("3", { read: "0" })] }),
  ]);
  expect(softDeleted(mailbox, before, drained, [one, two])).toMatchObject({ holds: true, hard: false });
  expect(untouched(mailbox, before, drained, [letter]).holds).toBe(true);
});

test.each([
  [
    "Delete instead",
    [command("Delete", "1"), command("SoftDelete", "2")],
    "was told by Delete that the server no longer has the SMS from 15550001",
  ],
  ["nothing", [command("SoftDelete", "2")], "was told nothing about the SMS from 15550001"],
  [
    "and again",
    [command("SoftDelete", "1"), command("SoftDelete", "2"), add("7", one)],
    "was sent again the SMS from 15550001",
  ],
] as const)("%s is no soft-delete", (_name, commands, words) => {
  const seen = softDeleted(mailbox, before, series([answer({ commands })]), [one, two]);
  expect(seen.holds).toBe(false);
  expect(seen.seen).toBe(`the device ${words}`);
  expect(seen.hard).toBe(commands[0]?.kind === "Delete");
});

test("of several wrong commands one is pointed at, and their number is told", () => {
  const commands = [command("Delete", "1"), command("Delete", "2")];
  expect(softDeleted(mailbox, before, series([answer({ commands })]), [one, two]).alike).toBe(2);
  expect(untouched(mailbox, before, series([answer({ commands })]), [one, two]).alike).toBe(2);
});

test("a SoftDelete in two answers is one too many; twice in one answer is a fault of that answer alone", () => {
  const once = [command("SoftDelete", "1"), command("SoftDelete", "2")];
  const repeated = series([answer({ commands: once, moreAvailable: true }), answer({ commands: once.slice(0, 1) })]);
  expect(softDeleted(mailbox, before, repeated, [one, two])).toMatchObject({
    holds: false,
    seen: "the device was told by SoftDelete more than once to drop the SMS from 15550001",
  });
  const doubled = series([answer({ commands: [...once, ...once.slice(0, 1)] })]);
  expect(softDeleted(mailbox, before, doubled, [one, two]).holds).toBe(true);
});

test("an item that should stay and does not is told with its command", () => {
  const drained = series([answer({ commands: [command("SoftDelete", "3")] })]);
  expect(untouched(mailbox, before, drained, [letter])).toMatchObject({
    holds: false,
    seen: "SoftDelete for the e-mail “letter”",
    about: { tag: "SoftDelete" },
  });
});
