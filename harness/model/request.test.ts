import { expect, test } from "vitest";
import { FormulationsDiffer, sameAgain } from "./agreement.js";
import { emptyLedger, noteFreshKey, noteSent, requestAgain, requestOn } from "./ledger/index.js";
import { askResend, askRetry, askSync, canResend, loseAnswer } from "./request.js";
import { strictRules } from "./rules.js";
import { judgeInit, judgeSync } from "./sync.js";
import { answer } from "./testing/answer.js";
import type { Seat } from "./types.js";
import { newWorld, seatState, type World } from "./world.js";

const one = { device: "A", folder: "one" };
const two = { device: "A", folder: "two" };
const seats = [one, two];
const asked = { ops: [], windowSize: 100 };
const started = seats.reduce<World>(
  (world, seat) => judgeInit(world, seat, answer).world,
  newWorld(strictRules, ["one", "two"]),
);

/** One request for both folders. */
function askBoth(world: World) {
  const together = [one, two];
  return together.map((seat) => askSync(world, seat, asked, 0, together).pending);
}

function answered(world: World, seat: Seat): World {
  return judgeSync(askSync(world, seat, asked), answer).world;
}

const bothAnswered = askBoth(started).reduce<World>(
  (world, pending) => judgeSync({ world, pending }, answer).world,
  started,
);
const folders = (askings: ReturnType<typeof askRetry>) => askings.map(({ pending }) => pending.seat.folder);

test("a lost request for two folders holds both up, and is sent again with both", () => {
  const lost = loseAnswer(started, askBoth(started));
  expect(seats.map((seat) => seatState(lost, seat).limbo !== undefined)).toEqual([true, true]);
  for (const seat of seats) expect(folders(askRetry(lost, seat))).toEqual(["one", "two"]);
  expect(askRetry(lost, one).every(({ pending }) => pending.repeated)).toBe(true);
});

test("an answered one can be sent again with both, until one of them had another request", () => {
  expect(seats.map((seat) => canResend(bothAnswered, seat))).toEqual([true, true]);
  expect(folders(askResend(bothAnswered, two))).toEqual(["one", "two"]);
  const later = answered(bothAnswered, two);
  expect(seats.map((seat) => canResend(later, seat))).toEqual([false, true]);
  expect(folders(askResend(later, two))).toEqual(["two"]);
  expect(() => askResend(later, one)).toThrow("no such request in two");
  expect(() => askRetry(bothAnswered, one)).toThrow("no such request in one");
});

test("two requests for the same two folders are not taken for one", () => {
  const [again] = askBoth(bothAnswered);
  if (again === undefined) throw new Error("No request");
  const halfway = judgeSync({ world: bothAnswered, pending: again }, answer).world;
  expect(seats.map((seat) => canResend(halfway, seat))).toEqual([false, false]);
});

test("the two formulations have to mean the same folders", () => {
  const lost = loseAnswer(started, askBoth(started));
  const ledger = seats.reduce(noteFreshKey, emptyLedger);
  const requests = seats.map((seat) => requestOn(ledger, seat, asked));
  const right = requestAgain(noteSent(ledger, requests), one);
  expect(sameAgain(askRetry(lost, one), right).map(({ request }) => request)).toEqual(requests);
  const wrong = requestAgain(noteSent(ledger, requests.slice(0, 1)), one);
  expect(() => sameAgain(askRetry(lost, one), wrong)).toThrow(FormulationsDiffer);
});
