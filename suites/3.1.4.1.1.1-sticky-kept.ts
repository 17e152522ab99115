import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { cut } from "./cut.js";
import { both, eachHeldOnce, heldOf, holdsAll, series, snapshot, type View } from "./observe.js";
import { untouched } from "./removals.js";
import { bring, folderOf, freshView, syncUntilHeld, view, witness } from "./stage.js";

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
      "However many Syncs without Options follow, the sets sent last stay in force, for what is changed and deleted as for what is new",
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
    const answers = [];
    const meanwhile: SeededItem[] = [];
    for (let round = 1; round <= 6; round += 1) {
      // Syncs that bring nothing and Syncs that bring an SMS: a server may count the ones or the others.
      if (round % 3 === 0) meanwhile.push(await mailbox.sms({ folder }));
      answers.push(await shown.folder.sync());
    }
    const late = await mailbox.sms({ folder });
    const drained = series([...answers, ...(await syncUntilHeld(shown, [...meanwhile, late])).answers]);
    const seen = both(
      eachHeldOnce(shown, drained, [...meanwhile, late]),
      untouched(mailbox, before, drained, held, "what the device holds already"),
    );
    check(requirement, seen, seen.evidence);
    await part("changes and deletions", ["sms.seed"], () => editsAreTold(context, shown, held));
  },
);

/** One item is changed and one deleted; once another device was told, a Sync without Options tells it too. */
async function editsAreTold(context: CaseContext, shown: View, items: readonly SeededItem[]): Promise<void> {
  const { check, inconclusive, mailbox, sets } = context;
  const [changed, removed] = items;
  if (changed === undefined || removed === undefined) return;
  const other = await witness(context, items, "W");
  const read = heldOf(shown, changed)?.item.read === "1" ? "0" : "1";
  await mailbox.edit(changed, { read });
  await mailbox.remove(removed);
  const told = (one: View) => heldOf(one, changed)?.item.read === read && !holdsAll(one, [removed]);
  await other.folder.drain({ options: sets.both, repeatOptions: true, until: () => told(other) });
  if (!told(other)) inconclusive("no other device was told of the change and the deletion", "client-change-read");
  const { answers } = await shown.folder.drain({ until: () => told(shown) });
  const observation = {
    holds: told(shown),
    expected: `without Options, Read ${read} of one SMS and the deletion of another are told`,
    seen: `Read ${heldOf(shown, changed)?.item.read ?? "none"}, and the deleted SMS is ${holdsAll(shown, [removed]) ? "still there" : "gone"}`,
  };
  check(requirement, observation, answers);
}
