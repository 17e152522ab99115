import { nameOf } from "./checks.js";
import type { BenignJudgement, MutantJudgement } from "./judge.js";
import type { Matrix } from "./matrix.js";

/** One step of what CI demands of the matrix, in words. */
export interface Gate {
  readonly gate: "reference" | "lawful servers" | "mutants" | "mutants of this project" | "checks";
  /** Undefined: it was not come to. */
  readonly passed?: boolean;
  readonly words: string;
}

/** The gates in their order: what a later one says is worth nothing while an earlier one is shut. */
export function gates(matrix: Matrix): readonly Gate[] {
  const reference = referenceGate(matrix);
  if (reference.passed !== true) return [reference];
  return [
    reference,
    lawfulGate(matrix.benign),
    mutantGate("mutants", matrix.mutants, matrix.unmade),
    mutantGate("mutants of this project", matrix.extra, []),
    checkGate(matrix),
  ].filter(({ words }) => words !== "");
}

function referenceGate({ reference, checks }: Matrix): Gate {
  const passed = reference.every(({ verdict }) => verdict === "passed");
  const which = reference.map(({ id }) => id.replace("reference at ", "")).join(" and ");
  const words = passed
    ? `The reference passes every case at ${which}, with nothing skipped: ${checks.length} checks.`
    : `The reference does not pass at ${which}, so no variant was judged: what it shows would mean nothing.`;
  return { gate: "reference", passed, words };
}

function lawfulGate(benign: readonly BenignJudgement[]): Gate {
  const passed = benign.filter(({ verdict }) => verdict === "passed");
  const wrong = benign.filter(({ verdict }) => verdict !== "passed").map(({ id }) => id);
  const rest = wrong.length === 0 ? "." : `; not ${wrong.join(", ")}.`;
  const words = benign.length === 0 ? "" : `${passed.length} of ${benign.length} lawful servers pass${rest}`;
  return { gate: "lawful servers", passed: wrong.length === 0, words };
}

/** Counts mutants, not runs: one that is run at two versions is killed if it is at both. */
function mutantGate(gate: Gate["gate"], judged: readonly MutantJudgement[], unmade: readonly string[]): Gate {
  const ids = [...new Set([...judged.map(({ id }) => id), ...unmade])];
  const worst = (id: string) =>
    unmade.includes(id)
      ? "not made yet"
      : (order.find((verdict) => judged.some((one) => one.id === id && one.verdict === verdict)) ?? "killed");
  const counts = [...order, "not made yet"]
    .map((verdict) => [verdict, ids.filter((id) => worst(id) === verdict).length] as const)
    .filter(([, count]) => count > 0);
  const unspecific = judged.filter((one) => one.unspecific.length > 0).map(({ id }) => id);
  const killed = ids.filter((id) => worst(id) === "killed").length;
  const told = [
    ...counts.map(([verdict, count]) => `${count} ${inWords[verdict] ?? verdict}`),
    ...(unspecific.length === 0 ? [] : [`a scenario that must pass fails for ${unspecific.join(", ")}`]),
  ];
  const rest = told.length === 0 ? "." : `; ${told.join(", ")}.`;
  return {
    gate,
    passed: killed === ids.length && unspecific.length === 0,
    words: ids.length === 0 ? "" : `${killed} of ${ids.length} ${gate} killed${rest}`,
  };
}

/** The worst first. */
const order: readonly MutantJudgement["verdict"][] = ["error", "survived", "wrong requirement", "no case yet"];

const inWords: Readonly<Record<string, string>> = {
  error: "with an error of the suite's own",
  "wrong requirement": "seen by a wrong requirement only",
  "no case yet": "without a case yet",
};

function checkGate({ complete, checks, idle }: Matrix): Gate {
  if (!complete) {
    return { gate: "checks", words: "Not every variant ran, so checks that kill nothing were not looked for." };
  }
  const words =
    idle.length === 0
      ? `Each of ${checks.length} checks, at every value of the axes, is made to fail by some mutant.`
      : `${idle.length} of ${checks.length} checks kill nothing: ${idle.slice(0, 3).map(nameOf).join(", ")}${idle.length > 3 ? " …" : ""}`;
  return { gate: "checks", passed: idle.length === 0, words };
}

/** 4 for an error of ours, 1 for whatever a check does not see or sees wrongly, 0 otherwise. */
export function matrixExitCode(matrix: Matrix): number {
  const verdicts = [matrix.reference, matrix.benign, matrix.mutants, matrix.extra].flat().map(({ verdict }) => verdict);
  if (verdicts.includes("error")) return 4;
  return gates(matrix).every(({ passed }) => passed !== false) ? 0 : 1;
}
