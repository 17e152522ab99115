import type { OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { cut } from "./cut.js";
import { both, eachHeldOnce, heldOf, holdsAll, noneSent, snapshot } from "./observe.js";
import { untouched } from "./removals.js";
import { bring, folderOf, freshView, syncAll, syncUntilHeld, view, witness } from "./stage.js";

testCase(
  {
    id: "sticky-both-sets",
    scenario: "STK-01",
    section: "3.1.4.1.1.1",
    purpose: "A Sync without Options goes on under both sets that were sent before: new items of both classes come",
    requirements: ["ASMS-3.1.4.1.1.1-1"],
    needs: ["base", "sms.options"],
  },
  async ({ part, ...context }) => {
    await part("e-mail", ["email.seed"], async () => {
      const { email } = await context.mailbox.fill({ email: 2 });
      await goesOn({ part, ...context }, "mail", email, () => context.mailbox.fill({ email: 1 }));
    });
    await part("SMS", ["sms.seed"], async () => {
      const { sms } = await context.mailbox.fill({ sms: 2 });
      await goesOn({ part, ...context }, "sms", sms, () => context.mailbox.fill({ sms: 1 }));
    });
  },
);

/** With both sets in force and no Options in the request: what is new comes, and what is held stays. */
async function goesOn(
  context: CaseContext,
  label: string,
  held: readonly SeededItem[],
  more: () => Promise<{ readonly sms: readonly SeededItem[]; readonly email: readonly SeededItem[] }>,
): Promise<void> {
  const shown = await freshView(context, label, folderOf(held));
  await bring(context, shown, held, context.sets.both, "OPT-01");
  const before = snapshot(shown);
  const { sms, email } = await more();
  const drained = await syncUntilHeld(shown, [...sms, ...email]);
  const seen = both(
    eachHeldOnce(shown, drained, [...sms, ...email]),
    untouched(context.mailbox, before, drained, held, "what the device holds already"),
  );
  context.check("ASMS-3.1.4.1.1.1-1", seen, seen.evidence);
}

testCase(
  {
    id: "sticky-sms-alone",
    scenario: "STK-02",
    section: "3.1.4.1.1.1",
    purpose: "A Sync without Options goes on under the SMS set alone: new SMS come, new e-mail does not",
    requirements: ["ASMS-3.1.4.1.1.1-1"],
    needs: ["base", "sms.options"],
  },
  async (context) => {
    const { check, mailbox, part, sets } = context;
    await part("no e-mail comes", ["email.seed"], async () => {
      const { email: old } = await mailbox.fill({ email: 1 });
      const control = await witness(context, old, "mail");
      const shown = await freshView(context, "B", folderOf(old));
      const leak = noneSent(mailbox, await syncAll(shown, [sets.sms]), old, "the device");
      if (!leak.holds) context.inconclusive(`under the SMS set itself ${leak.seen}`, "OPT-02");
      const { email } = await mailbox.fill({ email: 1 });
      await bring(context, control, email, [sets.email], "OPT-03");
      const seen = noneSent(mailbox, await syncAll(shown), email, "the device whose last Options name SMS only");
      check("ASMS-3.1.4.1.1.1-1", seen, seen.evidence);
    });
    await part("SMS come", ["sms.seed"], async () => {
      const { sms: old } = await mailbox.fill({ sms: 1 });
      const shown = await freshView(context, "C", folderOf(old));
      await bring(context, shown, old, [sets.sms], "OPT-02");
      const { sms } = await mailbox.fill({ sms: 1, folder: folderOf(old) });
      const seen = eachHeldOnce(shown, await syncUntilHeld(shown, sms), sms);
      check("ASMS-3.1.4.1.1.1-1", seen, seen.evidence);
    });
  },
);

testCase(
  {
    id: "sticky-filters",
    scenario: "STK-03",
    section: "3.1.4.1.1.1",
    purpose: "A Sync without Options keeps the FilterType of each set: old items stay out",
    requirements: ["ASMS-3.1.4.1.1.1-1"],
    needs: ["base", "sms.options"],
  },
  async (context) => {
    const { mailbox, part } = context;
    await part("e-mail", ["email.backdate"], async () => {
      await staysFiltered(context, "mail", "FLT-03", (ageHours) => mailbox.email({ ageHours }));
    });
    await part("SMS", ["sms.backdate"], async () => {
      await staysFiltered(context, "sms", "FLT-01", (ageHours) => mailbox.sms({ folder: "Sent Items", ageHours }));
    });
  },
);

/** With FilterType 2 (three days) in force and no Options in the request, items of ten days stay out, known or new. */
async function staysFiltered(
  context: CaseContext,
  label: string,
  filterScenario: string,
  deliver: (ageHours: number) => Promise<SeededItem>,
): Promise<void> {
  const { check, mailbox, sets } = context;
  const [old, recent] = [await deliver(240), await deliver(1)];
  await witness(context, [old, recent], `${label}-all`);
  const shown = await freshView(context, label, old.folder);
  const filtered = sets.both.map((set) => ({ ...set, filterType: "2" }));
  const first = await bring(context, shown, [recent], filtered, filterScenario);
  const leak = noneSent(mailbox, first, [old], "the device that asked for three days");
  if (!leak.holds) context.inconclusive(leak.seen, filterScenario);

  const [late, control] = [await deliver(240), await deliver(1)];
  const drained = await syncUntilHeld(shown, [control]);
  if (!holdsAll(shown, [control])) context.inconclusive("a new item did not come without Options", "sticky-both-sets");
  const who = "the device whose last Options ask for three days";
  const seen = noneSent(mailbox, drained, [old, late], who);
  check("ASMS-3.1.4.1.1.1-1", seen, seen.evidence);
}

testCase(
  {
    id: "sticky-per-device",
    scenario: "STK-04",
    section: "3.1.4.1.1.1",
    purpose: "The sets in force belong to one device: what one asked for is not sent to another",
    requirements: ["ASMS-3.1.4.1.1.1-1", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed", "email.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const old = await mailbox.fill({ sms: 1, email: 1 });
    const shown = await view(context, device, folderOf(old.sms));
    await bring(context, shown, [...old.sms, ...old.email], sets.both, "OPT-01");
    const other = await freshView(context, "B", folderOf(old.sms));
    await bring(context, other, old.email, [sets.email], "OPT-03");

    const { sms } = await mailbox.fill({ sms: 1, folder: folderOf(old.sms) });
    const mine = eachHeldOnce(shown, await syncUntilHeld(shown, sms), sms);
    check("ASMS-3.1.4.1.1.1-1", mine, mine.evidence);
    if (!mine.holds) return;
    const theirs = noneSent(mailbox, await syncAll(other), sms, "the device that asked for e-mail only");
    check("ASMS-3.2.5.1-4", theirs, theirs.evidence);
  },
);

testCase(
  {
    id: "body-preferences-per-class",
    scenario: "OPT-09",
    section: "3.1.4.1.1.1",
    purpose: "Each class obeys the body preference of its own set: what is cut for one is not cut for the other",
    requirements: ["ASMS-2.2.1-1", "ASMS-2.2.2.2.1-3"],
    needs: ["base", "sms.options"],
  },
  async (context) => {
    const { mailbox, part } = context;
    const text = "0123456789".repeat(40);
    await part("SMS", ["sms.seed"], async () => {
      await judgeCut(context, "sms", await mailbox.sms({ text }), { sms: 200, email: 50 }, 200);
    });
    await part("e-mail", ["email.seed"], async () => {
      await judgeCut(context, "mail", await mailbox.email({ text }), { sms: 50, email: 200 }, 200);
    });
  },
);

/**
 * Data is the beginning of the text, as long as the set of the item's class allows and no longer. A target that does not cut
 * even under that set alone breaks another rule than this one.
 */
async function judgeCut(
  context: CaseContext,
  label: string,
  item: SeededItem,
  sizes: { readonly sms: number; readonly email: number },
  own: number,
): Promise<void> {
  const cutAt = (truncationSize: number) => ({ bodyPreferences: [{ type: 1, truncationSize }] });
  const sms = { class: "SMS", filterType: "0", ...cutAt(sizes.sms) };
  const email = { filterType: "0", ...cutAt(sizes.email) };
  const alone = item.class === "SMS" ? sms : email;
  const shown = await freshView(context, label, item.folder);
  const body = async (sets: readonly OptionSet[]) => {
    await shown.folder.restart();
    const { answers } = await bring(context, shown, [item], sets, "OPT-01");
    const held = heldOf(shown, item);
    return { ...cut(item, held?.item.body, own), about: held?.element, within: ["ApplicationData", "Body"], answers };
  };
  const { answers: controls, ...control } = await body([alone]);
  if (item.class === "SMS") context.check("ASMS-2.2.1-1", control, controls, { ruling: "Q61.cut" });
  else if (!control.holds) context.notApplicable(`the target does not cut e-mail at all: ${control.seen}`, controls);
  if (!control.holds) return;
  for (const sets of [
    [sms, email],
    [email, sms],
  ]) {
    const { answers, ...observation } = await body(sets);
    context.check("ASMS-2.2.2.2.1-3", observation, answers);
  }
  // As a phone does whose owner wants longer texts: one set changes, and both are sent ([MS-ASMS] 3.1.4.1.1.1).
  await shown.folder.sync({ options: [{ ...sms, ...cutAt(2 * sizes.sms) }, email] });
}
