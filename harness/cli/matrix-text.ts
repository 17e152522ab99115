import { type BenignJudgement, type MutantJudgement, nameOf } from "../run/mutation/judge.js";
import type { Matrix } from "../run/mutation/matrix.js";
import type { Paint } from "./paint.js";

/** 4 for an error of ours, 1 for whatever a check does not see or sees wrongly, 0 otherwise. */
export function matrixExitCode({ reference, benign, mutants, extra, idle, unmade }: Matrix): number {
  const lawful = [...reference, ...benign];
  const wrong = [...mutants, ...extra];
  if (lawful.some(({ verdict }) => verdict === "error") || wrong.some(({ verdict }) => verdict === "error")) return 4;
  const missed =
    lawful.some(({ verdict }) => verdict === "failed") ||
    wrong.some(
      ({ verdict, unspecific }) => verdict === "survived" || verdict === "no case yet" || unspecific.length > 0,
    );
  return missed || idle.length > 0 || unmade.length > 0 ? 1 : 0;
}

export function matrixText(matrix: Matrix, paint: Paint): string {
  const { reference, benign, mutants, extra, idle, unmade, complete } = matrix;
  const withCase = mutants.filter(({ verdict }) => verdict !== "no case yet");
  const without = mutants.filter(({ verdict }) => verdict === "no case yet");
  const lines = [
    ...table("Lawful servers, which must pass", [...reference, ...benign].map(lawfulRow), paint),
    ...table("Mutants, each with what saw it", withCase.map(mutantRow), paint),
    ...table("Mutants of this project", extra.map(mutantRow), paint),
    ...listed(
      "Mutants whose scenario has no case yet",
      without.map(({ id, detectedBy }) => `${id} (${detectedBy})`),
    ),
    ...listed("Entries that the server cannot play yet", unmade),
    ...listed(
      "Diagnosis not specific: a scenario that must pass does not",
      mutants.flatMap(({ id, unspecific }) => unspecific.map((one) => `${id}: ${one}`)),
    ),
    ...listed("Checks that no mutant makes fail", idle.map(nameOf)),
    "",
    counts("mutants", withCase, without.length),
    ...(extra.length === 0 ? [] : [counts("mutants of this project", extra, 0)]),
    `Lawful servers: ${benign.filter(({ verdict }) => verdict === "passed").length} of ${benign.length} variants passed, reference ${
      reference.every(({ verdict }) => verdict === "passed") ? "passed" : paint.red("FAILED")
    }.`,
    complete
      ? `Checks that kill nothing: ${idle.length}.`
      : "Not every variant ran, so idle checks were not looked for.",
    "",
  ];
  return lines.join("\n");
}

type Row = readonly [mark: string, id: string, text: string];

function lawfulRow({ id, verdict, because }: BenignJudgement): Row {
  return [verdict === "passed" ? "pass" : verdict.toUpperCase(), id, because.join("; ")];
}

function mutantRow({ id, protocol, verdict, because }: MutantJudgement): Row {
  return [
    verdict === "killed" ? "killed" : verdict.toUpperCase(),
    protocol === "14.1" ? id : `${id} at ${protocol}`,
    because,
  ];
}

function table(title: string, rows: readonly Row[], paint: Paint): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([, id]) => id.length));
  const markWidth = Math.max(...rows.map(([mark]) => mark.length));
  return [
    "",
    paint.bold(title),
    ...rows.map(([mark, id, text]) => {
      const padded = mark.padEnd(markWidth);
      const shown = mark === mark.toLowerCase() ? paint.green(padded) : paint.red(padded);
      return `  ${shown}  ${id.padEnd(width)}  ${text}`.trimEnd();
    }),
  ];
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

/** Counts mutants, not runs: one that is run at two versions is killed if it is at both. */
function counts(what: string, judged: readonly MutantJudgement[], without: number): string {
  const ids = [...new Set(judged.map(({ id }) => id))];
  const has = (id: string, verdict: MutantJudgement["verdict"]) =>
    judged.some((one) => one.id === id && one.verdict === verdict);
  const errors = ids.filter((id) => has(id, "error")).length;
  const survived = ids.filter((id) => !has(id, "error") && has(id, "survived")).length;
  const rest = without === 0 ? "" : `, ${without} without a case yet`;
  const killed = ids.length - errors - survived;
  return `${killed} of ${ids.length} ${what} killed, ${survived} survived, ${errors} errors${rest}.`;
}
