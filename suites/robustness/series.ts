import fc from "fast-check";
import { type BaseName, baseNames } from "./bases.js";

/** A request of a kind, and what is done to it. */
export interface Malformed<E> {
  readonly base: BaseName;
  readonly edits: readonly E[];
}

/** An Add is what the protocol is about, and what servers take apart most. */
const anyBase: fc.Arbitrary<BaseName> = fc.oneof(
  { weight: 3, arbitrary: fc.constant("sync-add" as const) },
  { weight: 1, arbitrary: fc.constantFrom(...baseNames) },
);

/**
 * Series of wrong requests. Every one of them is traffic, and mostly a single one is to blame: so a series is made small by its
 * requests alone, then by its halves and with one less; a single one by its edits alone or with one less, then by `simpler`
 * ones, and by nothing else.
 */
export class SeriesArbitrary<E> extends fc.Arbitrary<readonly Malformed<E>[]> {
  readonly #drawn: fc.Arbitrary<readonly Malformed<E>[]>;

  constructor(
    edits: fc.Arbitrary<readonly E[]>,
    longest: number,
    readonly simpler: (edit: E) => readonly E[],
  ) {
    super();
    const one = fc.record({ base: anyBase, edits });
    this.#drawn = fc.array(one, { minLength: Math.ceil(longest / 2), maxLength: longest, size: "max" });
  }

  generate(random: fc.Random, bias: number | undefined): fc.Value<readonly Malformed<E>[]> {
    return new fc.Value(this.#drawn.generate(random, bias).value, undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is readonly Malformed<E>[] {
    return false;
  }

  shrink(series: readonly Malformed<E>[]): fc.Stream<fc.Value<readonly Malformed<E>[]>> {
    return fc.Stream.of(...this.#smaller(series).map((value) => new fc.Value(value, undefined)));
  }

  #smaller(series: readonly Malformed<E>[]): (readonly Malformed<E>[])[] {
    const [only, ...others] = series;
    if (only === undefined) return [];
    if (others.length > 0) return shorter(series);
    const { base, edits } = only;
    const alone = edits.length > 1 ? edits.map((one) => [one]) : [];
    const oneLess = edits.length > 2 ? edits.map((_, index) => edits.filter((_other, at) => at !== index)) : [];
    const simpler = edits.flatMap((edit, index) => this.simpler(edit).map((one) => edits.with(index, one)));
    return [...alone, ...oneLess, ...simpler].map((some) => [{ base, edits: some }]);
  }
}

/** Each alone, then halves, then one less; none of them twice. */
function shorter<T>(series: readonly T[]): (readonly T[])[] {
  const alone = series.map((one) => [one]);
  if (series.length === 2) return alone;
  const half = Math.ceil(series.length / 2);
  const halves = [series.slice(0, half), series.slice(half)].filter(({ length }) => length > 1);
  const oneLess = series.map((_, index) => series.filter((_other, at) => at !== index));
  return [...alone, ...halves, ...(series.length === 3 ? oneLess.slice(0, 2) : oneLess)];
}
