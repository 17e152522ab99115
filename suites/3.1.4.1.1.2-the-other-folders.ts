import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { holdingIn, inEachFolder } from "./each-folder.js";
import { demandDatesKept } from "./mail-folders.js";
import { eachHeldOnce, snapshot, type View, when } from "./observe.js";
import { softDeleted, untouched } from "./removals.js";
import { changeSets, holder, syncUntilHeld } from "./stage.js";

const section = "3.1.4.1.1.2";
const requirements = ["ASMS-3.1.4.1.1.2-1", "ASMS-3.1.4.1.1.2-2", "ASMS-3.1.4.1.1.2-4"];
const day = 24;

/** One inside the narrower window, one outside it. */
const recentAndOld = [{ ageHours: 1 }, { ageHours: 10 * day }];

testCase(
  {
    id: "filter-in-inbox",
    scenario: "FLT-02",
    section,
    purpose: "In the Inbox, a narrower SMS filter soft-deletes the SMS outside it, and a wider one adds them again",
    requirements,
    needs: ["sms.seed"],
  },
  async (context) => {
    const { sms } = await context.mailbox.fill({ sms: recentAndOld, folder: "Inbox" });
    await judgeFilter(context, await holder(context, "B", sms), "Inbox", sms);
  },
);

testCase(
  {
    id: "filter-beyond-inbox",
    scenario: "FLT-02",
    section,
    purpose:
      "In every other mail folder, a narrower SMS filter soft-deletes the SMS outside it, and a wider one adds them again",
    requirements,
    needs: ["sms.seed"],
  },
  (context) =>
    inEachFolder(
      context,
      "the filter of the SMS set rules",
      async () => {
        const device = await context.newDevice("B");
        return async (place, items) =>
          judgeFilter(context, await holdingIn(context, device, place, items), place.name, items);
      },
      recentAndOld,
    ),
);

async function judgeFilter(
  context: CaseContext,
  shown: View,
  folder: string,
  items: readonly SeededItem[],
): Promise<void> {
  const { check, mailbox, sets } = context;
  demandDatesKept(context, shown, items);
  const [recent, old] = [items.slice(0, 1), items.slice(1)];
  const before = snapshot(shown);
  const where = `in ${folder}`;
  const narrow = [{ ...sets.sms, filterType: "2" }, sets.email];
  const narrowed = await changeSets(context, shown, old, narrow);
  const gone = when(where, softDeleted(mailbox, before, narrowed, old));
  check("ASMS-3.1.4.1.1.2-4", gone, gone.evidence);
  const stays = when(where, untouched(mailbox, before, narrowed, recent, "what the filter still lets in"));
  check("ASMS-3.1.4.1.1.2-1", stays, stays.evidence);
  if (!gone.holds) return;
  const widened = await syncUntilHeld(shown, old, { options: sets.both });
  const back = when(where, eachHeldOnce(shown, widened, old));
  check("ASMS-3.1.4.1.1.2-2", back, back.evidence);
}
