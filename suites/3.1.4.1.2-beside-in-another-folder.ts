import type { Answer } from "../harness/device/types.js";
import { isMailFolder, type SyncResponse, turnedAwayBy } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf } from "./add-outcome.js";
import { demandServing, editsOf, isRefused, lostOf, type Mails, refusalOf } from "./beside.js";
import type { View } from "./observe.js";
import { bring, syncAll, view, witness } from "./stage.js";
import { type Asked, brought, saidOf, syncTogether } from "./together.js";
import { listed } from "./words.js";

const requirement = "ASMS-3.1.4.1-2";

testCase(
  {
    id: "another-folder-beside-an-sms",
    scenario: "CHG-01",
    section: "3.1.4.1.2",
    purpose:
      "What a phone does to the e-mail of one folder, and what waits for it there, outlives an SMS that the same request adds elsewhere",
    requirements: [requirement],
    needs: ["base", "email.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const mails = { read: await mailbox.email({ folder: "Inbox" }), gone: await mailbox.email({ folder: "Inbox" }) };
    await mailbox.admit(device);
    const inbox = await view(context, device, "Inbox");
    await bring(context, inbox, [mails.read, mails.gone], [sets.email], "OPT-03");
    const other = await elsewhere(context, inbox);
    // What is lost to whoever asked for SMS is not lost to an SMS beside it.
    const { status } = await other.folder.sync({ options: sets.both });
    if (status === "3") await other.folder.restart();
    await bring(context, inbox, [await mailbox.email({ folder: "Inbox" })], [sets.email], "mail-after-sms-asked");
    const waiting = await mailbox.email({ folder: "Inbox" });
    await witness(context, [waiting], "sees what waits");

    const answer = await sendBoth(context, other, inbox, mails);
    const { serverId } = inbox.folder.folder;
    const answered = answer.response?.collections.find(({ collectionId }) => collectionId === serverId);
    const word = isRefused(answered) ? `Status ${answered?.status} for the other folder` : undefined;
    const told = refusalOf(answer) ?? word;
    const lost = told === undefined ? await lostOf(context, mails, answered) : [];
    // An invalid key means that the phone begins anew, and is sent everything ([MS-ASCMD] 2.2.3.177.17).
    const isWaitingFor = answered?.status !== "3" && answer.response?.status !== "3";
    const { answers, came } = isWaitingFor
      ? await after(context, inbox, answer, waiting)
      : { answers: [], came: [waiting] };
    if (came.length === 0) {
      const turned = answers.map(({ exchange }) => turnedAwayBy(exchange)).find((how) => how !== undefined);
      if (turned === undefined) lost.push("an e-mail that waited to be sent in the other folder is sent no more");
      else if (lost.length === 0) context.inconclusive(`the phone is turned away by ${turned}`, "account-after-sms");
    }
    const kept = told === undefined ? "all of it is carried out" : `the phone is told: ${told}`;
    const expected =
      "the Change and the Delete in the other folder are carried out, or answered with a Status other than 1, and what waits there comes";
    const seen = lost.length === 0 ? kept : listed(lost);
    check(requirement, { holds: lost.length === 0, expected, seen }, [answer, ...answers], { ruling: "Q63.beside" });
  },
);

/** Any other mail folder, primed: e-mail that is sent to oneself arrives in the Inbox. @throws NotApplicable */
async function elsewhere(context: CaseContext, { folder: inbox }: View): Promise<View> {
  const { device, mailbox, notApplicable, sets } = context;
  const name = mailbox.place === "Inbox" ? "Sent Items" : mailbox.place;
  const any = device.folders.find(({ type, serverId }) => isMailFolder(type) && serverId !== inbox.folder.serverId);
  const place = device.hasFolder(name) ? name : any;
  if (place === undefined) return notApplicable("the mailbox has one mail folder");
  const shown = { mailbox, folder: await device.open(place) };
  await syncAll(shown, [sets.email]);
  return shown;
}

/** The Add of an SMS in one folder, then a Change and a Delete of e-mail in the Inbox, whose sets do not name SMS. */
async function sendBoth(context: CaseContext, { folder }: View, inbox: View, mails: Mails) {
  const { device, mailbox, sets } = context;
  const { token, item } = mailbox.draft();
  const answer = await device.syncRaw({
    collections: [
      {
        syncKey: folder.syncKey,
        collectionId: folder.folder.serverId,
        options: sets.both,
        commands: [{ kind: "Add", class: "SMS", clientId: clientIdOf(token), item }],
      },
      {
        syncKey: inbox.folder.syncKey,
        collectionId: inbox.folder.folder.serverId,
        options: [sets.email],
        commands: editsOf(inbox, mails),
      },
    ],
  });
  demandServing(context, answer);
  return answer;
}

/** What the answer and those after it bring of an e-mail that waited, from the key that the phone was given. */
async function after(context: CaseContext, inbox: View, answer: Answer<SyncResponse>, waiting: SeededItem) {
  const { device, mailbox, sets, tolerance } = context;
  const asked: readonly Asked[] = [{ folder: inbox.folder, options: [sets.email] }];
  const { serverId } = inbox.folder.folder;
  const given = answer.response?.collections.find(({ collectionId }) => collectionId === serverId)?.syncKey;
  let keys: ReadonlyMap<string, string> = new Map(given === undefined ? [] : [[serverId, given]]);
  const answers: Answer<SyncResponse>[] = [];
  const came = () => brought(mailbox, saidOf([answer, ...answers], serverId), [waiting]);
  // A foreign server may take its time for each device.
  for (let left = tolerance === "field" ? 5 : 1; left > 0 && (answers.length === 0 || came().length === 0); left -= 1) {
    const series = await syncTogether(device, asked, {}, keys);
    answers.push(...series.answers);
    keys = series.keys;
  }
  return { answers, came: came() };
}
