import type { Monitor } from "../monitors/monitor.js";
import type { SuiteCase } from "./suites.js";

/** The rows that each case and each monitor declares, by its id. */
export function coverageOf({
  cases,
  monitors,
}: {
  readonly cases: readonly SuiteCase[];
  readonly monitors: readonly Monitor[];
}): ReadonlyMap<string, readonly string[]> {
  return new Map([
    ...cases.map(({ definition }) => [definition.id, definition.requirements] as const),
    ...monitors.map(({ id, requirements }) => [id, requirements] as const),
  ]);
}
