import { Endurance } from "../harness/device/index.js";
import type { Device, DeviceFolder, Drained, SyncInput } from "../harness/device/types.js";
import type { FolderName, OptionSet } from "../harness/eas/index.js";
import type { CaseContext, SeededItem } from "../harness/run/index.js";
import { type Before, firstRefusal, holdsAll, series, snapshot, type View } from "./observe.js";
import { counted } from "./words.js";

// Stages that many cases start from. A stage that the target does not let us set is another scenario's failure: the case is
// then inconclusive and names that scenario.

/** The folder in which a case's items lie. */
export function folderOf(items: readonly SeededItem[]): FolderName {
  return items[0]?.folder ?? "Inbox";
}

/** The folder on a device, with a first SyncKey. */
export async function view(context: CaseContext, device: Device, folder: FolderName): Promise<View> {
  return { mailbox: context.mailbox, folder: await device.open(folder) };
}

/** The folder on a new device, with a first SyncKey. */
export async function freshView(context: CaseContext, label: string, folder: FolderName): Promise<View> {
  return view(context, await context.newDevice(label), folder);
}

/**
 * Syncs until nothing more comes and, on a server that is slow to show changes, until these items are held. Options go with
 * every request, so that only cases about sticky options depend on them; without `options` no request has any.
 */
export function syncUntilHeld(shown: View, items: readonly SeededItem[], input: SyncInput = {}): Promise<Drained> {
  return shown.folder.drain({ ...input, until: () => holdsAll(shown, items), repeatOptions: true });
}

/** Syncs with these sets until nothing more comes. */
export function syncAll({ folder }: View, options?: readonly OptionSet[]): Promise<Drained> {
  return folder.drain(options === undefined ? {} : { options, repeatOptions: true });
}

/** Syncs with these sets until the items are held. @throws Inconclusive naming the scenario that this failure belongs to. */
export async function bring(
  context: CaseContext,
  shown: View,
  items: readonly SeededItem[],
  options: readonly OptionSet[],
  blockedBy: string,
): Promise<Drained> {
  const drained = await syncUntilHeld(shown, items, { options });
  demandHeld(context, shown, drained, items, blockedBy);
  return drained;
}

function demandHeld(
  context: CaseContext,
  shown: View,
  drained: Drained,
  items: readonly SeededItem[],
  blockedBy: string,
): void {
  if (holdsAll(shown, items)) return;
  const refusal = firstRefusal(drained)?.succeeded().seen;
  const because = refusal === undefined ? "" : `; a Sync was answered with ${refusal}`;
  const held = items.filter((item) => holdsAll(shown, [item]));
  const { label } = shown.folder.device;
  context.inconclusive(`device ${label} was sent ${counted(held)} of ${counted(items)}${because}`, blockedBy);
}

/** A device with both sets in force, and what it held when they had been synchronised. */
export interface Synchronised extends View {
  readonly before: Before;
}

/** Device A asks for both classes and ends up holding the items. @throws Inconclusive when it does not. */
export async function synchronised(context: CaseContext, items: readonly SeededItem[]): Promise<Synchronised> {
  return holding(context, await view(context, context.device, folderOf(items)), items);
}

/** A fresh device that asks for both classes and ends up holding the items. @throws Inconclusive when it does not. */
export async function holder(context: CaseContext, label: string, items: readonly SeededItem[]): Promise<Synchronised> {
  return holding(context, await freshView(context, label, folderOf(items)), items);
}

async function holding(context: CaseContext, shown: View, items: readonly SeededItem[]): Promise<Synchronised> {
  await bring(context, shown, items, context.sets.both, "OPT-01");
  return { ...shown, before: snapshot(shown) };
}

/**
 * A fresh device that asks for the items' classes and gets them: the proof that they lie in the mailbox and can be seen.
 * Without it "was not sent" says nothing. @throws Inconclusive when it does not get them.
 */
export async function witness(context: CaseContext, items: readonly SeededItem[], label = "W"): Promise<View> {
  const { both, email } = context.sets;
  const shown = await freshView(context, label, folderOf(items));
  if (items.some((item) => item.class === "SMS")) await bring(context, shown, items, both, "OPT-01");
  else await bring(context, shown, items, [email], "OPT-03");
  return shown;
}

/** Of some items, what a device was sent and what it is still to be sent. */
export interface SentInPart {
  readonly held: readonly SeededItem[];
  readonly owed: readonly SeededItem[];
}

/**
 * Syncs with these sets and a small window until the device holds some of the items and MoreAvailable promises the others.
 * @throws Inconclusive where the target hands out none or all of them, or promises nothing
 */
export async function bringSome(
  context: CaseContext,
  shown: View,
  items: readonly SeededItem[],
  options: readonly OptionSet[],
): Promise<SentInPart> {
  const endurance = new Endurance();
  const isHeld = (item: SeededItem) => holdsAll(shown, [item]);
  const next = () => shown.folder.sync({ options, windowSize: 2 });
  let last = await next();
  while (!items.some(isHeld) && last.moreAvailable && endurance.goesOn(last)) last = await next();
  const held = items.filter(isHeld);
  const owed = items.filter((item) => !isHeld(item));
  if (held.length === 0 || owed.length === 0 || !last.moreAvailable) {
    const promised = last.moreAvailable ? "with MoreAvailable" : "without MoreAvailable";
    const sent = `${counted(held)} of ${counted(items)}`;
    context.inconclusive(
      `where the window was 2, device ${shown.folder.device.label} was sent ${sent}, ${promised}`,
      "WIN-01",
    );
  }
  return { held, owed };
}

/**
 * Syncs until an answer has no MoreAvailable: one run. Sets and window go with every request, the rest with the first.
 * @throws FolderTooFull
 */
export async function syncRun(folder: DeviceFolder, input: SyncInput = {}): Promise<Drained> {
  const endurance = new Endurance();
  let last = await folder.sync(input);
  const answers = [last];
  while (last.moreAvailable && endurance.goesOn(last)) {
    last = await folder.sync(again(input));
    answers.push(last);
  }
  return series(answers);
}

function again({ options, windowSize }: SyncInput): SyncInput {
  return { ...(options === undefined ? {} : { options }), ...(windowSize === undefined ? {} : { windowSize }) };
}

/**
 * Sends other sets, under which these items are no longer wanted, and waits for the SoftDeletes. The document gives no
 * deadline: a foreign server may take up to five Syncs, empty answers counted; the strict tolerance wants everything in the
 * one run of answers that follows ([MS-ASMS] 3.1.4.1.1.1, ruling Q14).
 */
export function changeSets(
  context: CaseContext,
  shown: View,
  leaving: readonly SeededItem[],
  options: readonly OptionSet[],
  input: SyncInput = {},
): Promise<Drained> {
  return syncUntilGone(context, shown, leaving, { ...input, options });
}

/** Syncs in this way until the items are gone from the device; how long a server may take, `changeSets` says. */
export async function syncUntilGone(
  context: CaseContext,
  shown: View,
  leaving: readonly SeededItem[],
  input: SyncInput = {},
): Promise<Drained> {
  const gone = () => leaving.every((item) => !holdsAll(shown, [item]));
  let { answers } = await syncRun(shown.folder, input);
  while (!gone() && context.tolerance === "field" && answers.length < 5 && answers.at(-1)?.succeeded().holds) {
    answers = [...answers, await shown.folder.sync(again(input))];
  }
  return series(answers);
}
