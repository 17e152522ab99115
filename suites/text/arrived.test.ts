import { expect, test } from "vitest";
import type { HeldItem } from "../../harness/device/types.js";
import { arrivedAs } from "./arrived.js";

const held = (serverId: string, from: string, text = "Hello"): HeldItem => ({
  serverId,
  item: { from: `[MOBILE:${from}]`, to: "[MOBILE:12065550143]", body: { type: "1", data: text } },
  exchange: "c/A/1",
});

/** Known by its text alone, as where a server writes From anew. */
const mailbox = {
  tokenOf: ({ item }: Pick<HeldItem, "item">) => (item.body?.data === "Hello" ? "14255550143" : undefined),
};
const found = (now: readonly HeldItem[], earlier: readonly HeldItem[]) =>
  arrivedAs(mailbox, "14255550143", now, earlier)?.serverId;

test("an SMS of the same text that lay there before is left alone", () => {
  const [old, added] = [held("1", "16875550101"), held("2", "14255550143")];
  expect(found([old, added], [old])).toBe("2");
  expect(found([old], [old])).toBeUndefined();
  // Whatever the server made of From: what is new is it.
  expect(found([old, held("3", "")], [old])).toBe("3");
});

test("of several that came, the one with the number that was written is it", () => {
  expect(found([held("1", "16875550101"), held("2", "14255550143")], [])).toBe("2");
});

test("the very same SMS as one of before is found where there is one more of them", () => {
  const [old, added] = [held("1", "14255550143"), held("2", "14255550143")];
  expect(found([old, added], [old])).toBe("2");
  expect(found([old], [old])).toBeUndefined();
});
