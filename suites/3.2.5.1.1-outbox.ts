import { setTimeout as sleep } from "node:timers/promises";
import type { FolderName, ItemFields } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf } from "./add-outcome.js";
import { eachHeldOnce, heldOf, holdsAll, series } from "./observe.js";
import { holder, syncAll, syncUntilHeld, view } from "./stage.js";

const section = "3.2.5.1.1";

testCase(
  {
    id: "outbox-round",
    scenario: "OUT-01",
    section,
    purpose: "An SMS in the Outbox is sent to the device that is enabled for outbound SMS; deleted there, it is gone",
    requirements: ["ASMS-3.1.4.1.2-3", "ASMS-3.1.5.1-3"],
    needs: ["sms.seed", "folder.outbox", "settings"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    await device.setDeviceInformation({ phoneNumber: "206-555-0112", enableOutboundSms: "1" });
    const shown = await view(context, device, "Outbox");
    await syncAll(shown, [sets.sms]);
    const { sms } = await mailbox.fill({ sms: 2, folder: "Outbox" });
    const arrived = eachHeldOnce(shown, await syncUntilHeld(shown, sms, { options: [sets.sms] }), sms);
    check("ASMS-3.1.5.1-3", arrived, arrived.evidence);
    if (arrived.holds) {
      const other = await holder(context, "B", sms);
      const commands = sms.map((item) => ({ kind: "Delete" as const, serverId: heldOf(shown, item)?.serverId ?? "" }));
      await shown.folder.sync({ options: [sets.sms], deletesAsMoves: "0", commands });
      await relay(context, sms);
      const gone = () => !holdsAll(other, sms);
      const { answers } = await other.folder.drain({ options: sets.both, repeatOptions: true, until: gone });
      const seen = gone() ? "it is gone" : "it keeps the SMS";
      check("ASMS-3.1.4.1.2-3", { holds: gone(), expected: "another device is told", seen }, answers, {
        ruling: "Q17.told",
      });
    }
    await device.setDeviceInformation({ enableOutboundSms: "0" });
  },
);

/**
 * What a phone does next ([MS-ASMS] 3.1.5.1): the SMS that it sent goes to Sent Items, and of the one that it could not send a
 * report to the Inbox. What the target makes of these Adds is for other cases to judge.
 */
async function relay({ device, mailbox, sets }: CaseContext, [sent, failed]: readonly SeededItem[]): Promise<void> {
  const add = async (folder: FolderName, token: string, item: ItemFields) => {
    const commands = [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item }];
    await (await device.open(folder)).sync({ options: [sets.sms], commands });
  };
  if (sent !== undefined && device.hasFolder("Sent Items")) {
    const { token } = mailbox.draft({ folder: "Sent Items" });
    await add("Sent Items", token, sent.item);
  }
  if (failed !== undefined) {
    const { token, item } = mailbox.draft({ folder: "Inbox" });
    const { to } = failed.item;
    await add("Inbox", token, { ...item, ...(to === undefined ? {} : { to }) });
  }
}

testCase(
  {
    id: "outbox-hanging",
    scenario: "OUT-03",
    section,
    purpose: "A hanging Sync on the Outbox is answered as soon as an SMS is added there",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "folder.outbox", "hang"],
  },
  (context) => judgeWoken(context, "Outbox"),
);

testCase(
  {
    id: "hanging-with-sms",
    scenario: "HNG-01",
    section,
    purpose: "A hanging Sync with the SMS set is answered as soon as an SMS is added to the Inbox",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "hang"],
  },
  (context) => judgeWoken(context, "Inbox"),
);

/** The hanging Sync comes back with the Add, clearly before its interval is over. */
async function judgeWoken(context: CaseContext, folder: FolderName): Promise<void> {
  const { check, device, heartbeat, mailbox, sets, signal } = context;
  const shown = await view(context, device, folder);
  await syncAll(shown, sets.both);
  const hanging = shown.folder.sync({ options: sets.both, heartbeatInterval: heartbeat.seconds });
  await sleep(heartbeat.waitMs / 4, undefined, { signal });
  const { sms } = await mailbox.fill({ sms: 1, folder });
  const answer = await hanging;
  const brought = eachHeldOnce(shown, series([answer]), sms);
  const early = answer.exchange.durationMs < heartbeat.waitMs * 0.8;
  const share = Math.round((100 * answer.exchange.durationMs) / heartbeat.waitMs);
  const seen = `an answer after ${share} % of the interval, ${brought.holds ? "with" : "without"} the SMS`;
  const expected = "an answer with the SMS before four fifths of the interval are over";
  check("ASMS-3.2.5.1.1-3", { holds: early && brought.holds, expected, seen }, answer);
}
