import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Due, dueBetween, isNothing } from "./due.js";
import { ages, filterOf, wanted, windowDays } from "./sets.js";
import type { FilterType, Item, Sets, SetsInForce, Token } from "./types.js";
import type { Held, View } from "./world.js";

const values = { read: fc.constantFrom(0 as const, 1 as const), flag: fc.constantFrom(0 as const, 2 as const) };
const filter = fc.constantFrom<FilterType>(0, 1, 2, 3, 4, 5);
const sets: fc.Arbitrary<SetsInForce> = fc.oneof(
  fc.constant("unset" as const),
  fc.record({ email: filter, sms: filter }),
  fc.record({ email: filter }),
  fc.record({ sms: filter }),
);
/** Items 0 to 19 with their class and age, so that what is held and what exists speak of the same items. */
const folder = fc.array(
  fc.record({
    class: fc.constantFrom("Email" as const, "SMS" as const),
    ageDays: fc.constantFrom(...ages),
    exists: fc.option(fc.record(values), { nil: undefined }),
    held: fc.option(fc.record(values), { nil: undefined }),
  }),
  { maxLength: 20, size: "max" },
);

function boxAndView(
  entries: typeof folder extends fc.Arbitrary<infer T> ? T : never,
): [Map<Token, Item>, Map<Token, Held>] {
  const box = new Map<Token, Item>();
  const view = new Map<Token, Held>();
  for (const [index, { class: itemClass, ageDays, exists, held }] of entries.entries()) {
    if (exists !== undefined) box.set(`t${index}`, { ...exists, class: itemClass, ageDays, rev: 0, payload: {} });
    if (held !== undefined) view.set(`t${index}`, { ...held, class: itemClass, rev: 0, serverId: `id${index}` });
  }
  return [box, view];
}

/** What a device holds after it was sent everything that is due. */
function brought(view: View, box: ReadonlyMap<Token, Item>, due: Due): Map<Token, Held> {
  const after = new Map(view);
  for (const token of [...due.delete, ...due.removed, ...due.softDelete]) after.delete(token);
  for (const token of [...due.add, ...due.change]) {
    const item = box.get(token);
    if (item !== undefined) after.set(token, { class: item.class, read: item.read, flag: item.flag, rev: item.rev });
  }
  return after;
}

describe("what is due", () => {
  test("brings a device to the mailbox, restricted to what is wanted, and leaves nothing due", () => {
    fc.assert(
      fc.property(folder, sets, (entries, inForce) => {
        const [box, view] = boxAndView(entries);
        const after = brought(view, box, dueBetween(view, box, inForce));
        const shown = [...after].map(([token, { read, flag }]) => [token, read, flag]);
        const should = [...box]
          .filter(([, item]) => wanted(inForce, item))
          .map(([token, { read, flag }]) => [token, read, flag]);
        expect(shown.sort()).toEqual(should.sort());
        expect(isNothing(dueBetween(after, box, inForce))).toBe(true);
      }),
    );
  });

  test("names no item twice", () => {
    fc.assert(
      fc.property(folder, sets, (entries, inForce) => {
        const [box, view] = boxAndView(entries);
        const due = dueBetween(view, box, inForce);
        const all = Object.values(due).flatMap((set: ReadonlySet<Token>) => [...set]);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  test("asks of a dropped class only that its items go, and softly while they exist", () => {
    fc.assert(
      fc.property(folder, filter, (entries, email) => {
        const [box, view] = boxAndView(entries);
        const due = dueBetween(view, box, { email });
        const sms = [...view].filter(([, held]) => held.class === "SMS").map(([token]) => token);
        expect([...due.softDelete].filter((token) => sms.includes(token))).toEqual(sms.filter((t) => box.has(t)));
        expect([...due.removed]).toEqual(sms.filter((token) => !box.has(token)));
        for (const token of [...due.add, ...due.change]) expect(box.get(token)?.class).toBe("Email");
      }),
    );
  });
});

describe("the sets in force", () => {
  test("a wider window wants whatever a narrower one wants", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ages), filter, filter, (ageDays, one, other) => {
        const [narrow, wide] = windowDays[one] <= windowDays[other] ? [one, other] : [other, one];
        const item = { class: "SMS", ageDays } as const;
        if (wanted({ sms: narrow }, item)) expect(wanted({ sms: wide }, item)).toBe(true);
      }),
    );
  });

  test("each class has its own filter", () => {
    const both: Sets = { email: 1, sms: 4 };
    expect([filterOf(both, "Email"), filterOf(both, "SMS")]).toEqual([1, 4]);
    expect([filterOf("unset", "Email"), filterOf("unset", "SMS")]).toEqual([0, undefined]);
  });

  test("every age is at least 12 hours away from every edge", () => {
    const edges = Object.values(windowDays).filter(Number.isFinite);
    for (const age of ages) for (const edge of edges) expect(Math.abs(age - edge)).toBeGreaterThanOrEqual(0.5);
  });

  test("nothing may be expected while they are unknown", () => {
    expect(() => filterOf("unknown", "SMS")).toThrow("must carry Options");
  });
});
