import type { BodyFault, Exchange, Mark } from "../eas/index.js";
import { hasSchema } from "../eas/index.js";
import { childElements, type Element } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { answers, broken, held, markAt } from "./observe.js";

/** Faults that leave no well-formed tree; all others break the binary form alone. */
const treeFaults = ["truncated", "outside-root", "end-without-element", "trailing-bytes", "invalid-utf8"];
/** Tokens without a meaning: in a document with a schema they are ORC-SCHEMA's, which knows the element around them. */
const vocabularyFaults = ["unknown-token", "unknown-page"];

const binary =
  "version 1.3, public id 1, UTF-8, no string table, no attributes, known tokens only ([MS-ASWBXML] 2.1.1)";
const wellFormed = "one root, balanced elements, valid UTF-8, and only characters that XML has";

/** Every body, byte by byte ([MS-ASMS] 1.4, 2.1, 2.2; [MS-ASWBXML]). */
export const wbxmlEncoding: Monitor = {
  id: "ORC-WBXML",
  section: "2.1",
  purpose: "Everything that the target sends decodes as ActiveSync WBXML without any departure, and is well-formed XML",
  requirements: ["ASMS-1.4-1", "ASMS-2.2-1"],
  judges: "server",
  *observe(session) {
    for (const { exchange, response } of answers(session)) {
      if (response.status !== 200 || response.body.length === 0) continue;
      const skipped = response.document !== undefined && hasSchema(exchange.command) ? vocabularyFaults : [];
      const faults = response.faults.filter(({ code }) => !skipped.includes(code));
      yield* first(
        exchange,
        "ASMS-1.4-1",
        binary,
        faults.filter(({ code }) => !treeFaults.includes(code)),
      );
      const tree = faults.filter(({ code }) => treeFaults.includes(code));
      yield tree.length === 0
        ? characters(exchange, response.document)
        : oneOf(exchange, "ASMS-2.2-1", wellFormed, tree);
    }
  },
};

function* first(
  exchange: Exchange,
  requirement: string,
  expected: string,
  faults: readonly BodyFault[],
): Iterable<MonitorObservation> {
  if (faults.length > 0) yield oneOf(exchange, requirement, expected, faults);
  else yield { requirement, exchange, observation: held(expected, "no departure") };
}

/** The first fault stands for all: those that follow may come of it. */
function oneOf(
  exchange: Exchange,
  requirement: string,
  expected: string,
  faults: readonly BodyFault[],
): MonitorObservation {
  const [fault] = faults;
  if (fault === undefined) throw new RangeError("There is no fault to tell of");
  const more = faults.length === 1 ? "" : `, and ${faults.length - 1} more`;
  const seen = `byte ${fault.offset}: ${fault.found} where ${fault.expected} belongs (${fault.code}, ${fault.section})${more}`;
  const mark: Mark = { side: "response", start: fault.offset, end: fault.offset + fault.length, path: "" };
  return { requirement, exchange, observation: broken(expected, seen, { mark }) };
}

function characters(exchange: Exchange, document: Element | undefined): MonitorObservation {
  const requirement = "ASMS-2.2-1";
  const bad = document === undefined ? undefined : firstBadText(document, [document.tag]);
  if (bad === undefined) return { requirement, exchange, observation: held(wellFormed, "no departure") };
  const code = `U+${bad.code.toString(16).toUpperCase().padStart(4, "0")}`;
  const path = bad.path.join("/");
  const seen = `the character ${code} in ${path}, which XML does not have`;
  return { requirement, exchange, observation: broken(wellFormed, seen, markAt(bad.element, path)) };
}

interface BadText {
  readonly element: Element;
  readonly path: readonly string[];
  readonly code: number;
}

function firstBadText(element: Element, path: readonly string[]): BadText | undefined {
  for (const content of element.content ?? []) {
    if (typeof content !== "string") continue;
    const bad = [...content].find((character) => !isXmlCharacter(character.codePointAt(0) ?? 0));
    if (bad !== undefined) return { element, path, code: bad.codePointAt(0) ?? 0 };
  }
  for (const child of childElements(element)) {
    const bad = firstBadText(child, [...path, child.tag]);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

/** The production Char of XML 1.0. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return (code <= 0xd7ff || code >= 0xe000) && code !== 0xfffe && code !== 0xffff;
}
