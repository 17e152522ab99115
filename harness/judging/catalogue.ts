import type { ProtocolVersion } from "../eas/index.js";
import { readDataFile } from "./data-file.js";
import { type Levels, levelAt } from "./levels.js";
import type { NormativeLevel, Profile, ViolationLevel } from "./results.js";

/** One normative statement of [MS-ASMS]: a row of vectors/requirements.json. */
export interface Requirement {
  /** "ASMS-<section>-<n>", never renumbered. */
  readonly id: string;
  readonly section: string;
  readonly actor: "server" | "client" | "both";
  readonly level: NormativeLevel;
  readonly summary: string;
  /** active: by driving a server. passive: by watching a client. untestable: see `why`. */
  readonly testable: "active" | "passive" | "untestable";
  readonly why?: string;
  readonly depends: readonly string[];
  readonly observable: string;
  readonly how: string;
  readonly preconditions: string | null;
  readonly errata: string | null;
  readonly verdict: ViolationLevel;
  readonly versions: readonly ProtocolVersion[];
  /** Those of `versions` that [MS-ASMS] v0.1 does not know: results there are marked so (ruling Q41). */
  readonly beyondSeed: readonly ProtocolVersion[];
  readonly profiles: Levels;
  /** Rulings that interpret it, e.g. "Q21". */
  readonly rulings: readonly string[];
}

/** All rows, by id. */
export class Catalogue {
  readonly #byId: ReadonlyMap<string, Requirement>;

  /** @throws Error when an id stands twice. */
  constructor(readonly rows: readonly Requirement[]) {
    this.#byId = new Map(rows.map((row) => [row.id, row]));
    if (this.#byId.size !== rows.length) throw new Error(`Requirement ${firstRepeated(rows)} stands twice`);
  }

  row(id: string): Requirement | undefined {
    return this.#byId.get(id);
  }

  /** Level of a violation of the row; "none" at versions that the row does not hold in. */
  level(row: Requirement, profile: Profile, version: ProtocolVersion): ViolationLevel {
    return row.versions.includes(version) ? levelAt(row.profiles, profile, version) : "none";
  }
}

function firstRepeated(rows: readonly Requirement[]): string {
  const seen = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return "";
}

let loaded: Catalogue | undefined;

/** The catalogue of vectors/requirements.json, read once. @throws DataFileError */
export function catalogue(): Catalogue {
  loaded ??= new Catalogue(readDataFile<Requirement[]>("requirements.json", "requirements.schema.json"));
  return loaded;
}
