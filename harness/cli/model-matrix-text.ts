import { lineOf, type ModelMatrix, type ModelRow } from "../run/mutation/model-matrix.js";

/** How many of the mutants random histories detect, and after how many of them. */
export function modelMatrixText({ rows, seeds, runs, wholeRuns, planned, complete, durationMs }: ModelMatrix): string {
  const mutants = rows.filter(({ kind }) => kind === "mutant");
  const lawful = rows.filter(({ kind }) => kind === "lawful");
  const accused = lawful.filter(isSeen);
  const missed = mutants.filter((row) => !isSeen(row));
  const [explained, unexplained] = [missed.filter(isExplained), missed.filter((row) => !isExplained(row))];
  const warned = mutants.filter(({ onlyWarned }) => onlyWarned).length;
  const needed = mutants
    .flatMap(({ detectedAfter }) => detectedAfter.flatMap((one) => one ?? []))
    .sort((a, b) => a - b);
  const always = mutants.filter(({ detectedAfter }) => detectedAfter.every((one) => one !== undefined)).length;
  return [
    ...(complete ? [] : [`Interrupted: ${rows.length} of ${planned} servers were judged.`]),
    `Random histories, ${seeds} seeds of up to ${runs}: ${mutants.length - missed.length} of ${mutants.length} mutants detected, ${always} of them under every seed.`,
    ...(mutants.length > missed.length ? [`  ${shares(mutants)}`] : []),
    ...(warned > 0 ? [`  ${warned} of them by warnings alone.`] : []),
    `  Histories until detection: median ${needed[Math.floor(needed.length / 2)] ?? "none"}, worst ${needed.at(-1) ?? "none"}.`,
    `  Reference and lawful variants, ${wholeRuns} histories for each seed: ${lawful.length - accused.length} of ${lawful.length} pass.`,
    `  Took ${Math.round(durationMs / 1000)} s.`,
    ...explained.map(
      ({ id, unseen }) => `  Not detected in ${wholeRuns} histories for each seed: ${id}. ${unseen ?? ""}`,
    ),
    ...unexplained.map((row) => `  Not detected: ${lineOf(row)}`),
    ...mutants
      .filter(isStale)
      .map((row) => `  Detected, though vectors/unseen-mutants.json says why not: ${lineOf(row)}`),
    ...accused.map((row) => `  Lawful and accused: ${lineOf(row)}`),
    ...rows.filter(({ error }) => error).map(({ id, because }) => `  Error of the suite's own: ${id}: ${because}`),
    "",
  ].join("\n");
}

/** "61 by the model and by a monitor, 20 by the model alone, 15 by a monitor alone": over all seeds. */
function shares(mutants: readonly ModelRow[]): string {
  const counts = { both: 0, model: 0, monitor: 0 };
  for (const { seenBy } of mutants) {
    const model = seenBy.some((who) => who === "model" || who === "both");
    const monitor = seenBy.some((who) => who === "monitor" || who === "both");
    if (model && monitor) counts.both += 1;
    else if (model) counts.model += 1;
    else if (monitor) counts.monitor += 1;
  }
  const { both, model, monitor } = counts;
  return `Of those, ${both} by the model and by a monitor, ${model} by the model alone, ${monitor} by a monitor alone.`;
}

/** Mutants that a whole run must detect: what no history can show is listed in docs/model.md. */
const enough = 90;

/**
 * 3 when interrupted; 4 for an error of ours; 1 when a lawful server is accused, too few mutants are detected, or one that no
 * history was said to show; 0 otherwise.
 */
export function modelMatrixExitCode({ rows, complete }: ModelMatrix, selection: boolean): number {
  if (!complete) return 3;
  if (rows.some(({ error }) => error)) return 4;
  if (rows.some((row) => row.kind === "lawful" && isSeen(row))) return 1;
  const mutants = rows.filter(({ kind }) => kind === "mutant");
  if (mutants.some(isStale)) return 1;
  const seen = mutants.filter(isSeen).length;
  return seen >= (selection ? mutants.filter((row) => !isExplained(row)).length : enough) ? 0 : 1;
}

function isSeen({ detectedAfter }: ModelRow): boolean {
  return detectedAfter.some((one) => one !== undefined);
}

function isExplained({ unseen }: ModelRow): boolean {
  return unseen !== undefined;
}

function isStale(row: ModelRow): boolean {
  return isExplained(row) && isSeen(row);
}
