import fc from "fast-check";
import { codePages } from "./code-pages.js";
import type { Content, Element } from "./tree.js";

/** Every tag of every page: 608 identities. */
export const everyTag: readonly (readonly [page: number, tag: string])[] = codePages.flatMap((page) =>
  [...page.tags.keys()].map((tag) => [page.page, tag] as const),
);

const anyTag = fc.constantFrom(...everyTag);

/** Characters that codecs get wrong: controls, CR, U+FEFF, markup, white space, U+FFFD, four-byte characters. */
const awkward = fc.constantFrom(
  ..."\u0001\u001f\t\n\r\u0085\ufeff\ufffd\ufffe\uffff<>&\"' ]\u007f\u0080é€😀\u{10ffff}\u2028",
);

const character = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  awkward,
  fc.constantFrom(..."abcdefgh 0123"),
);

/** Any text that a string can hold: everything but U+0000 and unpaired surrogates; mostly short, sometimes long. */
export const anyText = fc
  .oneof(
    { weight: 8, arbitrary: fc.array(character, { maxLength: 10, size: "max" }) },
    { weight: 1, arbitrary: fc.array(character, { maxLength: 120, size: "max" }) },
  )
  .map((characters) => characters.join("").replaceAll("\0", "0"));

export const anyOpaque = fc.uint8Array({ maxLength: 300, size: "max" }).map((opaque) => ({ opaque }));

type Instruction = readonly [page: number, tag: string] | "close" | Content;

/** One step of writing a document: begin or end an element, or put a value or an empty element in it. */
const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  { weight: 4, arbitrary: anyTag },
  { weight: 3, arbitrary: fc.constant("close" as const) },
  { weight: 3, arbitrary: anyText },
  { weight: 1, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: anyOpaque },
  { weight: 2, arbitrary: anyTag.map(([page, tag]) => ({ page, tag, content: null })) },
);

interface Draft {
  readonly page: number;
  readonly tag: string;
  readonly content: Content[];
}

function build(
  [page, tag]: readonly [number, string],
  instructions: readonly Instruction[],
  maxDepth: number,
): Element {
  const root: Draft = { page, tag, content: [] };
  const open = [root];
  for (const step of instructions) {
    const top = open.at(-1) ?? root;
    if (step === "close") {
      if (open.length > 1) open.pop();
    } else if (Array.isArray(step)) {
      const draft: Draft = { page: step[0], tag: step[1], content: [] };
      top.content.push(draft);
      if (open.length < maxDepth - 1) open.push(draft);
    } else {
      top.content.push(step as Content);
    }
  }
  return root;
}

/**
 * Any document that the code pages allow, up to 64 levels deep: all tags, text, opaque data, the three empty forms and
 * mixed content. Built from a flat list of steps, so that large documents are as likely as small ones and shrink well.
 */
export const anyDocument: fc.Arbitrary<Element> = fc.oneof(
  { weight: 1, arbitrary: anyTag.map(([page, tag]): Element => ({ page, tag, content: null })) },
  {
    weight: 40,
    arbitrary: fc
      .tuple(anyTag, fc.array(instruction, { maxLength: 200, size: "max" }))
      .map(([root, instructions]) => build(root, instructions, 64)),
  },
);

/** Small documents, for laws that look at every byte. */
export const smallDocument: fc.Arbitrary<Element> = fc
  .tuple(anyTag, fc.array(instruction, { maxLength: 8, size: "max" }))
  .map(([root, instructions]) => build(root, instructions, 8));

/** Bytes that look like WBXML more often than chance would have it. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 200, size: "max" }),
  fc
    .array(
      fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x00, 0x01, 0x03, 0x45, 0x4b, 0x05, 0xc3, 0x80)),
      {
        maxLength: 300,
        size: "max",
      },
    )
    .map((bytes) => Uint8Array.from([0x03, 0x01, 0x6a, 0x00, ...bytes])),
);

/** A tree without the offsets of its elements, for comparison. */
export function withoutOffsets(element: Element): Element {
  const { page, tag, content } = element;
  return {
    page,
    tag,
    content: content?.map((item) => (typeof item === "object" && "tag" in item ? withoutOffsets(item) : item)) ?? null,
  };
}
