import { type AddressDeparture, codePage, parseSmsAddress, parseSmsAddresses } from "../../eas/index.js";
import { child, type Element, textOf } from "../../wbxml/index.js";
import { isLeaf, isString, type Look } from "./look.js";

const oneSender = "From names one sender";
const senderForm = 'From has the form "name" [MOBILE:number], the name optional';
const recipientForm = "To holds one or more addresses in the form of From, separated by semicolon or comma";

/** Departures with a clause of their own in ruling Q21; the others are Q21.from-form. */
const clauses: Readonly<Partial<Record<AddressDeparture, string>>> = {
  "no-group": "Q21.from-group",
  "angle-brackets": "Q21.from-angle",
  "mobile-case": "Q21.case",
};

/** From: a string, one sender, in the form of [MS-ASMS] 2.2.2.1.1. An absent or empty one names nobody, which is allowed. */
export function* senderLooks(data: Element): Iterable<Look> {
  const element = child(data, codePage.email, "From");
  if (!isLeaf(element)) return;
  const at = { element, tags: "From" };
  const isText = isString(element);
  yield { requirement: "ASMS-2.2-5", holds: isText, expected: "From is a string", seen: kindOf(isText), ...at };
  const text = textOf(element);
  if (!isText || text === "") return;
  const { departures } = parseSmsAddress(text);
  const several = departures.includes("several-groups");
  yield {
    requirement: "ASMS-2.2.2.1.1-2",
    ruling: "Q21.from-group",
    holds: !several,
    expected: oneSender,
    seen: several ? `more than one: ${quoted(text)}` : "one sender",
    ...at,
  };
  if (several) return;
  const worst = departures.find((departure) => clauses[departure] === "Q21.from-group") ?? departures[0];
  yield {
    requirement: "ASMS-2.2.2.1.1-3",
    ruling: worst === undefined ? "Q21.from-group" : (clauses[worst] ?? "Q21.from-form"),
    holds: worst === undefined,
    expected: senderForm,
    seen: worst === undefined ? "that form" : `${quoted(text)} (${worst})`,
    ...at,
  };
}

/** To: a string, and a list of addresses in the form of From ([MS-ASMS] 4.3, ruling Q21). An empty list is allowed. */
export function* recipientLooks(data: Element): Iterable<Look> {
  const element = child(data, codePage.email, "To");
  if (!isLeaf(element)) return;
  const at = { element, tags: "To" };
  const isText = isString(element);
  yield { requirement: "ASMS-2.2-4", holds: isText, expected: "To is a string", seen: kindOf(isText), ...at };
  const text = textOf(element);
  if (!isText || text === "") return;
  const addresses = parseSmsAddresses(text);
  const [worst] = addresses.flatMap(({ departures }) => departures);
  const holds = addresses.length > 0 && worst === undefined;
  yield {
    requirement: "ASMS-4.3-2",
    ruling: "Q21.to-form",
    holds,
    expected: recipientForm,
    seen: holds ? "that form" : `${quoted(text)} (${worst ?? "no-group"})`,
    ...at,
  };
}

function kindOf(isText: boolean): string {
  return isText ? "a string" : "opaque bytes";
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
