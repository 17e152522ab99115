import { type SeededItem, testCase } from "../harness/run/index.js";
import { forEstimate } from "./estimates.js";
import { syncAll, witness } from "./stage.js";

const requirement = "ASMS-3.1.4.2-5";

testCase(
  {
    id: "estimate-folder-without-mail",
    scenario: "EST-08",
    section: "3.1.4.2",
    purpose: "An estimate with an SMS set is refused in a folder that holds no e-mail, and counts no SMS there",
    requirements: [requirement],
    needs: ["folder.nonmail", "estimate"],
  },
  async (context) => {
    const { check, device, mailbox, part, sets } = context;
    const name = (["Calendar", "Contacts", "Tasks", "Notes"] as const).find((one) => device.hasFolder(one));
    if (name === undefined) return context.notApplicable("the mailbox has no folder for anything but mail");
    const folder = await device.open(name);
    await syncAll({ mailbox, folder });
    const deliberate = "an SMS set for a folder that holds no e-mail ([MS-ASMS] 3.1.4.2)";
    const ask = () => folder.estimate({ options: forEstimate([sets.sms]), deliberate });
    const answer = await ask();
    const { seen } = answer.refused();
    const holds = answer.estimate === undefined;
    const expected = "no success";
    check(requirement, { holds, expected, seen: holds ? seen : `an estimate of ${answer.estimate}` }, answer, {
      ruling: "Q8.alone",
    });
    await part("no SMS is counted", ["sms.seed"], async () => {
      const plain = await folder.estimate({ options: [{ filterType: "0" }] });
      const sms: SeededItem[] = [];
      while (sms.length < 3) sms.push(await mailbox.sms());
      await witness(context, sms);
      const later = await ask();
      const most = plain.estimate ?? 0;
      const counted = later.estimate ?? 0;
      const number = later.estimate === undefined ? later.refused().seen : `an estimate of ${counted}`;
      const observation = {
        holds: counted <= most,
        expected: `no estimate above ${most}, that of the folder's own items`,
        seen: number,
      };
      check(requirement, observation, [plain, later], { ruling: "Q8.estimate" });
    });
  },
);
