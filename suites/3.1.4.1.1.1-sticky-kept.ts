import { setTimeout as sleep } from "node:timers/promises";
import type { SyncAnswer } from "../harness/device/types.js";
import type { FolderName, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { cut } from "./cut.js";
import { editsTold, isTold, makeEdits, syncUntilTold } from "./edits.js";
import { both, eachHeldOnce, heldOf, holdsAll, series, snapshot, type View, when } from "./observe.js";
import { untouched } from "./removals.js";
import { bring, bringSome, folderOf, freshView, syncAll, syncRun, syncUntilHeld, view, witness } from "./stage.js";

// What a request without Options goes on with is all of the sets, and for as long as none are sent ([MS-ASMS] 3.1.4.1.1.1).

const section = "3.1.4.1.1.1";
const requirement = "ASMS-3.1.4.1.1.1-1";
const size = 200;

testCase(
  {
    id: "sticky-body-preferences",
    scenario: "STK-01",
    section,
    purpose: "A Sync without Options keeps the body preference of each set: long texts are cut as before",
    requirements: [requirement],
    needs: ["base", "sms.options"],
  },
  async (context) => {
    const { mailbox, part } = context;
    const text = "0123456789".repeat(40);
    await part("SMS", ["sms.seed"], () => staysCut(context, "sms", (folder) => mailbox.sms({ text, ...folder })));
    await part("e-mail", ["email.seed"], () => staysCut(context, "mail", () => mailbox.email({ text })));
  },
);

async function staysCut(
  context: CaseContext,
  label: string,
  deliver: (place: Partial<Pick<SeededItem, "folder">>) => Promise<SeededItem>,
): Promise<void> {
  const { check, inconclusive, notApplicable, sets } = context;
  const cutting: readonly OptionSet[] = sets.both.map((set) => ({
    ...set,
    bodyPreferences: [{ type: 1, truncationSize: size }],
  }));
  const earlier = await deliver({});
  const shown = await freshView(context, label, earlier.folder);
  const { answers: controls } = await bring(context, shown, [earlier], cutting, "OPT-01");
  const control = cut(earlier, heldOf(shown, earlier)?.item.body, size);
  if (!control.holds && earlier.class === "Email") {
    notApplicable(`the target does not cut e-mail as the set says: ${control.seen}`, controls);
  }
  if (!control.holds) inconclusive(`under the set itself an SMS came with ${control.seen}`, "OPT-09");

  const late = await deliver({ folder: earlier.folder });
  const { answers } = await syncUntilHeld(shown, [late]);
  if (!holdsAll(shown, [late])) inconclusive("a new item did not come without Options", "sticky-both-sets");
  check(requirement, cut(late, heldOf(shown, late)?.item.body, size), answers);
}

testCase(
  {
    id: "sticky-lasts",
    scenario: "STK-01",
    section,
    purpose:
      "Whatever Syncs without Options and other commands follow, the sets sent last stay in force: for changes and deletions too",
    requirements: [requirement],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, part, sets } = context;
    const { sms: held } = await mailbox.fill({ sms: 3 });
    const folder = folderOf(held);
    const shown = await view(context, device, folder);
    await bring(context, shown, held, sets.both, "OPT-01");
    const before = snapshot(shown);
    const answers: SyncAnswer[] = [];
    const meanwhile: SeededItem[] = [];
    for (let round = 1; round <= 6; round += 1) {
      // Syncs that bring nothing and Syncs that bring an SMS: a server may count the ones or the others.
      if (round % 3 === 0) meanwhile.push(await mailbox.sms({ folder }));
      answers.push(await shown.folder.sync());
    }
    answers.push(...(await otherCommands(context, shown, held.at(-1))));
    const late = await mailbox.sms({ folder });
    const drained = series([...answers, ...(await syncUntilHeld(shown, [...meanwhile, late])).answers]);
    const seen = both(
      eachHeldOnce(shown, drained, [...meanwhile, late]),
      untouched(mailbox, before, drained, held, "what the device holds already"),
    );
    check(requirement, seen, seen.evidence);
    await part("changes and deletions", ["sms.seed"], () => editsAreTold(context, shown, held));
    await part("a hanging Sync", ["hang"], () => lastsBeyondWaiting(context, shown, folder));
  },
);

