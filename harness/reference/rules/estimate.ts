import type { OptionSet } from "../../eas/index.js";
import type { Due } from "../delta.js";
import type { MailFolder } from "../folder.js";
import { byClass, impliedSets, type Sets } from "../option-sets.js";

/** Sets of the request, and those in force for Sync. */
export interface EstimateInput {
  readonly given: readonly OptionSet[] | undefined;
  readonly sticky: Sets;
  readonly folder: MailFolder;
}

/** GetItemEstimate ([MS-ASMS] 3.1.4.2, 3.2.5.2). */
export interface EstimateRules {
  /** May a Collection have this many Options? */
  readonly limit: (count: number) => boolean;
  /** The sets by which changes are counted: those of the request and no others. */
  readonly sets: (input: EstimateInput) => Sets;
  /** Does this change count? Removals from view are not changes of items. */
  readonly counts: (due: Due) => boolean;
  /** The number said, from the changes counted and the number of items in view. */
  readonly number: (changes: number, itemsInView: number) => number;
  /** Is what was counted taken as delivered? */
  readonly consumes: () => boolean;
}

export const estimate: EstimateRules = {
  limit: (count) => count <= 2,
  sets: ({ given, folder }) => (given === undefined ? impliedSets(folder) : byClass(given, folder)),
  counts: ({ kind }) => kind !== "SoftDelete",
  number: (changes) => changes,
  consumes: () => false,
};
