import type { ProtocolVersion } from "../../eas/index.js";
import { type AxisNeeds, type Variant, variants } from "../../reference/index.js";
import { type BenignEntry, type MutantEntry, mutantCatalogue } from "./catalogue.js";

/** A variant at the version at which it is run. */
export interface At<T> {
  readonly entry: T;
  /** What the server is started with: its id, or the path of the module that exports it. */
  readonly name: string;
  readonly version: ProtocolVersion;
  readonly axes: AxisNeeds;
}

export interface Chosen {
  readonly benign: readonly BenignEntry[];
  readonly mutants: readonly At<MutantEntry>[];
  readonly extra: readonly At<Variant>[];
  readonly unmade: readonly string[];
  /** Everything there is, so that idle checks can be told. */
  readonly all: boolean;
}

export interface Choice {
  /** Variants to run; all when there is none here nor among `own`. */
  readonly ids: readonly string[];
  /** Mutants of somebody's own. */
  readonly own: readonly OwnMutant[];
  /** Lawful variants only. */
  readonly benignOnly: boolean;
}

export interface OwnMutant {
  readonly variant: Variant;
  /** Absolute path of its module. */
  readonly path: string;
}

export function choose({ ids, own, benignOnly }: Choice): Chosen {
  const { mutants, benign } = mutantCatalogue();
  const made = new Map(variants.map((variant) => [variant.id, variant]));
  const everything = ids.length === 0 && own.length === 0;
  const asked = ({ id }: { readonly id: string }) => everything || ids.includes(id);
  const wanted = benignOnly ? [] : mutants.filter(asked);
  const lawful = benign.filter(asked);
  const extras = variants.filter((variant) => variant.kind === "extra" && asked(variant));
  return {
    benign: lawful.filter(({ id }) => made.has(id)),
    mutants: wanted.flatMap((entry) => atItsVersions(entry, made.get(entry.id))),
    extra: benignOnly
      ? []
      : [
          ...extras.map((variant) => atItsOwn(variant, variant.id)),
          ...own.map(({ variant, path }) => atItsOwn(variant, path)),
        ],
    unmade: [...wanted, ...lawful].map(({ id }) => id).filter((id) => !made.has(id)),
    all: everything && !benignOnly,
  };
}

/** Each mutant at the version of its entry; those that are listed for another one at 14.1 as well. */
function atItsVersions(entry: MutantEntry, variant: Variant | undefined): At<MutantEntry>[] {
  if (variant === undefined) return [];
  const versions: readonly ProtocolVersion[] = entry.protocol === "14.1" ? ["14.1"] : [entry.protocol, "14.1"];
  return versions.map((version) => ({ entry, name: entry.id, version, axes: variant.axes ?? {} }));
}

function atItsOwn(entry: Variant, name: string): At<Variant> {
  return { entry, name, version: entry.protocol === "14.0" ? "14.0" : "14.1", axes: entry.axes ?? {} };
}
