import { type Content, type Element, isElement } from "../../wbxml/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/** Mutants of this project that change only what is told of a server, and one that hides what it speaks. */
export const extraTold: readonly ExtraEntry[] = [
  described(
    "The word on an Add ends with its Class.",
    mutant(
      "X-response-order",
      ({ wire: { document } }) => ({ wire: { document: (root) => convertTree(document(root), withClassLast) } }),
      { shows: "inform" },
    ),
  ),
  described(
    "The Change or Delete of an item that does not exist is answered as a wrong item, not as none.",
    mutant("X-unknown-item-wrong", { commands: { unknownItem: () => "6" } }, { shows: "inform" }),
  ),
  described(
    "A Change or Delete with a Class is refused.",
    mutant("X-class-in-edit-refused", { commands: { admitsClassInEdit: () => false } }, { shows: "inform" }),
  ),
  described(
    "OPTIONS speaks of versions without SMS only, whatever the server speaks.",
    mutant("X-versions-unsaid", { service: { versions: () => ["2.5", "12.0", "12.1"] } }),
  ),
];

function withClassLast(source: Element): Element[] {
  if (source.tag !== "Responses" || source.content === null) return [source];
  const isClass = (one: Content) => isElement(one) && one.tag === "Class";
  const reordered = (word: Element): Element => {
    const content = word.content ?? [];
    return { ...word, content: [...content.filter((one) => !isClass(one)), ...content.filter(isClass)] };
  };
  return [{ ...source, content: source.content.map((one) => (isElement(one) ? reordered(one) : one)) }];
}
