import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { estimate, heldAmounts, judgeEstimate, tellable } from "./estimates.js";
import { heldOf, holdsAll } from "./observe.js";
import { bring, folderOf, freshView, witness } from "./stage.js";

const section = "3.2.5.2";

/** Of these, five are edited; the others are so many that two too many are not what counting everything would give. */
const pool = 12;

testCase(
  {
    id: "estimate-changes-and-deletes",
    scenario: "EST-10",
    section,
    purpose: "An estimate counts items that were changed or deleted, not only new ones: SMS like e-mail",
    requirements: ["ASMS-3.1.4.2-2", "ASMS-3.2.5.2-1"],
    needs: ["estimate"],
  },
  async (context) => {
    const { mailbox, part, sets } = context;
    await part("SMS", ["sms.seed", "estimate.sms"], async () => {
      const { sms } = await mailbox.fill({ sms: pool });
      await judgeEdited(context, "ASMS-3.1.4.2-2", sms, sets.sms);
    });
    await part("e-mail", ["email.seed"], async () => {
      const { email } = await mailbox.fill({ email: pool });
      await judgeEdited(context, "ASMS-3.2.5.2-1", email, sets.email);
    });
  },
);

/** A device holds these items; then three are changed and two deleted, as another device is told. */
async function judgeEdited(
  context: CaseContext,
  requirement: string,
  items: readonly SeededItem[],
  set: OptionSet,
): Promise<void> {
  const { mailbox, sets } = context;
  const kind = set.class ?? "e-mail";
  const [shown, other] = [await freshView(context, kind, folderOf(items)), await witness(context, items, `W-${kind}`)];
  // E-mail alone is asked for as e-mail alone: this half needs no server that knows SMS.
  const options = set.class === undefined ? [sets.email] : sets.both;
  await bring(context, shown, items, options, set.class === undefined ? "OPT-03" : "OPT-01");
  const before = await estimate(shown, [set]);
  const [changed, removed] = [items.slice(0, 3), items.slice(3, 5)];
  const turned = new Map(changed.map((item) => [item, heldOf(shown, item)?.item.read === "1" ? "0" : "1"] as const));
  for (const [item, read] of turned) await mailbox.edit(item, { read });
  for (const item of removed) await mailbox.remove(item);
  const visible = () =>
    changed.every((item) => heldOf(other, item)?.item.read === turned.get(item)) &&
    !removed.some((item) => holdsAll(other, [item]));
  await other.folder.drain({ options, repeatOptions: true, until: visible });
  if (!visible()) {
    const judge = set.class === undefined ? "edits-told-under-sets" : "edits-together";
    context.inconclusive("no other device was told of the changes and deletions", judge);
  }
  const total = shown.folder.held.size - removed.length;
  const own = heldAmounts(shown)[set.class === undefined ? "email" : "sms"] - removed.length;
  const everything = {
    [`every ${set.class ?? "e-mail"} of the folder`]: own,
    ...(total === own ? {} : { "every item of the folder": total }),
  };
  const wrong = { nothing: 0, "changes alone": 3, "deletions alone": 2, ...everything };
  // What is counted beside them was so before, when nothing was due: other cases judge it.
  const others = tellable(5, { "what was not due before too": (before.estimate ?? 0) + 5 });
  judgeEstimate(context, requirement, await estimate(shown, [set]), 5, { wrong, others });
}
