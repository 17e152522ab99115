import { UsageError } from "../usage-error.js";

/** Part `index` of `total` of a run, both from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** What `--shard` takes: "2/3". @throws UsageError */
export function parseShard(text: string): Shard {
  const [, index, total] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), total: Number(total) };
  if (index !== undefined && shard.index >= 1 && shard.index <= shard.total) return shard;
  throw new UsageError(`--shard "${text}" is no part such as 1/3: a number from 1, a slash, how many parts there are`);
}

/**
 * The cases of one part: each in exactly one, in turn, so that long sections are divided too. The same selection is always
 * divided in the same way. Where there are more parts than cases, the last ones hold none.
 */
export function inShard<T>(cases: readonly T[], shard: Shard | undefined): readonly T[] {
  if (shard === undefined) return cases;
  return cases.filter((_, position) => position % shard.total === shard.index - 1);
}
