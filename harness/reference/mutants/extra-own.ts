import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that treat SMS, or devices, in another way because a device added the SMS itself. */
export const extraOwn: readonly ExtraEntry[] = [
  described(
    "An SMS that a device added itself stays there when the SMS set is left out.",
    mutant("X-own-kept", ({ commands: { recordsAdd }, key: { serverId }, softDelete: { commandFor } }) => {
      const own = new Set<string>();
      let isRecorded = false;
      return {
        commands: {
          recordsAdd: () => {
            isRecorded = true;
            return recordsAdd();
          },
        },
        // The ServerId under which the adder has it is the one that is made as soon as the Add is recorded.
        key: {
          serverId: (parts) => {
            const made = serverId(parts);
            if (isRecorded) own.add(made);
            isRecorded = false;
            return made;
          },
        },
        softDelete: {
          commandFor: (kept, scope) =>
            kept.reason === "class" && own.has(kept.held.serverId) ? undefined : commandFor(kept, scope),
        },
      };
    }),
  ),
  described(
    "A device that added an SMS is sent all SMS from then on, whatever it asks for.",
    mutant("X-adder-unasked", ({ service: { forDevice } }) => {
      const adders = new Set<number>();
      return {
        service: {
          forDevice: (rules, ordinal) => {
            const own = forDevice(rules, ordinal);
            const { commands, select } = own;
            return {
              ...own,
              commands: {
                ...commands,
                recordsAdd: () => {
                  adders.add(ordinal);
                  return commands.recordsAdd();
                },
              },
              select: {
                ...select,
                setFor: (item, scope) =>
                  select.setFor(item, scope) ??
                  (adders.has(ordinal) && item.class === "SMS" ? scope.sets.Email : undefined),
              },
            };
          },
        },
      };
    }),
  ),
];
