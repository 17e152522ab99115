import { expect, test } from "vitest";
import { assertAtRest, assertSameDue, FormulationsDiffer } from "../agreement.js";
import { askSync } from "../request.js";
import { strictRules } from "../rules.js";
import type { SeenSync, Sets } from "../types.js";
import { newWorld, seatState, withSeat } from "../world.js";
import {
  bookAnswer,
  emptyLedger,
  type Ledger,
  type LedgerRequest,
  noteCreation,
  noteFreshKey,
  noteSent,
  requestAgain,
  requestOn,
  setsOn,
} from "./index.js";

const seat = { device: "A", folder: "one" };
const answer: SeenSync = { status: "1", empty: false, syncKey: "2", commands: [], responses: [], moreAvailable: false };

function asked(sets: Sets | undefined) {
  return { ops: [], ...(sets === undefined ? {} : { sets }) };
}

/** A ledger after answered requests that carried these Options. */
function after(...carried: (Sets | undefined)[]): Ledger {
  return carried.reduce<Ledger>(
    (ledger, sets) => {
      const request = requestOn(ledger, seat, asked(sets));
      return bookAnswer(noteSent(ledger, [request]), request, answer).ledger;
    },
    noteFreshKey(emptyLedger, seat),
  );
}

function only(request: readonly LedgerRequest[]): LedgerRequest {
  const [first, ...others] = request;
  if (first === undefined || others.length > 0) throw new Error(`${request.length} Collections`);
  return first;
}

function next(ledger: Ledger, sets?: Sets) {
  return setsOn(ledger, requestOn(ledger, seat, asked(sets)));
}

test("without any Options ever, none are in force", () => {
  expect(next(after())).toBe("unset");
  expect(next(after(undefined, undefined))).toBe("unset");
});

test("the last Options that were answered stay, and new ones replace them whole", () => {
  expect(next(after({ email: 0, sms: 2 }, undefined, undefined))).toEqual({ email: 0, sms: 2 });
  expect(next(after({ email: 0, sms: 2 }, { sms: 1 }))).toEqual({ sms: 1 });
  expect(next(after({ email: 0, sms: 2 }), { email: 3 })).toEqual({ email: 3 });
});

test("Options whose answer was lost are in force only once the request was repeated", () => {
  const before = after({ email: 0 });
  const lost = noteSent(before, [requestOn(before, seat, asked({ sms: 0 }))]);
  expect(next(lost)).toEqual({ email: 0 });
  const again = only(requestAgain(lost, seat));
  expect(setsOn(lost, again)).toEqual({ sms: 0 });
  expect(next(bookAnswer(lost, again, answer).ledger)).toEqual({ sms: 0 });
});

test("a request that is repeated after its answer counts from where it was sent, and so do its Options", () => {
  const ledger = after({ email: 0, sms: 0 }, undefined);
  expect(setsOn(ledger, only(requestAgain(ledger, seat)))).toEqual({ email: 0, sms: 0 });
  const fresh = noteFreshKey(emptyLedger, seat);
  const first = requestOn(fresh, seat, asked(undefined));
  expect(setsOn(bookAnswer(noteSent(fresh, [first]), first, answer).ledger, first)).toBe("unset");
});

test("a request for two folders is repeated with both, and not at all once one of them had another", () => {
  const other = { ...seat, folder: "two" };
  const ledger = noteFreshKey(after({ email: 0 }), other);
  const both = [requestOn(ledger, seat, asked({ sms: 0 })), requestOn(ledger, other, asked(undefined))];
  const sent = noteSent(ledger, both);
  for (const one of [seat, other]) expect(requestAgain(sent, one)).toEqual(both);
  const later = noteSent(sent, [requestOn(sent, other, asked(undefined))]);
  expect(requestAgain(later, other)).toHaveLength(1);
  expect(() => requestAgain(later, seat)).toThrow("later request in two");
});

test("whether Options survive SyncKey 0 is not known; where there were none, there are none", () => {
  expect(next(noteFreshKey(after({ email: 0 }), seat))).toBe("unknown");
  expect(next(noteFreshKey(noteFreshKey(after({ email: 0 }), seat), seat))).toBe("unknown");
  expect(next(noteFreshKey(after(undefined), seat))).toBe("unset");
  expect(next(noteFreshKey(after({ email: 0 }), seat), { sms: 0 })).toEqual({ sms: 0 });
});

test("a world that forgot its sets is contradicted by the ledger", () => {
  const ledger = after({ email: 0, sms: 0 });
  const world = newWorld(strictRules, ["one"]);
  const request = requestOn(ledger, seat, asked(undefined));
  const right = withSeat(world, seat, { ...seatState(world, seat), sets: { email: 0, sms: 0 } });
  const wrong = withSeat(world, seat, { ...seatState(world, seat), sets: { email: 0 } });
  const asking = (one: typeof world) => askSync(one, seat, { ops: [], windowSize: 100 });
  expect(() => assertSameDue(asking(right), ledger, request)).not.toThrow();
  expect(() => assertSameDue(asking(wrong), ledger, request)).toThrow(FormulationsDiffer);
});

test("what is owed at rest is told", () => {
  const ledger = after({ email: 0, sms: 0 });
  expect(() => assertAtRest(ledger, seat)).not.toThrow();
  const item = { class: "SMS", ageDays: 1, read: 0, flag: 0 } as const;
  const owing = noteCreation(ledger, "one", "12015550100", item);
  expect(() => assertAtRest(owing, seat)).toThrow("nothing against Add 12015550100");
});
