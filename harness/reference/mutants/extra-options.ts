import { codePage, type OptionSet } from "../../eas/index.js";
import { childElements } from "../../wbxml/index.js";
import { byClass } from "../option-sets.js";
import { type OptionsRule, protocolError, type Rules, refuse } from "../rules/index.js";
import { type MutantNotes, mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** The sets of a request are read in another way, before any rule looks at them. */
function readAs(read: (sets: readonly OptionSet[]) => readonly OptionSet[]): (rules: Rules) => Overrides {
  return ({ options: { limit } }) => ({ options: { limit: (sets, folder) => limit(read(sets), folder) } });
}

/** Sets without Class where Class does not stand where this server looks for it. */
function classOnlyAt(position: "first" | "last") {
  return readAs((sets) => sets.map((set) => (standsAt(set, position) ? set : withoutClass(set))));
}

function standsAt({ element }: OptionSet, position: "first" | "last"): boolean {
  const parts = element === undefined ? [] : childElements(element);
  const one = position === "first" ? parts[0] : parts.at(-1);
  return one?.page === codePage.airSync && one.tag === "Class";
}

function withoutClass({ class: _, ...set }: OptionSet): OptionSet {
  return set;
}

function filteredLike({ filterType }: OptionSet, { filterType: _, ...set }: OptionSet): OptionSet {
  return filterType === undefined ? set : { ...set, filterType };
}

/** Refuses three sets, but counts in another way; those that pass are merged. */
function counting(id: string, counted: (sets: readonly OptionSet[]) => number, notes: Pick<MutantNotes, "axes"> = {}) {
  const limit: OptionsRule = (sets, folder) => {
    if (counted(sets) > 2) return refuse(protocolError);
    return { sets: sets.length > 2 ? Object.values(byClass(sets, folder)) : sets };
  };
  return mutant(id, { options: { limit } }, notes);
}

/** Sets up to the first that names Email, with it. */
function upToEmail(sets: readonly OptionSet[]): number {
  const email = sets.findIndex((set) => set.class === "Email");
  return email === -1 ? sets.length : email + 1;
}

/** An Email set right behind the one without Class is its continuation. */
function continued(sets: readonly OptionSet[]): number {
  return sets.filter((set, index) => index === 0 || set.class !== "Email" || sets[index - 1]?.class !== undefined)
    .length;
}

/** A set for SMS that holds more than a set for SMS needs. */
function isLaden({ class: className, conflict, mimeSupport }: OptionSet): boolean {
  return className === "SMS" && (conflict !== undefined || mimeSupport !== undefined);
}

/** Mutants of this project that concern how the Options of a request are read: most show at one value of an axis only. */
export const extraOptions: readonly ExtraEntry[] = [
  described(
    "Class is read only where it stands first in its Options.",
    mutant("X-class-first-only", classOnlyAt("first"), { axes: { class: ["last"] } }),
  ),
  described(
    "Options whose Class does not stand first are refused with Status 4, as if the schema were a sequence.",
    mutant(
      "X-class-late-refused",
      ({ options: { limit } }) => ({
        options: {
          limit: (sets, folder) => {
            const late = sets.some((set) => set.class !== undefined && !standsAt(set, "first"));
            return late ? refuse(protocolError) : limit(sets, folder);
          },
        },
      }),
      { axes: { class: ["last"] } },
    ),
  ),
  described(
    "Class is read only where it stands last in its Options.",
    mutant("X-class-last-only", classOnlyAt("last")),
  ),
  described(
    "Of two sets the last is taken as that for e-mail, whatever Class it has.",
    mutant(
      "X-last-set-email",
      readAs((sets) => [
        ...sets.slice(0, -1),
        ...sets.slice(-1).map((set) => (sets.length > 1 ? withoutClass(set) : set)),
      ]),
      { axes: { order: ["email-first"] } },
    ),
  ),
  described(
    "Of two sets the first is taken as that for e-mail, whatever Class it has.",
    mutant(
      "X-first-set-email",
      readAs((sets) => (sets.length > 1 ? [...sets.slice(0, 1).map(withoutClass), ...sets.slice(1)] : sets)),
    ),
  ),
  described(
    "The last FilterType of a Collection holds for all of its sets.",
    mutant(
      "X-last-filter-wins",
      readAs((sets) => sets.map((set) => filteredLike(sets.at(-1) ?? set, set))),
    ),
  ),
  described(
    "The limit of two counts SMS sets only.",
    counting("X-three-counts-sms", (sets) => sets.filter((set) => set.class === "SMS").length),
  ),
  described(
    "The limit of two counts sets with Class only.",
    counting("X-three-counts-named", (sets) => sets.filter((set) => set.class !== undefined).length),
  ),
  described(
    "Beside a set without Class one for a foreign class is overlooked.",
    mutant("X-foreign-beside-default", ({ options: { foreignClass } }) => ({
      options: {
        foreignClass: (sets, folder) => {
          const lawful = sets.filter(({ class: name }) => name === undefined || name === "SMS" || name === "Email");
          return sets[0]?.class === undefined && lawful.length > 0 ? { sets: lawful } : foreignClass(sets, folder);
        },
      },
    })),
  ),
  described(
    "The limit of two counts no set that is empty.",
    counting(
      "X-three-counts-filled",
      (sets) => sets.filter(({ element }) => (element?.content ?? []).length > 0).length,
    ),
  ),
  described(
    "The limit of two counts sets without Class only.",
    counting("X-three-counts-unnamed", (sets) => sets.filter((set) => set.class === undefined).length),
  ),
  described(
    "The limit of two counts sets of different Class only: two for SMS are one.",
    counting("X-three-counts-classes", (sets) => new Set(sets.map((set) => set.class)).size, {
      axes: { sets: ["default-sms-sms"] },
    }),
  ),
  described(
    "The limit of two counts no set behind one that names Email.",
    counting("X-three-stops-at-email", upToEmail, { axes: { sets: ["email-default-sms"] } }),
  ),
  described(
    "The limit of two takes the set without Class and an Email set behind it for one.",
    counting("X-three-continued", continued),
  ),
  described(
    "A set for SMS that holds Conflict or MIMESupport is refused with Status 4.",
    mutant("X-companions-refused", ({ options: { limit } }) => ({
      options: { limit: (sets, folder) => (sets.some(isLaden) ? refuse(protocolError) : limit(sets, folder)) },
    })),
  ),
  described(
    "A set for SMS that holds Conflict or MIMESupport is accepted and ignored.",
    mutant(
      "X-companions-ignored",
      readAs((sets) => sets.filter((set) => !isLaden(set))),
    ),
  ),
];
