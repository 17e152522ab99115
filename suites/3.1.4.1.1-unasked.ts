import type { FolderName, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { demandFolder } from "./mail-folders.js";
import { noneSent, type View, when } from "./observe.js";
import { bring, folderOf, freshView, syncAll, witness } from "./stage.js";

// Whatever else a device says in its Options: no set for SMS, no SMS ([MS-ASMS] 3.1.4.1.1, 3.2.5.1).

testCase(
  {
    id: "unasked-beside-any-email-set",
    scenario: "OPT-03",
    section: "3.1.4.1.1",
    purpose:
      "Whatever filter, body preference or MIMESupport the e-mail set has, no SMS comes with it, nor later without Options",
    requirements: ["ASMS-3.1.4.1.1-2", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox } = context;
    const { sms } = await mailbox.fill({ sms: 4 });
    const asking = await witness(context, sms);
    const shown = await freshView(context, "B", folderOf(sms));
    const unasked = [...sms];
    for (const [words, set] of emailSets(context)) {
      // From the beginning each time: what an earlier set brought, or kept away, is no excuse.
      await shown.folder.restart();
      const seen = when(
        words,
        noneSent(mailbox, await syncAll(shown, [set]), unasked, "a device that never asked for SMS"),
      );
      check("ASMS-3.1.4.1.1-2", seen, seen.evidence);
      check("ASMS-3.2.5.1-4", seen, seen.evidence);
      unasked.push(await comesLater(context, asking, shown, words));
    }
  },
);

/** The set stays in force (3.1.4.1.1.1): an SMS that arrives afterwards is no more asked for by a Sync without Options. */
async function comesLater(context: CaseContext, asking: View, shown: View, words: string): Promise<SeededItem> {
  const { check, mailbox, sets } = context;
  const late = await mailbox.sms({ folder: mailbox.place });
  await bring(context, asking, [late], sets.both, "OPT-01");
  const drained = await syncAll(shown);
  const seen = when(
    `${words}, then in a Sync without Options`,
    noneSent(mailbox, drained, [late], "a device that never asked for SMS"),
  );
  check("ASMS-3.1.4.1.1-2", seen, seen.evidence);
  check("ASMS-3.2.5.1-4", seen, seen.evidence);
  return late;
}

/** E-mail sets of every make that phones send ([MS-ASCMD] 2.2.3.125.6). */
function emailSets({ sets: { email } }: CaseContext): readonly (readonly [string, OptionSet])[] {
  const { bodyPreferences, ...bare } = email;
  return [
    ...["1", "2", "3", "4", "5"].map(
      (filterType) => [`with FilterType ${filterType}`, { ...email, filterType }] as const,
    ),
    ["without FilterType", { bodyPreferences: bodyPreferences ?? [] }],
    ["with MIMESupport 1", { ...email, mimeSupport: "1" }],
    ["with MIMESupport 2", { ...email, mimeSupport: "2" }],
    ["without BodyPreference", bare],
    ["with FilterType alone", { filterType: "0" }],
    ["with BodyPreference of type 2 alone", { ...email, bodyPreferences: [{ type: 2 }] }],
    ["with TruncationSize 500", { ...email, bodyPreferences: [{ type: 1, truncationSize: 500 }] }],
    ["with Class=Email and FilterType 3", { ...email, class: "Email", filterType: "3" }],
    ["with Class=Email, MIMESupport 2 and BodyPreference of type 4", { class: "Email", ...mime }],
  ];
}

const mime: OptionSet = { filterType: "2", mimeSupport: "2", bodyPreferences: [{ type: 4, truncationSize: 10_240 }] };

testCase(
  {
    id: "sticky-per-folder",
    scenario: "STK-04",
    section: "3.1.4.1.1.1",
    purpose:
      "The sets in force belong to one folder: a device that asked for SMS elsewhere is sent none without Options",
    requirements: ["ASMS-3.1.4.1.1-3", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { mailbox } = context;
    const { sms } = await mailbox.fill({ sms: 2 });
    const here = folderOf(sms);
    const there: FolderName = here === "Sent Items" ? "Inbox" : "Sent Items";
    demandFolder(context, there);
    const { sms: others } = await mailbox.fill({ sms: 2, folder: there });
    await judgeFolders(context, "B", there, sms);
    await judgeFolders(context, "C", here, others);
  },
);

/** A device that uses both sets in another folder, and has never sent Options in the one with these items. */
async function judgeFolders(
  context: CaseContext,
  label: string,
  elsewhere: FolderName,
  items: readonly SeededItem[],
): Promise<void> {
  const { check, mailbox, sets } = context;
  await witness(context, items, `${label}-all`);
  const shown = await freshView(context, label, folderOf(items));
  await syncAll({ mailbox, folder: await shown.folder.device.open(elsewhere) }, sets.both);
  const who = `a device that asked for SMS in ${elsewhere} and never in ${folderOf(items)}`;
  const seen = noneSent(mailbox, await syncAll(shown), items, who);
  const ruling = { ruling: "Q13.folder" };
  check("ASMS-3.1.4.1.1-3", seen, seen.evidence, ruling);
  check("ASMS-3.2.5.1-4", seen, seen.evidence, ruling);
}
