import type { Drained } from "../harness/device/types.js";
import type { FolderName, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { demandDatesKept, demandFolder } from "./mail-folders.js";
import { both, eachHeldOnce, noneSent, type Seen, snapshot, type View, when } from "./observe.js";
import { untouched } from "./removals.js";
import { demandServed } from "./served-together.js";
import { syncUntilHeld, view, witness } from "./stage.js";
import { brought, demandAnswered, syncTogether } from "./together.js";
import { counted, listed, named } from "./words.js";

// Options stand in a Collection: a filter is that of one folder ([MS-ASMS] 3.1.4.1.1.1, ruling Q13).

const day = 24;
const filters = "ASMS-3.1.4.1.1.2-1";
const sticks = "ASMS-3.1.4.1.1.1-1";
const folders = ["Sent Items", "Inbox"] as const satisfies readonly FolderName[];

/** A folder of the case: its SMS, and the filter that a device has there. */
interface Filtered {
  readonly name: FolderName;
  readonly filterType: "0" | "2";
  /** From an hour ago, and from before the window. */
  readonly sms: readonly SeededItem[];
}

testCase(
  {
    id: "filter-per-folder",
    scenario: "STK-04",
    section: "3.1.4.1.1.2",
    purpose:
      "A device that has another SMS filter in each of two folders is sent in each what the filter there lets in",
    requirements: [filters, sticks],
    needs: ["sms.seed", "sms.backdate"],
  },
  async (context) => {
    for (const name of folders) demandFolder(context, name);
    for (const wide of folders) await judgeFolders(context, wide);
  },
);

/** `wide` has no filter, the other folder one of three days. */
async function judgeFolders(context: CaseContext, wide: FolderName): Promise<void> {
  const filtered: Filtered[] = [];
  for (const name of folders) {
    const sms = await seeded(context, name, `${wide}-${name}`);
    filtered.push({ name, filterType: name === wide ? "0" : "2", sms });
  }
  const first = await context.newDevice(`${wide}-apart`);
  const all = await Promise.all(filtered.map(async (one) => ({ ...one, shown: await view(context, first, one.name) })));
  for (const one of all) {
    const drained = await syncUntilHeld(one.shown, within(one), { options: setsOf(context, one) });
    const held = eachHeldOnce(one.shown, drained, within(one));
    const seen = when(circumstance(one, filtered), andNone(context, held, drained, beyond(one)));
    context.check(filters, seen, seen.evidence);
    if (!seen.holds) return;
  }
  await judgeSticky(context, all, filtered);
  await judgeTogether(context, wide, filtered);
}

/** Later requests have no Options: the filter that each folder was given last stays its own. */
async function judgeSticky(
  context: CaseContext,
  all: readonly (Filtered & { readonly shown: View })[],
  filtered: readonly Filtered[],
): Promise<void> {
  for (const one of all) {
    const before = snapshot(one.shown);
    const late = { ...one, sms: await seeded(context, one.name, `${one.name}-late-${one.filterType}`) };
    const drained = await syncUntilHeld(one.shown, within(late));
    const kept = untouched(context.mailbox, before, drained, within(one), "what the filter of this folder lets in");
    const out = [...beyond(one), ...beyond(late)];
    const told = andNone(context, both(eachHeldOnce(one.shown, drained, within(late)), kept), drained, out);
    const seen = when(`${circumstance(one, filtered)}, and no Options now`, told);
    context.check(sticks, seen, seen.evidence, { ruling: "Q13.folder" });
  }
}

/** A device that syncs the two in one request, from the beginning. */
async function judgeTogether(context: CaseContext, wide: FolderName, filtered: readonly Filtered[]): Promise<void> {
  const { check, mailbox, newDevice } = context;
  const device = await newDevice(`${wide}-together`);
  const asked = await Promise.all(
    filtered.map(async (one) => ({ one, folder: await device.open(one.name), options: setsOf(context, one) })),
  );
  const together = await syncTogether(device, asked);
  demandAnswered(context, together);
  for (const { one, folder } of asked) {
    const came = brought(mailbox, together.said(folder), one.sms);
    const wanted = within(one);
    const missing = wanted.filter((item) => !came.includes(item));
    if (came.length === 0) await demandServed(context, folders, wanted, `${wide}-unfiltered`);
    const leaked = came.filter((item) => !wanted.includes(item));
    const faults = [
      ...(missing.length === 0 ? [] : [`it is not sent ${named(missing)}`]),
      ...(leaked.length === 0 ? [] : [`it is sent ${named(leaked)} too`]),
    ];
    const seen = when(`both in one request, ${circumstance(one, filtered)}`, {
      holds: faults.length === 0,
      expected: `the device is sent ${counted(wanted)} of ${counted(one.sms)}`,
      seen: faults.length === 0 ? "so it is" : listed(faults),
    });
    check(filters, seen, together.answers);
  }
}

/** An SMS from inside the window and one from outside, seen by a device without filter. @throws Inconclusive */
async function seeded(context: CaseContext, folder: FolderName, label: string): Promise<readonly SeededItem[]> {
  const { sms } = await context.mailbox.fill({ sms: [{ ageHours: 1 }, { ageHours: 10 * day }], folder });
  demandDatesKept(context, await witness(context, sms, label), sms);
  return sms;
}

function setsOf({ sets }: CaseContext, { filterType }: Filtered): readonly OptionSet[] {
  return [{ ...sets.sms, filterType }, sets.email];
}

function within({ filterType, sms }: Filtered): readonly SeededItem[] {
  return filterType === "0" ? sms : sms.slice(0, 1);
}

function beyond(one: Filtered): readonly SeededItem[] {
  const wanted = within(one);
  return one.sms.filter((item) => !wanted.includes(item));
}

function andNone({ mailbox }: CaseContext, seen: Seen, drained: Drained, items: readonly SeededItem[]): Seen {
  return items.length === 0 ? seen : both(seen, noneSent(mailbox, drained, items, "the device"));
}

function circumstance({ name, filterType }: Filtered, all: readonly Filtered[]): string {
  const others = all.filter((one) => one.name !== name).map((one) => `${one.filterType} in ${one.name}`);
  return `with FilterType ${filterType} for SMS in ${name} and ${listed(others)}`;
}
