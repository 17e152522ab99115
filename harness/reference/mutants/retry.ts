import { type Entry, mutant } from "../variant.js";

export const retry: readonly Entry[] = [
  mutant("M-retry-loses", { retry: { base: (_sent, newest) => newest } }),
  mutant("M-retry-dup", { retry: { recall: (kind, outcome) => (kind === "Add" ? undefined : outcome) } }),
  mutant("M-synckey-static", { key: { next: (sent, made, hasItems) => (hasItems ? sent : made) } }),
];
