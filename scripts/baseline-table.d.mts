export interface Entries {
  readonly entries: readonly {
    readonly case: string;
    readonly requirement?: string;
    readonly verdict: string;
    readonly reason: string;
  }[];
}
export function table(baseline: Entries): string;
export function withTable(page: string, baseline: Entries): string;
