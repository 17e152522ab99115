import { describe, expect, test } from "vitest";
import { childElements, element } from "../wbxml/index.js";
import { buildItem, flagMembers, readItem } from "./index.js";

const page = (children: readonly { page: number; tag: string }[]) =>
  children.map((child) => `${child.page}:${child.tag}`);

test("the fields stand on their pages, in the order of the example in [MS-ASMS] 4.3", () => {
  const built = buildItem({
    conversationIndex: Uint8Array.of(1),
    conversationId: Uint8Array.of(2),
    flag: { SubOrdinalDate: "s", Status: "2", FlagType: "f", CompleteTime: "c", UtcDueDate: "u" },
    internetCpid: "65001",
    body: { data: "d", truncated: "0", estimatedDataSize: "1", type: "1" },
    read: "0",
    importance: "1",
    dateReceived: "now",
    from: "f",
    to: "t",
  });
  expect(page(built)).toEqual([
    "2:To",
    "2:From",
    "2:DateReceived",
    "2:Importance",
    "2:Read",
    "17:Body",
    "2:InternetCPID",
    "2:Flag",
    "22:ConversationId",
    "22:ConversationIndex",
  ]);
  const children = (tag: string) => page(built.filter((child) => child.tag === tag).flatMap(childElements));
  expect(children("Body")).toEqual(["17:Type", "17:EstimatedDataSize", "17:Truncated", "17:Data"]);
  expect(children("Flag")).toEqual(["2:Status", "2:FlagType", "2:CompleteTime", "9:UtcDueDate", "9:SubOrdinalDate"]);
});

test("Flag has 13 members, all on page 9 but Status, FlagType and CompleteTime", () => {
  expect(Object.keys(flagMembers)).toHaveLength(13);
  expect(Object.entries(flagMembers).filter(([, where]) => where === 2)).toEqual([
    ["Status", 2],
    ["FlagType", 2],
    ["CompleteTime", 2],
  ]);
  expect(Object.values(flagMembers).filter((where) => where === 9)).toHaveLength(10);
});

test("an empty Flag is one without content, a member unknown to Flag is refused", () => {
  expect(buildItem({ flag: {} })).toEqual([element(2, "Flag")]);
  expect(() => buildItem({ flag: { Colour: "red" } })).toThrow("Flag has no member Colour; it has Subject, Status");
});

describe("reading", () => {
  const read = (...children: ReturnType<typeof element>[]) => readItem(element(0, "ApplicationData", ...children));

  test("takes the fields in any order and leaves the rest aside", () => {
    const flag = element(2, "Flag", element(9, "StartDate", "s"), element(2, "Status", "2"), element(0, "Add", "x"));
    expect(read(element(17, "NativeBodyType", "1"), flag, element(2, "From", "f"), element(4, "Subject", "c"))).toEqual(
      {
        flag: { StartDate: "s", Status: "2" },
        from: "f",
      },
    );
  });

  test("of an element that stands twice the first counts", () => {
    expect(read(element(2, "To", "a"), element(2, "To", "b"))).toEqual({ to: "a" });
  });

  test("keeps text as it is: line ends, blanks, several strings in a row", () => {
    const body = element(17, "Body", element(17, "Type", "1"), element(17, "Data", " a\r\nb\n", "", "c "));
    expect(read(body)).toEqual({ body: { type: "1", data: " a\r\nb\nc " } });
  });

  test("takes text that came as opaque data, and bytes that came as text", () => {
    const data = element(17, "Data", { opaque: new TextEncoder().encode("für 😀") });
    expect(read(element(17, "Body", data), element(22, "ConversationId", "AQI="))).toEqual({
      body: { data: "für 😀" },
      conversationId: "AQI=",
    });
  });

  test("does not take an element on a page where it does not belong", () => {
    expect(read(element(2, "ConversationId", "x"), element(2, "Body", "x"))).toEqual({});
  });
});
