import { type AddressDeparture, codePage, parseSmsAddress } from "../eas/index.js";
import { child, childElements, textOf } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, held, markAt, type SmsItem, smsItems } from "./observe.js";

const oneSender = "From names one sender";
const form = 'From has the form "name" [MOBILE:number], the name optional';

/** Departures with a clause of their own in ruling Q21; the others are Q21.from-form. */
const clauses: Readonly<Partial<Record<AddressDeparture, string>>> = {
  "no-group": "Q21.from-group",
  "angle-brackets": "Q21.from-angle",
  "mobile-case": "Q21.case",
};

/** From of every item tagged SMS ([MS-ASMS] 2.2.2.1.1). */
export const senderForm: Monitor = {
  id: "ORC-FROM",
  section: "2.2.2.1.1",
  purpose: "From of an SMS names one sender: an optional name in quotation marks, then [MOBILE:number]",
  requirements: ["ASMS-2.2.2.1.1-2", "ASMS-2.2.2.1.1-3"],
  judges: "server",
  *observe(session) {
    for (const item of smsItems(session)) yield* judge(item);
  },
};

function* judge({ step, data, path }: SmsItem): Iterable<MonitorObservation> {
  const from = child(data, codePage.email, "From");
  // A From with elements in it is ORC-LEAF's; an empty one names nobody, and naming nobody is allowed.
  if (from === undefined || childElements(from).length > 0 || textOf(from) === "") return;
  const { exchange } = step;
  const text = textOf(from);
  const { departures } = parseSmsAddress(text);
  const mark = markAt(from, `${path}/From`);
  const several = departures.includes("several-groups");
  yield {
    requirement: "ASMS-2.2.2.1.1-2",
    exchange,
    observation: several ? broken(oneSender, `more than one: ${quoted(text)}`, mark) : held(oneSender, "one sender"),
    ruling: "Q21.from-group",
  };
  if (several) return;
  const worst = departures.find((departure) => clauses[departure] === "Q21.from-group") ?? departures[0];
  yield {
    requirement: "ASMS-2.2.2.1.1-3",
    exchange,
    observation: worst === undefined ? held(form, "that form") : broken(form, `${quoted(text)} (${worst})`, mark),
    ruling:
      (worst === undefined ? undefined : clauses[worst]) ?? (worst === undefined ? "Q21.from-group" : "Q21.from-form"),
  };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
