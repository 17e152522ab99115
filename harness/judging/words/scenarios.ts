import { readDataFile } from "../data-file.js";

/** A scenario of vectors/mutants.json with those who carry it out, from vectors/scenarios.json. */
export interface Scenario {
  /** "ERR-01". */
  readonly id: string;
  readonly title: string;
  /** Sections of [MS-ASMS]. */
  readonly sections: readonly string[];
  readonly needs: readonly string[];
  readonly steps: string;
  readonly passesIf: string;
  /** Ids of the cases that carry it out, without axes; none for a monitor. */
  readonly cases: readonly string[];
  /** Id of the monitor, where it is one. */
  readonly monitor?: string;
  /** Rows that it may judge. */
  readonly requirements: readonly string[];
}

/** A deliberate violation, an entry of vectors/mutants.json. */
export interface MutantEntry {
  readonly id: string;
  readonly layer: string;
  readonly protocol: string;
  readonly violates: readonly string[];
  readonly basis: "explicit" | "derived";
  readonly severity: "fail" | "warn";
  readonly summary: string;
  readonly realisticBecause: string;
  /** Scenario that detects it. */
  readonly detectedBy: string;
  /** Scenarios that may see it besides. */
  readonly alsoSeenBy: readonly string[];
  /** Rows by which it is detected. */
  readonly requirements: readonly string[];
}

/** A lawful oddity, an entry of vectors/mutants.json. */
export interface LawfulEntry {
  readonly id: string;
  readonly summary: string;
  readonly expected: string;
}

interface MutantsFile {
  readonly scenarios: Readonly<
    Record<string, Omit<Scenario, "id" | "passesIf" | "cases" | "monitor" | "requirements"> & { passes_if: string }>
  >;
  readonly mutants: readonly (Omit<MutantEntry, "realisticBecause" | "detectedBy" | "alsoSeenBy" | "requirements"> & {
    readonly realistic_because: string;
    readonly detected_by: string;
    readonly may_also_fail: readonly string[];
  })[];
  readonly benign: readonly LawfulEntry[];
}

interface ScenariosFile {
  readonly scenarios: Readonly<
    Record<
      string,
      { readonly cases?: readonly string[]; readonly monitor?: string; readonly requirements: readonly string[] }
    >
  >;
  /** Rows that each case and each monitor declares, by its id. */
  readonly judges: Readonly<Record<string, readonly string[]>>;
  readonly mutants: Readonly<Record<string, readonly string[]>>;
}

/** The cases of a scenario that judge a row, or the monitor that does. */
export interface Judges {
  /** The id of the scenario; that of the monitor where it is one. */
  readonly scenario: string;
  /** Of a scenario of vectors/mutants.json. */
  readonly title?: string;
  readonly by: readonly string[];
}

export interface Violations {
  readonly scenarios: readonly Scenario[];
  readonly mutants: readonly MutantEntry[];
  readonly lawful: readonly LawfulEntry[];
  /** Who judges a row: those alone that declare it themselves, in the order of the scenarios. */
  readonly judgesOf: (row: string) => readonly Judges[];
}

let loaded: Violations | undefined;

/** Scenarios, mutants and lawful variants, read once from vectors/. @throws DataFileError */
export function violations(): Violations {
  loaded ??= joined(
    readDataFile<MutantsFile>("mutants.json", "mutants.schema.json"),
    readDataFile<ScenariosFile>("scenarios.json", "scenarios.schema.json"),
  );
  return loaded;
}

function joined(file: MutantsFile, owners: ScenariosFile): Violations {
  return {
    scenarios: Object.entries(file.scenarios).map(([id, { title, sections, needs, steps, passes_if }]) => {
      const { cases = [], monitor, requirements = [] } = owners.scenarios[id] ?? {};
      const judge = monitor === undefined ? {} : { monitor };
      return { id, title, sections, needs, steps, passesIf: passes_if, cases, ...judge, requirements };
    }),
    mutants: file.mutants.map(
      ({ id, layer, protocol, violates, basis, severity, summary, realistic_because, detected_by, may_also_fail }) => ({
        id,
        layer,
        protocol,
        violates,
        basis,
        severity,
        summary,
        realisticBecause: realistic_because,
        detectedBy: detected_by,
        alsoSeenBy: may_also_fail,
        requirements: owners.mutants[id] ?? [],
      }),
    ),
    lawful: file.benign,
    judgesOf: (row) => judgesOf(row, file, owners),
  };
}

function judgesOf(row: string, { scenarios: titled }: MutantsFile, { scenarios, judges }: ScenariosFile): Judges[] {
  const groups = Object.entries(scenarios).map(([scenario, { cases, monitor }]) => ({
    scenario,
    ids: monitor === undefined ? (cases ?? []) : [monitor],
  }));
  // Monitors of clients carry out no scenario.
  const placed = new Set(groups.flatMap(({ ids }) => ids));
  const others = Object.keys(judges).filter((id) => !placed.has(id));
  return [...groups, ...others.map((id) => ({ scenario: id, ids: [id] }))].flatMap(({ scenario, ids }) => {
    const by = ids.filter((id) => judges[id]?.includes(row));
    const title = titled[scenario]?.title;
    return by.length === 0 ? [] : [{ scenario, ...(title === undefined ? {} : { title }), by }];
  });
}
