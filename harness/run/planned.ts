import type { ProtocolVersion } from "../eas/index.js";
import { isSelection } from "./results.js";
import type { RunInput } from "./run-input.js";
import { type SelectedCase, select } from "./select.js";
import { inShard } from "./sharding/shard.js";

/** What a run is to do, however far it comes. */
export interface Planned {
  readonly selected: readonly SelectedCase[];
  /** Cases and monitors by the id that CaseResult calls caseId. */
  readonly judges: ReadonlySet<string>;
  /** How many cases; undefined where the versions of the target are not known yet. */
  readonly count?: number;
}

/**
 * @param versions those that the target was found to speak
 * @throws UsageError for a pattern or section that matches nothing
 */
export function planned(
  { plan, cases, monitors }: Pick<RunInput, "plan" | "cases" | "monitors">,
  versions?: readonly ProtocolVersion[],
): Planned {
  const selected = inShard(select(cases, { ...plan, versions: versions ?? plan.protocol ?? ["14.1"] }), plan.shard);
  // Where a few cases are chosen, nobody asked for the monitors that watch them.
  const watching = isSelection(plan) ? [] : monitors;
  return {
    selected,
    judges: new Set([...selected.map(({ definition }) => definition.id), ...watching.map(({ id }) => id)]),
    ...(versions === undefined ? {} : { count: selected.length }),
  };
}
