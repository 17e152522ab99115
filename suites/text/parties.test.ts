import fc from "fast-check";
import { expect, test } from "vitest";
import { isDateTime, parseSmsAddresses } from "../../harness/eas/index.js";
import { anyDate, writtenDate } from "./dates.js";
import { anyParty, anyRecipients, separators, writtenParty, writtenRecipients } from "./parties.js";

const token = "12065550100";

test("every sender that is drawn has the form of the document, with its number and name", () => {
  fc.assert(
    fc.property(anyParty(), (party) => {
      const [read, ...others] = parseSmsAddresses(writtenParty(party, token));
      expect(others).toEqual([]);
      expect(read).toMatchObject({ departures: [], form: "square" });
      expect(read?.number.replace(/\D/g, "")).toBe(token);
      expect(read?.name ?? "").toBe(party.name);
    }),
    { numRuns: 300 },
  );
});

test("recipients can be told apart, whatever their names and the separator are", () => {
  fc.assert(
    fc.property(anyRecipients(), fc.constantFrom(...separators), (parties, separator) => {
      const read = parseSmsAddresses(writtenRecipients(parties, separator));
      expect(read.map(({ name = "" }) => name)).toEqual(parties.map(({ name }) => name));
      expect(new Set(read.map(({ number }) => number.replace(/\D/g, ""))).size).toBe(parties.length);
    }),
    { numRuns: 200 },
  );
});

test("dates are dateTimes of the past", () => {
  const now = Date.parse("2026-01-01T00:00:00.000Z");
  fc.assert(
    fc.property(anyDate, (date) => {
      const written = writtenDate(date, now);
      expect(isDateTime(written)).toBe(true);
      expect(Date.parse(written)).toBeLessThanOrEqual(now);
    }),
  );
  expect(writtenDate(1500, now)).toBe("2025-12-31T23:59:58.500Z");
});
