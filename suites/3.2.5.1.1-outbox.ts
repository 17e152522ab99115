import { setTimeout as sleep } from "node:timers/promises";
import type { SyncAnswer, SyncInput } from "../harness/device/types.js";
import type { FolderName, ItemFields } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, clientIdOf, judgeOfWords, saidOf, wordOn, wordsOn } from "./add-outcome.js";
import { axis } from "./axes.js";
import { repeated } from "./lost.js";
import { eachHeldOnce, heldOf, holdsAll, series, snapshot, type View } from "./observe.js";
import { untouched } from "./removals.js";
import type { Draft } from "./round-trip.js";
import { bring, freshView, holder, syncAll, syncUntilHeld, view } from "./stage.js";
import { isEarly, judgeWoken, shareOf } from "./waiting.js";

const section = "3.2.5.1.1";

/** Does the first answer to each request of the flow reach the device, or only that to the same request once more? */
const flows: readonly AxisValue<"come" | "lost">[] = [
  { name: "come", value: "come" },
  { name: "lost", value: "lost" },
];

/** Sends it as the flow of the case wants it. */
async function send(context: CaseContext, shown: View, input: SyncInput): Promise<SyncAnswer> {
  if (axis(context, "answers", flows) === "come") return shown.folder.sync(input);
  const [, again] = await repeated(shown, input);
  return again;
}

testCase(
  {
    id: "outbox-round",
    scenario: "OUT-01",
    section,
    purpose: "An SMS in the Outbox is sent to the device that is enabled for outbound SMS; deleted there, it is gone",
    requirements: ["ASMS-3.1.4.1.1-6", "ASMS-3.1.4.1.2-3", "ASMS-3.1.5.1-3"],
    needs: ["sms.seed", "folder.outbox", "settings"],
    axes: { answers: flows },
  },
  async (context) => {
    const { check, device, mailbox, part, sets } = context;
    const listed = device.hasFolder("Outbox");
    const lists = listed ? "it does" : "it does not";
    const enabled = await device.setDeviceInformation({ phoneNumber: "206-555-0112", enableOutboundSms: "1" });
    const folder = { holds: listed, expected: "FolderSync lists a folder of type 6", seen: lists };
    check("ASMS-3.1.5.1-3", folder, enabled, { ruling: "Q46.folder" });
    const shown = await view(context, device, "Outbox");
    await syncAll(shown, [sets.sms]);
    const { sms } = await mailbox.fill({ sms: 2, folder: "Outbox" });
    const first = await send(context, shown, { options: [sets.sms] });
    const { answers } = await syncUntilHeld(shown, sms, { options: [sets.sms] });
    const arrived = eachHeldOnce(shown, series([first, ...answers]), sms);
    check("ASMS-3.1.5.1-3", arrived, arrived.evidence);
    check("ASMS-3.1.4.1.1-6", arrived, arrived.evidence, { ruling: "Q40.core" });
    if (arrived.holds) {
      const other = await holder(context, "B", sms);
      const commands = sms.map((item) => ({ kind: "Delete" as const, serverId: heldOf(shown, item)?.serverId ?? "" }));
      await send(context, shown, { options: [sets.sms], deletesAsMoves: "0", commands });
      await relay(context, sms);
      const gone = () => !holdsAll(other, sms);
      const { answers } = await other.folder.drain({ options: sets.both, repeatOptions: true, until: gone });
      const seen = gone() ? "it is gone" : "it keeps the SMS";
      await part("what is deleted there is gone", ["sms.delete"], async () => {
        check("ASMS-3.1.4.1.2-3", { holds: gone(), expected: "another device is told", seen }, answers, {
          ruling: "Q17.told",
        });
      });
    }
    await device.setDeviceInformation({ enableOutboundSms: "0" });
  },
);

/**
 * What a phone does next ([MS-ASMS] 3.1.5.1): the SMS that it sent goes to Sent Items, and of the one that it could not send a
 * report to the Inbox. What the target makes of these Adds is for other cases to judge.
 */
async function relay(context: CaseContext, [sent, failed]: readonly SeededItem[]): Promise<void> {
  const { device, mailbox, sets } = context;
  const add = async (folder: FolderName, token: string, item: ItemFields) => {
    const commands = [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item }];
    await send(context, await view(context, device, folder), { options: [sets.sms], commands });
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
    id: "outbox-add",
    scenario: "OUT-01",
    section,
    purpose: "A device may add an SMS to the Outbox, or move one there; which of the two the target takes is reported",
    requirements: ["ASMS-3.1.5.1-3"],
    needs: ["sms.seed", "folder.outbox"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const outbox = await view(context, device, "Outbox");
    await syncAll(outbox, sets.both);
    const added = mailbox.draft({ folder: "Outbox" });
    const answer = await addSms(outbox.folder, sets.both, added);
    const taken =
      saidOf(answer, added.token) === "unsaid"
        ? await cameUnsaid(context, added, wordsOn(answer, added.token))
        : answer.succeeded().holds && saidOf(answer, added.token) === "acknowledged";
    const moved = taken ? undefined : await moveToOutbox(context, outbox.folder.folder.serverId);
    const seen = taken ? "it is" : `the Add is not (${answer.succeeded().seen})${moved ? ", MoveItems is" : ""}`;
    const expected = "an Add of an SMS to the Outbox is accepted";
    const observation = { holds: taken, expected, seen, about: wordOn(answer, added.token)?.element };
    check("ASMS-3.1.5.1-3", observation, answer, { ruling: "Q46.add" });
  },
);

