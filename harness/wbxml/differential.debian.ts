import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { body } from "./by-hand.testkit.js";
import { anyDocument, everyTag } from "./documents.testkit.js";
import {
  type Content,
  codePages,
  decode,
  diagnose,
  type Element,
  element,
  encode,
  fromXml,
  isElement,
  isXmlText,
  legacyTags,
  qualifiedName,
  toXml,
  WbxmlXmlError,
} from "./index.js";
import { type Differences, LibwbxmlNotation, wbxml2xml, xml2wbxml } from "./libwbxml.testkit.js";

// Holds the codec against libwbxml, which others wrote. Needs the Debian package libwbxml2-utils; `npm run test:debian`.

const vectors = new URL("../../vectors/", import.meta.url);

function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, vectors), "utf8"));
}

const differences = json("wbxml-tables/libwbxml-differences.json") as Differences;
const notation = new LibwbxmlNotation(differences);
const used = new Set<string>();

/** Why the two take this document differently; undefined when they agree. */
function disagreement(bytes: Uint8Array): { ours: string; theirs: string; detail: string } | undefined {
  const { root, faults } = diagnose(bytes);
  const ours = faults[0]?.code ?? "accepts";
  const result = wbxml2xml(bytes);
  if (result.kind === "crashed") return { ours, theirs: "crashes", detail: result.why };
  if (result.kind === "refused")
    return ours === "accepts" ? { ours, theirs: "refuses", detail: result.why } : undefined;
  if (ours !== "accepts" || root === undefined) return { ours, theirs: "accepts", detail: result.bytes.toString() };
  const expected = notation.print(root);
  if (expected.equals(result.bytes)) return undefined;
  return { ours, theirs: "reads otherwise", detail: `${result.bytes.toString()}, not ${expected.toString()}` };
}

/** The disagreements over these documents that no entry explains, as text. */
function unexplained(documents: Iterable<readonly [name: string, bytes: Uint8Array]>): string[] {
  const found: string[] = [];
  for (const [name, bytes] of documents) {
    const difference = disagreement(bytes);
    if (difference === undefined) continue;
    const entry = differences.decoding.find(
      ({ ours, theirs }) => ours === difference.ours && theirs === difference.theirs,
    );
    if (entry === undefined) {
      const shown = Buffer.from(bytes.subarray(0, 80)).toString("hex");
      found.push(
        `${name} (${shown}): ours ${difference.ours}, libwbxml ${difference.theirs}: ${difference.detail.slice(0, 300)}`,
      );
    } else used.add(`decoding ${entry.id}`);
  }
  return found;
}

const sms = element(
  0,
  "Sync",
  element(0, "SyncKey", "1"),
  element(
    0,
    "Add",
    element(0, "ServerId", "5:1"),
    element(
      0,
      "ApplicationData",
      element(2, "Read", "1"),
      element(17, "Body", element(17, "Data", "a é")),
      element(22, "ConversationId", { opaque: Uint8Array.of(1, 2, 3) }),
    ),
    element(0, "MoreAvailable"),
  ),
);

/**
 * Leaves out of a document what libwbxml reads differently whatever the rest is: below a tag that it does not know it
 * loses namespaces, and an element called Data is printed as SyncML data in some places. Each is compared for itself.
 */
function inCommon(node: Element): Element {
  const isUnknown = differences.unknownTags.tags.includes(qualifiedName(node.page, node.tag));
  const content = node.content?.map((item): Content => (isElement(item) ? inCommon(item) : item)) ?? null;
  return isUnknown || node.tag === "Data"
    ? { page: 0, tag: "Add", content }
    : { page: node.page, tag: node.tag, content };
}

const randomDocuments = fc.sample(anyDocument, { numRuns: 300, seed: 20240506 }).map(inCommon);

