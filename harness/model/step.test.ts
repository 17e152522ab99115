import { expect, test } from "vitest";
import { againOf, describeStep } from "./step.js";
import { plainStyle, syncOf } from "./wire.js";

const seat = { device: "A", folder: "Inbox" };
const values = { ageDays: 2.5, read: 1, flag: 0 } as const;
const payload = { from: '"Ann" [MOBILE:+12015550100]', to: "[MOBILE:+12015550150]", text: "Two\r\nlines" };
const add = { kind: "Add", token: "12015550100", clientId: "c0", ...values, payload } as const;

test("a plain request says what it asks for and no more", () => {
  const step = syncOf(seat, { sets: { email: 0, sms: 2 }, ops: [], windowSize: 100 });
  expect(describeStep(step)).toBe("A/Inbox: Sync Email FilterType 0 and SMS FilterType 2, WindowSize 100");
});

test("an Add is told with age, Read, Flag, a name and its text", () => {
  expect(describeStep(syncOf(seat, { ops: [add], windowSize: 2 }))).toBe(
    "A/Inbox: Sync without Options, WindowSize 2 + Add 12015550100 " +
      '(2.5 days old, Read 1 Flag 0, from "Ann" [MOBILE:+12015550100], text "Two\\r\\nlines")',
  );
  const long = { ...add, payload: { ...payload, from: "[MOBILE:+1]", text: "x".repeat(200) } };
  expect(describeStep({ do: "bad-options", seat, kind: "three sets", add: long })).toBe(
    `A/Inbox: Sync with three sets + Add 12015550100 (2.5 days old, Read 1 Flag 0, text "${"x".repeat(57)}...")`,
  );
});

test("an item that arrives is told in the same words", () => {
  const item = { folder: "Inbox", token: "asms e1", class: "Email", ...values, payload: {} } as const;
  const told = "server: Email asms e1 arrives in Inbox, 2.5 days old, Read 1 Flag 0";
  expect(describeStep({ do: "deliver", item })).toBe(told);
  expect(describeStep({ do: "deliver", item: { ...item, ageDays: 1 / 24 } })).toContain(", 1 h old, ");
});

test("a request that is written in another way says how", () => {
  const style = {
    smsFirst: false,
    spellEmail: true,
    deletesAsMoves: false,
    getChanges: "empty",
    bodyPreference: false,
    zeroFilter: false,
  } as const;
  const asked = { sets: { email: 0, sms: 0 }, ops: [], windowSize: 1 } as const;
  expect(describeStep({ do: "lost", seat, asked, style })).toBe(
    "A/Inbox: Sync Email FilterType 0 and SMS FilterType 0 (default set first, Class Email written, no BodyPreference, " +
      "FilterType 0 left out), WindowSize 1, no DeletesAsMoves, GetChanges empty, answer lost",
  );
  expect(describeStep({ do: "estimate", seat, sets: { sms: 0 }, style })).toBe(
    "A/Inbox: GetItemEstimate SMS FilterType 0 (no BodyPreference, FilterType 0 left out)",
  );
});

test("a request for two folders tells both", () => {
  const other = { ...seat, folder: "Sent Items" };
  const parts = [
    { seat, asked: { ops: [], windowSize: 1 }, style: plainStyle },
    { seat: other, asked: { sets: { sms: 0 }, ops: [], windowSize: 3 }, style: plainStyle },
  ] as const;
  expect(describeStep({ do: "sync-both", device: "A", parts })).toBe(
    "A: Sync of Inbox without Options, WindowSize 1; and Sent Items SMS FilterType 0, WindowSize 3",
  );
  expect(describeStep({ do: "lost-both", device: "A", parts })).toMatch(
    /^A: Sync of Inbox .*WindowSize 3, answer lost$/,
  );
});

test("what is sent again is for the folders that it was for", () => {
  const other = { ...seat, folder: "Sent Items" };
  expect(describeStep(againOf("retry", seat, [seat]))).toBe("A/Inbox: the lost request again");
  expect(describeStep(againOf("resend", seat, [seat]))).toBe("A/Inbox: the answered request again");
  expect(describeStep(againOf("retry", other, [seat, other]))).toBe(
    "A: the lost request again, of Inbox and Sent Items",
  );
  expect(describeStep(againOf("resend", seat, [seat, other]))).toBe(
    "A: the answered request again, of Inbox and Sent Items",
  );
});
