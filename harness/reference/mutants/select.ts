import type { OptionSet } from "../../eas/index.js";
import { isMailFolder } from "../folder.js";
import { byClass } from "../option-sets.js";
import { conformantRules, type SelectRules } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";

type SetFor = SelectRules["setFor"];

const everything: OptionSet = {};

/** Another rule for one class; the rest as the document has it. */
function setFor(className: "SMS" | "Email", rule: SetFor): { readonly select: { readonly setFor: SetFor } } {
  return {
    select: {
      setFor: (item, scope) =>
        item.class === className ? rule(item, scope) : conformantRules.select.setFor(item, scope),
    },
  };
}

export const select: readonly Entry[] = [
  mutant(
    "M-sms-always",
    setFor("SMS", (_, { sets, folder }) => sets.SMS ?? (isMailFolder(folder) ? everything : undefined)),
  ),
  mutant(
    "M-sms-when-default",
    setFor("SMS", (_, { sets, optionsGiven }) => {
      const unnamed = sets.Email !== undefined && sets.Email.class === undefined;
      return sets.SMS ?? (optionsGiven && unnamed ? sets.Email : undefined);
    }),
  ),
  mutant(
    "M-sms-never",
    setFor("SMS", () => undefined),
  ),
  mutant(
    "M-email-dropped-with-both",
    setFor("Email", (_, { sets }) => (sets.SMS === undefined ? sets.Email : undefined)),
  ),
  mutant(
    "M-email-leak-sms-only",
    setFor("Email", (_, { sets }) => sets.Email ?? (sets.SMS === undefined ? undefined : everything)),
  ),
  mutant("M-only-first-options", {
    sticky: {
      resolve: ({ stored, given, folder }) => (given === undefined ? stored : byClass(given.slice(0, 1), folder)),
    },
  }),
  mutant("M-double-delivery", {
    select: {
      copies: (item, { sets }) =>
        item.class === "Email" && sets.Email !== undefined && sets.SMS !== undefined ? 2 : 1,
    },
  }),
  mutant(
    "M-inbox-only-sms",
    setFor("SMS", (_, { sets, folder }) => (folder.type === 2 ? sets.SMS : undefined)),
  ),
  mutant("M-sms-in-calendar", {
    options: {
      folder: (sets, folder) => (folder.type === 8 ? { sets } : conformantRules.options.folder(sets, folder)),
    },
    commands: {
      admitsAdd: (input) =>
        input.class === "SMS" && input.folder.type === 8 ? "1" : conformantRules.commands.admitsAdd(input),
    },
  }),
];
