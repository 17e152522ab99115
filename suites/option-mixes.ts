import type { OptionSet } from "../harness/eas/index.js";
import type { AxisValue } from "../harness/run/index.js";
import { pairwise } from "./pairwise.js";

// Mixes of Options in one Collection of a mail folder, and what the document makes of each ([MS-ASMS] 3.1.4.1.1, 3.2.5.1).

/** What a set says of its class. */
type SetKind = "none" | "Email" | "SMS" | "Tasks" | "Calendar" | "Contacts" | "Notes" | "Foo" | "sms" | "empty";

const kinds: readonly SetKind[] = [
  "none",
  "Email",
  "SMS",
  "Tasks",
  "Calendar",
  "Contacts",
  "Notes",
  "Foo",
  "sms",
  "empty",
];

export type Mix = readonly SetKind[];

/** Complete for none, one and two sets. The first is the one of the default run. */
export const mixesUpToTwo: readonly AxisValue<Mix>[] = axisOf([
  ["SMS", "Tasks"],
  [],
  ...kinds.map((kind) => [kind]),
  ...kinds.flatMap((first) => kinds.map((second) => [first, second])),
]);

/** Pairwise for three and four sets, and every kind at once. The first is the one of the default run. */
export const mixesAboveTwo: readonly AxisValue<Mix>[] = axisOf([
  ["SMS", "none", "Email", "Tasks"],
  ...pairwise(kinds, 3),
  ...pairwise(kinds, 4),
  kinds,
]);

function axisOf(mixes: readonly Mix[]): AxisValue<Mix>[] {
  const named = new Map(mixes.map((mix) => [mix.join("+") || "no-options", mix]));
  return [...named].map(([name, value]) => ({ name, value }));
}

/** The sets as they are sent. Each has a FilterType, for an Options element without children means something else (Q11). */
export function setsOf(mix: Mix): OptionSet[] {
  return mix.map((kind) => {
    if (kind === "none") return { filterType: "0" };
    return { class: kind === "empty" ? "" : kind, filterType: "0" };
  });
}

/** What a conformant server does with a mix of at most two sets. */
export type Expected =
  | { readonly is: "accepted"; readonly sms: boolean; readonly email: boolean }
  /** Status 4: the document itself demands it. */
  | { readonly is: "foreign class" }
  /** Ruling Q9: strings differ when their case differs; only reported. */
  | { readonly is: "misspelt class" }
  | { readonly is: "same class"; readonly ruling: "Q4.refused" | "Q5.refused" };

const foreign: readonly SetKind[] = ["Tasks", "Calendar", "Contacts", "Notes", "Foo"];
const misspelt: readonly SetKind[] = ["sms", "empty"];

export function expectedOf(mix: Mix): Expected {
  if (mix.some((kind) => foreign.includes(kind))) return { is: "foreign class" };
  if (mix.some((kind) => misspelt.includes(kind))) return { is: "misspelt class" };
  const sms = mix.filter((kind) => kind === "SMS").length;
  const email = mix.length - sms;
  if (sms > 1) return { is: "same class", ruling: "Q4.refused" };
  if (email > 1) return { is: "same class", ruling: "Q5.refused" };
  // Without any Options the folder's default class is meant.
  return { is: "accepted", sms: sms === 1, email: email === 1 || mix.length === 0 };
}
