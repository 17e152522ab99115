/** Rows of values, one for each factor. */
export type Row<T> = readonly T[];

/**
 * All rows of `length` over the values in which every two factors meet in every combination of two values at least once.
 * Greedy and without chance: the same values give the same rows. @throws Error for a length below 2 or without values
 */
export function pairwise<T>(values: readonly T[], length: number): Row<T>[] {
  if (length < 2 || values.length === 0) throw new Error("Pairs need two factors and a value");
  const indices = values.map((_, index) => index);
  const missing = new Set(allPairs(indices, length));
  const rows: number[][] = [];
  for (const pair of missing) {
    const row = rowFrom(pair, indices, length, missing);
    for (const met of pairsOf(row)) missing.delete(met);
    rows.push(row);
  }
  return rows.map((row) => row.flatMap((index) => values.slice(index, index + 1)));
}

/** "factor,factor:value,value" */
function nameOf(first: number, second: number, a: number, b: number): string {
  return `${first},${second}:${a},${b}`;
}

function allPairs(indices: readonly number[], length: number): string[] {
  return factorPairs(length).flatMap(([first, second]) =>
    indices.flatMap((a) => indices.map((b) => nameOf(first, second, a, b))),
  );
}

function factorPairs(length: number): (readonly [number, number])[] {
  return Array.from({ length }, (_, first) =>
    Array.from({ length: length - first - 1 }, (_, rest) => [first, first + rest + 1] as const),
  ).flat();
}

function pairsOf(row: readonly number[]): string[] {
  return factorPairs(row.length).map(([first, second]) => nameOf(first, second, row[first] ?? 0, row[second] ?? 0));
}

/** A row with this pair in it; each further factor takes the value that meets most of what is missing. */
function rowFrom(pair: string, indices: readonly number[], length: number, missing: ReadonlySet<string>): number[] {
  const [first = 0, second = 0, a = 0, b = 0] = pair.split(/[,:]/).map(Number);
  const chosen = new Map([
    [first, a],
    [second, b],
  ]);
  for (let factor = 0; factor < length; factor += 1) {
    if (chosen.has(factor)) continue;
    const gain = (value: number) =>
      [...chosen].filter(([other, fixed]) =>
        missing.has(other < factor ? nameOf(other, factor, fixed, value) : nameOf(factor, other, value, fixed)),
      ).length;
    const best = indices.reduce((leader, value) => (gain(value) > gain(leader) ? value : leader), 0);
    chosen.set(factor, best);
  }
  return Array.from({ length }, (_, factor) => chosen.get(factor) ?? 0);
}
