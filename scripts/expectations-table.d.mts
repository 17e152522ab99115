export interface Expectations {
  readonly cases: Readonly<
    Record<
      string,
      {
        readonly verdict: string;
        readonly blockedBy?: string;
        readonly fails?: readonly string[];
        readonly warns?: readonly string[];
        readonly passes?: readonly string[];
        readonly why: string;
      }
    >
  >;
}
export function table(expected: Expectations): string;
export function withTable(page: string, expected: Expectations): string;
