import type { HeldItem } from "../../harness/device/types.js";
import { type ItemFields, numbersIn } from "../../harness/eas/index.js";
import type { CaseContext } from "../../harness/run/index.js";

/**
 * The item by which an SMS came to another device. Texts of a run that was cut off may still lie in the mailbox, and the same may be
 * drawn again: what was there before is none, and of several the one with the number in From that was written is it.
 * @param earlier what a device with the same sets held before the SMS was added
 */
export function arrivedAs(
  mailbox: Pick<CaseContext["mailbox"], "tokenOf">,
  token: string,
  held: Iterable<HeldItem>,
  earlier: Iterable<HeldItem>,
): HeldItem | undefined {
  const before = [...earlier].map(printOf);
  const mine = [...held].filter((one) => {
    const place = before.indexOf(printOf(one));
    // The very same may have been drawn before: as many as there were are of that time.
    if (place >= 0) before.splice(place, 1);
    return place < 0 && mailbox.tokenOf(one) === token;
  });
  return mine.find(({ item }) => numbersIn(item.from ?? "").includes(token.slice(-10))) ?? mine[0];
}

/** What two devices are sent alike. */
function printOf({ item }: HeldItem): string {
  const { from, to, dateReceived, body }: ItemFields = item;
  return JSON.stringify([from, to, dateReceived, body?.data]);
}
