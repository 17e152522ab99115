import type { ProtocolVersion } from "../eas/index.js";
import type { RunPlan } from "./settings.js";
import { quoted } from "./shell-quote.js";

/** Where fast-check finds an input again. */
export interface DrawnFrom {
  readonly seed: number;
  readonly path: string;
  readonly replayPath?: string;
}

/**
 * Is it one that leads anywhere: fast-check's for a history, or what a reduction left out? ":" is what fast-check says of a
 * history that it was led to directly.
 */
export function isReplayPath(text: string): boolean {
  return /^([A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+|\d+(-\d+)*)$/.test(text);
}

type Drawn = Pick<RunPlan, "seed" | "suites" | "explore">;

/** What of a plan chooses cases and versions; what it leaves out, it does not limit. */
export type Chosen = Partial<Pick<RunPlan, "protocol" | "full" | "ids" | "sections" | "shard">>;

/**
 * Command line that repeats a whole run, which is what repeats a monitor: it watches all that is said. `target` is its
 * beginning, "npx asms run --mutant M-sd-hard".
 */
export function replayOfRun(target: string, plan: Drawn & Chosen): string {
  return [drawnRun(target, plan), ...chosenBy(plan)].join(" ");
}

function chosenBy({ protocol, full, ids = [], sections = [], shard }: Chosen): string[] {
  return [
    ...(protocol === undefined ? [] : [`--protocol ${protocol.join(",")}`]),
    ...(full === true ? ["--full"] : []),
    ...(sections.length === 0 ? [] : [`--section ${sections.map((one) => quoted(one)).join(" ")}`]),
    ...(ids.length === 0 ? [] : [`--id ${ids.map((one) => quoted(one)).join(" ")}`]),
    ...(shard === undefined ? [] : [`--shard ${shard.index}/${shard.total}`]),
  ];
}

function drawnRun(target: string, plan: Drawn): string {
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
  plan: Drawn,
  { id, version, drawn }: { readonly id: string; readonly version: ProtocolVersion; readonly drawn?: DrawnFrom },
): string {
  const chosen = `--protocol ${version} --id ${quoted(withoutVersion(id))}`;
  if (drawn === undefined) return `${drawnRun(target, plan)} ${chosen}`;
  const { seed, path, replayPath } = drawn;
  const among = replayPath === undefined || !isReplayPath(replayPath) ? [] : [`--replay-path "${replayPath}"`];
  return [target, ...suitesOf(plan), chosen, `--seed ${seed}`, `--path "${path}"`, ...among].join(" ");
}

/** The id that the case has in a run at one version: the version stands last among the axes, or alone. */
function withoutVersion(id: string): string {
  return id.replace(/\[protocol=[\d.]+\]$|,protocol=[\d.]+(?=\]$)/, "");
}

/** The beginning that the command line of a case has, up to the seed, without its choice of cases. */
export function beginningOf(replay: string): string {
  return replay.replace(/ --protocol .*$/, "");
}

function suitesOf({ suites = ["sections"] }: Pick<RunPlan, "suites">): string[] {
  return suites.length === 1 && suites[0] === "sections" ? [] : [`--suite ${suites.join(",")}`];
}
