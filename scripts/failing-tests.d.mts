/** Lines that name the failed tests of vitest's JSON reports; none when nothing failed. */
export function failingTests(reports: readonly unknown[], root: string): string[];
