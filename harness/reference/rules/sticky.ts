import type { OptionSet } from "../../eas/index.js";
import type { MailFolder } from "../folder.js";
import { byClass, type Sets } from "../option-sets.js";

/** Sets that a request brings, and those it finds. */
export interface StickyInput {
  /** Undefined until Options were accepted. */
  readonly stored: Sets | undefined;
  /** Undefined when the request has no Options. */
  readonly given: readonly OptionSet[] | undefined;
  readonly folder: MailFolder;
  /** Those accepted last from any device of the user. */
  readonly elsewhere: Sets | undefined;
}

/** What the server remembers of Options ([MS-ASMS] 3.1.4.1.1.1). */
export interface StickyRules {
  /** The sets in force after the request; undefined stands for the default class alone. */
  readonly resolve: (input: StickyInput) => Sets | undefined;
  /** Does the change of sets end the synchronisation with Status 3? */
  readonly forcesRestart: (input: StickyInput) => boolean;
}

export const sticky: StickyRules = {
  resolve: ({ stored, given, folder }) => (given === undefined ? stored : byClass(given, folder)),
  forcesRestart: () => false,
};
