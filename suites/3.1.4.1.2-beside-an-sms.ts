import type { Answer } from "../harness/device/types.js";
import { isMailFolder, type SyncCollectionResponse, type SyncResponse } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf } from "./add-outcome.js";
import { failedIn, heldOf, holdsAll, type View } from "./observe.js";
import { bring, freshView, view } from "./stage.js";
import { listed } from "./words.js";

const requirement = "ASMS-3.1.4.1-2";

testCase(
  {
    id: "commands-beside-an-sms",
    scenario: "CHG-01",
    section: "3.1.4.1.2",
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
    const lost = told === undefined ? await lostOf(context, mine, { read, gone }, first) : [];
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

/** Two e-mails of the case: one to be marked as read, one to be deleted. */
interface Mails {
  readonly read: SeededItem;
  readonly gone: SeededItem;
}

/** Around the Add of an SMS: a Change and a Delete of e-mail in the same Collection, and another Collection after it. */
async function sendAll(context: CaseContext, mine: View, { read, gone }: Mails) {
  const { device, mailbox, sets } = context;
  const { token, item } = mailbox.draft();
  const collectionId = mine.folder.folder.serverId;
  const other = device.folders.find(({ type, serverId }) => isMailFolder(type) && serverId !== collectionId);
  const answer = await device.syncRaw({
    collections: [
      {
        syncKey: mine.folder.syncKey,
        collectionId,
        options: sets.both,
        commands: [
          { kind: "Change", serverId: heldOf(mine, read)?.serverId ?? "", item: { read: "1" } },
          { kind: "Add", class: "SMS", clientId: clientIdOf(token), item },
          { kind: "Delete", serverId: heldOf(mine, gone)?.serverId ?? "" },
        ],
      },
      ...(other === undefined ? [] : [{ syncKey: "0", collectionId: other.serverId }]),
    ],
  });
  const { failure, response } = answer.exchange;
  // What asks for SMS must be answered: another case judges that.
  if (failure !== undefined || (response?.status ?? 0) >= 500) {
    context.inconclusive(
      `the request was not served: ${failure?.kind ?? `HTTP ${response?.status}`}`,
      "seed-and-read-back",
    );
  }
  const of = (id: string | undefined) => answer.response?.collections.find((one) => one.collectionId === id);
  return { answer, first: of(collectionId), second: other === undefined ? "not asked" : of(other.serverId) } as const;
}

/** How the request was refused as a whole, if it was. */
function refusalOf({ exchange, response }: Answer<SyncResponse>): string | undefined {
  if (exchange.response?.status !== 200) return `HTTP ${exchange.response?.status}`;
  return response?.status === undefined || response.status === "1"
    ? undefined
    : `Status ${response.status} for the request`;
}

function isRefused(collection: SyncCollectionResponse | undefined): boolean {
  return (collection?.status ?? "1") !== "1";
}

/** The commands that a server neither carried out nor said a word on: that is to say that they were ([MS-ASCMD] 2.2.3.154). */
async function lostOf(
  context: CaseContext,
  mine: View,
  { read, gone }: Mails,
  answered: SyncCollectionResponse | undefined,
): Promise<string[]> {
  const shown = await freshView(context, "W", mine.mailbox.place);
  const isRead = () => heldOf(shown, read)?.item.read === "1";
  const isGone = () => !holdsAll(shown, [gone]);
  const until = () => isRead() && isGone();
  await shown.folder.drain({ options: [context.sets.email], repeatOptions: true, until });
  if (!holdsAll(shown, [read]))
    context.inconclusive("another device is not sent the e-mail that was changed", "OPT-03");
  const failed = (kind: "Change" | "Delete"): boolean =>
    answered !== undefined && failedIn(answered, kind) !== undefined;
  return [
    ...(isRead() || failed("Change") ? [] : ["the Change of an e-mail is lost without a word"]),
    ...(isGone() || failed("Delete") ? [] : ["the Delete of an e-mail is lost without a word"]),
  ];
}
