import type { Exchange } from "../eas/index.js";
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

function classOf({ cases, capabilities, partial, exitCode }: SupportInput, harms: readonly Harm[]): SupportClass {
  const base = named(capabilities, "base");
  const seed = named(capabilities, "sms.seed");
  const read = named(capabilities, "sms.read");
  if (partial) return "not judged";
  if (base?.value === "no") return "declined cleanly";
  if (base?.value !== "yes" || read === undefined || read.value === "unknown") return "not judged";
  if (read.value === "no" || seed?.value === "no")
    return harms.length === 0 ? "declined cleanly" : "declined harmfully";
  if (read.value === "broken") return "declined harmfully";
  if (cases.some(({ verdict }) => verdict === "fail")) return "offered and wrong";
  return exitCode === 0 ? "conformant" : "not judged";
}

function named(capabilities: readonly Capability[], name: string): Capability | undefined {
  return capabilities.find((one) => one.name === name);
}

function sentence(kind: SupportClass, { cases, capabilities }: SupportInput, harms: readonly Harm[]): string {
  switch (kind) {
    case "conformant":
      return "SMS is offered as the document says.";
    case "declined cleanly":
      return declined(named(capabilities, "sms.seed"), named(capabilities, "base"));
    case "declined harmfully":
      return `${refusedOutright(capabilities) ? "SMS is refused" : "SMS does not work"}, and users are harmed: ${harmful(capabilities, harms)}.`;
    case "offered and wrong":
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

function declined(seed: Capability | undefined, base: Capability | undefined): string {
  if (base?.value === "no") return "SMS is not offered: the target speaks no protocol version that knows it.";
  if (seed?.outcome === "policy") return "SMS is not offered: the policy given to the device forbids text messages.";
  return "SMS is not offered: the target refuses it, says so, and nothing is harmed.";
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
