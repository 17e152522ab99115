/** Something in plain words: a heading, and named texts below it in the order in which they are read. */
export interface Explanation {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly name: string;
  /** One text, or the items of a list; never empty. */
  readonly text: string | readonly string[];
}

/** Leaves out what has nothing to say. */
export function entries(
  ...all: readonly (readonly [name: string, text: string | readonly string[] | undefined])[]
): Entry[] {
  return all.flatMap(([name, text]) => (text === undefined || text.length === 0 ? [] : [{ name, text }]));
}

/** "14.1: fail" for both profiles, or each by its name. */
export function weightWords({ seed, current }: { readonly seed: string; readonly current: string }): string {
  return seed === current ? seed : `${seed} (profile seed), ${current} (profile current)`;
}
