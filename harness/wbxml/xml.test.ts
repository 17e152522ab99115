import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBytes, anyDocument } from "./documents.testkit.js";
import {
  type Content,
  diagnose,
  type Element,
  element,
  fromXml,
  isElement,
  isXmlText,
  MARKER_NAMESPACE,
  toXml,
  WbxmlXmlError,
} from "./index.js";

/** What XML can hold of a tree: strings that stand together are one, and an empty one is none. */
function asXmlHoldsIt({ page, tag, content }: Element): Element {
  const held: Content[] = [];
  for (const item of content ?? []) {
    const last = held.at(-1);
    if (typeof item !== "string") held.push(isElement(item) ? asXmlHoldsIt(item) : item);
    else if (typeof last === "string") held[held.length - 1] = last + item;
    else if (item !== "") held.push(item);
  }
  return { page, tag, content: content === null ? null : held };
}

function refusal(xml: string): [code: string, line: number, column: number] | undefined {
  try {
    fromXml(xml);
    return undefined;
  } catch (error) {
    if (!(error instanceof WbxmlXmlError)) throw error;
    return [error.code, error.line, error.column];
  }
}

describe("toXml and fromXml", () => {
  it("fromXml ∘ toXml is the identity where XML 1.0 can hold the tree, however it is laid out", () => {
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 0, max: 4 }), (tree, indent) => {
        expect(fromXml(toXml(tree, { indent }))).toEqual(asXmlHoldsIt(tree));
      }),
      { numRuns: 300 },
    );
  });

  it("toXml holds only characters that XML allows, whatever the bytes were", () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const { root } = diagnose(bytes);
        if (root !== undefined) expect(isXmlText(toXml(root))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("fromXml reads any text into a tree or refuses it with a place inside it", () => {
    const pieces = fc.constantFrom(
      "<Sync",
      ' xmlns="AirSync"',
      ">",
      "/>",
      "</Sync>",
      "&amp;",
      "&#13;",
      "&",
      "<",
      "]]>",
      "<!--",
      "\n",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: "binary" })), { maxLength: 30, size: "max" }),
        (parts) => {
          const xml = parts.join("");
          const [, line, column] = refusal(xml) ?? ["", 1, 1];
          const lines = xml.split(/\r\n|\r|\n/);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("toXml", () => {
  const tree = element(
    0,
    "Sync",
    element(0, "GetChanges"),
    { page: 0, tag: "Supported", content: [] },
    element(17, "Body", element(17, "Data", "a<b&c>\r\n")),
    element(22, "ConversationId", { opaque: Uint8Array.of(1, 2, 3, 4) }),
  );

  it("declares a namespace where the code page changes", () => {
    expect(toXml(tree)).toBe(
      '<Sync xmlns="AirSync"><GetChanges/><Supported></Supported><Body xmlns="AirSyncBase"><Data>a&lt;b&amp;c&gt;&#13;\n</Data></Body>' +
        `<ConversationId xmlns="Email2"><Opaque xmlns="${MARKER_NAMESPACE}">AQIDBA==</Opaque></ConversationId></Sync>`,
    );
  });

  it("lays out elements on lines of their own, and values not", () => {
    expect(toXml(tree, { indent: 2, opaque: "base64" }).split("\n")).toEqual([
      '<Sync xmlns="AirSync">',
      "  <GetChanges/>",
      "  <Supported></Supported>",
      '  <Body xmlns="AirSyncBase">',
      "    <Data>a&lt;b&amp;c&gt;&#13;",
      "</Data>",
      "  </Body>",
      '  <ConversationId xmlns="Email2">AQIDBA==</ConversationId>',
      "</Sync>",
    ]);
  });

  it("writes characters that XML cannot hold as markers", () => {
    const marked = (code: string): string => `<Char xmlns="${MARKER_NAMESPACE}">${code}</Char>`;
    expect(toXml(element(0, "SyncKey", "a\u0001b\0c\ufffed\ud800"))).toBe(
      `<SyncKey xmlns="AirSync">a${marked("0001")}b${marked("0000")}c${marked("FFFE")}d${marked("D800")}</SyncKey>`,
    );
    expect(isXmlText("a\tb\r\n\u{10ffff}")).toBe(true);
    expect(isXmlText("a\u0001")).toBe(false);
  });

  it("encodes long opaque data in one piece", () => {
    const opaque = Uint8Array.from({ length: 20_000 }, (_, index) => index % 251);
    const base64 = Buffer.from(opaque).toString("base64");
    expect(toXml(element(22, "ConversationId", { opaque }), { opaque: "base64" })).toContain(`>${base64}<`);
  });
});

describe("fromXml", () => {
  it("takes a declaration, layout, single quotes, references and other tools' namespaces", () => {
    const xml = `\ufeff<?xml version="1.0" encoding="utf-8"?>
      <Sync xmlns='AirSync:'>\r\n  <SyncKey >a&#65;&#x1F600;&lt;&quot;&apos;&amp;</SyncKey>
        <DisplayName xmlns="Gal"> x\r\ny </DisplayName><GetChanges />
      </Sync>\n`;
    expect(fromXml(xml)).toEqual(
      element(
        0,
        "Sync",
        element(0, "SyncKey", "aA😀<\"'&"),
        element(16, "DisplayName", " x\ny "),
        element(0, "GetChanges"),
      ),
    );
  });

  it.each([
    ["an attribute", '<Sync xmlns="AirSync">\n <Add id="1"/></Sync>', ["attribute", 2, 7]],
    ["a prefix declaration", '<Sync xmlns:a="AirSync"/>', ["attribute", 1, 7]],
    ["a prefix", '<a:Sync xmlns="AirSync"/>', ["forbidden-construct", 1, 3]],
    ["a comment", '<Sync xmlns="AirSync"><!-- x --></Sync>', ["forbidden-construct", 1, 23]],
    ["a processing instruction", '<?php x?><Sync xmlns="AirSync"/>', ["forbidden-construct", 1, 1]],
    ["CDATA", '<Sync xmlns="AirSync"><![CDATA[x]]></Sync>', ["forbidden-construct", 1, 23]],
    ["a DTD", '<!DOCTYPE Sync><Sync xmlns="AirSync"/>', ["forbidden-construct", 1, 1]],
    ["an entity of a DTD", '<Sync xmlns="AirSync">&x;</Sync>', ["forbidden-construct", 1, 23]],
    ["no namespace", "<Sync/>", ["unknown-namespace", 1, 1]],
    ["an unknown namespace", '<Sync xmlns="POOMMAIL"/>', ["unknown-namespace", 1, 1]],
    ["an unknown tag", '<Sync xmlns="AirSync">\r\n\t<Body/></Sync>', ["unknown-tag", 2, 2]],
    ["xmlns twice", '<Sync xmlns="AirSync" xmlns="Email"/>', ["not-well-formed", 1, 23]],
    ["crossed tags", '<Sync xmlns="AirSync"><Add></Sync></Add>', ["not-well-formed", 1, 28]],
    ["an unclosed element", '<Sync xmlns="AirSync"><Add>', ["not-well-formed", 1, 23]],
    ["an unclosed tag", '<Sync xmlns="AirSync"', ["not-well-formed", 1, 22]],
    ["an end tag alone", "</Sync>", ["not-well-formed", 1, 1]],
    ["two roots", '<Sync xmlns="AirSync"/><Sync xmlns="AirSync"/>', ["not-well-formed", 1, 24]],
    ["text around the root", 'x<Sync xmlns="AirSync"/>', ["not-well-formed", 1, 1]],
    ["nothing", "", ["not-well-formed", 1, 1]],
    ["a bare &", '<Sync xmlns="AirSync">a & b</Sync>', ["not-well-formed", 1, 25]],
    ["a bare ]]>", '<Sync xmlns="AirSync">a]]></Sync>', ["not-well-formed", 1, 24]],
    ["a control character", '<Sync xmlns="AirSync">a\u0001</Sync>', ["not-well-formed", 1, 24]],
    ["a reference to a control character", '<Sync xmlns="AirSync">&#1;</Sync>', ["not-well-formed", 1, 23]],
    ["a reference above U+10FFFF", '<Sync xmlns="AirSync">&#x110000;</Sync>', ["not-well-formed", 1, 23]],
    ["an unquoted value", "<Sync xmlns=AirSync/>", ["not-well-formed", 1, 13]],
    [
      "a marker with an element in it",
      `<Sync xmlns="AirSync"><Opaque xmlns="${MARKER_NAMESPACE}"><A/></Opaque></Sync>`,
      ["bad-marker", 1, 66],
    ],
    ["an unknown marker", `<Sync xmlns="AirSync"><A xmlns="${MARKER_NAMESPACE}"/></Sync>`, ["bad-marker", 1, 23]],
    [
      "a marker that is no base64",
      `<Sync xmlns="AirSync"><Opaque xmlns="${MARKER_NAMESPACE}">a</Opaque></Sync>`,
      ["bad-marker", 1, 23],
    ],
    ["a marker as root", `<Opaque xmlns="${MARKER_NAMESPACE}"/>`, ["unknown-namespace", 1, 1]],
  ])("refuses %s and says where", (_, xml, expected) => {
    expect(refusal(xml)).toEqual(expected);
  });

  it("reads long documents in one pass", () => {
    const xml = `<Sync xmlns="AirSync">${"&lt;<Add/>".repeat(200_000)}</Sync>`;
    expect(fromXml(xml).content).toHaveLength(400_000);
  });
});
