import { nameOf } from "../run/mutation/checks.js";
import { type Gate, gates } from "../run/mutation/gates.js";
import type { BenignJudgement, MutantJudgement } from "../run/mutation/judge.js";
import type { Matrix } from "../run/mutation/matrix.js";
import type { Paint } from "./paint.js";

export function matrixText(matrix: Matrix, paint: Paint): string {
  const { reference, benign, mutants, extra, idle, unmade } = matrix;
  return [
    ...table("Lawful servers, which must pass", [...reference, ...benign].map(lawfulRow), paint),
    ...table(`Mutants, each with what saw it${partly(mutants)}`, mutants.map(mutantRow), paint),
    ...table(`Mutants of this project and your own${partly(extra)}`, extra.map(mutantRow), paint),
    ...listed("Entries that the server cannot play yet", unmade),
    ...listed(
      "Diagnosis not specific: a scenario that must pass does not",
      mutants.flatMap(({ id, unspecific }) => unspecific.map((one) => `${id}: ${one}`)),
    ),
    ...listed("Checks that no mutant makes fail", idle.map(nameOf)),
    "",
    ...gates(matrix).map((gate, index) => `${index + 1}. ${marked(gate, paint)}`),
    "",
  ].join("\n");
}

function partly(judged: readonly MutantJudgement[]): string {
  const few = judged.filter(({ heldAgainst }) => heldAgainst !== undefined).length;
  return few === 0 ? "" : ` (${few} held against the cases that concern them; against all with --whole)`;
}

function marked({ passed, words }: Gate, paint: Paint): string {
  return passed === false ? paint.red(words) : words;
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
