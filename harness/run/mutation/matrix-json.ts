import { type Check, nameOf } from "./checks.js";
import { type Gate, gates, matrixExitCode } from "./gates.js";
import type { BenignJudgement, MutantJudgement } from "./judge.js";
import type { Matrix } from "./matrix.js";

/** Checks × mutants for scripts, as docs/mutants.md describes it. Fields are only ever added. */
export interface MatrixJson {
  readonly schemaVersion: "1.0";
  readonly profile: string;
  /** Every variant ran, and idle checks were looked for. */
  readonly complete: boolean;
  readonly exitCode: number;
  readonly gates: readonly Gate[];
  /** The rows of the matrix. */
  readonly checks: readonly CheckJson[];
  /** The columns. */
  readonly mutants: readonly MutantJson[];
  readonly lawful: readonly BenignJudgement[];
  readonly unmade: readonly string[];
}

export interface CheckJson extends Check {
  readonly name: string;
  /** Mutants that make it fail, warn or inform: ids. */
  readonly kills: readonly string[];
}

export interface MutantJson extends Omit<MutantJudgement, "kills"> {
  readonly origin: "catalogue" | "project";
  /** Names of the checks that see it. */
  readonly seenBy: readonly string[];
  /** The same in the same order: the run of a case in whose traffic each saw it first. */
  readonly seenIn: readonly string[];
}

export function matrixJson(matrix: Matrix): MatrixJson {
  const judged = [...matrix.mutants, ...matrix.extra];
  const killers = new Map<string, Set<string>>();
  for (const { id, kills } of judged) {
    for (const check of kills) killers.set(nameOf(check), (killers.get(nameOf(check)) ?? new Set()).add(id));
  }
  return {
    schemaVersion: "1.0",
    profile: matrix.profile,
    complete: matrix.complete,
    exitCode: matrixExitCode(matrix),
    gates: gates(matrix),
    checks: matrix.checks.map((check) => ({
      name: nameOf(check),
      ...check,
      kills: [...(killers.get(nameOf(check)) ?? [])],
    })),
    mutants: [
      ...matrix.mutants.map((one) => column(one, "catalogue")),
      ...matrix.extra.map((one) => column(one, "project")),
    ],
    lawful: [...matrix.reference, ...matrix.benign],
    unmade: matrix.unmade,
  };
}

function column({ kills, ...one }: MutantJudgement, origin: MutantJson["origin"]): MutantJson {
  return { ...one, origin, seenBy: kills.map(nameOf), seenIn: kills.map((kill) => kill.in) };
}