/** What else a device does between its Syncs: none of it has Options, and none ends the sets in force. */
async function otherCommands(
  { can }: CaseContext,
  shown: View,
  mine: SeededItem | undefined,
): Promise<readonly SyncAnswer[]> {
  const { folder } = shown;
  const answers = [await folder.sync({ getChanges: "0" })];
  const held = mine && heldOf(shown, mine);
  if (held !== undefined) {
    const read = held.item.read === "1" ? "0" : "1";
    answers.push(await folder.sync({ commands: [{ kind: "Change", serverId: held.serverId, item: { read } }] }));
  }
  await folder.device.folderSync();
  if (can("settings")) await folder.device.settings({ userInformation: true });
  return answers;
}

/** An SMS arrives while a Sync without Options waits: with that answer, or with the Sync that follows, it comes. */
async function lastsBeyondWaiting(
  { check, heartbeat, mailbox, signal }: CaseContext,
  shown: View,
  folder: FolderName,
): Promise<void> {
  const hanging = shown.folder.sync({ heartbeatInterval: heartbeat.seconds });
  await sleep(heartbeat.waitMs / 4, undefined, { signal });
  const items = [await mailbox.sms({ folder })];
  const answer = await hanging;
  items.push(await mailbox.sms({ folder }));
  const drained = series([answer, ...(await syncUntilHeld(shown, items)).answers]);
  const came = when("after a hanging Sync without Options", eachHeldOnce(shown, drained, items));
  check(requirement, came, came.evidence);
}

/** Once another device was told of a change and a deletion, a Sync without Options tells it too. */
async function editsAreTold(context: CaseContext, shown: View, items: readonly SeededItem[]): Promise<void> {
  const [changed, removed] = items;
  if (changed === undefined || removed === undefined) return;
  const other = await witness(context, items, "W");
  const edits = await makeEdits(context, shown, changed, removed);
  await syncUntilTold(other, edits, context.sets.both);
  if (!isTold(other, edits)) {
    context.inconclusive("no other device was told of the change and the deletion", "client-change-read");
  }
  const { answers } = await syncUntilTold(shown, edits);
  context.check(requirement, editsTold(shown, edits, "without Options"), answers);
}

testCase(
  {
    id: "sticky-after-more-available",
    scenario: "STK-01",
    section,
    purpose: "What did not fit into the answer to a Sync with both sets comes by Syncs without Options, SMS as well",
    requirements: [requirement],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { can, check, device, mailbox, sets, tolerance } = context;
    const { sms, email } = await mailbox.fill({ sms: 4, email: can("email.seed") ? 2 : 0 });
    const items = [...sms, ...email];
    await witness(context, items);
    const shown = await view(context, device, folderOf(items));
    const { held } = await bringSome(context, shown, sms, sets.both);
    const before = snapshot(shown);
    // An answer without MoreAvailable says that this was all; a foreign server may be slow to see what it has to send.
    const drained = tolerance === "strict" ? await syncRun(shown.folder) : await syncUntilHeld(shown, items);
    const seen = both(
      eachHeldOnce(shown, drained, items),
      untouched(mailbox, before, drained, held, "what the first answer brought"),
    );
    check(requirement, when("after an answer with MoreAvailable", seen), seen.evidence);
  },
);

testCase(
  {
    id: "sticky-sets-without-changes",
    scenario: "STK-01",
    section,
    purpose: "Sets that were sent in a Sync with GetChanges 0 are in force for the Syncs without Options that follow",
    requirements: [requirement],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const shown = await view(context, device, mailbox.place);
    await syncAll(shown, [sets.email]);
    const silent = await shown.folder.sync({ options: sets.both, getChanges: "0" });
    const items = [await mailbox.sms({ folder: mailbox.place })];
    await witness(context, items);
    const drained = await syncUntilHeld(shown, items);
    const seen = eachHeldOnce(shown, series([silent, ...drained.answers]), items);
    check(requirement, when("after a Sync with both sets and GetChanges 0", seen), seen.evidence);
  },
);
