import { childElements, type Element, isOpaque, textOf } from "../wbxml/index.js";
import type { Exchange } from "./exchange.js";
import type { SchemaFault } from "./schemas/index.js";

/** Leaves that carry a name of the server's making: a client can but give it back as it came ([MS-ASCMD] 2.2.3). */
const names: ReadonlySet<string> = new Set([
  "CollectionId",
  "ConversationId",
  "ConversationIndex",
  "DstFldId",
  "DstMsgId",
  "FileReference",
  "Id",
  "LongId",
  "ParentId",
  "PolicyKey",
  "ServerId",
  "SrcFldId",
  "SrcMsgId",
  "SyncKey",
]);

/**
 * What a target gave to be given back. That such a value is too long, empty or no number is its breach, which is judged in
 * the answer that brought it, and never that of the client which echoes it.
 */
export class Echoes {
  readonly #values = new Set<string>();

  constructor(exchanges: Iterable<Exchange> = []) {
    for (const exchange of exchanges) this.learn(exchange);
  }

  learn({ response }: Exchange): void {
    if (response?.document !== undefined) this.#read(response.document);
  }

  /** Was this very value given, under whatever of those names? */
  has(value: string): boolean {
    return this.#values.has(value);
  }

  /** Is the fault one of a value alone, in a leaf that repeats what was given? */
  excuse({ code, element }: SchemaFault): boolean {
    if (code !== "wrong-value" && code !== "wrong-content") return false;
    return isName(element) && this.#values.has(contentOf(element));
  }

  #read(element: Element): void {
    if (isName(element)) this.#values.add(contentOf(element));
    for (const inner of childElements(element)) this.#read(inner);
  }
}

function isName(element: Element | undefined): element is Element {
  return element !== undefined && names.has(element.tag) && childElements(element).length === 0;
}

function contentOf(element: Element): string {
  const bytes = (element.content ?? []).filter(isOpaque).map(({ opaque }) => Buffer.from(opaque).toString("hex"));
  return bytes.length === 0 ? textOf(element) : `${textOf(element)}\0${bytes.join("")}`;
}
