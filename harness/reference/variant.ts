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
  /** Names of the rules that it replaces, e.g. "softDelete.commandFor". */
  readonly rules: readonly string[];
  /** From the rules that hold otherwise. */
  readonly overrides: (rules: Rules) => Overrides;
}

/** One entry of a mutants file: the id and what it replaces. A function is given the rules that hold otherwise. */
export interface Entry {
  readonly id: string;
  readonly overrides: (rules: Rules) => Overrides;
}

export function mutant(id: string, overrides: Overrides | ((rules: Rules) => Overrides)): Entry {
  return { id, overrides: typeof overrides === "function" ? overrides : () => overrides };
}

export function applyOverrides(rules: Rules, overrides: Overrides): Rules {
  const groups = Object.entries(overrides) as [keyof Rules, object][];
  const merged = groups.map(([group, changed]) => [group, { ...rules[group], ...changed }]);
  return { ...rules, ...Object.fromEntries(merged) };
}

export function rulesReplaced(overrides: Overrides): string[] {
  return Object.entries(overrides).flatMap(([group, rules]) => Object.keys(rules).map((rule) => `${group}.${rule}`));
}
