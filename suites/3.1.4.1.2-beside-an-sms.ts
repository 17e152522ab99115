import { isMailFolder } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf, judgeOfWords, saidOf } from "./add-outcome.js";
import { demandServing, editsOf, isRefused, lostOf, type Mails, refusalOf } from "./beside.js";
import { heldOf, holdsAll, type View } from "./observe.js";
import { bring, freshView, syncAll, syncUntilHeld, view } from "./stage.js";
import { listed } from "./words.js";

const section = "3.1.4.1.2";
const requirement = "ASMS-3.1.4.1-2";

testCase(
  {
    id: "commands-beside-an-sms",
    scenario: "CHG-01",
    section,
    purpose: "What stands in one request with the Add of an SMS is carried out, or the phone is told that it was not",
    requirements: [requirement],
    needs: ["base", "email.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const read = await mailbox.email({ folder: mailbox.place });
    const gone = await mailbox.email({ folder: mailbox.place });
    await mailbox.admit(context.device);
    const mine = await view(context, context.device, mailbox.place);
    await bring(context, mine, [read, gone], [sets.email], "OPT-03");
    const { answer, first, second } = await sendAll(context, mine, { read, gone });
    const refused = refusalOf(answer);
    const told = refused ?? (isRefused(first) ? `Status ${first?.status} for their Collection` : undefined);
    const lost = told === undefined ? await lostOf(context, { read, gone }, first) : [];
    // The first Sync of a folder is answered with a key, whether or not there is anything to send ([MS-ASCMD] 2.2.3.181.4).
    const silent = second !== "not asked" && second?.syncKey === undefined && !isRefused(second);
    if (refused === undefined && silent) lost.push("no word on the other Collection");
    const kept = told === undefined ? "all of it is carried out" : `the phone is told: ${told}`;
    const expected =
      "the Change, the Delete and the other Collection are served, or answered with a Status other than 1";
    const seen = lost.length === 0 ? kept : listed(lost);
    check(requirement, { holds: lost.length === 0, expected, seen }, answer, { ruling: "Q63.beside" });
  },
);

/** Around the Add of an SMS: a Change and a Delete of e-mail in the same Collection, and another Collection after it. */
async function sendAll(context: CaseContext, mine: View, mails: Mails) {
  const { device, mailbox, sets } = context;
  const { token, item } = mailbox.draft();
  const [change, remove] = editsOf(mine, mails);
  const collectionId = mine.folder.folder.serverId;
  const other = device.folders.find(({ type, serverId }) => isMailFolder(type) && serverId !== collectionId);
  const answer = await device.syncRaw({
    collections: [
      {
        syncKey: mine.folder.syncKey,
        collectionId,
        options: sets.both,
        commands: [change, { kind: "Add", class: "SMS", clientId: clientIdOf(token), item }, remove],
      },
      ...(other === undefined ? [] : [{ syncKey: "0", collectionId: other.serverId }]),
    ],
  });
  demandServing(context, answer);
  const of = (id: string | undefined) => answer.response?.collections.find((one) => one.collectionId === id);
  return { answer, first: of(collectionId), second: other === undefined ? "not asked" : of(other.serverId) } as const;
}

/** Travels in WBXML, but no XML document may hold it: a server can refuse it, or take it. */
const unfitText = "an SMS with a control\u0001character";

testCase(
  {
    id: "client-add-beside-refused",
    scenario: "CHG-01",
    section,
    purpose: "An SMS that is acknowledged beside a refused one, in the same request, is stored all the same",
    requirements: ["ASMS-3.1.4.1.2-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const folder = mailbox.place;
    await mailbox.admit(device);
    const adder = await view(context, device, folder);
    await syncAll(adder, sets.both);
    const wrong = mailbox.draft({ text: unfitText });
    const good: readonly SeededItem[] = [1, 2].map(() => ({ ...mailbox.draft(), class: "SMS", folder }));
    const [before, after] = good;
    const answer = await adder.folder.sync({
      options: sets.both,
      commands: [before, wrong, after].flatMap((one) =>
        one === undefined
          ? []
          : [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(one.token), item: one.item }],
      ),
      deliberate: "an SMS whose text has a character that XML has not",
    });
    if (!answer.succeeded().holds) context.notApplicable("the request is refused as a whole", answer);
    const kept = good.filter(({ token }) => saidOf(answer, token) === "acknowledged");
    const unsaid = good.filter(({ token }) => saidOf(answer, token) === "unsaid");
    const control = await mailbox.sms({ folder });
    const shown = await freshView(context, "B", folder);
    const read = await syncUntilHeld(shown, [...kept, ...unsaid, control], { options: sets.both });
    if (!holdsAll(shown, unsaid)) context.inconclusive("an SMS without a word came to no device", judgeOfWords);
    const lost = kept.filter((one) => heldOf(shown, one) === undefined).length;
    const isRefused = saidOf(answer, wrong.token) === "refused";
    const beside = isRefused ? "a refused one" : "one with a character that XML has not";
    const expected = `every SMS that is acknowledged beside ${beside} is sent to other devices`;
    const seen = lost === 0 ? "all of them are" : `${lost} of ${kept.length} are sent to no device`;
    check("ASMS-3.1.4.1.2-1", { holds: lost === 0, expected, seen }, [answer, ...read.answers], {
      ruling: "Q42.stored",
    });
  },
);
