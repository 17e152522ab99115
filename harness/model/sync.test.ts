import { describe, expect, test } from "vitest";
import { observationOf } from "./failure.js";
import { itemCreated, itemEdited, itemRemoved } from "./mailbox.js";
import { type Asking, askResend, askRetry, askSync, canResend, loseAnswer } from "./request.js";
import { fieldRules, strictRules } from "./rules.js";
import { judgeInit, judgeSync } from "./sync.js";
import { answer } from "./testing/answer.js";
import type { OwnCommand, SeenSync } from "./types.js";
import { newWorld, seatState, type World } from "./world.js";

const seat = { device: "A", folder: "one" };
const both = { email: 0, sms: 0 } as const;
const add: OwnCommand = { kind: "Add", token: "s", clientId: "c0", ageDays: 1 / 24, read: 0, flag: 0, payload: {} };
const started = judgeInit(newWorld(strictRules, ["one"]), seat, { ...answer, syncKey: "k0" }).world;
const asking = (world: World, ops: readonly OwnCommand[] = []): Asking =>
  askSync(world, seat, { sets: both, ops, windowSize: 2 });
const lost = ({ world, pending }: Asking): World => loseAnswer(world, [pending]);
const only = ([one, ...others]: readonly Asking[]): Asking => {
  if (one === undefined || others.length > 0) throw new Error("Not one Collection");
  return one;
};
const codes = (from: Asking, seen: SeenSync) => judgeSync(from, seen).failures.map(({ code }) => code);

describe("an answer to SyncKey 0", () => {
  test.each([
    [{ ...answer, syncKey: "0" }, "sync-key"],
    [{ ...answer, status: "3" }, "status"],
    [{ ...answer, commands: [{ kind: "Delete", serverId: "1" }] }, "init-commands"],
  ] as const)("is a key and nothing else (%#)", (seen, code) => {
    expect(judgeInit(started, seat, seen).failures).toMatchObject([{ code }]);
  });
});

describe("Responses", () => {
  const response = { kind: "Add", clientId: "c0", serverId: "1", status: "1" } as const;
  test.each([
    [[response], []],
    [[], ["response-missing"]],
    [[response, response], ["response-repeated"]],
    [[{ ...response, status: "6" }], ["response-status"]],
    [[{ ...response, serverId: "" }], ["response-server-id"]],
    [[response, { ...response, clientId: "c9" }], ["response-stray"]],
  ])("to an Add (%#)", (responses, expected) => {
    expect(codes(asking(started, [add]), { ...answer, responses })).toEqual(expected);
  });

  test("an empty answer leaves the commands unanswered", () => {
    expect(codes(asking(started, [add]), { ...answer, empty: true })).toEqual(["empty-answer"]);
  });

  test("a Resend gets the same ServerId, and the device goes back before it", () => {
    const first = judgeSync(asking(started, [add]), { ...answer, responses: [response] }).world;
    expect(canResend(first, seat)).toBe(true);
    const again = only(askResend(first, seat));
    expect(codes(again, { ...answer, responses: [response] })).toEqual([]);
    expect(codes(again, { ...answer, responses: [{ ...response, serverId: "2" }] })).toEqual(["response-server-id"]);
    expect(canResend(itemEdited(first, "one", "s", { read: 1 }), seat)).toBe(false);
  });

  test("a repeated Delete may find its work done, a first one may not", () => {
    const held = judgeSync(asking(started, [add]), { ...answer, responses: [response] }).world;
    const gone = asking(held, [{ kind: "Delete", token: "s" }]);
    const done = { ...answer, responses: [{ kind: "Delete", serverId: "1", status: "8" } as const] };
    expect(codes(gone, done)).toEqual(["response-status"]);
    expect(codes(only(askRetry(lost(gone), seat)), done)).toEqual([]);
  });
});

