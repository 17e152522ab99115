import type { OptionSet } from "../harness/eas/index.js";
import type { AxisValue, CaseContext } from "../harness/run/index.js";

// Ways to write the same request. The first value of each axis is the one of the default run.

/** Which of the two sets stands first. The example in [MS-ASMS] 4.1 has the SMS set first. */
export const setOrders: readonly AxisValue<"sms-first" | "email-first">[] = [
  { name: "sms-first", value: "sms-first" },
  { name: "email-first", value: "email-first" },
];

/** Where Class stands in its Options. The schema leaves the order free; with Class last a deviation weighs less (Q10). */
export const classPositions: readonly AxisValue<"first" | "last">[] = [
  { name: "first", value: "first" },
  { name: "last", value: "last" },
];

/** What a set may hold beside Class, FilterType and BodyPreference ([MS-ASCMD] 2.2.3.125.6), in both classes alike. */
export const companions: readonly AxisValue<OptionSet>[] = [
  { name: "conflict-1-mime-0", value: { conflict: "1", mimeSupport: "0" } },
  { name: "conflict-0", value: { conflict: "0" } },
  { name: "mime-1", value: { mimeSupport: "1" } },
  { name: "mime-2", value: { mimeSupport: "2" } },
];

/** Three sets in one Collection, by what they are made of. */
export const threeSets: readonly AxisValue<readonly OptionSet[]>[] = [
  { name: "sms-default-email", value: [{ class: "SMS", filterType: "0" }, { filterType: "0" }, { class: "Email" }] },
  { name: "default-sms-sms", value: [{ filterType: "0" }, { class: "SMS" }, { class: "SMS", filterType: "1" }] },
  { name: "email-default-sms", value: [{ class: "Email" }, { filterType: "0" }, { class: "SMS", filterType: "0" }] },
];

/** The value that this run of the case has on an axis. */
export function axis<T>(context: CaseContext, name: string, values: readonly AxisValue<T>[]): T {
  const chosen = values.find(({ value }) => value === context.axes[name]);
  if (chosen === undefined) throw new Error(`The case has no axis ${name} with one of these values`);
  return chosen.value;
}

/** The set with its Class where the axis `class` of the case wants it. */
export function placed(context: CaseContext, set: OptionSet): OptionSet {
  if (context.axes.class === undefined || set.class === undefined) return set;
  return { ...set, classPosition: axis(context, "class", classPositions) };
}

/** Both sets in the order, and with the position of Class, that the axes of the case want. */
export function arranged(context: CaseContext): readonly OptionSet[] {
  const sets = context.sets.both.map((set) => placed(context, set));
  return context.axes.order === undefined || axis(context, "order", setOrders) === "sms-first" ? sets : sets.reverse();
}

/** What a case with the axis `class` is judged under: with Class last by ruling Q10, else by the row alone. */
export function underClassPosition(context: CaseContext): { readonly ruling?: string } {
  return context.axes.class === "last" ? { ruling: "Q10.class-last" } : {};
}
