import { testCase } from "../harness/run/index.js";
import { both, eachHeldOnce, noneSent, series, snapshot } from "./observe.js";
import { softDeleted } from "./removals.js";
import { bringSome, changeSets, syncAll, syncUntilHeld, view, witness } from "./stage.js";

// A filter holds for the answer to the request that brings it, whatever an earlier answer promised ([MS-ASMS] 3.1.4.1.1.2;
// docs/decisions/0074-new-sets-end-old-lists.md).

const requirement = "ASMS-3.1.4.1.1.2-4";

testCase(
  {
    id: "filter-narrow-amid-batches",
    scenario: "FLT-02",
    section: "3.1.4.1.1.2",
    purpose:
      "A narrower SMS filter after an answer with MoreAvailable: of what is left, the SMS inside it come, and no others",
    requirements: [requirement],
    needs: ["sms.backdate"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    // DateReceived of Sent Items is the client's to say ([MS-ASMS] 2.2.2.1.2).
    const folder = "Sent Items";
    const shown = await view(context, device, folder);
    // What lies there already comes first, so that the small window is for the case's own items.
    await syncAll(shown, sets.both);
    const ages = [240, 240, 240, 240, 1, 1];
    const { sms } = await mailbox.fill({ sms: ages.map((ageHours) => ({ ageHours })), folder });
    const [old, recent] = [sms.slice(0, 4), sms.slice(4)];
    await witness(context, sms);
    const { held, owed } = await bringSome(context, shown, old, sets.both);
    const before = snapshot(shown);
    const options = [{ ...sets.sms, filterType: "2" }, sets.email];
    const narrowed = await changeSets(context, shown, held, options);
    const gone = softDeleted(mailbox, before, narrowed, held);
    check(requirement, gone, gone.evidence);
    const later = await syncUntilHeld(shown, recent, { options });
    const drained = series([...narrowed.answers, ...later.answers]);
    const seen = both(
      noneSent(mailbox, drained, owed, "the device that asks for three days now"),
      eachHeldOnce(shown, drained, recent),
    );
    check(requirement, seen, seen.evidence);
  },
);
