import { byClass } from "../option-sets.js";
import { type Admission, conformantRules, type OptionsRule, protocolError, refuse } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";

const knownClasses = ["Tasks", "Email", "Calendar", "Contacts", "SMS", "Notes"];

/** Only with more than two sets; otherwise as the document has it. */
function withThree(act: (sets: Parameters<OptionsRule>[0], folder: Parameters<OptionsRule>[1]) => Admission) {
  const limit: OptionsRule = (sets, folder) => (sets.length > 2 ? act(sets, folder) : { sets });
  return { options: { limit } };
}

/** One set for each of the two classes, the later one where there are several; foreign ones fall away. */
const merged: OptionsRule = (sets, folder) => {
  const own = sets.filter((set) => set.class === undefined || ["SMS", "Email"].includes(set.class));
  return { sets: Object.values(byClass(own, folder)) };
};

const firstTwo: OptionsRule = (sets, folder) => merged(sets.slice(0, 2), folder);

export const error: readonly Entry[] = [
  mutant("M-opt-three-accepted", withThree(merged)),
  mutant("M-opt-three-first-two", withThree(firstTwo)),
  mutant(
    "M-opt-three-http400",
    withThree(() => ({ refuse: { http: 400 } })),
  ),
  mutant(
    "M-opt-three-item-level",
    withThree((sets, folder) => ({ ...firstTwo(sets, folder), itemStatus: "4" })),
  ),
  mutant(
    "M-opt-three-103",
    withThree(() => refuse("103")),
  ),
  mutant(
    "M-opt-three-4-with-commands",
    withThree((sets, folder) => ({ ...firstTwo(sets, folder), collectionStatus: protocolError })),
  ),
  mutant("M-opt-4-executes", { refusal: { carriesOut: () => true } }),
  mutant("M-opt-three-poison", { refusal: { keepsKey: () => false } }),
  mutant("M-class-tasks-ignored", {
    options: {
      foreignClass: (sets, folder) =>
        conformantRules.options.foreignClass(
          sets.filter((set) => set.class !== "Tasks"),
          folder,
        ),
    },
  }),
  mutant("M-class-unknown-default", {
    options: {
      foreignClass: (sets) => ({
        sets: sets.map(({ class: name, ...set }) => (name === "SMS" ? { ...set, class: name } : set)),
      }),
    },
  }),
  mutant("M-class-http500", {
    options: {
      foreignClass: (sets, folder) =>
        sets.every((set) => set.class === undefined || knownClasses.includes(set.class))
          ? conformantRules.options.foreignClass(sets, folder)
          : { refuse: { http: 500 } },
    },
  }),
  mutant("M-class-email-rejected", {
    options: {
      foreignClass: (sets, folder) =>
        sets.some((set) => set.class === "Email")
          ? refuse(protocolError)
          : conformantRules.options.foreignClass(sets, folder),
    },
  }),
  mutant("M-flt-status4", {
    options: {
      filterType: (sets, folder) =>
        sets.some((set) => set.class === "SMS" && (set.filterType ?? "0") !== "0")
          ? refuse(protocolError)
          : conformantRules.options.filterType(sets, folder),
    },
  }),
];
