import fc from "fast-check";
import { expect, test } from "vitest";
import { clientIdOf, describeOutcome, outcomeOfAdd, saidOf, wordOn, wordsOn } from "./add-outcome.js";
import { recipients, same, sameMoment, sender } from "./fields.js";
import { sameValue } from "./flags.js";
import { answer, smsItem } from "./testing/scene.js";
import { counted, eachOf, listed, named, onceEach, shownText } from "./words.js";

const token = "15550001";
const held = { serverId: "7", class: "SMS", item: {}, exchange: "scene/A/1" };
const word = (status: string | undefined, serverId?: string) =>
  answer({
    responses: [
      {
        kind: "Add",
        clientId: clientIdOf(token),
        ...(status === undefined ? {} : { status }),
        ...(serverId === undefined ? {} : { serverId }),
      },
    ],
  });

test.each([
  ["works", word("1", "7"), held],
  ["works", word(undefined, "7"), held],
  ["disguised", word("1", "7"), { ...held, class: "Email" }],
  ["unanswered", answer(), held],
  ["unanswered", word(undefined), held],
  ["contradictory", word("6"), held],
  ["feigned", word("1", "7"), undefined],
  ["swallowed", answer(), undefined],
  ["refused", word("6"), undefined],
  ["refused", answer({ status: "4" }), undefined],
  ["broken", answer({ http: 500 }), undefined],
] as const)("an Add that was %s is called so", (outcome, said, shown) => {
  expect(outcomeOfAdd(said, token, shown, [answer()])).toBe(outcome);
  expect(describeOutcome(outcome, said, token)).toMatch(new RegExp(`^${outcome}: `));
});

test("of what was acknowledged nobody says that it is lost while no device that looks for it is answered", () => {
  const failed = answer({ http: 500 });
  const outcome = (said = word("1", "7"), ...last: (typeof failed)[]) => outcomeOfAdd(said, token, undefined, last);
  expect(outcome(undefined, failed, failed)).toBe("unread");
  expect(outcome(answer(), failed)).toBe("unread");
  expect(outcome(undefined, failed, answer())).toBe("feigned");
  expect(outcome(word("6"), failed)).toBe("refused");
  expect(describeOutcome("unread", word("1", "7"), token)).toMatch(
    /^unread: the server acknowledged the SMS with Status 1, /,
  );
});

test.each([
  ["acknowledged", "Status 1", word("1", "7")],
  ["refused", "Status 6", word("6")],
  ["refused", "Status 4 under Collection", answer({ status: "4" })],
  ["unsaid", "no word in Responses", answer()],
  ["unsaid", "no Status in Responses", word(undefined, "7")],
  ["request failed", "HTTP 500", answer({ http: 500 })],
] as const)("an Add is %s where it is answered with %s", (said, words, answered) => {
  expect(saidOf(answered, token)).toBe(said);
  expect(wordsOn(answered, token)).toBe(words);
});

test("no sentence has a Status that was not sent", () => {
  const all = ["works", "disguised", "feigned", "unread", "contradictory", "refused"] as const;
  for (const outcome of all) expect(describeOutcome(outcome, word(undefined, "7"), token)).not.toMatch(/Status \d/);
});

test("a ClientId is letters and digits, and finds its answer", () => {
  expect(clientIdOf("+1 (555) 0001")).toBe("c15550001");
  expect(wordOn(word("1", "7"), token)).toMatchObject({ status: "1", serverId: "7" });
  fc.assert(
    fc.property(fc.string({ maxLength: 100, size: "max" }), (text) => /^[0-9A-Za-z]{1,64}$/.test(clientIdOf(text))),
  );
});

test("numbers are compared by their digits, however they are written", () => {
  expect(sender('"Ann" [MOBILE:+1 (425) 555-0123]')).toBe("14255550123");
  expect(sender("14255550123")).toBe("14255550123");
  expect(recipients('[MOBILE:1]; "B" [MOBILE:+2]')).toBe("1, 2");
  expect(same("Read", "1", undefined)).toEqual({
    holds: false,
    expected: 'Read is "1"',
    seen: "Read is nothing",
    within: ["ApplicationData", "Read"],
  });
});

test("dates are kept within a second", () => {
  const sent = "2009-01-08T00:14:36.000Z";
  expect(sameMoment(sent, "2009-01-08T00:14:36Z").holds).toBe(true);
  expect(sameMoment(sent, "2009-01-08T00:14:38Z").holds).toBe(false);
  expect(sameValue(sent, "2009-01-08T00:14:36Z")).toBe(true);
  expect(sameValue("2", "1")).toBe(false);
});

test("items are counted and named as a reader would", () => {
  const items = ["1", "2", "3", "4", "5"].map(smsItem);
  expect(counted(items)).toBe("5 SMS");
  expect(counted([])).toBe("nothing");
  expect([eachOf(items), eachOf(items.slice(1, 2))]).toEqual(["each of the 5 SMS", "the one SMS"]);
  expect([onceEach(items), onceEach(items.slice(1, 2))]).toEqual(["5 SMS, each once", "1 SMS, once"]);
  expect(named(items)).toBe("the SMS from 1, the SMS from 2, the SMS from 3 and 2 more");
  expect(listed(["a", "b"])).toBe("a and b");
  expect(shownText("a\r\nb")).toBe('"a\\r\\nb"');
  expect(shownText("x".repeat(200))).toMatch(/… \(200 characters\)$/);
});
