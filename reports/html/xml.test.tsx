import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { decode, type Element, element, encode, toXml } from "../../harness/wbxml/index.js";
import { sampleRun } from "../testing/sample.js";
import { markedElement, PlainXml, XmlView } from "./xml.js";

function textOf(html: string): string {
  return html
    .replace(/<span class="unseen">[^<]*<\/span>/g, "")
    .replace(/<\/(?:span|mark)>(?=<(?:span|mark) class="line)/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

function render(document: Element, mark?: { start: number; end: number }): string {
  return renderToString(<XmlView document={document} mark={mark} label="XML" />);
}

it("prints what the codec prints", () => {
  const documents = sampleRun().exchanges.flatMap(({ request, response }) => [
    ...(request.document === undefined ? [] : [request.document]),
    ...(response?.document === undefined ? [] : [response.document]),
  ]);
  expect(documents.length).toBeGreaterThan(8);
  for (const document of documents) expect(textOf(render(document))).toBe(toXml(document, { indent: 2 }));
});

const tree = decode(
  encode(
    element(
      0,
      "Sync",
      element(0, "Collections", element(0, "Collection", element(0, "SyncKey", "1"), element(0, "Status", "4"))),
    ),
  ),
);

function marked(html: string): string {
  return textOf([...html.matchAll(/<mark [^>]*>(.*?)<\/mark>/g)].map(([, inner]) => inner).join("\n"));
}

function find(parent: Element, tag: string): Element {
  const pending = [parent];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.tag === tag) return next;
    for (const item of next.content ?? []) if (typeof item === "object" && "tag" in item) pending.push(item);
  }
  throw new Error(`no ${tag}`);
}

it("marks the element of the bytes, and says so to whoever hears it", () => {
  const { start = -1, end = -1 } = find(tree, "Status");
  const html = render(tree, { start, end });
  expect(marked(html)).toBe("      <Status>4</Status>");
  expect(html).toContain('<span class="unseen">marked: </span>');
});

it("finds the innermost element around bytes that are a part of one", () => {
  const status = find(tree, "Status");
  const { start = -1 } = status;
  expect(markedElement(tree, { start: start + 1, end: start + 2 })).toBe(status);
  expect(markedElement(tree, { start: 4, end: 5 })).toBe(tree);
});

it("points at nothing when the bytes are outside the document", () => {
  expect(markedElement(tree, { start: 4_000, end: 4_001 })).toBeUndefined();
  expect(render(tree, { start: 4_000, end: 4_001 })).not.toContain("<mark");
});

it("cuts a long document to its head, its end and the mark", () => {
  const adds = Array.from({ length: 2_000 }, (_, number) => element(0, "ServerId", String(number)));
  const long = decode(encode(element(0, "Commands", ...adds)));
  const wanted = (long.content ?? [])[1_500];
  if (wanted === undefined || typeof wanted !== "object" || !("tag" in wanted)) throw new Error("no such element");
  const { start = -1, end = -1 } = wanted;
  const html = render(long, { start, end });
  expect(marked(html)).toContain("<ServerId>1500</ServerId>");
  expect(html).toMatch(/… 1,4\d\d lines, see exchanges\.ndjson/);
  expect(html.length).toBeLessThan(10_000);
});

it("cuts a long text and writes unseen characters by their codes", () => {
  const html = render(element(17, "Data", `a\u202eb\r\n${"x".repeat(5_000)}`));
  expect(html).toContain('<span class="code-point">U+202E</span>');
  expect(html).toContain('<span class="code-point">U+000D</span>');
  expect(html).toContain("4,405 more characters");
});

it("shows opaque data as bytes", () => {
  const html = render(element(22, "ConversationId", { opaque: new Uint8Array([0, 255, 16]) }));
  expect(textOf(html)).toContain("<!-- 3 bytes opaque: 00 ff 10 -->");
});

it("prints bare XML without a tag of its own, cut in lines and in length", () => {
  const adds = Array.from({ length: 200 }, (_, number) => element(0, "ServerId", `<${number}>`.padEnd(700, "x")));
  const html = renderToString(<PlainXml document={element(0, "Commands", ...adds)} label="XML" />);
  expect([...html.matchAll(/<[a-z]+/g)].map(([tag]) => tag)).toEqual(["<pre", "<span"]);
  expect(html).toContain("&amp;lt;7&amp;gt;");
  expect(html).toContain("… 42 lines, see exchanges.ndjson");
  expect(html.length).toBeLessThan(110_000);
});
