import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { holdingIn, inEachFolder, viewOn } from "./each-folder.js";
import { noneSent, snapshot, when } from "./observe.js";
import { softDeleted } from "./removals.js";
import { changeSets, syncAll } from "./stage.js";

/** In each folder: a device that asks for SMS is sent them, one that asks like this is not. */
function judgeUnasked(context: CaseContext, requirements: readonly string[], options?: readonly OptionSet[]) {
  return inEachFolder(context, "no SMS comes unasked", async () => {
    const asking = await context.newDevice("W");
    const other = await context.newDevice("B");
    return async (place, items) => {
      // Without a device that is sent them, "was not sent" says nothing.
      await holdingIn(context, asking, place, items);
      const drained = await syncAll(await viewOn(context, other, place), options);
      const seen = when(`in ${place.name}`, noneSent(context.mailbox, drained, items, "the device"));
      for (const requirement of requirements) context.check(requirement, seen, seen.evidence);
    };
  });
}

testCase(
  {
    id: "unasked-beyond-inbox",
    scenario: "OPT-04",
    section: "3.1.4.1.1",
    purpose: "In no mail folder is a device that never sent Options sent SMS",
    requirements: ["ASMS-3.1.4.1.1-3", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  (context) => judgeUnasked(context, ["ASMS-3.1.4.1.1-3", "ASMS-3.2.5.1-4"]),
);

testCase(
  {
    id: "default-set-beyond-inbox",
    scenario: "OPT-03",
    section: "3.1.4.1.1",
    purpose: "In no mail folder is a device that sends the default set alone sent SMS",
    requirements: ["ASMS-3.1.4.1.1-2", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  (context) => judgeUnasked(context, ["ASMS-3.1.4.1.1-2", "ASMS-3.2.5.1-4"], [context.sets.email]),
);

testCase(
  {
    id: "dropped-beyond-inbox",
    scenario: "SD-01",
    section: "3.1.4.1.1.1",
    purpose: "In every mail folder, the SMS that a device holds are soft-deleted when it leaves out the SMS set",
    requirements: ["ASMS-3.1.4.1.1.1-4"],
    needs: ["sms.seed"],
  },
  (context) =>
    inEachFolder(context, "SMS are soft-deleted", async () => {
      const { check, mailbox, newDevice, sets } = context;
      const device = await newDevice("B");
      return async (place, items) => {
        const shown = await holdingIn(context, device, place, items);
        const before = snapshot(shown);
        const seen = softDeleted(mailbox, before, await changeSets(context, shown, items, [sets.email]), items);
        const ruling = seen.hard ? "Q14.hard-delete" : "Q14.soft-delete";
        check("ASMS-3.1.4.1.1.1-4", when(`in ${place.name}`, seen), seen.evidence, { ruling });
      };
    }),
);
