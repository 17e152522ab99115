import type { Exchange } from "../eas/index.js";
import { flawsBeside } from "./declined.js";
import { harmsIn } from "./harm.js";
import { plural } from "./plural.js";
import type { Capability, CaseResult, Harm, Support, SupportClass } from "./results.js";

export interface SupportInput {
  readonly cases: readonly CaseResult[];
  readonly capabilities: readonly Capability[];
  readonly exchanges: readonly Exchange[];
  /** Stopped early, or only a part of the suite: too little was seen. */
  readonly partial: boolean;
  readonly exitCode: number;
}

/** What the target makes of SMS as a whole: a pure function of what was judged and what was said on the wire. */
export function supportOf(input: SupportInput): Support {
  const harms = harmsIn(input);
  const kind = classOf(input, harms);
  return { class: kind, sentence: sentence(kind, input, harms), harms };
}

function classOf(input: SupportInput, harms: readonly Harm[]): SupportClass {
  const { cases, capabilities, partial, exitCode } = input;
  const base = named(capabilities, "base");
  const seed = named(capabilities, "sms.seed");
  const read = named(capabilities, "sms.read");
  if (partial) return "not judged";
  if (base?.value === "no") return "declined cleanly";
  if (base?.value !== "yes" || read === undefined) return "not judged";
  // Who was refused and then turned away for good could not ask what else there is; what it suffered was seen.
  if (read.value === "unknown")
    return isRefused(capabilities) && harms.length > 0 ? "declined harmfully" : "not judged";
  if (read.value === "no" || seed?.value === "no") return refusedHow(input, harms);
  if (read.value === "broken") return "declined harmfully";
  if (cases.some(({ verdict }) => verdict === "fail")) return "offered and wrong";
  return exitCode === 0 ? "conformant" : "not judged";
}

/** Who takes what asks for SMS, and refuses every SMS, has not declined: what is wrong then is wrong in what is offered. */
function refusedHow({ cases, capabilities, exchanges }: SupportInput, harms: readonly Harm[]): SupportClass {
  if (harms.length > 0) return "declined harmfully";
  if (flawsBeside(cases, exchanges).aboutSms.length === 0) return "declined cleanly";
  return named(capabilities, "sms.options")?.value === "yes" ? "offered and wrong" : "declined harmfully";
}

function named(capabilities: readonly Capability[], name: string): Capability | undefined {
  return capabilities.find((one) => one.name === name);
}

function sentence(kind: SupportClass, input: SupportInput, harms: readonly Harm[]): string {
  const { cases, capabilities, exchanges } = input;
  switch (kind) {
    case "conformant":
      return "SMS is offered as the document says.";
    case "declined cleanly":
      return declined(input, flawsBeside(cases, exchanges).others);
    case "declined harmfully":
      if (harms.length === 0 && refusedOutright(capabilities))
        return `SMS is refused, and not cleanly: what asks for it goes wrong ${wrongIn(flawsBeside(cases, exchanges).aboutSms)}.`;
      return `${isRefused(capabilities) ? "SMS is refused" : "SMS does not work"}, and users are harmed: ${harmful(capabilities, harms)}.`;
    case "offered and wrong":
      if (refusedOutright(capabilities))
        return `What asks for SMS is taken, every SMS that is added is refused, and it is wrong ${wrongIn(cases)}.`;
      return `SMS is offered, and wrong ${wrongIn(cases)}${alsoHarmful(harms)}.`;
    case "not judged":
      return "What the target makes of SMS could not be judged.";
  }
}

function wrongIn(cases: readonly CaseResult[]): string {
  const count = (of: CaseResult["kind"]) =>
    cases.filter(({ kind, verdict }) => kind === of && verdict === "fail").length;
  const [played, watched] = [count("case"), count("monitor")];
  if (watched === 0) return `in ${plural(played, "case")}`;
  const byMonitors = `in what ${plural(watched, "monitor")} watched`;
  return played === 0 ? byMonitors : `in ${plural(played, "case")} and ${byMonitors}`;
}

/** It was said that there is no SMS, and harm is done all the same. */
function refusedOutright(capabilities: readonly Capability[]): boolean {
  return [named(capabilities, "sms.read"), named(capabilities, "sms.seed")].some((one) => one?.value === "no");
}

/** The same, or it was said of what asks for SMS. */
function isRefused(capabilities: readonly Capability[]): boolean {
  return refusedOutright(capabilities) || named(capabilities, "sms.options")?.value === "no";
}

function declined({ capabilities }: SupportInput, flaws: readonly CaseResult[]): string {
  const isWrong = flaws.length > 0 ? `; apart from SMS, it is wrong ${wrongIn(flaws)}` : "";
  if (named(capabilities, "base")?.value === "no")
    return `SMS is not offered: the target speaks no protocol version that knows it${isWrong}.`;
  if (named(capabilities, "sms.seed")?.outcome === "policy")
    return `SMS is not offered: the policy given to the device forbids text messages${isWrong}.`;
  const isHarmless = flaws.length > 0 ? " and says so" : ", says so, and nothing is harmed";
  return `SMS is not offered: the target refuses it${isHarmless}${isWrong}.`;
}

/** The outcome of the Add first: it is what happens to every SMS. */
const outcomes: Readonly<Record<string, string>> = {
  feigned: "an SMS is accepted and never seen again",
  swallowed: "an SMS is taken without a word and never seen again",
  disguised: "an SMS is accepted but filed as something else",
  broken: "a request that has to do with SMS is not answered as the protocol demands",
};

function harmful(capabilities: readonly Capability[], harms: readonly Harm[]): string {
  const seed = named(capabilities, "sms.seed");
  const asMail = harms.some(({ kind }) => kind === "filed as mail");
  if (seed?.outcome === "disguised" && asMail) return "an SMS is accepted but filed as e-mail";
  const outcome = seed?.value === "broken" ? outcomes[seed.outcome ?? ""] : undefined;
  if (outcome !== undefined) return outcome;
  if (harms.length > 0) return harms.map(({ kind }) => kind).join(", ");
  return readings[named(capabilities, "sms.read")?.outcome ?? ""] ?? unread;
}

/** What becomes of an SMS that is there, by whatever way it came in. */
const readings: Readonly<Record<string, string>> = {
  disguised: "an SMS that is stored is given to a device as something else",
  broken: "a request that would bring a device its SMS is not answered as the protocol demands",
};
const unread = "an SMS that is stored does not reach a device that asks for it";

function alsoHarmful(harms: readonly Harm[]): string {
  return harms.length === 0 ? "" : `; it does harm: ${harms.map(({ kind }) => kind).join(", ")}`;
}
