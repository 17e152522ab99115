import type { Change, ComparedRow, Comparison, Direction } from "./compare.js";

/** Do the runs say different things of the row? */
export function differs({ verdicts }: ComparedRow): boolean {
  return new Set(verdicts).size > 1;
}

const titles: readonly (readonly [Direction, string])[] = [
  ["worse", "Worse"],
  ["better", "Better"],
  ["unseen", "Not judged any more"],
  ["seen", "Judged now"],
];

/** Changes by direction, the heaviest first; directions without a change are left out. */
export function changeLists({
  changes,
}: Comparison): { readonly title: string; readonly changes: readonly Change[] }[] {
  return titles.flatMap(([direction, title]) => {
    const found = changes.filter((change) => change.direction === direction);
    return found.length === 0 ? [] : [{ title, changes: found }];
  });
}
