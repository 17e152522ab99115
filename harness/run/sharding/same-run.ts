import { isDeepStrictEqual } from "node:util";
import type { RunRecord, RunResults } from "../../judging/results.js";
import { UsageError } from "../usage-error.js";
import type { Shard } from "./shard.js";

export interface Part {
  /** As the operator named it, for messages. */
  readonly folder: string;
  readonly record: RunRecord;
}

export interface OrderedPart extends Part {
  readonly shard: Shard;
}

/** What must be the same in all parts, in the words of a message. */
const common: readonly (readonly [what: string, of: (results: RunResults) => unknown])[] = [
  ["the version of the tool", ({ tool }) => tool.version],
  ["the target", ({ target }) => target.name],
  // The embedded server listens on another port in each run.
  ["the address of the target", ({ target }) => (target.embedded ? "embedded" : target.url)],
  ["what the target says of itself", ({ target }) => target.server ?? "nothing"],
  ["the profile", ({ profile }) => profile],
  ["the protocol version", ({ protocolVersion }) => protocolVersion],
  ["the claims", ({ claims }) => claims],
  ["the tolerance", ({ tolerance }) => tolerance],
  ["the seed", ({ configuration }) => configuration.seed],
];

/** Each part has an account of its own, and measures by itself how long a change needs to show. */
const own = new Set(["accounts", "settleMs"]);

/**
 * The parts in their order.
 * @throws UsageError when one is no part or was interrupted, when two are of different runs or are the same part, or when one is missing
 */
export function sameRun(parts: readonly Part[]): readonly [OrderedPart, ...OrderedPart[]] {
  const [first, ...others] = parts.map(asPart);
  if (first === undefined) throw new UsageError("Name the folders of the parts, as in: asms merge part-1 part-2");
  for (const other of others) demandSame(first, other);
  const ordered = [first, ...others].sort((a, b) => a.shard.index - b.shard.index);
  for (const [position, part] of ordered.entries()) {
    const next = ordered[position + 1];
    if (next?.shard.index === part.shard.index) {
      throw new UsageError(`${part.folder} and ${next.folder} are the same part, ${partName(part.shard)}`);
    }
  }
  const present = new Set(ordered.map(({ shard }) => shard.index));
  const numbers = Array.from({ length: first.shard.total }, (_, index) => index + 1);
  const missing = numbers.filter((number) => !present.has(number));
  if (missing.length > 0) {
    const which = missing.map((number) => `${number}/${first.shard.total}`).join(", ");
    throw new UsageError(`Part ${which} is missing; give the folders of all ${first.shard.total} parts`);
  }
  const [lowest = first, ...rest] = ordered;
  return [lowest, ...rest];
}

function partName({ index, total }: Shard): string {
  return `${index}/${total}`;
}

function asPart(part: Part): OrderedPart {
  const { shard, summary } = part.record.results;
  if (shard === undefined) {
    throw new UsageError(`${part.folder} is no part of a divided run: it was made without --shard`);
  }
  if (!summary.interrupted) return { ...part, shard };
  const why = `its run did not come to its end (${summary.sentence.replace(/\.$/, "")})`;
  throw new UsageError(`${part.folder}, part ${partName(shard)}, is incomplete: ${why}; run that part again`);
}

function demandSame(first: OrderedPart, other: OrderedPart): void {
  const where = `${first.folder} and ${other.folder} do not belong together`;
  if (first.shard.total !== other.shard.total) {
    throw new UsageError(`${where}: one is ${partName(first.shard)}, the other ${partName(other.shard)}`);
  }
  for (const [what, of] of common) {
    const [left, right] = [of(first.record.results), of(other.record.results)];
    if (left !== right)
      throw new UsageError(`${where}: ${what} is ${String(left)} in one, ${String(right)} in the other`);
  }
  const [left, right] = [first.record.results.configuration, other.record.results.configuration];
  const differing = [...new Set([...Object.keys(left), ...Object.keys(right)])].find(
    (name) => !own.has(name) && !isDeepStrictEqual(left[name], right[name]),
  );
  if (differing !== undefined) throw new UsageError(`${where}: the option ${differing} differs`);
}
