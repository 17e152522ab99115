import { type Check, nameOf, questionOf } from "./checks.js";
import type { MutantJudgement } from "./judge.js";

/** Runs of cases, by full id, that a mutant is to be held against beside those it was. */
export interface Errand {
  /** Place of the mutant among the judgements. */
  readonly who: number;
  readonly ids: readonly string[];
}

/**
 * Finds a mutant for each check that none has made fail yet, mostly at other values of the axes: those that made the same check
 * fail elsewhere are likely to do it there; after them those that made the same row fail in another case. Each round asks the
 * mutant that may settle most of what is left.
 */
export class OtherValues {
  readonly #tried = new Set<string>();

  /**
   * @param open checks that no mutant makes fail
   * @param travels may this mutant, by its place among the judgements, be held against the cases of these checks?
   */
  constructor(
    readonly open: readonly Check[],
    readonly travels: (who: number) => boolean,
  ) {}

  /** Nobody goes on an errand twice; none at all when every mutant that might help has been asked. */
  next(judged: readonly MutantJudgement[]): Errand[] {
    const killed = new Set(judged.flatMap(({ kills }) => kills.map(nameOf)));
    const left = this.open.filter((check) => !killed.has(nameOf(check)));
    const byQuestion = ableTo(judged, questionOf);
    const byRow = ableTo(judged, rowOf);
    const candidates = new Map(
      left.map((check) => {
        const likely = this.#untried(check, byQuestion.get(questionOf(check)));
        return [check, likely.length > 0 ? likely : this.#untried(check, byRow.get(rowOf(check)))];
      }),
    );
    const popularity = new Map<number, number>();
    for (const who of [...candidates.values()].flat()) popularity.set(who, (popularity.get(who) ?? 0) + 1);
    const errands = new Map<number, Set<string>>();
    for (const [check, found] of candidates) {
      const [who] = found.sort((a, b) => (popularity.get(b) ?? 0) - (popularity.get(a) ?? 0) || a - b);
      if (who === undefined) continue;
      this.#tried.add(`${who} ${check.id}`);
      errands.set(who, (errands.get(who) ?? new Set()).add(check.id));
    }
    return [...errands].map(([who, ids]) => ({ who, ids: [...ids] }));
  }

  #untried(check: Check, able: ReadonlySet<number> | undefined): number[] {
    return [...(able ?? [])].filter((who) => this.travels(who) && !this.#tried.has(`${who} ${check.id}`));
  }
}

function rowOf({ requirement, protocol }: Check): string {
  return JSON.stringify([requirement, protocol]);
}

/** Who made checks fail, by what these have in common. */
function ableTo(
  judged: readonly MutantJudgement[],
  common: (check: Check) => string,
): ReadonlyMap<string, ReadonlySet<number>> {
  const able = new Map<string, Set<number>>();
  for (const [who, { kills }] of judged.entries()) {
    for (const check of kills) {
      const key = common(check);
      able.set(key, (able.get(key) ?? new Set()).add(who));
    }
  }
  return able;
}
