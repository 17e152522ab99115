import { element } from "../../wbxml/index.js";
import type { Rules } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { addsSms } from "./extra-harm.js";

/** SMS that an account bears: more than other cases put into theirs. */
const borne = 50;

/** Mutants of this project that hurt a phone later on, when it asks for e-mail alone. */
export const extraAfter: readonly ExtraEntry[] = [
  described(
    `Closes an account for good once phones have added ${borne} SMS: whatever is asked gets Status 110, or HTTP 403.`,
    mutant("X-closes-after-many", () => {
      const added = new Map<string, number>();
      return {
        service: {
          answersInstead: ({ user, document }) => {
            const count = added.get(user) ?? 0;
            if (count >= borne) return closed(document);
            if (addsSms(document)) added.set(user, count + 1);
            return undefined;
          },
        },
      };
    }),
  ),
  described(
    "Sends no e-mail to a device that asks for e-mail alone after it has asked for SMS, whether that was refused or not.",
    mutant("X-mail-stops-later", () => ({
      service: {
        forDevice: markingAskers((rules) => ({
          select: {
            ...rules.select,
            mayAdd: (item, scope) =>
              (item.class !== "Email" || scope.sets.SMS !== undefined) && rules.select.mayAdd(item, scope),
          },
        })),
      },
    })),
  ),
  described(
    "Refuses, from the moment on that a device has asked for SMS, every Change and Delete of e-mail that it makes.",
    mutant("X-edits-stop-later", () => ({
      service: {
        forDevice: markingAskers((rules) => ({
          commands: {
            ...rules.commands,
            admitsEdit: (name) => (name === "Email" ? "6" : rules.commands.admitsEdit(name)),
          },
        })),
      },
    })),
  ),
];

function closed(document: Parameters<typeof addsSms>[0]) {
  if (document === undefined || document === "malformed") return { http: 403 };
  return { document: element(document.page, document.tag, element(document.page, "Status", "110")) };
}

/** Other rules for devices that have asked for SMS once, by whatever request, and however it was answered. */
function markingAskers(spoilt: (rules: Rules) => Partial<Rules>): Rules["service"]["forDevice"] {
  const askers = new Set<number>();
  return (rules, ordinal) => {
    const { foreignClass } = rules.options;
    const marking: Rules["options"]["foreignClass"] = (sets, folder) => {
      if (sets.some((set) => set.class === "SMS")) askers.add(ordinal);
      return foreignClass(sets, folder);
    };
    const marked = { ...rules, options: { ...rules.options, foreignClass: marking } };
    return askers.has(ordinal) ? { ...marked, ...spoilt(rules) } : marked;
  };
}
