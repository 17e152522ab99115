import type { OptionSet } from "../../eas/index.js";
import type { Due } from "../delta.js";
import type { MailFolder } from "../folder.js";
import { byClass, impliedSets, type Sets } from "../option-sets.js";
import { options as conformantOptions, type OptionsRule } from "./options.js";

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
  /** What a FilterType is refused with; undefined: it is admitted. */
  readonly refusesFilter: (filterType: string) => string | undefined;
  /** The sets by which changes are counted: those of the request and no others. */
  readonly sets: (input: EstimateInput) => Sets;
  /** Does this change count? Removals from view are not changes of items. */
  readonly counts: (due: Due) => boolean;
  /** The number said, from the changes counted, the number of items in view and the sets that were asked for. */
  readonly number: (changes: number, itemsInView: number, sets: Sets) => number;
  /** Rules of Sync by which the sets of the request are judged as well ([MS-ASMS] 3.1.4.2). */
  readonly admissions: () => readonly OptionsRule[];
  /** The sets in force for Sync afterwards. */
  readonly leaves: (sticky: Sets, asked: Sets) => Sets;
  /** Is what was counted taken as delivered? */
  readonly consumes: () => boolean;
}

export const estimate: EstimateRules = {
  limit: (count) => count <= 2,
  // 6 to 8 are values of other classes, above 8 there are none ([MS-ASCMD] 2.2.3.68.1).
  refusesFilter: (filterType) => {
    if (/^[0-5]$/.test(filterType)) return undefined;
    return /^[678]$/.test(filterType) ? "110" : "103";
  },
  sets: ({ given, folder }) => (given === undefined ? impliedSets(folder) : byClass(given, folder)),
  counts: ({ kind }) => kind !== "SoftDelete",
  number: (changes) => changes,
  admissions: () => [conformantOptions.foreignClass, conformantOptions.sameClass, conformantOptions.folder],
  leaves: (sticky) => sticky,
  consumes: () => false,
};
