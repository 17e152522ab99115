import fc from "fast-check";
import { expect, test } from "vitest";
import { codePage } from "../../harness/eas/index.js";
import { decode, diagnose, element, encode } from "../../harness/wbxml/index.js";
import { type BrokenText, brokenText, savedBroken, toldBroken, withBroken } from "./broken-bytes.js";

const document = (text: string) => encode(element(codePage.airSync, "Sync", element(codePage.email, "From", text)));
const broken = (form: BrokenText["form"], ...bytes: number[]): BrokenText => ({ place: "From", form, bytes });

test("bytes go in as they are, in each of the three forms", () => {
  const inForm = (form: BrokenText["form"], ...bytes: number[]) =>
    Buffer.from(withBroken(document('"HERE" [x]'), "HERE", broken(form, ...bytes))).toString("latin1");
  expect(inForm("string", 0xed, 0xa0, 0x80)).toContain('\x03"\xed\xa0\x80" [x]\0\x01');
  expect(inForm("opaque", 0x41, 0)).toContain('\xc3\x08"A\0" [x]\x01');
  expect(inForm("entity", 0, 0xff)).toContain('\x03"\0\x02\0\x02\x81\x7f\x03" [x]\0\x01');
});

test("where the placeholder is all there is, no empty string stays beside the entities", () => {
  const bytes = withBroken(document("HERE"), "HERE", broken("entity", 0));
  // Page 2, From with content, the entity, and the two ends.
  expect(Buffer.from(bytes).toString("hex")).toMatch(/00025802000101$/);
});

test("opaque data of more than 127 bytes has its length in two octets", () => {
  const bytes = withBroken(document("HERE"), "HERE", broken("opaque", ...Array.from({ length: 200 }, () => 0)));
  expect(decode(bytes).content).toMatchObject([{ content: [{ opaque: new Uint8Array(200) }] }]);
});

test("a document without the placeholder is an error of ours", () => {
  expect(() => withBroken(document("elsewhere"), "HERE", broken("string", 1))).toThrow("No string of the document");
});

test("what is drawn is saved and read again, and NUL is drawn in both forms and in each place", () => {
  const drawn = fc.sample(brokenText, { numRuns: 300, seed: 1 });
  for (const one of drawn) expect(savedBroken(JSON.parse(JSON.stringify(one)))).toEqual(one);
  const nul = drawn.filter(({ bytes }) => bytes.includes(0)).map(({ place, form }) => `${place} ${form}`);
  expect([...new Set(nul)].sort()).toEqual(
    ["Body", "From", "To"].flatMap((place) => [`${place} entity`, `${place} opaque`]),
  );
  const strings = drawn.filter(({ form }) => form === "string").map(({ place }) => place);
  expect([...new Set(strings)].sort()).toEqual(["Body", "From", "To"]);
  expect(savedBroken(broken("string", 0))).toBeUndefined();
  expect(savedBroken([1, 2])).toBeUndefined();
});

test("entities are what the diagnosis of our own decoder objects to", () => {
  const bytes = withBroken(document("HERE"), "HERE", broken("entity", 0));
  expect(diagnose(bytes).faults.map(({ code }) => code)).toContain("forbidden-token");
});

test("a reader is told where, how and what", () => {
  expect(toldBroken(broken("opaque", 0x41, 0))).toBe("in From, as opaque data, the bytes 41 00");
  expect(toldBroken(broken("entity", 0))).toBe("in From, as character entities, the bytes 00");
  expect(toldBroken(broken("string", 0xff))).toBe("in From, in a string, the bytes FF");
});
