import type { OptionSet } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf, saidOf, wordOn } from "./add-outcome.js";
import { axis } from "./axes.js";
import { demandSoftDeletes, loseSoftDeletes, repeated } from "./lost.js";
import { eachHeldOnce, heldOf, holdsAll, series } from "./observe.js";
import { softDeleted } from "./removals.js";
import { freshView, holder, syncAll, syncUntilHeld, view, witness } from "./stage.js";

const section = "3.1.4.1.2";

/** How often the same answer never reaches the device. */
const losses: readonly AxisValue<number>[] = [
  { name: "once", value: 1 },
  { name: "twice", value: 2 },
];

testCase(
  {
    id: "lost-answer-to-add",
    scenario: "RTY-02",
    section,
    purpose:
      "When the answer to an Add was lost, the same request stores one SMS, is answered, and brings again what the answer brought",
    requirements: ["ASMS-3.1.4.1.2-1", "ASMS-3.2.1-3"],
    needs: ["sms.seed"],
    axes: { lost: losses },
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const added: SeededItem = { ...mailbox.draft(), class: "SMS", folder: mailbox.place };
    await mailbox.admit(device);
    const adder = await view(context, device, added.folder);
    await syncAll(adder, sets.both);
    const commands = [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(added.token), item: added.item }];
    const theirs = await mailbox.sms({ folder: added.folder });
    const [lost, again] = await repeated(adder, { options: sets.both, commands }, axis(context, "lost", losses));
    const word = wordOn(again, added.token);
    const holds = word?.status === "1" && word.serverId !== undefined;
    const expected = "the repeated Add is answered with Status 1 and a ServerId";
    const seen = `Responses/Add with Status ${word?.status ?? "none"} and ServerId ${word?.serverId ?? "none"}`;
    const told = { holds, expected, seen, about: word?.element };
    // Where the first answer had no word either, that has nothing to do with the repetition.
    if ([lost, again].some((one) => saidOf(one, added.token) !== "unsaid"))
      check("ASMS-3.1.4.1.2-1", told, [lost, again], { ruling: "Q56.once" });
    const rest = await syncUntilHeld(adder, [theirs], { options: sets.both });
    const brought = eachHeldOnce(adder, rest, [theirs]);
    check("ASMS-3.2.1-3", brought, [lost, again, ...rest.answers]);

    const other = await freshView(context, "B", added.folder);
    const once = eachHeldOnce(other, await syncUntilHeld(other, [added], { options: sets.both }), [added]);
    const ruling = holdsAll(other, [added]) ? { ruling: "Q56.once" } : {};
    check("ASMS-3.1.4.1.2-1", once, once.evidence, ruling);
  },
);

testCase(
  {
    id: "lost-answer-to-change-and-delete",
    scenario: "RTY-04",
    section,
    purpose:
      "When the answer to a Change and a Delete was lost and the same request is repeated, both have taken effect",
    requirements: ["ASMS-3.1.4.1.2-2", "ASMS-3.1.4.1.2-3"],
    needs: ["sms.change", "sms.delete"],
    axes: { lost: losses },
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const kept = await mailbox.sms({ read: "0" });
    const gone = await mailbox.sms({ folder: kept.folder });
    const mine = await holder(context, "B", [kept, gone]);
    const ids = [kept, gone].map((item) => heldOf(mine, item)?.serverId ?? "");
    const [keptId = "", goneId = ""] = ids;
    const commands = [
      { kind: "Change" as const, serverId: keptId, item: { read: "1" } },
      { kind: "Delete" as const, serverId: goneId },
    ];
    const request = { options: sets.both, deletesAsMoves: "0", commands } as const;
    const [lost, again] = await repeated(mine, request, axis(context, "lost", losses));
    check("ASMS-3.1.4.1.2-2", again.succeeded(), [lost, again]);

    const control = await mailbox.sms({ folder: kept.folder });
    const other = await witness(context, [control]);
    const read = heldOf(other, kept)?.item.read;
    const changed = { holds: read === "1", expected: "Read is 1 on the server", seen: `Read is ${read ?? "missing"}` };
    check("ASMS-3.1.4.1.2-2", changed, [again]);
    const there = holdsAll(other, [gone]);
    const seen = there ? "it is still there" : "it is gone";
    check("ASMS-3.1.4.1.2-3", { holds: !there, expected: "the deleted SMS is gone", seen }, [again]);
  },
);

/** Which answer with SoftDeletes is lost: the only one, that one twice, or the second of several. */
const softLosses: readonly AxisValue<"once" | "twice" | "second-batch">[] = (
  ["once", "twice", "second-batch"] as const
).map((value) => ({ name: value, value }));

testCase(
  {
    id: "lost-answer-with-other-soft-deletes",
    scenario: "RTY-03",
    section,
    purpose:
      "When SoftDeletes of e-mail, or of SMS outside a narrower filter, were lost, the same request brings them again",
    requirements: ["ASMS-3.1.4.1.1.1-5", "ASMS-3.1.4.1.1.2-4"],
    needs: ["sms.options"],
    axes: { lost: softLosses },
  },
  async (context) => {
    const { mailbox, part, sets } = context;
    await part("e-mail whose set is left out", ["email.seed"], async () => {
      const { email } = await mailbox.fill({ email: 3 });
      const ruling = { ruling: "Q15.soft-delete" };
      await judgeLostSoftDeletes(context, "ASMS-3.1.4.1.1.1-5", "SD-02", email, [sets.sms], ruling);
    });
    await part("SMS outside a narrower filter", ["sms.backdate"], async () => {
      const old: SeededItem[] = [];
      // In Sent Items the date is the client's (ruling Q28). Ten days are well outside a window of three.
      while (old.length < 3) old.push(await mailbox.sms({ folder: "Sent Items", ageHours: 240 }));
      const narrow = [{ ...sets.sms, filterType: "2" }, sets.email];
      await judgeLostSoftDeletes(context, "ASMS-3.1.4.1.1.2-4", "FLT-02", old, narrow);
    });
  },
);

/** A device holds these items; the sets are changed so that they leave the view, and what says so is lost. */
async function judgeLostSoftDeletes(
  context: CaseContext,
  requirement: string,
  judgedBy: string,
  leaving: readonly SeededItem[],
  options: readonly OptionSet[],
  ruling: { readonly ruling?: string } = {},
): Promise<void> {
  const which = axis(context, "lost", softLosses);
  const shown = await holder(context, requirement, leaving);
  const input = { options, ...(which === "second-batch" ? { windowSize: 1 } : {}) };
  const before = which === "second-batch" ? [await shown.folder.sync(input)] : [];
  const { lost, again } = await loseSoftDeletes(context, shown, leaving, input, which === "twice" ? 2 : 1);
  const seen = softDeleted(context.mailbox, shown.before, series([...before, ...again]), leaving);
  demandSoftDeletes(context, lost, seen, judgedBy);
  context.check(requirement, seen, [...before, ...lost, ...again], ruling);
}
