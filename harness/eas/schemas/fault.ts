import { childElements, type Element, isElement, isOpaque } from "../../wbxml/index.js";
import { protocolVersions } from "../protocol-version.js";
import { elementToJson, type Located, locate, nameOf } from "./json-form.js";
import type { Only } from "./schema.js";
import { firstOutOfOrder, type Violation } from "./validator.js";

/** What kind of departure it is; stable. */
export type SchemaFaultCode =
  /** The document is not one of this command. */
  | "wrong-root"
  /** No code page defines the element. */
  | "undefined-element"
  /** The element does not belong into its parent. */
  | "unexpected-element"
  | "missing-element"
  | "repeated-element"
  /** Children out of their order; requests only. */
  | "wrong-order"
  /** Two elements that exclude each other. */
  | "exclusive-elements"
  /** Text, opaque data or children in an element that holds something else. */
  | "wrong-content"
  | "wrong-value"
  /** The element does not exist in this protocol version, or not here. */
  | "wrong-version";

/** A departure from the schema of a command. */
export interface SchemaFault {
  readonly code: SchemaFaultCode;
  /** Path of the element concerned, e.g. "Sync/Collections/Collection/Commands/Add/To"; of the parent if something is missing. */
  readonly path: string;
  /** The element at `path`; its offsets give the bytes. */
  readonly element?: Element;
  /** Plain words. */
  readonly expected: string;
  readonly found: string;
  /** Section that rules it, e.g. "[MS-ASCMD] 2.2.3.7.2". */
  readonly section: string;
}

/** A fault, or something tolerated that is worth a remark. */
export interface Judged {
  readonly fault: SchemaFault;
  readonly tolerated: boolean;
}

type Say = Pick<SchemaFault, "code" | "expected" | "found">;

/** What a violation of the schema means, or nothing when it is none in this protocol version. */
export function judge(root: Element, violation: Violation, version: string): Judged | undefined {
  // A list of children's names where no children belong: the children themselves are reported.
  if (violation.params.additionalProperty === "#order") return undefined;
  const only = violation.keyword === "only" ? readOnly(violation.value) : undefined;
  if (only !== undefined && belongs(only, version)) return undefined;
  const located = locate(root, violation.pointer);
  const { say, chain } = explain(violation, located, only);
  const fault = { ...say, ...placed(chain), section: wordOf(violation, "section") ?? "[MS-ASCMD] 6" };
  return { fault, tolerated: only?.tolerated === true };
}

/** A fault about an element and the way to it. */
export function faultAt(chain: readonly Element[], say: Say, section: string): SchemaFault {
  return { ...say, ...placed(chain), section };
}

function explain(
  violation: Violation,
  located: Located,
  only: Only | undefined,
): { say: Say; chain: readonly Element[] } {
  const { chain, list } = located;
  const parent = chain.at(-1);
  const member = violation.pointer.split("/").at(-1) ?? "";
  const inList = (index: number) => (list?.[index] === undefined ? chain : [...chain, list[index]]);
  switch (violation.keyword) {
    case "additionalProperties":
      return unexpected(violation, chain);
    case "required":
      return missing(violation, chain);
    case "minProperties":
      return { say: { code: "missing-element", expected: `a child in ${tagOf(parent)}`, found: "none" }, chain };
    case "atLeastOneOf":
      return {
        say: {
          code: "missing-element",
          expected: `${words(violation.value, "or")} in ${tagOf(parent)}`,
          found: "neither",
        },
        chain,
      };
    case "exclusive":
      return {
        say: { code: "exclusive-elements", expected: `${words(violation.value, "or")}, not both`, found: "both" },
        chain,
      };
    case "maxItems": {
      const most = Number(violation.value);
      const expected = `at most ${most} ${member} in ${tagOf(parent)}`;
      return { say: { code: "repeated-element", expected, found: `${list?.length ?? 0}` }, chain: inList(most) };
    }
    case "ordered":
      return outOfOrder(violation, chain);
    case "only":
      return {
        say: { code: "wrong-version", expected: only?.why ?? "", found: `${member} in ${tagOf(parent)}` },
        chain: inList(0),
      };
    case "false schema":
      return {
        say: { code: "wrong-content", expected: `no text in ${tagOf(parent)}`, found: contentOf(parent, member) },
        chain,
      };
    default: {
      const expected = wordOf(violation, "expected") ?? "another value";
      return {
        say: { code: "wrong-value", expected: `${expected} in ${tagOf(parent)}`, found: contentOf(parent) },
        chain,
      };
    }
  }
}

