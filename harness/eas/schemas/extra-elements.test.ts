import { expect, test } from "vitest";
import { element } from "../../wbxml/index.js";
import { buildItem, extraItemElements, smsElementNames } from "../index.js";

const found = (version: string, ...children: ReturnType<typeof element>[]) =>
  extraItemElements(element(0, "ApplicationData", ...children), version).map((extra) => [extra.name, extra.vocabulary]);

test("the ten elements of an SMS item are none", () => {
  const item = buildItem({
    to: "t",
    from: "f",
    dateReceived: "d",
    importance: "1",
    read: "0",
    body: {},
    internetCpid: "1",
    flag: {},
    conversationId: "",
    conversationIndex: "",
  });
  expect(smsElementNames).toHaveLength(10);
  expect(item).toHaveLength(10);
  expect(found("14.1", ...item)).toEqual([]);
});

test("e-mail vocabulary, foreign elements and undefined ones are told apart", () => {
  expect(
    found(
      "14.1",
      element(2, "Subject", "s"),
      element(17, "NativeBodyType", "1"),
      element(22, "LastVerbExecuted", "1"),
      element(22, "IsDraft", "1"),
      element(2, "Body", "old"),
      element(4, "Subject", "c"),
      element(2, "ConversationId", "x"),
    ),
  ).toEqual([
    ["Email:Subject", "email"],
    ["AirSyncBase:NativeBodyType", "email"],
    ["Email2:LastVerbExecuted", "email"],
    ["Email2:IsDraft", "foreign"],
    ["Email:Body", "foreign"],
    ["Calendar:Subject", "foreign"],
    ["Email:ConversationId", "undefined"],
  ]);
  expect(found("16.1", element(22, "IsDraft", "1"))).toEqual([["Email2:IsDraft", "email"]]);
  expect(found("another", element(22, "IsDraft", "1"))).toEqual([["Email2:IsDraft", "email"]]);
});
