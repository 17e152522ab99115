import type { Exploration } from "../../judging/results.js";

/** Counts by kind, in several ways of counting at once. */
export class Distribution {
  readonly #counts = new Map<string, Map<string, number>>();

  count(of: string, kind: string): void {
    const kinds = this.#counts.get(of) ?? new Map<string, number>();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    this.#counts.set(of, kinds);
  }

  /** Most frequent first. */
  get told(): Exploration["distribution"] {
    return [...this.#counts].map(([of, kinds]) => ({
      of,
      counts: Object.fromEntries([...kinds].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))),
    }));
  }
}
