import type { Rules } from "./rules/index.js";

/** Rules that replace those of the same name: by group, then by rule. */
export type Overrides = { readonly [Group in keyof Rules]?: Partial<Rules[Group]> };

export type VariantKind = "mutant" | "benign" | "extra" | "persona";

/** A server that differs from the conformant one in a small way. */
export interface Variant {
  readonly id: string;
  readonly kind: VariantKind;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** Version at which it shows; undefined: at any. */
  readonly protocol?: string;
  /** Values of axes at which it shows, beside the first of each: by the axis' name, names of values. */
  readonly axes?: AxisNeeds;
  /** The weakest outcome that tells it from the conformant server; undefined: a warning. */
  readonly shows?: "inform";
  /** Suite whose cases bring it out; undefined: the cases by section. */
  readonly suite?: VariantSuite;
  /** Names of the rules that it replaces, e.g. "softDelete.commandFor". */
  readonly rules: readonly string[];
  /** From the rules that hold otherwise. */
  readonly overrides: (rules: Rules) => Overrides;
}

export type VariantSuite = "model" | "text" | "robustness";

/** By the name of an axis, the names of values: `{ class: ["last"] }`. */
export type AxisNeeds = Readonly<Record<string, readonly string[]>>;

/** What the matrix has to know of a variant to bring it to where it shows. */
export interface MutantNotes {
  /** What it does, in one sentence. */
  readonly summary?: string;
  /** Protocol version at which it shows; default 14.1. */
  readonly protocol?: "14.0" | "14.1";
  /** Values of axes at which it shows, where the first value of an axis does not bring it out. */
  readonly axes?: AxisNeeds;
  /** Only what is reported changes: a remark is all that any check can make of it. */
  readonly shows?: "inform";
  /** Suite whose cases bring it out; default the cases by section. */
  readonly suite?: VariantSuite;
}

/** One entry of a mutants file: the id and what it replaces. A function is given the rules that hold otherwise. */
export interface Entry extends MutantNotes {
  readonly id: string;
  readonly overrides: (rules: Rules) => Overrides;
}

/**
 * A server that breaks rules: `overrides` holds functions in place of those of the same group and name
 * (docs/mutants.md lists them), or makes them from the rules that hold otherwise.
 */
export function mutant(
  id: string,
  overrides: Overrides | ((rules: Rules) => Overrides),
  notes: MutantNotes = {},
): Entry {
  return { ...notes, id, overrides: typeof overrides === "function" ? overrides : () => overrides };
}

export function applyOverrides(rules: Rules, overrides: Overrides): Rules {
  const groups = Object.entries(overrides) as [keyof Rules, object][];
  const merged = groups.map(([group, changed]) => [group, { ...rules[group], ...changed }]);
  return { ...rules, ...Object.fromEntries(merged) };
}

/** "softDelete.commandFor": the names by which a variant replaces rules. */
export function ruleNames(rules: Rules): string[] {
  return rulesReplaced(rules);
}

export function rulesReplaced(overrides: Overrides): string[] {
  return Object.entries(overrides).flatMap(([group, rules]) => Object.keys(rules).map((rule) => `${group}.${rule}`));
}