function unexpected(violation: Violation, chain: readonly Element[]): { say: Say; chain: readonly Element[] } {
  const parent = chain.at(-1);
  const name = String(violation.params.additionalProperty);
  const allowed = allowedNames(violation);
  const holdsNothing = allowed.length === 0;
  const expected = wordOf(violation, "expected") ?? (holdsNothing ? "no content" : `only ${allowed.join(", ")}`);
  if (name.startsWith("#")) {
    return {
      say: { code: "wrong-content", expected: `${expected} in ${tagOf(parent)}`, found: contentOf(parent, name) },
      chain,
    };
  }
  const strangers = parent === undefined ? [] : childElements(parent).filter((child) => nameOf(child) === name);
  const found = strangers.length > 1 ? `${name}, ${strangers.length} times` : name;
  const first = strangers[0];
  // A leaf with children is another matter than a stranger among children: "elements have no child elements".
  const code = holdsNothing ? "wrong-content" : "unexpected-element";
  return {
    say: { code, expected: `${expected} in ${tagOf(parent)}`, found },
    chain: first === undefined ? chain : [...chain, first],
  };
}

function missing(violation: Violation, chain: readonly Element[]): { say: Say; chain: readonly Element[] } {
  const parent = chain.at(-1);
  const name = String(violation.params.missingProperty);
  if (name.startsWith("#")) {
    const expected = `${wordOf(violation, "expected") ?? "content"} in ${tagOf(parent)}`;
    const code =
      childElements(parent ?? emptyElement).length > 0 || contentOf(parent) !== "nothing"
        ? "wrong-content"
        : "wrong-value";
    return { say: { code, expected, found: contentOf(parent) }, chain };
  }
  return { say: { code: "missing-element", expected: `${name} in ${tagOf(parent)}`, found: "none" }, chain };
}

const emptyElement: Element = { page: 0, tag: "", content: null };

function outOfOrder(violation: Violation, chain: readonly Element[]): { say: Say; chain: readonly Element[] } {
  const parent = chain.at(-1) ?? emptyElement;
  const names = Array.isArray(violation.value) ? violation.value.map(String) : [];
  const position = firstOutOfOrder(names, elementToJson(parent));
  const child = position === undefined ? undefined : childElements(parent)[position];
  const present = childElements(parent).map(nameOf);
  const expected = `the order ${names.filter((name) => present.includes(name)).join(", ")} in ${tagOf(parent)}`;
  const say: Say = { code: "wrong-order", expected, found: present.join(", ") };
  return { say, chain: child === undefined ? chain : [...chain, child] };
}

/** A version that the harness does not speak is not held against the list of versions. */
function belongs(only: Only, version: string): boolean {
  const at = (protocolVersions as readonly string[]).indexOf(version);
  if (at < 0) return !only.tolerated;
  if (only.since === undefined && only.until === undefined) return false;
  const from = only.since === undefined ? 0 : protocolVersions.indexOf(only.since);
  const to = only.until === undefined ? protocolVersions.length : protocolVersions.indexOf(only.until);
  return at >= from && at <= to;
}

function readOnly(value: unknown): Only {
  return typeof value === "object" && value !== null && "why" in value ? (value as Only) : { why: "" };
}

function wordOf(violation: Violation, keyword: "section" | "expected"): string | undefined {
  const word = violation.schema[keyword];
  return typeof word === "string" ? word : undefined;
}

/** Names of the children that the schema lists. */
function allowedNames(violation: Violation): string[] {
  const { properties } = violation.schema;
  if (typeof properties !== "object" || properties === null) return [];
  return Object.keys(properties).filter((name) => !name.startsWith("#"));
}

function words(names: unknown, link: string): string {
  return Array.isArray(names) ? names.map(String).join(` ${link} `) : "";
}

function tagOf(source: Element | undefined): string {
  return source === undefined ? "the document" : source.tag;
}

/** What stands in an element (or what of its content is meant: "#text", "#opaque"), short enough for a sentence. */
function contentOf(source: Element | undefined, member?: string): string {
  const content = source?.content ?? [];
  const children = content.filter(isElement);
  if (children.length > 0 && member === undefined) return children.map(nameOf).join(", ");
  const opaque = content.filter(isOpaque);
  if (opaque.length > 0 && member !== "#text") {
    return `${opaque.reduce((sum, part) => sum + part.opaque.length, 0)} bytes of opaque data`;
  }
  const text = content.filter((part) => typeof part === "string").join("");
  return text === "" ? "nothing" : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function placed(chain: readonly Element[]): Pick<SchemaFault, "path" | "element"> {
  const last = chain.at(-1);
  return { path: chain.map((one) => one.tag).join("/"), ...(last === undefined ? {} : { element: last }) };
}