/** No word says whether it was taken; that a device is sent it does. @throws Inconclusive where none is */
async function cameUnsaid(context: CaseContext, added: Draft, words: string): Promise<true> {
  const item: SeededItem = { ...added, class: "SMS", folder: "Outbox" };
  const reader = await freshView(context, "reader", item.folder);
  await syncUntilHeld(reader, [item], { options: context.sets.both });
  if (holdsAll(reader, [item])) return true;
  return context.inconclusive(`the Add was answered with ${words}, and no device is sent the SMS`, judgeOfWords);
}

/** The other way: is an SMS of the Inbox moved? Status 3 of MoveItems is its success ([MS-ASCMD] 2.2.3.177.10). */
async function moveToOutbox(context: CaseContext, outbox: string): Promise<boolean> {
  const item = await context.mailbox.sms({ folder: "Inbox" });
  const inbox = await holder(context, "mover", [item]);
  const held = heldOf(inbox, item);
  if (held === undefined) return false;
  const { response } = await inbox.folder.device.moveItem(inbox.folder.folder.serverId, held.serverId, outbox);
  return response?.responses.some(({ status }) => status === "3") ?? false;
}

testCase(
  {
    id: "outbox-hanging",
    scenario: "OUT-03",
    section,
    purpose: "A hanging Sync on the Outbox with the SMS set alone is answered as soon as an SMS is added there",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "folder.outbox", "hang"],
  },
  // As the phone asks that sends out what lies there (3.1.5.1): it wants no e-mail of the Outbox.
  (context) => judgeWoken(context, "Outbox", [context.sets.sms]),
);

testCase(
  {
    id: "hanging-with-sms",
    scenario: "HNG-01",
    section,
    purpose:
      "A hanging Sync with the SMS set is answered as soon as an SMS is added to the Inbox, and so is the next one",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "hang"],
  },
  (context) => judgeWoken(context, "Inbox", context.sets.both, { times: 2 }),
);

testCase(
  {
    id: "hanging-runs-out",
    scenario: "HNG-01",
    section,
    purpose:
      "A hanging Sync during which nothing happens ends with its interval, and the next one brings what came since",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "hang"],
  },
  async (context) => {
    const { check, device, heartbeat, mailbox, sets } = context;
    const held = await mailbox.sms();
    const shown = await view(context, device, held.folder);
    await bring(context, shown, [held], sets.both, "OPT-01");
    const before = snapshot(shown);
    const answer = await shown.folder.sync({ options: sets.both, heartbeatInterval: heartbeat.seconds });
    const quiet = untouched(mailbox, before, series([answer]), [held], "what the device holds");
    const succeeded = answer.succeeded();
    const seen = `${succeeded.seen}; ${quiet.seen}`;
    const expected = "Status 1 or an empty answer, with nothing about what the device holds";
    check("ASMS-3.2.5.1.1-3", { holds: succeeded.holds && quiet.holds, expected, seen }, answer);
    const late = await mailbox.sms({ folder: held.folder });
    const came = eachHeldOnce(shown, await syncUntilHeld(shown, [late], { options: sets.both }), [late]);
    check("ASMS-3.2.5.1.1-3", came, came.evidence);
  },
);

testCase(
  {
    id: "ping-with-sms",
    scenario: "HNG-03",
    section,
    purpose: "A Ping on the Inbox is answered early when an SMS is added there; what it does is reported",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "hang"],
  },
  async (context) => {
    const { check, device, heartbeat, mailbox, sets, signal } = context;
    const shown = await view(context, device, "Inbox");
    await syncAll(shown, sets.both);
    const folders = [{ id: shown.folder.folder.serverId, class: "Email" }];
    const waiting = device.ping({ heartbeatInterval: heartbeat.seconds, folders });
    await sleep(heartbeat.waitMs / 4, undefined, { signal });
    await mailbox.fill({ sms: 1, folder: "Inbox" });
    const answer = await waiting;
    const status = answer.response?.status;
    const holds = status === "2" && isEarly(context, answer);
    const seen = `Status ${status ?? "none"} after ${shareOf(context, answer)} % of the interval`;
    const expected = "Status 2 before four fifths of the interval are over";
    check("ASMS-3.2.5.1.1-3", { holds, expected, seen }, answer, { ruling: "Q39.ping" });
  },
);
