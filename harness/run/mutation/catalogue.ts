import type { ProtocolVersion } from "../../eas/index.js";
import { readDataFile } from "../../judging/data-file.js";

/** A deliberate violation, and who must see it: an entry of vectors/mutants.json. */
export interface MutantEntry {
  readonly id: string;
  /** Version at which it is run. */
  readonly protocol: ProtocolVersion;
  readonly severity: "fail" | "warn";
  readonly summary: string;
  /** Scenario that must detect it. */
  readonly detected_by: string;
  /** Scenarios that must still pass: the diagnosis is specific. */
  readonly must_not_fail: readonly string[];
  /** What the prototype of the model made of it. */
  readonly model?: string;
}

export interface BenignEntry {
  readonly id: string;
  readonly summary: string;
  readonly expected: string;
}

export interface MutantCatalogue {
  readonly scenarios: Readonly<Record<string, { readonly title: string; readonly needs: readonly string[] }>>;
  readonly mutants: readonly MutantEntry[];
  readonly benign: readonly BenignEntry[];
}

let loaded: MutantCatalogue | undefined;

/** vectors/mutants.json, read once. @throws DataFileError */
export function mutantCatalogue(): MutantCatalogue {
  loaded ??= readDataFile<MutantCatalogue>("mutants.json", "mutants.schema.json");
  return loaded;
}

/** Each with a reason, by id. */
interface ModelMisses {
  readonly mutants: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<string, string>>;
}

let misses: ModelMisses | undefined;

function modelMisses(): ModelMisses {
  misses ??= readDataFile<ModelMisses>("unseen-mutants.json", "unseen-mutants.schema.json");
  return misses;
}

/** Mutants that random histories cannot show, and why: vectors/unseen-mutants.json, read once. @throws DataFileError */
export function unseenMutants(): ReadonlyMap<string, string> {
  return new Map(Object.entries(modelMisses().mutants));
}

/** Mutants that the prototype of the model did not see and random histories show now: by what. @throws DataFileError */
export function seenByNow(): ReadonlyMap<string, string> {
  return new Map(Object.entries(modelMisses().seen));
}

let seeing: ReadonlyMap<string, readonly string[]> | undefined;

interface WhereToLook {
  readonly mutants: Readonly<Record<string, readonly string[]>>;
  readonly listed: Readonly<Record<string, readonly string[]>>;
}

/**
 * Runs of cases that see each mutant of this project, and those that see a listed one beside the scenarios of its entry:
 * vectors/own-mutants.json, read once. They say where to look first, not what is to be found: one that they see no more is held
 * against every case. @throws DataFileError
 */
export function knownToSee(): ReadonlyMap<string, readonly string[]> {
  if (seeing === undefined) {
    const { mutants, listed } = readDataFile<WhereToLook>("own-mutants.json", "own-mutants.schema.json");
    seeing = new Map(Object.entries({ ...mutants, ...listed }));
  }
  return seeing;
}

interface Detection {
  readonly mutants: Readonly<Record<string, readonly string[]>>;
}

let detection: Detection | undefined;

/**
 * The rows by which a mutant may be detected, of vectors/scenarios.json: a section alone is no requirement.
 * @throws Error for a mutant that has none
 */
export function detectingRows(id: string): readonly string[] {
  detection ??= readDataFile<Detection>("scenarios.json", "scenarios.schema.json");
  const rows = detection.mutants[id];
  if (rows === undefined) throw new Error(`vectors/scenarios.json does not say by which rows ${id} is to be detected`);
  return rows;
}
