import { type Entry, mutant } from "../variant.js";

/** An entry of our own: its summary stands here and not in vectors/mutants.json. */
export interface ExtraEntry extends Entry {
  readonly summary: string;
}

export function described(summary: string, entry: Entry): ExtraEntry {
  return { ...entry, summary };
}

/** Mutants of this project, beside those of vectors/mutants.json. */
export const extra: readonly ExtraEntry[] = [
  described(
    "The new set of a request that adds a class is used for that answer only and then forgotten.",
    mutant("X-delete-class-14-0", { item: { classOnDelete: () => undefined } }),
  ),
];
