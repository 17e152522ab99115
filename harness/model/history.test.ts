import { expect, test } from "vitest";
import type { ModelDriver } from "./driver.js";
import { History } from "./history.js";
import { strictRules } from "./rules.js";
import { toyDriver } from "./testing/toy-driver.js";
import type { Seat, SeenCommand } from "./types.js";
import { Unanswered } from "./unanswered.js";
import { ModelViolation } from "./violation.js";
import { plainStyle, syncOf } from "./wire.js";
import { newWorld, seatState } from "./world.js";

const seat: Seat = { device: "A", folder: "one" };
const both = { email: 0, sms: 0 } as const;
const honest = { flaws: new Set<string>(), liberties: new Set<string>() };

/** A history in one folder with one SMS in it, with the toy server altered. */
async function historyWith(altered: (driver: ModelDriver, history: () => History) => Partial<ModelDriver>) {
  const driver = toyDriver(honest);
  const history: History = new History(newWorld(strictRules, ["one"]), {
    ...driver,
    ...altered(driver, () => history),
  });
  const item = { token: "12015550100", class: "SMS", ageDays: 1, read: 0, flag: 0, payload: {} } as const;
  await history.play({ do: "deliver", item: { ...item, folder: "one" } });
  await history.play({ do: "init", seat });
  return history;
}

test("a request whose answer is lost is told with its exchange", async () => {
  const history = await historyWith(() => ({ lose: async () => "lost-7" }));
  await history.play({ do: "lost", seat, asked: { sets: both, ops: [], windowSize: 100 }, style: plainStyle });
  expect(history.story.at(-1)).toMatchObject({ exchanges: ["lost-7"], outcome: "the answer was lost" });
});

test("what comes when nothing is left to say is told as a step of its own, with its exchange", async () => {
  const history = await historyWith((driver, under) => ({
    // A Change that repeats what the device holds is tolerated, but not for ever (invariant I7).
    sync: async (where, request) => {
      const answer = await driver.sync(where, request);
      if (under().story.at(-1)?.text !== "W/one: Sync until nothing is left") return { ...answer, exchange: "early" };
      const { serverId = "", read, flag } = seatState(under().world, where).view.get("12015550100") ?? {};
      const change: SeenCommand = { kind: "Change", serverId, class: "SMS", read: read ?? 0, flag: flag ?? 0 };
      return { ...answer, empty: false, commands: [change], exchange: "last-9" };
    },
  }));
  await history.play(syncOf(seat, { sets: both, ops: [], windowSize: 100 }));
  const ended = await history.end(["A"]).catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(ModelViolation);
  expect(ended).toMatchObject({
    failures: [{ code: "not-quiet", rests: "I7", exchange: "last-9" }],
    step: "A/one: one more Sync, to which nothing is left to say",
  });
  expect(history.story.at(-1)).toMatchObject({ failed: true, exchanges: ["last-9"] });
});

test("one exchange for two folders stands once in the story, and each folder has its state", async () => {
  const driver = toyDriver(honest);
  const history = new History(newWorld(strictRules, ["one", "two"]), {
    ...driver,
    syncBoth: async (requests) =>
      (await driver.syncBoth(requests)).map((answer) => ({ ...answer, exchange: "both-3" })),
  });
  const other = { ...seat, folder: "two" };
  for (const one of [seat, other]) await history.play({ do: "init", seat: one });
  const sms = { ageDays: 1, read: 0, flag: 0, payload: {} } as const;
  const ops = [{ kind: "Add", token: "12015550100", clientId: "c0", ...sms }] as const;
  const parts = [
    { seat, asked: { sets: { email: 0 }, ops: [], windowSize: 100 }, style: plainStyle },
    { seat: other, asked: { sets: both, ops, windowSize: 100 }, style: plainStyle },
  ] as const;
  await history.play({ do: "sync-both", device: "A", parts });
  expect(history.story.at(-1)).toMatchObject({ exchanges: ["both-3"] });
  const states = [seat, other].map((one) => seatState(history.world, one));
  expect(states.map(({ sets }) => sets)).toEqual([{ email: 0 }, both]);
  expect(states.map(({ view }) => [...view.keys()])).toEqual([[], ["12015550100"]]);
  await history.play({ do: "resend-both", seats: [seat, other] });
  expect(seatState(history.world, seat).view.size).toBe(0);
  expect([...seatState(history.world, other).view.keys()]).toEqual(["12015550100"]);
  await history.end(["A"]);
});

test("a lost request for two folders leaves both where they were, until both come with the Retry", async () => {
  const history = new History(newWorld(strictRules, ["one", "two"]), toyDriver(honest));
  const other = { ...seat, folder: "two" };
  for (const one of [seat, other]) await history.play({ do: "init", seat: one });
  const item = { class: "SMS", ageDays: 1, read: 0, flag: 0, payload: {} } as const;
  await history.play({ do: "deliver", item: { ...item, folder: "one", token: "12015550100" } });
  await history.play({ do: "deliver", item: { ...item, folder: "two", token: "12015550101" } });
  const asked = { sets: both, ops: [], windowSize: 100 };
  const parts = [seat, other].map((one) => ({ seat: one, asked, style: plainStyle }));
  await history.play({ do: "lost-both", device: "A", parts });
  const held = () => [seat, other].map((one) => [...seatState(history.world, one).view.keys()]);
  expect(held()).toEqual([[], []]);
  await history.end(["A"]);
  expect(history.story.map(({ text }) => text)).toContain("A: the lost request again, of one and two");
  expect(held()).toEqual([["12015550100"], ["12015550101"]]);
});

test.each(["sync", "lost"] as const)("a %s without an answer is told as that, and nothing is entered", async (what) => {
  const none = async () => {
    throw new Unanswered("Sync", "the server closed the connection without an answer.", "none-4");
  };
  const history = await historyWith(() => ({ sync: none, lose: none }));
  const before = seatState(history.world, seat);
  const asked = { sets: both, ops: [], windowSize: 100 };
  const ended = await history.play({ do: what, seat, asked, style: plainStyle }).catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(ModelViolation);
  const failure = { code: "no-answer", command: "Sync", device: "A", folder: "one", exchange: "none-4" };
  expect(ended).toMatchObject({ failures: [{ ...failure, expected: "An answer to Sync" }] });
  expect(history.story.at(-1)).toMatchObject({ failed: true, outcome: "no answer to Sync", exchanges: ["none-4"] });
  expect(history.reached.entries).toContainEqual({ of: "answers", kind: "no answer", times: 1 });
  expect(history.reached.entries.filter(({ kind }) => kind.startsWith("Status"))).toEqual([]);
  const { key, sets, view } = seatState(history.world, seat);
  expect({ key, sets, view }).toEqual({ key: before.key, sets: before.sets, view: before.view });
});
