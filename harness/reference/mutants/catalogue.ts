import { readFileSync } from "node:fs";

/** What vectors/mutants.json says of a mutant or a benign variant. */
export interface CatalogueEntry {
  readonly id: string;
  readonly summary: string;
  /** Mutants: version at which it shows. */
  readonly protocol?: string;
}

interface Catalogue {
  readonly mutants: readonly CatalogueEntry[];
  readonly benign: readonly CatalogueEntry[];
}

export const catalogue: Catalogue = JSON.parse(
  readFileSync(new URL("../../../vectors/mutants.json", import.meta.url), "utf8"),
);
