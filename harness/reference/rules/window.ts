import type { Due } from "../delta.js";
import type { Scope } from "./select.js";

/** How a list of commands is cut into answers ([MS-ASCMD] 2.2.3.199, 2.2.3.117). */
export interface WindowRules {
  /** Commands in one answer, of at most so many that the client wants. */
  readonly size: (wanted: number) => number;
  /** Does it count against the size? */
  readonly counts: (due: Due) => boolean;
  readonly order: (due: readonly Due[]) => readonly Due[];
  /** What may be sent now, of all that is due. */
  readonly eligible: (due: readonly Due[], scope: Scope) => readonly Due[];
  /** Of what does not fit: is it taken as sent? */
  readonly takesAsSent: () => boolean;
  readonly moreAvailable: (owed: readonly Due[]) => boolean;
}

const maximum = 512;
export const defaultWindowSize = 100;

/** 0 and everything above the maximum count as the maximum ([MS-ASCMD] 2.2.3.199). */
export function windowSize(asked: number): number {
  return asked <= 0 || asked > maximum ? maximum : asked;
}

export const window: WindowRules = {
  size: (wanted) => wanted,
  counts: () => true,
  order: (due) => due,
  eligible: (due) => due,
  takesAsSent: () => false,
  moreAvailable: (owed) => owed.length > 0,
};
