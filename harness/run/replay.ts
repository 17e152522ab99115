import type { ProtocolVersion } from "../eas/index.js";
import type { RunPlan } from "./settings.js";
import { quoted } from "./shell-quote.js";

/** Where fast-check finds an input again. */
export interface DrawnFrom {
  readonly seed: number;
  readonly path: string;
  readonly replayPath?: string;
}

/** Command line that repeats a run: `target` is its beginning, "asms run --mutant M-sd-hard". */
export function replayOfRun(target: string, plan: Pick<RunPlan, "seed" | "suites" | "explore">): string {
  const { runs, budgetMs } = plan.explore ?? {};
  const effort = [
    ...(runs === undefined ? [] : [`--runs ${runs}`]),
    ...(budgetMs === undefined ? [] : [`--budget ${budgetMs / 1000}s`]),
  ];
  return [target, ...suitesOf(plan), ...effort, `--seed ${plan.seed}`].join(" ");
}

/** Command line that repeats one case, or with `drawn` one counterexample of it. */
export function replayOfCase(
  target: string,
  plan: Pick<RunPlan, "seed" | "suites" | "explore">,
  { id, version, drawn }: { readonly id: string; readonly version: ProtocolVersion; readonly drawn?: DrawnFrom },
): string {
  const chosen = `--protocol ${version} --id ${quoted(id.replace(/[[,]protocol=[\d.]+/, ""))}`;
  if (drawn === undefined) return `${replayOfRun(target, plan)} ${chosen}`;
  const { seed, path, replayPath } = drawn;
  const among = replayPath === undefined ? [] : [`--replay-path "${replayPath}"`];
  return [target, ...suitesOf(plan), chosen, `--seed ${seed}`, `--path "${path}"`, ...among].join(" ");
}

function suitesOf({ suites = ["sections"] }: Pick<RunPlan, "suites">): string[] {
  return suites.length === 1 && suites[0] === "sections" ? [] : [`--suite ${suites.join(",")}`];
}
