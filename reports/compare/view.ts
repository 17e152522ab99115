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

interface ChangeList {
  readonly direction: Direction;
  readonly title: string;
  readonly changes: readonly Change[];
}

/** Changes by direction, the heaviest first, without what a selection left out; directions without a change are left out. */
export function changeLists({ changes }: Comparison): ChangeList[] {
  return titles.flatMap(([direction, title]) => {
    const found = changes.filter((change) => change.direction === direction && change.leftOut === undefined);
    return found.length === 0 ? [] : [{ direction, title, changes: found }];
  });
}

/** One sentence a run and way round about what a selection left out, with counts. */
export function leftOutSentences({ runs, changes }: Comparison): string[] {
  return runs.flatMap(({ letter }) =>
    (["unseen", "seen"] as const).flatMap((direction) => {
      const found = changes.filter((one) => one.run === letter && one.direction === direction && one.leftOut === true);
      if (found.length === 0) return [];
      const by = direction === "unseen" ? `${letter} left out by its selection` : "A left out by its selection";
      const judged = direction === "unseen" ? "A" : letter;
      return [`${by} ${counted(found)} judged in ${judged}.`];
    }),
  );
}

/** Do the runs say different things of the row, otherwise than by what a selection left out? */
export function differsByJudgement(row: ComparedRow, { runs, changes }: Comparison): boolean {
  if (!differs(row)) return false;
  const leftOut = new Set(changes.filter((one) => one.id === row.id && one.leftOut === true).map(({ run }) => run));
  return row.verdicts.some((verdict, index) => verdict !== row.verdicts[0] && !leftOut.has(runs[index]?.letter ?? ""));
}

function counted(changes: readonly Change[]): string {
  const of = (what: Change["what"]) => changes.filter((change) => change.what === what).length;
  return (["requirement", "case"] as const)
    .filter((what) => of(what) > 0)
    .map((what) => `${of(what)} ${what}${of(what) === 1 ? "" : "s"}`)
    .join(" and ");
}
