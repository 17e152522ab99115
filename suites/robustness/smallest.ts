/** What can be left out of an input: parts in an order, on one or more levels, the largest parts on the first. */
export interface Lean<T> {
  levels(value: T): number;
  /** Parts on this level. */
  parts(value: T, level: number): number;
  /** The input without so many neighbours, from this one on; there may be fewer. */
  without(value: T, level: number, from: number, count: number): T;
}

/** How the search for the smallest input went. */
export interface Smallest<T> {
  readonly value: T;
  /** Inputs that were tried. */
  readonly tries: number;
  /** Was every single part that is left tried in vain? */
  readonly complete: boolean;
}

/**
 * Leaves out what is not needed for an input to fail: all parts of a level at once, then halves, quarters, single ones (delta
 * debugging); then single ones again until none is left that can go. Every try is real traffic. Ends early after `limit` tries,
 * and where `fails` gives no answer.
 */
export async function smallest<T>(
  start: T,
  lean: Lean<T>,
  fails: (value: T) => Promise<boolean | undefined>,
  limit: number,
): Promise<Smallest<T>> {
  let value = start;
  let tries = 0;
  for (let pass = 0; ; pass += 1) {
    const before = value;
    for (let level = 0; level < lean.levels(value); level += 1) {
      for (let size = pass === 0 ? lean.parts(value, level) : 1; size >= 1; size = Math.floor(size / 2)) {
        for (let from = 0; from < lean.parts(value, level); ) {
          if (tries >= limit) return { value, tries, complete: false };
          const candidate = lean.without(value, level, from, size);
          const failed = await fails(candidate);
          if (failed === undefined) return { value, tries, complete: false };
          tries += 1;
          if (failed) value = candidate;
          else from += size;
        }
      }
    }
    // What is left was tried part by part after the last success: nothing of it can go.
    if (pass > 0 && value === before) return { value, tries, complete: true };
  }
}