describe("decoding", () => {
  it("every tag of every page is the same token to both", () => {
    const documents = everyTag.map(
      ([page, tag]) => [qualifiedName(page, tag), encode(element(page, tag, "a"))] as const,
    );
    expect(unexplained(documents)).toEqual([]);
  });

  it("tokens that no page defines: those of older implementations, and the first and last free one of each page", () => {
    const free = codePages.flatMap(({ page, names }) => {
      const tokens = Array.from({ length: 59 }, (_, index) => index + 5).filter((token) => !names.has(token));
      return [tokens.at(0), tokens.at(-1)].flatMap((token) => (token === undefined ? [] : [{ page, token }]));
    });
    const documents = [...legacyTags, ...free].map(
      ({ page, token }) => [`page ${page}, token ${token}`, body(0x00, page, token)] as const,
    );
    expect(documents.length).toBe(46 + 2 * 26);
    expect(unexplained(documents)).toEqual([]);
  });

  it("the project's vectors", () => {
    const files = readdirSync(new URL("wbxml/", vectors)).map(
      (name) => json(`wbxml/${name}`) as { vectors: { id: string; hex: string }[] },
    );
    const documents = files.flatMap((file) =>
      file.vectors.map(({ id, hex }) => [id, Buffer.from(hex, "hex")] as const),
    );
    expect(documents.length).toBeGreaterThan(80);
    expect(unexplained(documents)).toEqual([]);
  });

  it("documents of any shape", () => {
    const documents = randomDocuments.map((tree, index) => [`document ${index}`, encode(tree)] as const);
    expect(unexplained(documents)).toEqual([]);
  });

  it("every prefix of a document", () => {
    const bytes = encode(sms);
    expect(unexplained(Array.from(bytes, (_, length) => [`${length} bytes`, bytes.subarray(0, length)]))).toEqual([]);
  });

  it("every byte of a document changed to what it might be", () => {
    const bytes = encode(sms);
    const values = [
      0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x0b, 0x11, 0x3f, 0x40, 0x43, 0x45, 0x4b, 0x80, 0x83, 0x84, 0xc0, 0xc3, 0xc5,
      0xff,
    ];
    const documents = [...bytes].flatMap((_, at) =>
      values.map((value) => {
        const changed = bytes.slice();
        changed[at] = value;
        return [`byte ${at} is ${value}`, changed] as const;
      }),
    );
    expect(unexplained(documents)).toEqual([]);
  });

  it.each(differences.reading.map((entry) => [entry.id, entry] as const))("%s: still as explained", (_, entry) => {
    const root = decode(Buffer.from(entry.hex, "hex"));
    const result = wbxml2xml(Buffer.from(entry.hex, "hex"));
    expect(toXml(root, { opaque: "base64" })).toBe(entry.ours);
    expect(result.kind === "output" ? result.bytes.toString() : result).toBe(entry.theirs);
    expect(entry.theirs).not.toBe(notation.print(root).toString());
  });
});

/**
 * What both encoders can be asked for, and read the same: one value or elements, never both; text that an XML reader
 * gives back unchanged; opaque data in the tags that libwbxml holds to be binary, and only there.
 */
function comparable({ page, tag, content }: Element): Element {
  const isBinary = differences.binaryTags.tags.includes(qualifiedName(page, tag));
  const children = isBinary ? [] : (content ?? []).filter(isElement).map(comparable);
  const values = (content ?? []).filter((item) =>
    typeof item === "string"
      ? !isBinary && item !== "" && isXmlText(item) && !item.includes("\r")
      : !isElement(item) && isBinary && item.opaque.length > 0,
  );
  const kept = children.length > 0 ? children : values.slice(0, 1);
  return { page, tag, content: kept.length === 0 ? null : kept };
}

function oursOf(xml: string): string {
  try {
    return Buffer.from(encode(fromXml(xml))).toString("hex");
  } catch (error) {
    if (error instanceof WbxmlXmlError) return "refuses";
    throw error;
  }
}

function theirsOf(xml: string): string {
  const result = xml2wbxml(Buffer.from(xml));
  return result.kind === "output" ? result.bytes.toString("hex") : result.kind === "refused" ? "refuses" : "crashes";
}

describe("encoding", () => {
  it("documents of any shape become the same bytes", () => {
    let compared = 0;
    for (const tree of randomDocuments.map(comparable)) {
      const bytes = encode(tree);
      const result = xml2wbxml(notation.print(tree));
      expect(result.kind === "output" ? result.bytes.toString("hex") : result).toBe(Buffer.from(bytes).toString("hex"));
      compared += 1;
    }
    expect(compared).toBe(randomDocuments.length);
  });

  it.each(differences.encoding.map((entry) => [entry.id, entry] as const))("%s: still as explained", (_, entry) => {
    expect(entry.ours).not.toBe(entry.theirs);
    expect([oursOf(entry.xml), theirsOf(entry.xml)]).toEqual([entry.ours, entry.theirs]);
  });
});

describe("the explanations", () => {
  afterAll(() => {
    const unused = [
      ...notation.all().filter((entry) => !notation.used.has(entry)),
      ...differences.decoding.map(({ id }) => `decoding ${id}`).filter((entry) => !used.has(entry)),
    ];
    expect(unused).toEqual([]);
  });

  it("each say why", () => {
    const entries = [differences.names, differences.namespaces, differences.unknownTags, differences.binaryTags];
    for (const { why } of [...entries, ...differences.decoding, ...differences.encoding])
      expect(why.length).toBeGreaterThan(20);
  });
});
