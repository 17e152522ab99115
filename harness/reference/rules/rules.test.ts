import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { primed } from "../collection.js";
import { makeDefaultFolders } from "../folder.js";
import type { Item } from "../mailbox.js";
import {
  conformantRules,
  type EstimateInput,
  filter,
  inWindow,
  item as itemRules,
  type Scope,
  sticky,
  windowSize,
} from "./index.js";

const [inbox] = makeDefaultFolders();
if (inbox === undefined) throw new Error("A mailbox has an Inbox.");
const now = Date.UTC(2026, 2, 1);
const dayMs = 86_400_000;

function itemOf(changes: Partial<Item> = {}): Item {
  return {
    id: 1,
    folderId: inbox?.id ?? "",
    class: "SMS",
    receivedAt: now,
    arrival: 1,
    changedAt: now,
    fields: { read: "0", flag: {}, body: { type: "1", data: "text" } },
    ...changes,
  };
}

function scopeOf(changes: Partial<Scope> = {}): Scope {
  if (inbox === undefined) throw new Error("A mailbox has an Inbox.");
  const state = primed("1", undefined);
  return { folder: inbox, sets: { Email: {} }, before: undefined, optionsGiven: false, state, now, ...changes };
}

describe("sticky sets", () => {
  const stored = { Email: { filterType: "1" }, SMS: { filterType: "2" } };
  const base = { stored, folder: inbox ?? { id: "1", parentId: "0", name: "Inbox", type: 2 }, elsewhere: undefined };

  test("without Options the sets stay, with Options all are replaced", () => {
    expect(sticky.resolve({ ...base, given: undefined })).toBe(stored);
    expect(sticky.resolve({ ...base, given: [{}] })).toEqual({ Email: {} });
    const sms = { class: "SMS" };
    expect(sticky.resolve({ ...base, given: [sms] })).toEqual({ SMS: sms });
    expect(sticky.resolve({ ...base, stored: undefined, given: undefined })).toBeUndefined();
  });

  test("a set without FilterType does not inherit the one before", () => {
    const sets = sticky.resolve({ ...base, given: [{ class: "SMS" }, {}] }) ?? {};
    expect(filter.typeFor(itemOf(), sets.SMS ?? {}, scopeOf())).toBe("0");
  });
});

describe("filters", () => {
  test.each([
    ["0", 10_000],
    ["1", 1],
    ["2", 3],
    ["3", 7],
    ["4", 14],
    ["5", 31],
  ])("FilterType %s lets items of %d days through and no older ones", (filterType, days) => {
    const scope = scopeOf();
    const aged = (age: number) => itemOf({ receivedAt: now - age });
    expect(inWindow(filter, aged(days * dayMs), { filterType }, scope)).toBe(true);
    expect(inWindow(filter, aged(days * dayMs + 1), { filterType }, scope)).toBe(filterType === "0");
  });

  test("a wider window never shows less", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * dayMs }), fc.integer({ min: 1, max: 4 }), (age, narrow) => {
        const shows = (value: number) =>
          inWindow(filter, itemOf({ receivedAt: now - age }), { filterType: String(value) }, scopeOf());
        expect(!shows(narrow) || shows(narrow + 1)).toBe(true);
      }),
    );
  });
});

describe("estimates", () => {
  const { sets } = conformantRules.estimate;
  const input: EstimateInput = {
    given: undefined,
    sticky: { Email: {}, SMS: {} },
    folder: inbox ?? { id: "1", parentId: "0", name: "Inbox", type: 2 },
  };

  test("look at the sets of their request only", () => {
    expect(sets(input)).toEqual({ Email: {} });
    expect(sets({ ...input, given: [{ class: "SMS" }] })).toEqual({ SMS: { class: "SMS" } });
  });
});

describe("window sizes", () => {
  test.each([
    [0, 512],
    [-1, 512],
    [1, 1],
    [512, 512],
    [513, 512],
  ])("%d counts as %d", (asked, meant) => {
    expect(windowSize(asked)).toBe(meant);
  });
});

describe("bodies", () => {
  const write = (data: string, ...bodyPreferences: { type: number; truncationSize?: number; allOrNone?: boolean }[]) =>
    itemRules.body(itemOf({ fields: { read: "0", flag: {}, body: { data } } }), { bodyPreferences });

  test("an SMS is plain text, whatever else is asked for", () => {
    const whole = { type: "1", estimatedDataSize: "3", data: "a<b" };
    expect(write("a<b")).toEqual(whole);
    expect(write("a<b", { type: 2 }, { type: 1 })).toEqual(whole);
    expect(write("a<b", { type: 4 })).toEqual(whole);
  });

  test("an e-mail is HTML where only that is asked for", () => {
    const email = itemOf({ class: "Email", fields: { read: "0", flag: {}, body: { data: "a<b" } } });
    expect(itemRules.body(email, { bodyPreferences: [{ type: 2 }] })?.data).toBe("<html><body>a&lt;b</body></html>");
  });

  test("a cut is said, counted in bytes, and falls between characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60, size: "max" }), fc.nat(80), (text, truncationSize) => {
        const body = write(text, { type: 1, truncationSize });
        const size = Buffer.byteLength(text);
        const data = body?.data ?? "";
        expect(text.startsWith(data)).toBe(true);
        expect(body?.estimatedDataSize).toBe(String(size));
        expect(body?.truncated).toBe(size > truncationSize ? "1" : undefined);
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(Math.min(size, truncationSize));
        if (size > truncationSize) expect(truncationSize - Buffer.byteLength(data)).toBeLessThan(4);
      }),
    );
  });

  test("AllOrNone gives all or none", () => {
    const none = { type: "1", estimatedDataSize: "5", truncated: "1" };
    expect(write("12345", { type: 1, truncationSize: 4, allOrNone: true })).toEqual(none);
    expect(write("12345", { type: 1, truncationSize: 5, allOrNone: true })?.data).toBe("12345");
  });
});

describe("Class", () => {
  test("stands at an SMS and not at an e-mail; at 14.0 a removal has none", () => {
    const [sms, email] = [itemOf(), itemOf({ class: "Email" })];
    expect([itemRules.classOnAdd(sms), itemRules.classOnAdd(email)]).toEqual(["SMS", undefined]);
    expect([itemRules.classOnChange(sms), itemRules.classOnChange(email)]).toEqual(["SMS", undefined]);
    expect([itemRules.classOnDelete(sms, "14.1"), itemRules.classOnDelete(sms, "14.0")]).toEqual(["SMS", undefined]);
  });
});

describe("conversations", () => {
  test("messages between the same parties share theirs, in either direction", () => {
    const id = (to: string, from: string) =>
      itemRules.conversation(itemOf({ fields: { read: "0", flag: {}, to, from } })).conversationId;
    expect(id("a", "b")).toEqual(id("b", "a"));
    expect(id("a", "b")).not.toEqual(id("a", "c"));
    expect(id("a", "b")).toHaveLength(16);
    expect(itemRules.conversation(itemOf()).conversationIndex).toHaveLength(5);
  });
});
