import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkVectors, decode, diagnose, VectorFileError, WbxmlError } from "./index.js";

const folder = new URL("../../vectors/wbxml/", import.meta.url);

function file(name: string): { name: string; json: unknown } {
  return { name, json: JSON.parse(readFileSync(new URL(name, folder), "utf8")) };
}

function check(...vectors: object[]): string[] {
  return checkVectors([{ name: "f.json", json: { vectors } }]).differences.flatMap((outcome) => outcome.details);
}

const status = { page: 0, tag: "Status", content: ["1"] };
const valid = { id: "v", hex: "03016a004e03310001", tree: status, xml: '<Status xmlns="AirSync">1</Status>' };

describe("the project's vectors", () => {
  it("all agree with the codec", () => {
    const report = checkVectors(readdirSync(folder).sort().map(file));
    expect(report.differences).toEqual([]);
    expect([report.valid, report.malformed, report.policy]).toEqual([33, 46, 11]);
    expect(report.outcomes).toHaveLength(90);
  });

  it.each([
    ["bad-hdr-version-0x01", "unsupported-version", 0],
    ["bad-hdr-version-0x02", "unsupported-version", 0],
    ["bad-hdr-publicid-overlong", "unsupported-public-id", 1],
    ["bad-str-trailing-zero-bytes", "trailing-bytes", 7],
    ["bad-pg-unknown-unused-then-back", "unknown-page", 4],
    ["bad-pg-page-3-AirNotify", "unknown-token", 6],
    ["bad-tok-gap-page14-0x12", "unknown-token", 7],
    ["bad-utf8-split-across-STR_I", "invalid-utf8", 6],
    ["bad-op-len-overlong-80-04", "overlong-integer", 8],
    ["bad-op-len-overlong-80808004", "overlong-integer", 8],
    ["bad-op-in-container", undefined, undefined],
  ])("where the specifications do not decide, %s: %s", (id, code, offset) => {
    const entry = (file("policy.json").json as { vectors: { id: string; hex: string }[] }).vectors.find(
      (vector) => vector.id === id,
    );
    const bytes = Uint8Array.from(Buffer.from(entry?.hex ?? "", "hex"));
    const { faults, oddities } = diagnose(bytes);
    const [noted] = [...faults, ...oddities];
    expect([noted?.code, noted?.offset]).toEqual([code, offset]);
    if (faults.length > 0) expect(() => decode(bytes)).toThrow(WbxmlError);
    else expect(decode(bytes).content).toEqual([{ opaque: expect.any(Uint8Array) }]);
  });
});

describe("checkVectors", () => {
  it("passes a right vector, with or without XML", () => {
    expect(check(valid, { ...valid, id: "w", xml: null })).toEqual([]);
  });

  it("compares XML by what it says, not by how it is written", () => {
    const empty = { id: "e", hex: "03016a004553011301" };
    const tree = {
      page: 0,
      tag: "Sync",
      content: [
        { page: 0, tag: "GetChanges", content: [] },
        { page: 0, tag: "GetChanges", content: null },
      ],
    };
    expect(
      check({ ...empty, tree, xml: '<Sync xmlns="AirSync:">\n <GetChanges/> <GetChanges></GetChanges></Sync>' }),
    ).toEqual([]);
  });

  it.each([
    [
      "a tag",
      { tree: { ...status, tag: "SyncKey" } },
      "tree at the root: expected <SyncKey> of page 0, got <Status> of page 0",
    ],
    ["a page", { tree: { ...status, page: 7 } }, "tree at the root: expected <Status> of page 7"],
    [
      "a string",
      { tree: { ...status, content: ["2"] } },
      'tree at /Status[0]: expected the string "2", got the string "1"',
    ],
    [
      "string or opaque",
      { tree: { ...status, content: [{ opaque: "31" }] } },
      "tree at /Status[0]: expected opaque 31",
    ],
    ["runs", { tree: { ...status, content: ["1", ""] } }, 'tree at /Status[1]: expected the string "", got nothing'],
    ["an empty form", { tree: { ...status, content: [] } }, 'tree at /Status[0]: expected nothing, got the string "1"'],
    [
      "no content",
      { tree: { ...status, content: null } },
      "tree at the root: expected <Status> of page 0 without content",
    ],
    ["the XML", { xml: '<Status xmlns="AirSync">2</Status>' }, 'XML: expected <Status xmlns="AirSync">2</Status>, got'],
    ["XML that cannot be read", { xml: "<Status>" }, "XML: expected <Status>, got"],
    ["validity", { hex: "03016a004e033100" }, "refused, but is valid: truncated at byte 8"],
  ])("shows a difference in %s", (_, change, expected) => {
    const differences = check({ ...valid, ...change });
    expect(differences[0]).toContain(expected);
  });

  it("shows a malformed vector that is accepted", () => {
    expect(check({ id: "m", hex: valid.hex, expect: "reject" })).toEqual([
      "decoded, but must be refused",
      "the diagnosis finds no fault",
    ]);
  });

  it("reports and never fails what is open, with the behaviour", () => {
    const open = [
      { id: "p", hex: valid.hex, expect: "policy" },
      { id: "q", hex: "03", expect: "policy" },
      { id: "r", hex: "03016a004e0331000100", tree: status, strictness: "trailing bytes" },
    ];
    const { outcomes, differences } = checkVectors([{ name: "f", json: { vectors: open } }]);
    expect(differences).toEqual([]);
    expect(outcomes.map(({ kind, details }) => `${kind}: ${details[0]?.slice(0, 27)}`)).toEqual([
      "policy: accepted",
      "policy: refused: truncated at byte ",
      "policy: refused: trailing-bytes at ",
    ]);
  });

  it.each([
    ["no list", 7, 'f: expected an object with a list "vectors"'],
    ["no object", { vectors: [1] }, "f: vector 1: expected an object"],
    ["no id", { vectors: [valid, {}] }, 'f: vector 2: expected "id", a string'],
    ["no hex", { vectors: [{ id: "x" }] }, 'f: vector 1 (x): expected "hex", a string'],
    ["odd hex", { vectors: [{ ...valid, hex: "031" }] }, "f: vector 1 (v): expected hexadecimal byte pairs"],
    ["a wrong count", { vectors: [{ ...valid, bytes: 4 }] }, 'f: vector 1 (v): "bytes" says 4, but "hex" has 9'],
    ["odd XML", { vectors: [{ ...valid, xml: 1 }] }, 'expected "xml", a string or null'],
    [
      "nothing to expect",
      { vectors: [{ id: "x", hex: "" }] },
      'expected a "tree", or "expect" with "reject" or "policy"',
    ],
    ["an unknown expectation", { vectors: [{ ...valid, expect: "maybe" }] }, 'expected a "tree", or "expect"'],
    ["an unknown tag", { vectors: [{ ...valid, tree: { page: 0, tag: "A" } }] }, "page 0 has no tag A"],
    [
      "odd content",
      { vectors: [{ ...valid, tree: { ...status, content: "1" } }] },
      "expected the content of Status, null or a list",
    ],
    ["odd child", { vectors: [{ ...valid, tree: { ...status, content: [1] } }] }, "expected an element"],
  ])("refuses a file with %s in one sentence", (_, json, message) => {
    expect(() => checkVectors([{ name: "f", json }])).toThrow(VectorFileError);
    expect(() => checkVectors([{ name: "f", json }])).toThrow(message);
  });
});
