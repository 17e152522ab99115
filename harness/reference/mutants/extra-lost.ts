import type { ItemFields } from "../../eas/index.js";
import type { CollectionState } from "../collection.js";
import type { Item } from "../mailbox.js";
import type { Rules, Scope } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that take some lost answers for received ones, or lose SMS that they acknowledged. */
export const extraLost: readonly ExtraEntry[] = [
  described(
    "SoftDeletes of e-mail are not said again when their answer was lost.",
    mutant(
      "X-retry-email-soft",
      forgetting((_sent, { softDeleted }) => softDeleted.some((held) => held.class === "Email")),
    ),
  ),
  described(
    "SoftDeletes of SMS outside the filter are not said again when their answer was lost.",
    mutant(
      "X-retry-filter-soft",
      forgetting(
        (_sent, { sets, softDeleted }) => sets?.SMS !== undefined && softDeleted.some((held) => held.class === "SMS"),
      ),
    ),
  ),
  described(
    "Changes of Read and Flag of an SMS are not told again when their answer was lost.",
    mutant("X-retry-changes", {
      retry: { base: (sent, newest) => (sent === newest ? sent : { ...sent, view: knownChanges(sent, newest) }) },
    }),
  ),
  described(
    "When a request with an Add is repeated, the server's own items in the lost answer are not sent again.",
    mutant(
      "X-retry-mixed",
      forgetting(({ outcomes }) => [...outcomes.values()].some(({ itemId }) => itemId !== undefined)),
    ),
  ),
  described(
    "Of a repeated request for several folders only the first is answered against the state of its key.",
    mutant("X-retry-second-folder", { retry: { base: (sent, newest, ordinal) => (ordinal > 0 ? newest : sent) } }),
  ),
  described(
    "Of a repeated request for several folders the Adds beyond the first are stored again.",
    mutant("X-retry-second-again", ({ retry: { recall } }) => ({
      retry: {
        recall: (kind, outcome, ordinal) =>
          kind === "Add" && ordinal > 0 ? undefined : recall(kind, outcome, ordinal),
      },
    })),
  ),
  described(
    "SMS with a date ahead of the server's clock are acknowledged and never sent.",
    mutant(
      "X-future-lost",
      losing((item, { now }) => item.receivedAt > now),
    ),
  ),
  described(
    "SMS without a text are acknowledged and never sent.",
    mutant(
      "X-empty-text-lost",
      losing(({ fields }) => (fields.body?.data ?? "") === ""),
    ),
  ),
  described(
    "Of SMS with the same sender, recipients and text, each acknowledged, the first alone is sent.",
    mutant("X-equal-sms-once", (rules) => {
      const first = new Map<string, number>();
      return losing(({ id, folderId, fields: { from, to, body } }) => {
        const print = JSON.stringify([folderId, from, to, body?.data]);
        if (!first.has(print)) first.set(print, id);
        return first.get(print) !== id;
      })(rules);
    }),
  ),
  described(
    "The Add of an SMS with sender, recipients and text of one that is there is answered with the ServerId of that one.",
    mutant("X-equal-sms-merged", {
      commands: {
        recallsEqual: (sent, stored) => stored.find(({ fields }) => sameMessage(fields, sent))?.id,
      },
    }),
  ),
  described(
    "The Add of an SMS with the sender and DateReceived of one that is there is answered with the ServerId of that one.",
    mutant("X-same-moment-merged", {
      commands: {
        recallsEqual: (sent, stored) => stored.find(({ fields }) => sameMoment(fields, sent))?.id,
      },
    }),
  ),
];

/** Same sender and time, as all parts of a long message have. */
function sameMoment(one: ItemFields, other: ItemFields): boolean {
  return other.dateReceived !== undefined && one.from === other.from && one.dateReceived === other.dateReceived;
}

/** What a device holds, and of its SMS those values of Read and Flag that it was told last. */
function knownChanges(sent: CollectionState, newest: CollectionState): CollectionState["view"] {
  return new Map(
    [...sent.view].map(([key, held]) => {
      const told = newest.view.get(key);
      const isKnown = held.class === "SMS" && told !== undefined;
      return [key, isKnown ? { ...held, read: told.read, flag: told.flag } : held];
    }),
  );
}

/** Same sender, recipients and text. */
function sameMessage(one: ItemFields, other: ItemFields): boolean {
  return one.from === other.from && one.to === other.to && one.body?.data === other.body?.data;
}

/** SMS of this kind are stored, and no device is sent them. */
export function losing(isLost: (item: Item, scope: Scope) => boolean) {
  return ({ select: { mayAdd } }: Rules): Overrides => ({
    select: { mayAdd: (item, scope) => !(item.class === "SMS" && isLost(item, scope)) && mayAdd(item, scope) },
  });
}

/** Rules under which the newest state is taken for that of the device, where this is so. */
function forgetting(when: (sent: CollectionState, newest: CollectionState) => boolean): Overrides {
  return { retry: { base: (sent, newest) => (sent !== newest && when(sent, newest) ? newest : sent) } };
}
