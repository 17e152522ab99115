import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatSmsAddress, parseSmsAddress, parseSmsAddresses, smsNumberDigits } from "./index.js";

const number = fc.stringMatching(/^[0-9+\-.() *#]{1,20}$/);
const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes('"'));

describe("an address of the grammar", () => {
  test("is read as it was written", () => {
    fc.assert(
      fc.property(fc.option(name, { nil: undefined }), number, (called, digits) => {
        expect(parseSmsAddress(formatSmsAddress(called, digits))).toEqual({
          ...(called === undefined ? {} : { name: called }),
          number: digits,
          form: "square",
          departures: [],
        });
      }),
    );
  });

  test.each([
    ['"14255550123" [MOBILE:+14255550123]', "14255550123"],
    ["[MOBILE:14255550123]", undefined],
    ['"" [MOBILE:14255550123]', undefined],
    ['"a, b; [MOBILE:1] <c>" [MOBILE:14255550123]', "a, b; [MOBILE:1] <c>"],
  ])("%s", (text, expected) => {
    const address = parseSmsAddress(text);
    expect(address).toMatchObject({ form: "square", departures: [] });
    expect(address.name).toBe(expected);
    expect(smsNumberDigits(text)).toBe("14255550123");
  });
});

describe("what departs is named, and read all the same", () => {
  test.each([
    ['"Ann" <MOBILE:15550100>', "Ann", "15550100", ["angle-brackets"]],
    ['"Ann" [mobile:15550100]', "Ann", "15550100", ["mobile-case"]],
    ["Ann [MOBILE:15550100]", "Ann", "15550100", ["unquoted-name"]],
    ['"Ann"[MOBILE:15550100]', "Ann", "15550100", ["spacing"]],
    ['"Ann"  [MOBILE:15550100]', "Ann", "15550100", ["spacing"]],
    [' "Ann" [MOBILE:15550100]', "Ann", "15550100", ["spacing"]],
    ["[MOBILE:15550100] ", undefined, "15550100", ["spacing"]],
    ["[MOBILE:15550100] x", undefined, "15550100", ["trailing-text"]],
    ['"Ann" [MOBILE:]', "Ann", "", ["empty-number"]],
    ['"Ann" [MOBILE:0x1]', "Ann", "0x1", ["number-character"]],
    ['"a"b" [MOBILE:15550100]', 'a"b', "15550100", []],
    ['"A" [MOBILE:1], "B" [MOBILE:2]', "A", "1", ["several-groups"]],
    ["15550100@example.com", "15550100@example.com", "", ["no-group"]],
    ["", undefined, "", ["no-group"]],
  ])("%j", (text, expected, digits, departures) => {
    const address = parseSmsAddress(text);
    expect([address.name, address.number, address.departures]).toEqual([expected, digits, departures]);
  });
});

describe("lists", () => {
  test("addresses are parted by ; or , with blanks or without", () => {
    const addresses = fc.array(fc.tuple(fc.option(name, { nil: undefined }), number), {
      minLength: 1,
      size: "max",
      maxLength: 10,
    });
    fc.assert(
      fc.property(addresses, fc.constantFrom(";", ",", "; ", " , "), (list, separator) => {
        const text = list.map(([called, digits]) => formatSmsAddress(called, digits)).join(separator);
        expect(parseSmsAddresses(text).map((address) => address.number)).toEqual(list.map(([, digits]) => digits));
        expect(parseSmsAddresses(text).flatMap((address) => address.departures)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test("an empty list has none, and addresses of e-mail are told from others", () => {
    expect(parseSmsAddresses(" ")).toEqual([]);
    expect(parseSmsAddresses('"a, b" <a@example.com>, [MOBILE:1]').map((address) => address.form)).toEqual([
      "none",
      "square",
    ]);
  });
});

describe("the identity of an item", () => {
  test("is the digits, however the number is written and whatever the name", () => {
    fc.assert(
      fc.property(name, number, (called, digits) => {
        expect(smsNumberDigits(formatSmsAddress(called, digits))).toBe(digits.replace(/\D/g, ""));
      }),
    );
    expect(smsNumberDigits("14255550143@MISSING_DOMAIN")).toBe("14255550143");
    expect(smsNumberDigits("+1 (425) 555-0143")).toBe("14255550143");
  });

  test("any text is read without throwing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', "[", "]", "<", ">", "MOBILE:", "1", " ", ";", "\n") }),
        (text) => {
          expect(parseSmsAddress(text).departures.length).toBeGreaterThanOrEqual(0);
          expect(smsNumberDigits(text)).toMatch(/^\d*$/);
        },
      ),
    );
  });
});
