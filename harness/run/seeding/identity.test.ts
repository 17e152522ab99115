import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ItemFields } from "../../eas/index.js";
import { Identities, numbersIn, type Seed } from "./identity.js";

const sms: Seed = {
  token: "12065550143",
  class: "SMS",
  toNumber: "14255550199",
  marker: "mkaaaaaaaaaaaa",
  text: "river lantern maple mkaaaaaaaaaaaa",
};
const plainSms: Seed = { token: "13035550101", class: "SMS", toNumber: "13035550102", text: "The text of the case" };
const email: Seed = {
  token: "mkbbbbbbbbbbbb",
  class: "Email",
  marker: "mkbbbbbbbbbbbb",
  text: "winter mkbbbbbbbbbbbb",
};

function identities(...seeds: readonly Seed[]): Identities {
  const known = new Identities();
  for (const seed of seeds) known.add(seed);
  return known;
}

const known = identities(sms, plainSms, email);
const tokenOf = (item: ItemFields): string | undefined => known.tokenOf({ item });

describe("an item is known again", () => {
  it.each<[string, ItemFields, string]>([
    ["by the number in From", { from: '"Ada" [MOBILE:+12065550143]' }, sms.token],
    ["by a number that stands in the name, too", { from: '"14250001111" [MOBILE:+12065550143]' }, sms.token],
    ["by a number without country code", { from: "[MOBILE:2065550143]" }, sms.token],
    ["by a number with signs in it", { from: '"Ada" [MOBILE:+1 (206) 555-0143]' }, sms.token],
    ["by the marker, From replaced", { from: '"Alice" <alice@example.com>', body: { data: sms.text } }, sms.token],
    ["by the marker inside HTML", { body: { type: "2", data: `<p>river ${sms.marker}</p>` } }, sms.token],
    ["by the marker in a Subject made of the text", { subject: `river ${sms.marker}` }, sms.token],
    ["by the number in To, nothing else left", { to: "14255550199@MISSING_DOMAIN" }, sms.token],
    ["by the number in From, whatever stands in To", { from: "12065550143", to: "alice, +1 480 333 0199" }, sms.token],
    ["by the numbers, From and To confused and no text left", { from: "14255550199", to: "12065550143" }, sms.token],
    ["by the number in From, put into To as well", { from: "12065550143", to: "12065550143" }, sms.token],
    ["by the whole text", { from: "alice", body: { data: "The text of the case\r\n" } }, plainSms.token],
    ["by the Subject", { subject: email.token, from: "alice@example.com" }, email.token],
    ["by the Subject with something in front", { subject: `[external] ${email.token}` }, email.token],
    ["by the marker of an e-mail without Subject", { body: { data: email.text } }, email.token],
  ])("%s", (_name, item, token) => {
    expect(tokenOf(item)).toBe(token);
  });

  it.each<[string, ItemFields]>([
    ["another number", { from: '"Ada" [MOBILE:+12065550144]' }],
    ["a number of which ours is only a part", { from: "[MOBILE:120655501439]" }],
    [
      "our number on an item that an earlier run left behind",
      {
        from: '"Ada" [MOBILE:+12065550143]',
        body: { data: "something mkcccccccccccc" },
      },
    ],
    [
      "our sender beside the marker of another, where ours has none",
      { from: "13035550101", body: { data: "mkcccccccccccc" } },
    ],
    ["our sender on an SMS to a number drawn for another", { from: "12065550143", to: "[MOBILE:+13105550107]" }],
    ["our recipient on an SMS from a number drawn for another", { from: "[MOBILE:+13105550107]", to: "14255550199" }],
    ["another text", { from: "alice", body: { data: "The text of the case, and more" } }],
    ["nothing at all", {}],
  ])("but not by %s", (_name, item) => {
    expect(tokenOf(item)).toBeUndefined();
  });

  it("and not by a text that is too short to tell", () => {
    const shortText = identities({ token: "13035550101", class: "SMS", text: "yes" });
    expect(shortText.tokenOf({ item: { body: { data: "yes" } } })).toBeUndefined();
  });
});

it("an SMS that comes back as an e-mail counts as the SMS that it was seeded as", () => {
  const disguised: ItemFields = { to: "14255550199@MISSING_DOMAIN", from: "Alice", messageClass: "IPM.Note" };
  const real: ItemFields = { subject: email.token };
  const others: ItemFields = { subject: "lunch?" };
  expect(known.tokensAmong([{ item: disguised }, { item: others }, { item: real }])).toEqual({
    sms: [sms.token],
    email: [email.token],
  });
});

it("an item shown twice is counted twice", () => {
  const twice = [{ item: { from: sms.token } }, { item: { from: sms.token } }];
  expect(known.tokensAmong(twice).sms).toEqual([sms.token, sms.token]);
});

it("finds the digits of a number however they are set", () => {
  const digits = fc.stringMatching(/^\d{10,11}$/);
  const separator = fc.constantFrom("", " ", "-", ".", " (", ") ");
  fc.assert(
    fc.property(digits, fc.array(separator, { minLength: 11, maxLength: 11 }), (number, separators) => {
      const spelt = [...number].map((digit, index) => (index === 0 ? digit : `${separators[index]}${digit}`)).join("");
      expect(numbersIn(`"Name" [MOBILE:+${spelt}]`)).toEqual([number]);
    }),
  );
});
