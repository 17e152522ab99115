import type { CollectionState } from "../collection.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Mutants of this project that take some lost answers for received ones. */
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
    "When a request with an Add is repeated, the server's own items in the lost answer are not sent again.",
    mutant(
      "X-retry-mixed",
      forgetting(({ outcomes }) => [...outcomes.values()].some(({ itemId }) => itemId !== undefined)),
    ),
  ),
];

/** Rules under which the newest state is taken for that of the device, where this is so. */
function forgetting(when: (sent: CollectionState, newest: CollectionState) => boolean): Overrides {
  return { retry: { base: (sent, newest) => (sent !== newest && when(sent, newest) ? newest : sent) } };
}
