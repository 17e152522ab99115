import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { body } from "./by-hand.testkit.js";
import { anyDocument } from "./documents.testkit.js";
import { codePages, decode, describeFault, diagnose, type Element, encode, walk } from "./index.js";

/** Bytes that break one rule and leave the rest of the document readable. Zero is replaced by an undefined token. */
const departures: readonly (readonly [code: string, bytes: readonly number[]])[] = [
  ["unknown-token", [0]],
  ["forbidden-token", [0x02, 0x20]],
  ["forbidden-token", [0x04, 0x01]],
  ["forbidden-token", [0x40, 0x78, 0x00]],
  ["forbidden-token", [0x43, 0x05, 0x01]],
  ["forbidden-token", [0x80, 0x81, 0x01]],
  ["forbidden-token", [0x83, 0x05]],
  ["forbidden-token", [0xc1]],
  ["forbidden-token", [0xc4, 0x01, 0x06, 0x01, 0x01]],
  ["invalid-utf8", [0x03, 0x61, 0xff, 0x62, 0x00]],
];

const undefinedTokens: readonly number[] = codePages.map(({ names }) => {
  const free = Array.from({ length: 59 }, (_, index) => index + 5).filter((token) => !names.has(token));
  return free[0] ?? Number.NaN;
});

function identities(root: Element): string[] {
  return [...walk(root)]
    .map((line) => line.at(-1))
    .flatMap((element) => (element ? [`${element.page}:${element.tag}`] : []));
}

describe("diagnose", () => {
  it("reports every departure that is planted, at its place, and still reads everything around it", () => {
    fc.assert(
      fc.property(
        anyDocument,
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...departures)), { maxLength: 12 }),
        (tree, plan) => {
          const clean = encode(tree);
          const root = decode(clean);
          const places = [...walk(root)].flatMap((line) =>
            line.filter((entry, index) => index === line.length - 1 && entry.content !== null),
          );
          if (places.length === 0) return;
          const planted = new Map(
            plan.map(([place, departure]) => [places[place % places.length] as Element, departure]),
          );
          const bytes: number[] = [];
          const expected: string[] = [];
          let copied = 0;
          for (const place of places) {
            const departure = planted.get(place);
            if (departure === undefined) continue;
            const from = (place.start ?? 0) + 1;
            bytes.push(...clean.subarray(copied, from));
            copied = from;
            // The page in force is that of the tag just read.
            const unit = departure[1].map((byte) =>
              departure[0] === "unknown-token" ? (undefinedTokens[place.page] ?? 0) : byte,
            );
            expected.push(`${departure[0]} at ${bytes.length + (departure[0] === "invalid-utf8" ? 2 : 0)}`);
            bytes.push(...unit);
          }
          bytes.push(...clean.subarray(copied));
          const diagnosis = diagnose(Uint8Array.from(bytes));
          expect(diagnosis.faults.map(({ code, offset }) => `${code} at ${offset}`)).toEqual(expected);
          const known =
            diagnosis.root === undefined ? [] : identities(diagnosis.root).filter((name) => !name.includes("-"));
          expect(known).toEqual(identities(root));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not read a text answer as WBXML", () => {
    const { root, faults } = diagnose(new TextEncoder().encode("<html><body>503 Service Unavailable</body></html>"));
    expect(root).toBeUndefined();
    expect(faults.map(describeFault)).toEqual([
      'unsupported-version at byte 0: expected 0x03 (WBXML 1.3), found 0x3C, no version of WBXML (the body begins with "<") ([MS-ASWBXML] 3; [WBXML 1.3] 5.4)',
    ]);
  });

  it("reports several header fields at once and reads the body", () => {
    const { root, faults } = diagnose(Uint8Array.of(0x02, 0x04, 0x03, 0x02, 0x61, 0x00, 0x45, 0x13, 0x01));
    expect(faults.map(({ code, offset }) => [code, offset])).toEqual([
      ["unsupported-version", 0],
      ["unsupported-public-id", 1],
      ["unsupported-charset", 2],
      ["string-table", 3],
    ]);
    expect(root?.tag).toBe("Sync");
  });

  it("names the token of an older implementation, and the page of another service", () => {
    const [legacy] = diagnose(body(0x00, 0x0e, 0x45, 0x12, 0x01)).faults;
    expect(legacy?.found).toBe("0x12, which is DocumentBrowseEnabled in older implementations");
    const [page] = diagnose(body(0x00, 0xfe, 0x45, 0x06, 0x01)).faults;
    expect(page?.found).toBe("254 (WindowsLive, which Outlook.com alone used)");
  });

  it("stops after the limit of faults and says so", () => {
    const { faults, root } = diagnose(body(0x45, 0xc0, 0xc0, 0xc0, 0x01), { maxFaults: 2 });
    expect(faults.map(({ code, offset }) => [code, offset])).toEqual([
      ["forbidden-token", 5],
      ["forbidden-token", 6],
      ["too-many-faults", 7],
    ]);
    expect(root).toMatchObject({ tag: "Sync", content: [] });
  });
});
