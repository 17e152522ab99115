import { setTimeout as sleep } from "node:timers/promises";
import type { DeviceFolder } from "../harness/device/types.js";
import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis, threeSets } from "./axes.js";
import {
  eachHeldOnce,
  firstRefusal,
  heldOf,
  holdsAll,
  noneSent,
  nothingAbout,
  series,
  snapshot,
  when,
} from "./observe.js";
import { judgeKeyStillUsable, judgeProtocolError } from "./refusals.js";
import { judgeEachServed } from "./served-together.js";
import { bring, folderOf, freshView, syncAll, syncUntilHeld, view, witness } from "./stage.js";

const tooMany = "three Options in one Collection ([MS-ASMS] 3.1.4.1.1 allows two)";
const foreign = "Options with a class other than SMS and Email ([MS-ASMS] 3.2.5.1)";

/** Device A's folder, with items in it that a server which overlooks the mistake would send. */
async function folderWithItems(context: CaseContext): Promise<DeviceFolder> {
  const { sms, email } = await context.mailbox.fill({
    sms: context.can("sms.seed") ? 2 : 0,
    email: context.can("email.seed") ? 2 : 0,
  });
  return context.device.open(folderOf([...sms, ...email]));
}

testCase(
  {
    id: "sync-three-options",
    scenario: "ERR-01",
    section: "3.2.5.1",
    purpose: "A Sync with three Options in one Collection is refused with Status 4 and delivers nothing",
    requirements: ["ASMS-3.2.5.1-5"],
    needs: ["base"],
    axes: { sets: threeSets },
  },
  async (context) => {
    const folder = await folderWithItems(context);
    const answer = await folder.sync({ options: axis(context, "sets", threeSets), deliberate: tooMany });
    const refused = judgeProtocolError(context, "ASMS-3.2.5.1-5", answer);
    if (refused) await judgeKeyStillUsable(context, "ASMS-3.2.5.1-5", folder);
  },
);

testCase(
  {
    id: "sync-two-collections",
    scenario: "ERR-01",
    section: "3.2.5.1",
    purpose:
      "Two Collections with two Options each are answered, and each brings its SMS; the limit of two counts for each Collection",
    requirements: ["ASMS-3.2.5.1-5", "ASMS-3.2.1-3"],
    needs: ["base", "folder.sent"],
  },
  async (context) => {
    const { device, sets } = context;
    const folders = [await device.open("Inbox"), await device.open("Sent Items")];
    const answer = await device.syncRaw({
      collections: folders.map(({ syncKey, folder }) => ({
        syncKey,
        collectionId: folder.serverId,
        getChanges: "1" as const,
        options: sets.both,
      })),
    });
    const statuses = (answer.response?.collections ?? []).map(({ status }) => status ?? "none");
    const accepted = answer.empty || (answer.response?.status === undefined && statuses.every((code) => code === "1"));
    const seen = answer.empty ? "an empty answer" : `Status ${answer.response?.status ?? statuses.join(", ")}`;
    context.check(
      "ASMS-3.2.5.1-5",
      {
        holds: accepted,
        expected: "two Options are accepted in each of two Collections",
        seen,
        about: answer.response?.collections.find(({ status }) => status !== "1")?.element ?? answer.response?.element,
        within: ["Status"],
      },
      answer,
      { ruling: "Q2.two-collections" },
    );
    if (accepted) await context.part("each brings its SMS", ["sms.seed"], () => judgeEachServed(context));
  },
);

testCase(
  {
    id: "sync-foreign-class",
    scenario: "ERR-02",
    section: "3.2.5.1",
    purpose:
      "Options that name a class other than SMS or Email are refused with Status 4, alone and beside each lawful set",
    requirements: ["ASMS-3.2.5.1-6"],
    needs: ["base"],
  },
  async (context) => {
    const folder = await folderWithItems(context);
    let refusedAll = true;
    for (const name of ["Tasks", "Calendar", "Contacts", "Notes", "Foo"]) {
      const set: OptionSet = { class: name, filterType: "0" };
      // It is the class that is foreign, whatever else the set holds.
      const shapes: readonly OptionSet[] = [set, { class: name }, { ...set, bodyPreferences: [{ type: 1 }] }];
      const alone = shapes.map((shape) => [shape]);
      for (const options of [...alone, [context.sets.sms, set], [context.sets.email, set]]) {
        const answer = await folder.sync({ options, deliberate: foreign });
        refusedAll = judgeProtocolError(context, "ASMS-3.2.5.1-6", answer) && refusedAll;
      }
    }
    if (refusedAll) await judgeKeyStillUsable(context, "ASMS-3.2.5.1-6", folder);
  },
);

testCase(
  {
    id: "sync-class-spelling",
    scenario: "ERR-02",
    section: "3.2.5.1",
    purpose:
      "A misspelt or empty Class in Options counts as a class other than SMS or Email, and never breaks the server",
    requirements: ["ASMS-3.2.5.1-6"],
    needs: ["base"],
  },
  async (context) => {
    const folder = await folderWithItems(context);
    for (const name of ["sms", " SMS ", ""]) {
      const answer = await folder.sync({ options: [{ class: name, filterType: "0" }], deliberate: foreign });
      const broken = (answer.exchange.response?.status ?? 0) >= 500;
      context.check("ASMS-3.2.5.1-6", answer.refusedWith("4"), answer, { ruling: broken ? "Q9.http" : "Q9.case" });
    }
  },
);

