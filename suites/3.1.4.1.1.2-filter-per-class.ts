import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { exactly, when } from "./observe.js";
import { folderOf, freshView, syncUntilHeld, witness } from "./stage.js";

/** Hours: inside the window of FilterType 2, and outside it. */
const ages = [1, 240];

testCase(
  {
    id: "filter-per-class",
    scenario: "FLT-03",
    section: "3.1.4.1.1.2",
    purpose: "Each class obeys the FilterType of its own set, whatever the other set says and wherever it stands",
    requirements: ["ASMS-3.1.4.1.1.2-1", "ASMS-4.1-2"],
    needs: ["base", "sms.options"],
  },
  async (context) => {
    const { mailbox, part } = context;
    await part("e-mail", ["email.backdate"], async () => {
      const items: SeededItem[] = [];
      for (const ageHours of ages) items.push(await mailbox.email({ ageHours }));
      await obeysItsOwn(context, "mail", items, "ASMS-4.1-2", (own, other) => ({ email: own, sms: other }));
    });
    await part("SMS", ["sms.backdate"], async () => {
      const { sms: items } = await mailbox.fill({ sms: ages.map((ageHours) => ({ ageHours })), folder: "Sent Items" });
      await obeysItsOwn(context, "sms", items, "ASMS-3.1.4.1.1.2-1", (own, other) => ({ sms: own, email: other }));
    });
  },
);

/**
 * FilterType 0, 2, 5 and none against each other in both orders of the sets; each starts anew from SyncKey 0. A set without
 * FilterType has no filter ([MS-ASCMD] 2.2.3.68.2), and none to borrow.
 */
async function obeysItsOwn(
  context: CaseContext,
  label: string,
  items: readonly SeededItem[],
  requirement: string,
  filters: <T>(own: T, other: T) => { readonly sms: T; readonly email: T },
): Promise<void> {
  await witness(context, items, `${label}-all`);
  const shown = await freshView(context, label, folderOf(items));
  for (const [own, other] of [
    ["0", "2"],
    ["2", "0"],
    ["2", "5"],
    ["5", "2"],
    [undefined, "2"],
    ["2", undefined],
  ] as const) {
    const filter = filters<string | undefined>(own, other);
    const { email, sms } = context.sets;
    const sets = [withFilter(sms, filter.sms), withFilter(email, filter.email)];
    const written = sets.map((set) => ({ ...set, class: set.class ?? "Email" }));
    for (const options of [sets, written.reverse()]) {
      await shown.folder.restart();
      const wanted = own === "2" ? items.slice(0, 1) : items;
      const drained = await syncUntilHeld(shown, wanted, { options });
      const first = options[0]?.class === "SMS" ? "the SMS set first" : "the default set first, Class Email written";
      const under = `with ${named(filter.email)} for e-mail and ${named(filter.sms)} for SMS, ${first}`;
      const seen = when(under, exactly(shown, drained, items, wanted));
      context.check(requirement, seen, seen.evidence);
    }
  }
}

function withFilter({ filterType: _, ...others }: OptionSet, filterType: string | undefined): OptionSet {
  return filterType === undefined ? others : { ...others, filterType };
}

function named(filterType: string | undefined): string {
  return filterType === undefined ? "no FilterType" : `FilterType ${filterType}`;
}
