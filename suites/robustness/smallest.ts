/** How the search for the smallest input went. */
export interface Smallest<T> {
  readonly value: T;
  /** Inputs that were tried. */
  readonly tries: number;
}

/**
 * Goes on to a smaller input as long as one still fails, the first that does; ends when none does or after `limit` tries.
 * Every try is real traffic, so the smaller inputs should come with the largest steps first, and what was left out must be
 * the one difference between a list of them and the next.
 */
export async function smallest<T>(
  start: T,
  smaller: (value: T) => readonly T[],
  fails: (value: T) => Promise<boolean>,
  limit: number,
): Promise<Smallest<T>> {
  let value = start;
  let tries = 0;
  let candidates = smaller(value);
  for (let next = 0; next < candidates.length && tries < limit; next += 1) {
    const candidate = candidates[next];
    if (candidate === undefined) break;
    tries += 1;
    if (!(await fails(candidate))) continue;
    value = candidate;
    candidates = smaller(value);
    // What was needed before is needed still: the list goes on behind it.
    next -= 1;
  }
  return { value, tries };
}
