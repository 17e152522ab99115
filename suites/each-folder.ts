import type { Device, DeviceFolder, Drained } from "../harness/device/types.js";
import type { FolderName } from "../harness/eas/index.js";
import { type CaseContext, everyFolderCase, type SeededItem, type SmsInput } from "../harness/run/index.js";
import { addSms, judgeOfWords, type Said, saidOf, wordsOn } from "./add-outcome.js";
import { endUntaken, endWithoutSms, makeUserFolder, mayLackSms } from "./mail-folders.js";
import { heldOf, holdsAll, type View } from "./observe.js";
import { syncAll, syncUntilHeld } from "./stage.js";

// The rules of [MS-ASMS] hold in every folder that holds e-mail (3.1.4.1.1). Most cases play in the Inbox; a server that is right
// there alone must not pass a default run, so some cases walk through the other folders, one of the user's own too, all in one case.

/** Mail folders beside the Inbox ([MS-ASCMD] 2.2.3.186.3). */
export const beyond: readonly FolderName[] = ["Sent Items", "Outbox", "Drafts", "Deleted Items"];

/** A mail folder as any device finds it. */
export interface Place {
  readonly name: string;
  /** For the clean-up: a folder of the user goes away as a whole. */
  readonly listed?: FolderName;
  open(device: Device): Promise<DeviceFolder>;
}

/** An SMS that the target did not refuse, and what it said of it. */
export type AddedItem = SeededItem & { readonly said: Said };

type Body = (place: Place, items: readonly AddedItem[]) => Promise<void>;

/** One as it comes, and one that is read and important. */
const plainAndMarked: readonly SmsInput[] = [{}, { read: "1", importance: "2" }];

/** A folder that the mailbox lists. */
export function placeCalled(name: FolderName): Place {
  return { name, listed: name, open: (one) => one.open(name) };
}

/** A part for each mail folder that there is or can be made, in which SMS lie; one that takes none leaves the others judged. */
export function inEachFolder(
  context: CaseContext,
  what: string,
  prepare: () => Promise<Body>,
  states: readonly SmsInput[] = plainAndMarked,
): Promise<void> {
  return inEachPlace(context, what, async () => {
    const body = await prepare();
    return async (place) => body(place, await addedIn(context, place, states));
  });
}

/** A part for each mail folder that there is or can be made. Devices that `prepare` connects are shown all of them. */
export async function inEachPlace(
  context: CaseContext,
  what: string,
  prepare: () => Promise<(place: Place) => Promise<void>>,
): Promise<void> {
  const { device, notApplicable, part } = context;
  const { folder: own } = await makeUserFolder(context);
  try {
    const named = beyond.filter((name) => device.hasFolder(name)).map(placeCalled);
    const places = own === undefined ? named : [...named, { name: "a mail folder of the user", open: own.open }];
    if (places.length === 0) notApplicable("the mailbox has no mail folder but the Inbox");
    const body = await prepare();
    for (const place of places) await part(`${what} in ${place.name}`, [], () => body(place));
  } finally {
    await own?.remove();
  }
}

/** The SMS that are not refused. @throws Inconclusive or NotApplicable when the folder takes none */
export async function addedIn(
  context: CaseContext,
  place: Place,
  states: readonly SmsInput[],
): Promise<readonly AddedItem[]> {
  const { device, mailbox, sets } = context;
  const folder = place.listed ?? mailbox.place;
  await mailbox.admit(device);
  const writer = await viewOn(context, device, place);
  await syncAll(writer, sets.both);
  const taken: AddedItem[] = [];
  let last: Parameters<typeof endUntaken>[2] | undefined;
  for (const state of states) {
    const item: SeededItem = { ...mailbox.draft({ folder, ...state }), class: "SMS", folder };
    const answer = await addSms(writer.folder, sets.both, item);
    const said = saidOf(answer, item.token);
    // Whether one without a word was stored, the device tells that looks for it.
    if (said === "acknowledged" || said === "unsaid") taken.push({ ...item, said });
    else last = { said, words: wordsOn(answer, item.token) };
  }
  if (taken.length === 0 && last !== undefined) endUntaken(context, place.name, last);
  return taken;
}

/**
 * Those that were acknowledged are lost, which is told by ORC-STORED (ruling Q42). One without a word may have been refused: whether
 * the folder takes SMS is told by the case that tries each, and by that of the words.
 */
function endUnsent(context: CaseContext, { name }: Place, missing: readonly AddedItem[]): never {
  if (missing.some(({ said }) => said === "unsaid"))
    return context.inconclusive(`no device is sent an SMS that was added without a word in ${name}`, judgeOfWords);
  if (mayLackSms(context, name)) endWithoutSms(context, name, "sends no SMS");
  return context.inconclusive(`the target sends no SMS in ${name}`, "CAP-01");
}

export async function viewOn({ mailbox }: CaseContext, device: Device, place: Place): Promise<View> {
  return { mailbox, folder: await place.open(device) };
}

/** The folder on a device that asks for both classes and holds these SMS. @throws Inconclusive or NotApplicable */
export async function holdingIn(
  context: CaseContext,
  device: Device,
  place: Place,
  items: readonly AddedItem[],
): Promise<View & { readonly drained: Drained }> {
  const shown = await viewOn(context, device, place);
  const drained = await syncUntilHeld(shown, items, { options: context.sets.both });
  const missing = items.filter((item) => !holdsAll(shown, [item]));
  if (missing.length > 0) endUnsent(context, place, missing);
  const disguised = items.some((item) => heldOf(shown, item)?.class !== "SMS");
  if (disguised)
    context.inconclusive(`what was added as an SMS in ${place.name} is no SMS for other devices`, everyFolderCase);
  return { ...shown, drained };
}
