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
 * fail elsewhere are likely to do it there. Each round asks the mutant that may settle most of what is left.
 */
export class OtherValues {
  readonly #tried = new Set<string>();

  /** @param open checks that no mutant makes fail */
  constructor(readonly open: readonly Check[]) {}

  /** Nobody goes on an errand twice; none at all when every mutant that might help has been asked. */
  next(judged: readonly MutantJudgement[]): Errand[] {
    const killed = new Set(judged.flatMap(({ kills }) => kills.map(nameOf)));
    const left = this.open.filter((check) => !killed.has(nameOf(check)));
    const able = ableTo(judged);
    const candidates = new Map(left.map((check) => [check, this.#untried(check, able)]));
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

  #untried(check: Check, able: ReadonlyMap<string, ReadonlySet<number>>): number[] {
    return [...(able.get(questionOf(check)) ?? [])].filter((who) => !this.#tried.has(`${who} ${check.id}`));
  }
}

/** Who made a check fail at any value of the axes. */
function ableTo(judged: readonly MutantJudgement[]): ReadonlyMap<string, ReadonlySet<number>> {
  const able = new Map<string, Set<number>>();
  for (const [who, { kills }] of judged.entries()) {
    for (const check of kills) {
      const question = questionOf(check);
      able.set(question, (able.get(question) ?? new Set()).add(who));
    }
  }
  return able;
}