testCase(
  {
    id: "sync-recovers-after-status-4",
    scenario: "ERR-03",
    section: "3.2.5.1",
    purpose: "After Status 4 the old SyncKey still works, and the sets in force before the mistake still are",
    requirements: ["ASMS-3.1.4.1.1.1-1", "ASMS-3.2.5.1-5"],
    needs: ["email.seed"],
  },
  async (context) => {
    const { check, mailbox, part, sets } = context;
    const first = await mailbox.email();
    const shown = await view(context, context.device, first.folder);
    await bring(context, shown, [first], [sets.email], "OPT-03");
    await demandRefusal(context, shown.folder);

    const second = await mailbox.email();
    const drained = await syncUntilHeld(shown, [second]);
    const seen = eachHeldOnce(shown, drained, [second]);
    check("ASMS-3.2.5.1-5", seen, seen.evidence, { ruling: "Q45.key" });
    await part("the sets in force are unchanged", ["sms.seed"], async () => {
      if (firstRefusal(drained) !== undefined) return;
      const { sms } = await mailbox.fill({ sms: 1, folder: first.folder });
      await witness(context, sms);
      const none = noneSent(mailbox, await syncAll(shown), sms, "a device that asked for e-mail only");
      check("ASMS-3.1.4.1.1.1-1", none, none.evidence, { ruling: "Q45.sets" });
    });
  },
);

/** Three Options on this folder, which another case judges. @throws Inconclusive when they are not refused. */
async function demandRefusal(context: CaseContext, folder: DeviceFolder): Promise<void> {
  const [sms, email] = context.sets.both;
  const answer = await folder.sync({ options: [sms, email, { class: "Email" }], deliberate: tooMany });
  if (answer.refused().holds || answer.refusedWith("4").holds) return;
  context.inconclusive(`three Options were not refused: ${answer.refused().seen}`, "sync-three-options");
}

testCase(
  {
    id: "sync-refused-add",
    scenario: "ERR-05",
    section: "3.2.5.1",
    purpose: "An Add in a request that is refused with Status 4 is not carried out",
    requirements: ["ASMS-3.2.5.1-5"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { device, mailbox, sets } = context;
    const draft = mailbox.draft();
    const earlier = await mailbox.sms();
    const folder = await device.open(earlier.folder);
    const answer = await folder.sync({
      options: [...sets.both, { class: "Email" }],
      commands: [{ kind: "Add", class: "SMS", clientId: "refused", item: draft.item }],
      deliberate: tooMany,
    });
    if (!answer.refused().holds && !answer.refusedWith("4").holds) {
      context.inconclusive(`three Options were not refused: ${answer.refused().seen}`, "sync-three-options");
    }
    const control = await mailbox.sms({ folder: earlier.folder });
    const shown = await freshView(context, "W", earlier.folder);
    const drained = await bring(context, shown, [earlier, control], sets.both, "OPT-01");
    const added: SeededItem = { ...draft, class: "SMS", folder: earlier.folder };
    const seen = noneSent(mailbox, drained, [added], "another device");
    context.check("ASMS-3.2.5.1-5", seen, seen.evidence, { ruling: "Q45.commands" });
  },
);

testCase(
  {
    id: "sync-sms-life-unseen",
    scenario: "NEG-01",
    section: "3.2.5.1",
    purpose: "A device that never asked for SMS is told nothing when an SMS is added, changed and deleted",
    requirements: ["ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const earlier = await mailbox.sms();
    const shown = await view(context, device, earlier.folder);
    await syncAll(shown, [sets.email]);
    const observer = await witness(context, [earlier]);
    const quiet = async (sms: SeededItem, step: string, scenario: string, visible: () => boolean): Promise<void> => {
      await observer.folder.drain({ options: sets.both, repeatOptions: true, until: visible });
      if (!visible()) context.inconclusive(`no device was told that the SMS was ${step}`, scenario);
      const before = snapshot(shown);
      const seen = when(`after the SMS was ${step}`, nothingAbout(shown, before, await syncAll(shown), [earlier, sms]));
      check("ASMS-3.2.5.1-4", seen, seen.evidence);
    };
    const { sms } = await mailbox.fill({ sms: 1, folder: earlier.folder });
    for (const item of sms) {
      await quiet(item, "added", "OPT-01", () => holdsAll(observer, [item]));
      await mailbox.edit(item, { read: "1" });
      await quiet(item, "changed", "client-change-read", () => heldOf(observer, item)?.item.read === "1");
      await mailbox.remove(item);
      await quiet(item, "deleted", "CHG-04", () => !holdsAll(observer, [item]));
    }
  },
);

testCase(
  {
    id: "sync-hanging-without-sms",
    scenario: "HNG-02",
    section: "3.2.5.1",
    purpose: "A hanging Sync without an SMS set does not deliver the SMS that arrives meanwhile",
    requirements: ["ASMS-3.2.5.1-4"],
    needs: ["sms.seed", "hang"],
  },
  async (context) => {
    const { heartbeat, mailbox, sets, signal } = context;
    const earlier = await mailbox.sms();
    const shown = await view(context, context.device, earlier.folder);
    await syncAll(shown, [sets.email]);
    const hanging = shown.folder.sync({ heartbeatInterval: heartbeat.seconds });
    await sleep(heartbeat.waitMs / 4, undefined, { signal });
    const { sms } = await mailbox.fill({ sms: 1, folder: earlier.folder });
    const answer = await hanging;
    await witness(context, sms);
    const seen = noneSent(mailbox, series([answer]), sms, "a device that waits without an SMS set");
    context.check("ASMS-3.2.5.1-4", seen, seen.evidence);
    const slept = answer.exchange.durationMs >= heartbeat.waitMs * 0.8;
    const alone = answer.commands.length === 0;
    if (!alone) return;
    const woken = slept ? "the answer came at its end" : "an answer with nothing in it came before";
    const expected = "the Sync waits to the end of its interval";
    context.check("ASMS-3.2.5.1-4", { holds: slept, expected, seen: woken }, answer, { ruling: "Q39.woken-empty" });
  },
);
