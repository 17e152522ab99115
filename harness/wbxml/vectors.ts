import { decode, diagnose } from "./decode.js";
import { encode } from "./encode.js";
import { describeFault, WbxmlError } from "./faults.js";
import { fromXml } from "./from-xml.js";
import { toXml } from "./to-xml.js";
import { type Content, type Element, isElement, isOpaque } from "./tree.js";
import { readVectorFile, type Vector, type VectorFile } from "./vector-file.js";
import { WbxmlXmlError } from "./xml-scanner.js";

/** What a vector asks for. `policy`: the specifications leave it open, so any behaviour is right. */
export type VectorKind = "valid" | "malformed" | "policy";

/** How one vector came out. */
export interface VectorOutcome {
  readonly file: string;
  readonly id: string;
  readonly kind: VectorKind;
  /** False when the codec does something else than the vector asks for; always true for `policy`. */
  readonly agrees: boolean;
  /** What the codec did, or each thing that differs. */
  readonly details: readonly string[];
}

export interface VectorReport {
  readonly outcomes: readonly VectorOutcome[];
  readonly valid: number;
  readonly malformed: number;
  readonly policy: number;
  /** The outcomes that do not agree. */
  readonly differences: readonly VectorOutcome[];
}

/**
 * Holds the codec against vectors: a valid one must decode to its tree, print as its XML (where it has one) and, where
 * its bytes are canonical, encode to the same bytes; a malformed one must be refused; an open one is only reported.
 *
 * @throws {VectorFileError} when a file is no vector file
 */
export function checkVectors(files: readonly VectorFile[]): VectorReport {
  const outcomes = files.flatMap((file) => readVectorFile(file).map((vector) => check(file.name, vector)));
  const count = (kind: VectorKind): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  return {
    outcomes,
    valid: count("valid"),
    malformed: count("malformed"),
    policy: count("policy"),
    differences: outcomes.filter((outcome) => !outcome.agrees),
  };
}

function check(file: string, vector: Vector): VectorOutcome {
  const { id, kind } = vector;
  if (kind === "policy") return { file, id, kind, agrees: true, details: [behaviour(vector.bytes)] };
  const differences = kind === "valid" ? checkValid(vector) : checkMalformed(vector);
  const agrees = differences.length === 0;
  return { file, id, kind, agrees, details: agrees ? [behaviour(vector.bytes)] : differences };
}

/** "accepted" or the reason of the refusal. Any other error than the codec's own is a defect and passes through. */
function behaviour(bytes: Uint8Array): string {
  try {
    decode(bytes);
    const oddities = diagnose(bytes).oddities.map((oddity) => `${oddity.code} at byte ${oddity.offset}`);
    return oddities.length === 0 ? "accepted" : `accepted, noted: ${oddities.join(", ")}`;
  } catch (error) {
    if (error instanceof WbxmlError) return `refused: ${error.message}`;
    throw error;
  }
}

function checkMalformed(vector: Vector): string[] {
  const differences: string[] = [];
  if (!behaviour(vector.bytes).startsWith("refused")) differences.push("decoded, but must be refused");
  if (diagnose(vector.bytes).faults.length === 0) differences.push("the diagnosis finds no fault");
  return differences;
}

function checkValid({ bytes, tree, xml }: Vector): string[] {
  const { root, faults, oddities } = diagnose(bytes);
  const [fault] = faults;
  if (fault !== undefined) return [`refused, but is valid: ${describeFault(fault)}`];
  if (root === undefined || tree === undefined) return ["there is no tree to compare"];
  const differences: string[] = [];
  const difference = firstDifference(root, tree);
  if (difference !== undefined) differences.push(difference);
  if (xml !== undefined && !isSameXml(root, xml)) {
    differences.push(`XML: expected ${xml}, got ${toXml(root, { opaque: "base64" })}`);
  }
  if (oddities.length === 0) differences.push(...compareBytes(encode(root), bytes));
  return differences;
}

function compareBytes(encoded: Uint8Array, bytes: Uint8Array): string[] {
  const at = bytes.findIndex((byte, index) => encoded[index] !== byte);
  if (at < 0 && encoded.length === bytes.length) return [];
  return [`encodes to other bytes from byte ${at < 0 ? bytes.length : at} on, of ${bytes.length}`];
}

/** The vectors write opaque data as base64 text; how an empty element is written is a matter of taste in XML. */
function isSameXml(root: Element, xml: string): boolean {
  const printed = toXml(root, { opaque: "base64" });
  if (printed === xml) return true;
  try {
    return withoutEmptyForms(toXml(fromXml(printed))) === withoutEmptyForms(toXml(fromXml(xml)));
  } catch (error) {
    if (error instanceof WbxmlXmlError) return false;
    throw error;
  }
}

function withoutEmptyForms(xml: string): string {
  return xml.replace(/<(\w+)( xmlns="[^"]*")?><\/\1>/g, "<$1$2/>");
}

/** Where the two trees part, in words; undefined when they are equal. */
function firstDifference(actual: Element, expected: Element): string | undefined {
  const pairs: [Content | undefined, Content | undefined, string][] = [[actual, expected, ""]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [got, wanted, path] = pair;
    if (describe(got) !== describe(wanted)) {
      return `tree at ${path === "" ? "the root" : path}: expected ${describe(wanted)}, got ${describe(got)}`;
    }
    if (got === undefined || wanted === undefined || typeof got === "string" || typeof wanted === "string") continue;
    if (!isElement(got) || !isElement(wanted)) continue;
    const here = `${path}/${got.tag}`;
    const length = Math.max(got.content?.length ?? 0, wanted.content?.length ?? 0);
    for (let index = length - 1; index >= 0; index -= 1) {
      pairs.push([got.content?.[index], wanted.content?.[index], `${here}[${index}]`]);
    }
  }
  return undefined;
}

function describe(content: Content | undefined): string {
  if (content === undefined) return "nothing";
  if (typeof content === "string") return `the string ${JSON.stringify(content)}`;
  if (isOpaque(content))
    return `opaque ${Array.from(content.opaque, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return `<${content.tag}> of page ${content.page}${content.content === null ? " without content" : ""}`;
}
