import { conformantRules } from "../rules/index.js";
import { type Entry, rulesReplaced, type Variant, type VariantKind } from "../variant.js";
import { benign } from "./benign.js";
import { type CatalogueEntry, catalogue } from "./catalogue.js";
import { change } from "./change.js";
import { error } from "./error.js";
import { estimate } from "./estimate.js";
import { type ExtraEntry, extra } from "./extra.js";
import { extraAfter } from "./extra-after.js";
import { extraBetween } from "./extra-between.js";
import { extraEdits } from "./extra-edits.js";
import { extraEmpty } from "./extra-empty.js";
import { extraFilters } from "./extra-filters.js";
import { extraFlags } from "./extra-flags.js";
import { extraFlows } from "./extra-flows.js";
import { extraFolders } from "./extra-folders.js";
import { extraHang } from "./extra-hang.js";
import { extraHarm } from "./extra-harm.js";
import { extraInput } from "./extra-input.js";
import { extraItems } from "./extra-items.js";
import { extraLost } from "./extra-lost.js";
import { extraMoments } from "./extra-moments.js";
import { extraOptions } from "./extra-options.js";
import { extraOwn } from "./extra-own.js";
import { extraParties } from "./extra-parties.js";
import { extraRobustness } from "./extra-robustness.js";
import { extraSchema } from "./extra-schema.js";
import { extraSets } from "./extra-sets.js";
import { extraStates } from "./extra-states.js";
import { extraText } from "./extra-text.js";
import { extraThawed } from "./extra-thawed.js";
import { extraTold } from "./extra-told.js";
import { extraTransport } from "./extra-transport.js";
import { extraTwoFolders } from "./extra-two-folders.js";
import { filter } from "./filter.js";
import { hang } from "./hang.js";
import { item } from "./item.js";
import { personas } from "./personas.js";
import { retry } from "./retry.js";
import { select } from "./select.js";
import { settings } from "./settings.js";
import { soft } from "./soft.js";
import { sticky } from "./sticky.js";
import { strangers } from "./strangers.js";
import { wire } from "./wire.js";

const entries: readonly Entry[] = [
  ...error,
  ...select,
  ...sticky,
  ...soft,
  ...filter,
  ...item,
  ...change,
  ...retry,
  ...estimate,
  ...settings,
  ...hang,
  ...wire,
];

/** Every variant of the server: mutants and benign ones of vectors/mutants.json, our own mutants, and personas. */
export const variants: readonly Variant[] = [
  ...listed(entries, "mutant", catalogue.mutants),
  ...listed(benign, "benign", catalogue.benign),
  ...own(
    [
      ...extra,
      ...extraItems,
      ...extraOptions,
      ...extraMoments,
      ...extraSets,
      ...extraStates,
      ...extraLost,
      ...extraSchema,
      ...extraInput,
      ...extraBetween,
      ...extraEdits,
      ...extraEmpty,
      ...extraFilters,
      ...extraFlags,
      ...extraFlows,
      ...extraFolders,
      ...extraHang,
      ...extraAfter,
      ...extraHarm,
      ...extraOwn,
      ...extraParties,
      ...extraRobustness,
      ...extraText,
      ...extraThawed,
      ...extraTold,
      ...extraTransport,
      ...extraTwoFolders,
    ],
    "extra",
  ),
  ...own([...personas, ...strangers], "persona"),
];

/** Ids of the mutants in vectors/mutants.json, in its order. */
export function mutantIds(): string[] {
  return catalogue.mutants.map(({ id }) => id);
}

function listed(made: readonly Entry[], kind: VariantKind, rows: readonly CatalogueEntry[]): Variant[] {
  const byId = new Map(made.map((entry) => [entry.id, entry]));
  return rows.flatMap(({ id, summary, protocol }) => {
    const entry = byId.get(id);
    if (entry === undefined) return [];
    return [describe({ ...entry, summary }, kind, protocol)];
  });
}

function own(made: readonly ExtraEntry[], kind: VariantKind): Variant[] {
  return made.map((entry) => describe(entry, kind, entry.protocol));
}

/** An entry as a variant of the server. */
export function describe(
  { summary = "", protocol: _, ...entry }: Entry,
  kind: VariantKind,
  protocol: string | undefined,
): Variant {
  return {
    ...entry,
    kind,
    summary,
    ...(protocol === undefined ? {} : { protocol }),
    rules: rulesReplaced(entry.overrides(conformantRules)),
  };
}

/** @throws Error naming an unknown id and its nearest neighbours. */
export function findVariants(ids: readonly string[]): Variant[] {
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  return ids.map((id) => {
    const found = byId.get(id);
    if (found !== undefined) return found;
    const near = nearest(id, [...byId.keys()]).join(", ");
    throw new Error(`The reference server has no variant "${id}"; nearest: ${near}.`);
  });
}

function nearest(id: string, known: readonly string[]): string[] {
  const distances = known.map((candidate) => ({ candidate, distance: editDistance(id, candidate) }));
  return distances
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, against] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? one.length;
}