describe("Commands", () => {
  const item = { class: "SMS", ageDays: 1 / 24, read: 0, flag: 0, payload: { text: "Hi" } } as const;
  const world = itemCreated(started, "one", "s", item);
  const sent = {
    kind: "Add",
    serverId: "1",
    class: "SMS",
    token: "s",
    read: 0,
    flag: 0,
    payload: { text: "Hi" },
  } as const;

  test.each([
    [[sent], []],
    [[{ ...sent, class: "Email" }], ["class-tag"]],
    [[{ ...sent, looksLike: "Email" as const }], ["class-disguised"]],
    [[{ ...sent, read: 1 }], ["values"]],
    [[{ ...sent, payload: { text: "H?" } }], ["payload"]],
    [[{ ...sent, serverId: "" }], ["server-id-missing"]],
    [[sent, { ...sent, serverId: "2" }], ["add-held"]],
    [[sent, { kind: "SoftDelete" as const, serverId: "1" }], ["soft-delete-wanted"]],
    [[sent, { kind: "Delete" as const, serverId: "9" }], ["server-id-not-held"]],
    [[], ["missing-add"]],
  ])("that are due, and no others (%#)", (commands, expected) => {
    expect(codes(asking(world), { ...answer, commands })).toEqual(expected);
  });

  describe("one fault is one finding: what came is told, and not once more as what did not come", () => {
    const held = judgeSync(asking(world), { ...answer, commands: [sent] }).world;
    const withoutSms = (from: World) => askSync(from, seat, { sets: { email: 0 }, ops: [], windowSize: 2 });
    const edited = itemEdited(held, "one", "s", { read: 1 });
    const removed = itemRemoved(held, "one", "s");
    const disputed = asking(edited, [{ kind: "Change", token: "s", flag: 2 }]);
    const torn = asking(removed, [{ kind: "Change", token: "s", read: 1 }]);
    const narrowed = askSync(edited, seat, {
      sets: { email: 0 },
      ops: [{ kind: "Change", token: "s", flag: 2 }],
      windowSize: 2,
    });
    const gone = { serverId: "1" } as const;
    test.each([
      ["Delete for SoftDelete", withoutSms(held), { kind: "Delete", ...gone }, "delete-alive"],
      ["SoftDelete for Delete", asking(removed), { kind: "SoftDelete", ...gone }, "soft-delete-removed"],
      ["Change with old values", asking(edited), { kind: "Change", ...gone, read: 0 }, "values"],
      ["Add for Change", asking(edited), { ...sent, serverId: "2", read: 1 }, "add-held"],
      ["Delete for Change", asking(edited), { kind: "Delete", ...gone }, "delete-alive"],
      ["a conflict that nobody won", disputed, { kind: "Change", ...gone, read: 0, flag: 0 }, "conflict-outcome"],
      [
        "SoftDelete for Delete of what two removed and read",
        torn,
        { kind: "SoftDelete", ...gone },
        "soft-delete-removed",
      ],
      ["Delete for SoftDelete of what two changed", narrowed, { kind: "Delete", ...gone }, "delete-alive"],
      ["a removal of what nobody removed", disputed, { kind: "Delete", ...gone }, "conflict-outcome"],
    ] as const)("%s", (_, from, command, code) => {
      const { failures } = judgeSync(from, { ...answer, commands: [command] });
      expect(failures.map((one) => one.code)).toEqual([code]);
      expect(failures.map(({ seen }) => seen).join()).not.toContain("no such command");
    });

    test("at 14.0 a foreign server may tell the removal of an SMS so, in a conflict as well", () => {
      const rules = { ...fieldRules, protocolVersion: "14.0" } as const;
      const from = { ...torn, world: { ...torn.world, rules } };
      expect(codes(from, { ...answer, commands: [{ kind: "SoftDelete", ...gone }] })).toEqual([]);
    });

    test("an Add where a Change is due is told as such", () => {
      const commands = [{ ...sent, read: 1 }] as const;
      const { failures } = judgeSync(asking(edited), { ...answer, commands });
      expect(failures).toMatchObject([{ code: "add-held", expected: expect.stringMatching(/^Change of SMS s /) }]);
    });

    test("of another item is another fault", () => {
      const two = itemCreated(held, "one", "t", item);
      const seen = { ...answer, commands: [{ kind: "Delete", ...gone } as const] };
      expect(codes(asking(two), seen)).toEqual(["delete-alive", "missing-add"]);
    });
  });

  test("a failure says where, what was expected and what came", () => {
    const [failure] = judgeSync(asking(world), answer).failures;
    expect(failure && observationOf(failure)).toEqual({
      holds: false,
      expected:
        "Device A, folder one: Add of SMS s (1 h old, Read 0, Flag 0); sets in force: Email FilterType 0 and SMS FilterType 0",
      seen: "no such command, and no MoreAvailable that would announce one",
    });
  });

  test("a lost answer did not happen: the Retry brings the same again", () => {
    const after = lost(asking(world));
    expect(seatState(after, seat).view.size).toBe(0);
    const retry = only(askRetry(after, seat));
    expect(codes(retry, answer)).toEqual(["missing-add"]);
    expect(codes(retry, { ...answer, commands: [sent] })).toEqual([]);
  });
});
