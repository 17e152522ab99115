import type { Drained } from "../harness/device/types.js";
import type { Observation, OptionSet } from "../harness/eas/index.js";
import type { CaseContext, SeededItem } from "../harness/run/index.js";
import { heldOf, holdsAll, type View, when } from "./observe.js";

// One item is changed and another is deleted, and devices that hold both are to learn of it ([MS-ASMS] 3.1.4.1).

/** What was done to two items of a folder. */
export interface Edits {
  readonly changed: SeededItem;
  readonly removed: SeededItem;
  /** The new value of Read of the one. */
  readonly read: "0" | "1";
}

/** Turns Read of the first item that the device holds, and removes the second. */
export async function makeEdits(
  { mailbox }: CaseContext,
  shown: View,
  changed: SeededItem,
  removed: SeededItem,
): Promise<Edits> {
  const read = heldOf(shown, changed)?.item.read === "1" ? "0" : "1";
  await mailbox.edit(changed, { read });
  await mailbox.remove(removed);
  return { changed, removed, read };
}

/** Does the device hold the items as they are now? */
export function isTold(shown: View, { changed, removed, read }: Edits): boolean {
  return heldOf(shown, changed)?.item.read === read && !holdsAll(shown, [removed]);
}

/** Syncs until nothing more comes and, on a server that is slow to show changes, until both are told. */
export function syncUntilTold(shown: View, edits: Edits, options?: readonly OptionSet[]): Promise<Drained> {
  const until = () => isTold(shown, edits);
  return shown.folder.drain(options === undefined ? { until } : { options, repeatOptions: true, until });
}

/** The device was told of both. `under`: the sets in force there, in words. */
export function editsTold(shown: View, edits: Edits, under: string): Observation {
  const { changed, removed, read } = edits;
  const shows = heldOf(shown, changed)?.item.read;
  const stale = shows === undefined ? "the item is not there" : `it shows Read ${shows}`;
  const faults = [
    ...(shows === read ? [] : [`the device was not told of the change: ${stale}`]),
    ...(holdsAll(shown, [removed]) ? ["the device was not told of the deletion: the item is still there"] : []),
  ];
  const change = read === "1" ? "read (Read 1)" : "unread (Read 0)";
  return when(under, {
    holds: isTold(shown, edits),
    expected: `the device is told that one item is now ${change} and that another is deleted`,
    seen: faults.length === 0 ? "it is told of both" : faults.join("; "),
  });
}
