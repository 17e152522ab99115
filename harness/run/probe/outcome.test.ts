import { describe, expect, it } from "vitest";
import type { Exchange, ItemFields } from "../../eas/index.js";
import { element } from "../../wbxml/index.js";
import {
  type AddWord,
  capabilityValue,
  fromSurvives,
  mostTelling,
  outcomeOf,
  readingOf,
  type Sighting,
  type SmsOutcome,
} from "./outcome.js";

const sent: ItemFields = {
  from: '"Ada" [MOBILE:+12065550143]',
  to: '"Max" [MOBILE:+14255550199]',
  body: { type: "1", data: "river lantern\nmaple" },
};

const stored: AddWord = { kind: "stored", serverId: "5:1" };
const refused: AddWord = { kind: "refused", words: "Status 6 under Responses/Add" };
const setRefused: AddWord = { kind: "set refused", words: "Status 4" };

function seen(item: ItemFields, className?: string, view: Sighting["view"] = "both sets"): Sighting {
  const held = { serverId: "9", item, exchange: "probe/A/7" };
  return { view, held: className === undefined ? held : { ...held, class: className } };
}

describe("what the server did with an Add", () => {
  it.each<[SmsOutcome, string, AddWord, Sighting | undefined]>([
    ["works", "stored and given as SMS", stored, seen(sent, "SMS")],
    ["works", "CRLF in place of LF", stored, seen({ ...sent, body: { data: "river lantern\r\nmaple" } }, "SMS")],
    ["works", "without the country code", stored, seen({ ...sent, from: "[MOBILE:2065550143]" }, "SMS")],
    ["feigned", "stored and given to nobody", stored, undefined],
    ["disguised", "given without Class", stored, seen(sent)],
    ["disguised", "given as Email", stored, seen(sent, "Email")],
    ["disguised", "given with Class only where SMS was not asked for", stored, seen(sent, "SMS", "default set")],
    ["disguised", "given without Class and mangled too", stored, seen({ subject: "river" })],
    ["mangled", "another text", stored, seen({ ...sent, body: { data: "river" } }, "SMS")],
    ["mangled", "another sender", stored, seen({ ...sent, from: "alice@example.com" }, "SMS")],
    ["mangled", "another recipient", stored, seen({ ...sent, to: "[MOBILE:14255550198]" }, "SMS")],
    ["unanswered", "no ServerId and yet given", { kind: "stored" }, seen(sent, "SMS")],
    ["unanswered", "no word at all and yet given", { kind: "silent" }, seen(sent, "SMS")],
    ["disguised", "no word at all and given as e-mail", { kind: "silent" }, seen(sent)],
    ["feigned", "Status 1 without ServerId, given to nobody", { kind: "stored" }, undefined],
    ["swallowed", "no word at all and given to nobody", { kind: "silent" }, undefined],
    ["refused", "refused and given to nobody", refused, undefined],
    ["refused", "set refused and given to nobody", setRefused, undefined],
    ["contradictory", "refused and yet given", refused, seen(sent, "SMS")],
    ["broken", "no answer", { kind: "broken", words: "HTTP 500" }, undefined],
    ["environment", "the login expired", { kind: "environment", words: "HTTP 401" }, undefined],
  ])("%s: %s", (outcome, _name, word, sighting) => {
    expect(outcomeOf(word, sighting, sent)).toBe(outcome);
  });

  it("gives yes, no, broken or unknown", () => {
    const values: Readonly<Record<SmsOutcome, string>> = {
      works: "yes",
      mangled: "yes",
      unanswered: "yes",
      contradictory: "yes",
      refused: "no",
      policy: "no",
      environment: "unknown",
      feigned: "broken",
      swallowed: "broken",
      disguised: "broken",
      broken: "broken",
    };
    for (const [outcome, value] of Object.entries(values)) expect(capabilityValue(outcome as SmsOutcome)).toBe(value);
  });
});

it("knows whether the number in From is still there", () => {
  expect(fromSurvives({ from: '"X" [MOBILE:2065550143]' }, sent)).toBe(true);
  expect(fromSurvives({ from: "alice@example.com" }, sent)).toBe(false);
  expect(fromSurvives({}, sent)).toBe(false);
});

describe("of several tries", () => {
  const tries = (...outcomes: readonly SmsOutcome[]) => outcomes.map((outcome, index) => ({ outcome, index }));

  it("an SMS that can be used says most, a refusal least", () => {
    expect(mostTelling(tries("refused", "disguised", "works"))?.outcome).toBe("works");
    expect(mostTelling(tries("refused", "refused", "feigned", "disguised"))?.outcome).toBe("feigned");
    expect(mostTelling([])).toBeUndefined();
  });

  it("the first of equals is kept", () => {
    expect(mostTelling(tries("refused", "disguised", "disguised"))?.index).toBe(1);
  });
});

describe("the Syncs that would have brought an item", () => {
  const sync = (status: number, code?: string): Exchange => {
    const document = code === undefined ? undefined : element(0, "Sync", element(0, "Status", code));
    return { response: { status, ...(document === undefined ? {} : { document }) } } as Exchange;
  };

  it.each<[string, ReturnType<typeof readingOf>, Exchange[]]>([
    ["none was needed", "read", []],
    ["one succeeds, by an empty answer", "read", [sync(500), sync(200)]],
    ["all fail", "broken", [sync(500), sync(503)]],
    ["all are refused by a Status", "broken", [sync(200, "110"), sync(200, "4")]],
    ["all speak of the hour", "environment", [sync(503), sync(449)]],
  ])("%s", (_, reading, syncs) => {
    expect(readingOf(syncs)).toBe(reading);
  });
});
