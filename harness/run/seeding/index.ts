/** Ways into the mailbox of a case: the protocol itself, the operator's hooks, IMAP, any program. */
export * from "./configuration.js";
export { fictionNumber, fictionNumberCount, fictionNumbers, isFictionNumber } from "./fiction-numbers.js";
export type { ClosableHooks } from "./imap.js";
export { openMailbox } from "./mailbox.js";
export { openSeeding, type SeedingContext } from "./open-seeding.js";
export { type Rung, rungs } from "./rungs.js";
