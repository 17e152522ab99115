import { lineOf, type ModelMatrix, type ModelRow } from "../run/mutation/model-matrix.js";

/** How many of the mutants random histories detect, and after how many of them. */
export function modelMatrixText({ rows, seeds, runs, lawfulRuns, durationMs }: ModelMatrix): string {
  const mutants = rows.filter(({ kind }) => kind === "mutant");
  const lawful = rows.filter(({ kind }) => kind === "lawful");
  const accused = lawful.filter(isSeen);
  const missed = mutants.filter((row) => !isSeen(row));
  const needed = mutants
    .flatMap(({ detectedAfter }) => detectedAfter.flatMap((one) => one ?? []))
    .sort((a, b) => a - b);
  const always = mutants.filter(({ detectedAfter }) => detectedAfter.every((one) => one !== undefined)).length;
  return [
    `Random histories, ${seeds} seeds of up to ${runs}: ${mutants.length - missed.length} of ${mutants.length} mutants detected, ${always} of them under every seed.`,
    `  Histories until detection: median ${needed[Math.floor(needed.length / 2)] ?? "none"}, worst ${needed.at(-1) ?? "none"}.`,
    `  Reference and lawful variants, ${lawfulRuns} histories for each seed: ${lawful.length - accused.length} of ${lawful.length} pass.`,
    `  Took ${Math.round(durationMs / 1000)} s.`,
    ...missed.map((row) => `  Not detected: ${lineOf(row)}`),
    ...accused.map((row) => `  Lawful and accused: ${lineOf(row)}`),
    ...rows.filter(({ error }) => error).map(({ id, because }) => `  Error of the suite's own: ${id}: ${because}`),
    "",
  ].join("\n");
}

/** Mutants that a whole run must detect: what a model cannot see is listed in docs/model.md. */
const enough = 90;

/** 4 for an error of ours, 1 when a lawful server is accused or too few mutants are detected, 0 otherwise. */
export function modelMatrixExitCode({ rows, complete }: ModelMatrix, selection: boolean): number {
  if (!complete) return 3;
  if (rows.some(({ error }) => error)) return 4;
  if (rows.some((row) => row.kind === "lawful" && isSeen(row))) return 1;
  const mutants = rows.filter(({ kind }) => kind === "mutant");
  const seen = mutants.filter(isSeen).length;
  return seen >= (selection ? mutants.length : enough) ? 0 : 1;
}

function isSeen({ detectedAfter }: ModelRow): boolean {
  return detectedAfter.some((one) => one !== undefined);
}
