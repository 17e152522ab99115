import type { SyncAnswer } from "../harness/device/types.js";
import type { FolderName } from "../harness/eas/index.js";
import { type AxisValue, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { holdingIn, inEachFolder } from "./each-folder.js";
import { demandFolder } from "./mail-folders.js";
import { failedIn, heldOf, holdsAll, noneSent } from "./observe.js";
import { bring, freshView, holder } from "./stage.js";

const requirement = "ASMS-3.1.4.1.2-3";

/** "client-delete" plays in the Inbox. */
const folders: readonly AxisValue<FolderName>[] = [
  { name: "sent-items", value: "Sent Items" },
  { name: "outbox", value: "Outbox" },
  { name: "drafts", value: "Drafts" },
  { name: "deleted-items", value: "Deleted Items" },
];

testCase(
  {
    id: "client-delete-in-folders",
    scenario: "CHG-04",
    section: "3.1.4.1.2",
    purpose: "An SMS that a device deletes in a mail folder of any type is gone from there, and other devices are told",
    requirements: [requirement],
    needs: ["sms.delete"],
    axes: { folder: folders },
  },
  async (context) => {
    const { check, inconclusive, mailbox, sets } = context;
    const folder = axis(context, "folder", folders);
    demandFolder(context, folder);
    const item = await mailbox.sms({ folder });
    const mine = await holder(context, "B", [item]);
    const theirs = await holder(context, "C", [item]);
    const serverId = heldOf(mine, item)?.serverId ?? inconclusive("the device does not hold the SMS", "OPT-01");
    const commands = [{ kind: "Delete", serverId }] as const;
    const answer = await mine.folder.sync({ options: sets.both, deletesAsMoves: "0", commands });
    const word = failedIn(answer, "Delete");
    const holds = answer.succeeded().holds && word === undefined;
    const seen = word === undefined ? answer.succeeded().seen : `Responses/Delete with Status ${word.status}`;
    check(requirement, { holds, expected: `the Delete is carried out in ${folder}`, seen }, answer);
    if (!holds) return;

    const gone = () => !holdsAll(theirs, [item]);
    const drained = await theirs.folder.drain({ options: sets.both, repeatOptions: true, until: gone });
    const told = gone() ? "another device was told to remove it" : "another device was told nothing and keeps it";
    const observation = { holds: gone(), expected: `the other devices of ${folder} are told`, seen: told };
    check(requirement, observation, drained.answers, { ruling: "Q17.told" });

    const control = await mailbox.sms({ folder });
    const fresh = await freshView(context, "fresh", folder);
    const afresh = await bring(context, fresh, [control], sets.both, "OPT-01");
    const anew = noneSent(mailbox, afresh, [item], `a device that starts ${folder} from SyncKey 0`);
    check(requirement, anew, anew.evidence, { ruling: "Q17.gone" });
  },
);

testCase(
  {
    id: "client-delete-beyond-inbox",
    scenario: "CHG-04",
    section: "3.1.4.1.2",
    purpose: "In every mail folder, an SMS that a device deletes is gone from there, and other devices are told",
    requirements: [requirement],
    needs: ["sms.delete"],
  },
  (context) =>
    inEachFolder(context, "a Delete is carried out", async () => {
      const { check, newDevice, sets } = context;
      const [one, other] = [await newDevice("B"), await newDevice("C")];
      return async (place, items) => {
        const mine = await holdingIn(context, one, place, items);
        const theirs = await holdingIn(context, other, place, items);
        const gone = items.slice(0, 1);
        const commands = gone.flatMap((item) => {
          const serverId = heldOf(mine, item)?.serverId;
          return serverId === undefined ? [] : [{ kind: "Delete" as const, serverId }];
        });
        const answer = await mine.folder.sync({ options: sets.both, deletesAsMoves: "0", commands });
        const isGone = () => !holdsAll(theirs, gone);
        const drained = await theirs.folder.drain({ options: sets.both, repeatOptions: true, until: isGone });
        const seen = isGone() ? "another device was told to remove it" : `another device keeps it (${said(answer)})`;
        const expected = `in ${place.name}, another device is told that the SMS is gone`;
        check(requirement, { holds: isGone(), expected, seen }, [answer, ...drained.answers], { ruling: "Q17.told" });
      };
    }),
);

function said(answer: SyncAnswer): string {
  const refused = failedIn(answer, "Delete");
  return refused === undefined
    ? `the Delete was answered with ${answer.succeeded().seen}`
    : `the Delete was answered with Status ${refused.status} in Responses`;
}
