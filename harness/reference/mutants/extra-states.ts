import type { Item } from "../mailbox.js";
import type { Rules, Scope } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

const dayMs = 86_400_000;

/** Mutants of this project that are right about plain items, and wrong about those that are read, important or flagged. */
export const extraStates: readonly ExtraEntry[] = [
  described(
    "Flagged SMS are sent to devices that did not ask for SMS.",
    mutant(
      "X-state-flagged-unasked",
      unaskedIf(({ fields: { flag = {} } }) => Object.keys(flag).length > 0),
    ),
  ),
  described(
    "SMS of high Importance are sent to devices that did not ask for SMS.",
    mutant(
      "X-state-important-unasked",
      unaskedIf(({ fields: { importance } }) => importance === "2"),
    ),
  ),
  described(
    "SMS of more than two days are sent to devices that did not ask for SMS.",
    mutant(
      "X-state-old-unasked",
      unaskedIf(({ receivedAt }, { now }) => now - receivedAt > 2 * dayMs),
    ),
  ),
  described(
    "Read items that leave the view go by Delete.",
    mutant("X-state-read-hard", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) => {
          const command = commandFor(kept, scope);
          return command !== undefined && kept.held.read === "1" ? "Delete" : command;
        },
      },
    })),
  ),
  described(
    "Flagged items stay on the device when their set is left out.",
    mutant("X-state-flagged-kept", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) =>
          kept.reason === "class" && Object.keys(kept.held.flag).length > 0 ? undefined : commandFor(kept, scope),
      },
    })),
  ),
  described(
    "Read SMS do not come back when SMS are asked for again.",
    mutant("X-state-read-gone", ({ select: { mayAdd } }) => ({
      select: {
        mayAdd: (item, scope) => {
          const isAskedAgain = scope.before !== undefined && scope.before.SMS === undefined;
          return !(item.class === "SMS" && item.fields.read === "1" && isAskedAgain) && mayAdd(item, scope);
        },
      },
    })),
  ),
];

/** SMS of this kind come whether or not they are asked for. */
function unaskedIf(isSo: (item: Item, scope: Scope) => boolean) {
  return ({ select: { setFor } }: Rules): Overrides => ({
    select: {
      setFor: (item, scope) => setFor(item, scope) ?? (item.class === "SMS" && isSo(item, scope) ? {} : undefined),
    },
  });
}
