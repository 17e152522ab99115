import { describe, expect, test } from "vitest";
import { buildItem, type ItemFields } from "../../eas/index.js";
import { type Element, element } from "../../wbxml/index.js";
import { conformantRules } from "../rules/index.js";
import { smsOf } from "../testing/phone.js";
import { judgeAdd, judgeChange, normaliseFlag, parseDate } from "./item-input.js";

function command(fields: ItemFields, ...further: Element[]): Element {
  return element(0, "Add", element(0, "ApplicationData", ...buildItem(fields), ...further));
}

function adds(changes: ItemFields, ...further: Element[]): string {
  const fields = smsOf("+12025550101", changes);
  return judgeAdd(command(fields, ...further), fields, conformantRules.commands);
}

function changes(fields: ItemFields): string {
  return judgeChange(command(fields), fields, conformantRules.commands);
}

describe("an SMS that a client adds", () => {
  test.each<[string, ItemFields]>([
    ["as the document shows it", {}],
    ["with all that it may have", { internetCpid: "65001", flag: {}, importance: "2", read: "1" }],
    ["without a fraction of a second", { dateReceived: "2026-01-01T00:00:00Z" }],
    ["with a flag", { flag: { Status: "2", FlagType: "Flag for follow up" } }],
  ])("is fine %s", (_, fields) => {
    expect(adds(fields)).toBe("1");
  });

  test.each<[string, ItemFields]>([
    ["Read true", { read: "true" }],
    ["an empty Read", { read: "" }],
    ["Importance 3", { importance: "3" }],
    ["a compact date", { dateReceived: "20260101T000000Z" }],
    ["a date that does not exist", { dateReceived: "2026-02-30T00:00:00.000Z" }],
    ["a date without Z", { dateReceived: "2026-01-01T00:00:00.000" }],
    ["HTML", { body: { type: "2", data: "<b>" } }],
    ["a subject", { subject: "no SMS has one" }],
    ["a ConversationId", { conversationId: Uint8Array.of(1) }],
    ["a flag of an unknown status", { flag: { Status: "3" } }],
    ["a completed flag without CompleteTime", { flag: { Status: "1" } }],
    ["one date of a flag without the others", { flag: { Status: "2", StartDate: "2026-01-01T00:00:00.000Z" } }],
    ["To beyond all measure", { to: "x".repeat(32_769) }],
  ])("is malformed with %s", (_, fields) => {
    expect(adds(fields)).toBe("6");
  });

  test("is malformed with an element twice, or without ApplicationData", () => {
    expect(adds({}, element(2, "Read", "1"))).toBe("6");
    expect(judgeAdd(element(0, "Add"), {}, conformantRules.commands)).toBe("6");
  });
});

describe("a change of a client", () => {
  test("may name Read and Flag, and nothing else", () => {
    expect(changes({ read: "1" })).toBe("1");
    expect(changes({ flag: { Status: "2" } })).toBe("1");
    expect(changes({ read: "1", body: { type: "1", data: "other" } })).toBe("6");
    expect(changes({ to: "somebody else" })).toBe("6");
    expect(changes({ read: "2" })).toBe("6");
  });

  test("a flag must not start after it is due", () => {
    const [early, late] = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"];
    const dates = (start: string, due: string) => ({
      StartDate: start,
      UtcStartDate: start,
      DueDate: due,
      UtcDueDate: due,
    });
    expect(changes({ flag: { Status: "2", ...dates(early, late) } })).toBe("1");
    expect(changes({ flag: { Status: "2", ...dates(late, early) } })).toBe("6");
  });
});

test("a cleared flag is no flag", () => {
  expect(normaliseFlag({ Status: "0" })).toEqual({});
  expect(normaliseFlag({ Status: "2" })).toEqual({ Status: "2" });
});

test("dates are read as moments", () => {
  expect(parseDate("2026-03-01T12:00:00.000Z")).toBe(Date.UTC(2026, 2, 1, 12));
  expect(parseDate("2026-03-01 12:00")).toBeUndefined();
});
