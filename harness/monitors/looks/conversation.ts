import { codePage } from "../../eas/index.js";
import { child, type Element, isOpaque, textOf } from "../../wbxml/index.js";
import { isLeaf, type Look } from "./look.js";

const utf8 = new TextEncoder();
/** [MS-ASCON] 2.2.2.4: a header of five bytes, then five for each answer. */
const headerBytes = 5;

/** ConversationId and ConversationIndex, where they are: not empty, long enough, and bytes ([MS-ASMS] 2.2 and 4.3). */
export function* conversationLooks(data: Element): Iterable<Look> {
  const id = child(data, codePage.email2, "ConversationId");
  if (isLeaf(id)) {
    const at = { element: id, tags: "ConversationId" };
    const holds = sizeOf(id) > 0;
    const seen = holds ? "it is not" : "it is empty";
    yield { requirement: "ASMS-2.2-12", holds, expected: "ConversationId is not empty", seen, ...at };
    if (holds) yield opaque(id, "ConversationId");
  }
  const index = child(data, codePage.email2, "ConversationIndex");
  if (isLeaf(index)) {
    const at = { element: index, tags: "ConversationIndex" };
    const size = sizeOf(index);
    const expected = `ConversationIndex has ${headerBytes} bytes or more`;
    yield { requirement: "ASMS-2.2-13", holds: size >= headerBytes, expected, seen: describeSize(size), ...at };
    if (size > 0) yield opaque(index, "ConversationIndex");
  }
}

/** Is there a ConversationIndex long enough to be one? */
export function hasConversationIndex(data: Element): boolean {
  const index = child(data, codePage.email2, "ConversationIndex");
  return index !== undefined && sizeOf(index) >= headerBytes;
}

function opaque(element: Element, tags: string): Look {
  const holds = (element.content ?? []).every(isOpaque);
  const expected = `${tags} is opaque bytes on code page 22`;
  const seen = holds ? "it is" : `${tags} is a string`;
  return { requirement: "ASMS-4.3-7", holds, expected, seen, element, tags };
}

/** In bytes; a peer that writes it as a string is told so elsewhere. */
function sizeOf(element: Element): number {
  const bytes = (element.content ?? []).filter(isOpaque).reduce((sum, part) => sum + part.opaque.length, 0);
  return bytes === 0 ? utf8.encode(textOf(element)).length : bytes;
}

function describeSize(size: number): string {
  if (size < headerBytes) return `${size} bytes`;
  return size % headerBytes === 0 ? "five bytes, and five for each answer" : "more, and no multiple of five";
}
