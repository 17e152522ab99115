import type { Exchange } from "../eas/index.js";

/** Findings point at exchanges by id: ids that stand twice in a record, each an error of ours, in words. */
export function repeatedIds(exchanges: readonly Pick<Exchange, "id">[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { id } of exchanges) {
    if (seen.has(id)) repeated.add(id);
    seen.add(id);
  }
  return [...repeated].map((id) => `the record holds several exchanges with the id ${id}`);
}
