import type { OptionSet } from "../../eas/index.js";
import { children } from "../../wbxml/index.js";
import { defaultClass, isMailFolder, type MailFolder } from "../folder.js";
import { classOf } from "../option-sets.js";

/** Options that are used as they stand, or changed on the way. The two statuses let a rule speak and go on all the same. */
export interface Admitted {
  readonly sets: readonly OptionSet[];
  /** Written under Collection although the collection is processed. */
  readonly collectionStatus?: string;
  /** Written under Responses, for each client command of the request, none of which is carried out. */
  readonly itemStatus?: string;
}

/** The whole request is turned down: with a Status, or by HTTP. */
export interface Refused {
  readonly refuse: { readonly status: string } | { readonly http: number };
}

export type Admission = Admitted | Refused;

export function refuse(status: string): Refused {
  return { refuse: { status } };
}

export function isRefused(admission: Admission): admission is Refused {
  return "refuse" in admission;
}

/** Rules for the Options of one Collection, asked in this order until one refuses. */
export interface OptionsRules {
  /** More than two Options blocks ([MS-ASMS] 3.2.5.1). */
  readonly limit: OptionsRule;
  /** A class other than SMS or Email ([MS-ASMS] 3.2.5.1). */
  readonly foreignClass: OptionsRule;
  /** One set for the default class and one for SMS ([MS-ASMS] 3.1.4.1.1; [MS-ASCMD] 2.2.3.27.6). */
  readonly sameClass: OptionsRule;
  /** SMS only in folders that natively hold e-mail ([MS-ASMS] 3.1.4.1.1). */
  readonly folder: OptionsRule;
  /** Filter values 0 to 5 ([MS-ASMS] 3.1.4.1.1.2). */
  readonly filterType: OptionsRule;
}

export type OptionsRule = (sets: readonly OptionSet[], folder: MailFolder) => Admission;

/** Applies all rules in order; the statuses that they set on the way are kept. */
export function admitOptions(rules: OptionsRules, sets: readonly OptionSet[], folder: MailFolder): Admission {
  let admitted: Admitted = { sets };
  for (const rule of [rules.limit, rules.foreignClass, rules.sameClass, rules.folder, rules.filterType]) {
    const next = rule(admitted.sets, folder);
    if (isRefused(next)) return next;
    admitted = { ...admitted, ...next };
  }
  return admitted;
}

export const protocolError = "4";

/** Filters of classes that are not messages ([MS-ASCMD] 2.2.3.68.2). */
const filtersByClass: Readonly<Record<string, readonly string[]>> = {
  Email: ["0", "1", "2", "3", "4", "5"],
  SMS: ["0", "1", "2", "3", "4", "5"],
  Calendar: ["0", "4", "5", "6", "7"],
  Tasks: ["0", "8"],
};

export const options: OptionsRules = {
  limit: (sets) => (sets.length > 2 ? refuse(protocolError) : { sets }),

  foreignClass: (sets, folder) => (sets.some((set) => isForeign(set, folder)) ? refuse(protocolError) : { sets }),

  sameClass: (sets, folder) => {
    const classes = sets.map((set) => classOf(set, folder));
    const repeats = new Set(classes).size < classes.length;
    return repeats || sets.some(repeatsAnElement) ? refuse(protocolError) : { sets };
  },

  folder: (sets, folder) =>
    !isMailFolder(folder) && sets.some((set) => set.class === "SMS") ? refuse(protocolError) : { sets },

  filterType: (sets, folder) => (sets.every((set) => allowsFilter(set, folder)) ? { sets } : refuse(protocolError)),
};

function isForeign(set: OptionSet, folder: MailFolder): boolean {
  if (set.class === undefined || set.class === "SMS") return false;
  return set.class !== defaultClass(folder);
}

/** Undefined by [MS-ASCMD] 2.2.3.27.6, which lets a server call it an error. */
function repeatsAnElement({ element }: OptionSet): boolean {
  if (element === undefined) return false;
  return ["Class", "FilterType"].some((tag) => children(element, 0, tag).length > 1);
}

function allowsFilter(set: OptionSet, folder: MailFolder): boolean {
  if (set.filterType === undefined) return true;
  return filtersByClass[classOf(set, folder)]?.includes(set.filterType) ?? set.filterType === "0";
}
