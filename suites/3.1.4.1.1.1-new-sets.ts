import type { Answer } from "../harness/device/types.js";
import { type Observation, type OptionSet, readSyncResponse, type SyncResponse } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { plain } from "./fields.js";
import { eachHeldOnce, heldOf, holdsAll, noneSent, series, snapshot, type View } from "./observe.js";
import { softDeleted, untouched } from "./removals.js";
import { bring, changeSets, folderOf, freshView, syncAll, syncRun, syncUntilHeld, view, witness } from "./stage.js";

const section = "3.1.4.1.1.1";
const requirement = "ASMS-3.1.4.1.1.1-6";
const group = { ruling: "Q13.group" };

testCase(
  {
    id: "sticky-new-sets-replace",
    scenario: "STK-05",
    section,
    purpose: "New sets take the place of all earlier ones, also for the Syncs without Options that follow",
    requirements: [requirement],
    needs: ["base"],
  },
  async (context) => {
    const { mailbox, part } = context;
    await part("the body preference", ["sms.seed"], () => bodyPreferenceReplaced(context));
    await part("a body preference that is left out", ["sms.seed"], () => bodyPreferenceLeftOut(context));
    await part("the filter", ["sms.backdate"], () => filterReplaced(context));
    await part("a filter that is left out", ["sms.backdate"], async () => {
      await filterLeftOut(context, "sms", (ageHours) => mailbox.sms({ folder: "Sent Items", ageHours }));
    });
    await part("a filter for e-mail that is left out", ["email.backdate", "sms.options"], async () => {
      await filterLeftOut(context, "mail", (ageHours) => mailbox.email({ ageHours }));
    });
    await part("the classes", ["sms.seed", "email.seed"], () => classesReplaced(context));
  },
);

/** Of a text the first set lets through so many characters; who counts loosely does not let through twice as many. */
const few = 10;

function cutAt({ sets }: CaseContext, truncationSize: number): readonly OptionSet[] {
  return [{ ...sets.sms, bodyPreferences: [{ type: 1, truncationSize }] }, sets.email];
}

/** More of a text comes than the first set lets through. Where else it is cut, and whether it comes at all, is no matter of sets. */
async function bodyPreferenceReplaced(context: CaseContext): Promise<void> {
  const { came, answers } = await longTextUnder(context, "body", cutAt(context, 5000));
  if (came === "") context.inconclusive("the new SMS came without its text", "OPT-09");
  const observation = {
    holds: came.length > 2 * few,
    expected: `more than ${2 * few} characters of the text: TruncationSize is 5000 now, no longer ${few}`,
    seen: `${came.length} characters`,
  };
  context.check(requirement, observation, answers, group);
}

/** What comes of a text that nobody set a limit for is the server's choice, and none of it is one; the earlier limit is not. */
async function bodyPreferenceLeftOut(context: CaseContext): Promise<void> {
  const { sms, email } = context.sets;
  const { bodyPreferences: _, ...unlimited } = sms;
  const { came, answers } = await longTextUnder(context, "no-body", [unlimited, email]);
  const observation = {
    holds: came === "" || came.length > 2 * few,
    expected: `a text that is not cut at ${few} characters: the set that said so was replaced by one without BodyPreference`,
    seen: `${came.length} characters`,
  };
  context.check(requirement, observation, answers, group);
}

/** What comes of a long text without Options, after these sets took the place of others that let few characters through. */
async function longTextUnder(context: CaseContext, label: string, options: readonly OptionSet[]) {
  const { mailbox } = context;
  const earlier = await mailbox.sms();
  const shown = await freshView(context, label, earlier.folder);
  await bring(context, shown, [earlier], cutAt(context, few), "OPT-01");
  await syncAll(shown, options);
  const long = await mailbox.sms({ folder: earlier.folder, text: "0123456789".repeat(100) });
  const { answers } = await syncUntilHeld(shown, [long]);
  if (!holdsAll(shown, [long])) context.inconclusive("a new SMS did not come without Options", "sticky-both-sets");
  return { came: plain(heldOf(shown, long)?.item.body?.data) ?? "", answers };
}

/** What the new filter shut out does not come back when Options are left out. */
async function filterReplaced(context: CaseContext): Promise<void> {
  const { mailbox, sets } = context;
  const folder = "Sent Items";
  const [old, recent] = [await mailbox.sms({ folder, ageHours: 240 }), await mailbox.sms({ folder, ageHours: 1 })];
  const shown = await freshView(context, "filter", folder);
  const within = (filterType: string) => sets.both.map((set) => ({ ...set, filterType }));
  await bring(context, shown, [old, recent], within("0"), "OPT-01");
  const before = snapshot(shown);
  const narrowed = await changeSets(context, shown, [old], within("2"));
  const gone = softDeleted(mailbox, before, narrowed, [old]);
  if (!gone.holds) context.inconclusive(gone.seen, "FLT-02");
  const seen = noneSent(mailbox, await syncAll(shown), [old], "the device whose last Options ask for three days");
  context.check(requirement, seen, seen.evidence, group);
}

/** A set without FilterType lets in what the filter of the earlier one kept away: what is left out is not taken over. */
async function filterLeftOut(
  context: CaseContext,
  label: string,
  deliver: (ageHours: number) => Promise<SeededItem>,
): Promise<void> {
  const { check, sets } = context;
  const items = [await deliver(240), await deliver(1)];
  const [old, recent] = [items.slice(0, 1), items.slice(1)];
  await witness(context, items, `${label}-all`);
  const shown = await freshView(context, `${label}-unfiltered`, folderOf(items));
  await bring(
    context,
    shown,
    recent,
    sets.both.map((set) => ({ ...set, filterType: "2" })),
    "OPT-01",
  );
  const unfiltered = sets.both.map(({ filterType: _, ...set }) => set);
  const drained = await syncUntilHeld(shown, old, { options: unfiltered });
  const seen = eachHeldOnce(shown, drained, old);
  check(requirement, seen, seen.evidence, group);
}

/** A class that the new sets no longer name stays away when Options are left out. */
async function classesReplaced(context: CaseContext): Promise<void> {
  const { mailbox, sets } = context;
  const first = await mailbox.fill({ sms: 1, email: 1 });
  const items = [...first.sms, ...first.email];
  const shown = await freshView(context, "classes", folderOf(items));
  await bring(context, shown, items, sets.both, "OPT-01");
  await changeSets(context, shown, first.email, [sets.sms]);
  const { sms, email } = await mailbox.fill({ sms: 1, email: 1, folder: folderOf(items) });
  await witness(context, email, "mail");
  const drained = await syncUntilHeld(shown, sms);
  if (!holdsAll(shown, sms)) context.inconclusive("a new SMS did not come without Options", "STK-02");
  const seen = noneSent(mailbox, drained, email, "the device whose last Options name SMS only");
  context.check(requirement, seen, seen.evidence, group);
}

testCase(
  {
    id: "sticky-hanging-sets",
    scenario: "STK-05",
    section,
    purpose: "New sets in a Sync that waits for changes take the place of those in force like any others",
    requirements: [requirement],
    needs: ["sms.seed", "hang"],
  },
  async (context) => {
    const { check, device, heartbeat, mailbox, sets } = context;
    const items = [await mailbox.sms()];
    await witness(context, items);
    const shown = await view(context, device, folderOf(items));
    await syncAll(shown, [sets.email]);
    // There is something to send under the new sets, so it need not wait at all.
    const hanging = await shown.folder.sync({ options: sets.both, heartbeatInterval: heartbeat.seconds });
    const drained = await syncUntilHeld(shown, items);
    const seen = eachHeldOnce(shown, series([hanging, ...drained.answers]), items);
    check(requirement, seen, seen.evidence, group);
  },
);

type ShortForm = "empty" | "partial";

const shortForms: readonly AxisValue<ShortForm>[] = [
  { name: "empty", value: "empty" },
  { name: "partial", value: "partial" },
];

testCase(
  {
    id: "sticky-short-requests",
    scenario: "STK-01",
    section,
    purpose: "A Sync request without body, or with Partial, is served under the sets in force",
    requirements: ["ASMS-3.1.4.1.1.1-1"],
    needs: ["sms.seed"],
    axes: { form: shortForms },
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const earlier = await mailbox.sms();
    const shown = await view(context, device, earlier.folder);
    await bring(context, shown, [earlier], sets.both, "OPT-01");
    // The request that the short one stands for: one without Options, and with the newest key.
    await syncAll(shown);
    await shown.folder.sync();
    const late = await mailbox.sms({ folder: earlier.folder });
    await witness(context, [late]);
    const answer = await short(context, axis(context, "form", shortForms));
    check("ASMS-3.1.4.1.1.1-1", broughtBy(shown, answer, late), answer, { ruling: "Q13.partial" });
  },
);

async function short({ device }: CaseContext, form: ShortForm): Promise<Answer<SyncResponse>> {
  if (form === "partial") return device.syncRaw({ partial: true, windowSize: 50 });
  const exchange = await device.send("Sync", undefined);
  const document = exchange.response?.document;
  const response = document === undefined ? undefined : readSyncResponse(document);
  return { exchange, empty: document === undefined, ...(response === undefined ? {} : { response }) };
}

function broughtBy({ mailbox }: View, { response }: Answer<SyncResponse>, { token }: SeededItem): Observation {
  const commands = response?.collections.flatMap((collection) => collection.commands) ?? [];
  const holds = commands.some(({ item }) => item !== undefined && mailbox.tokenOf({ item }) === token);
  const statuses = [response?.status, ...(response?.collections.map(({ status }) => status) ?? [])];
  const status = statuses.find((one) => one !== undefined && one !== "1") ?? "1";
  const without = response === undefined ? "an empty answer" : `Status ${status}, without the SMS`;
  return { holds, expected: "the SMS that came meanwhile", seen: holds ? "the SMS" : without };
}

testCase(
  {
    id: "sticky-from-key-0",
    scenario: "STK-01",
    section,
    purpose: "Sets that were sent in the request with SyncKey 0 are in force in the next one, if that has none",
    requirements: ["ASMS-3.1.4.1.1.1-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const item = await mailbox.sms();
    await witness(context, [item]);
    const shown = await view(context, device, item.folder);
    const first = await shown.folder.sync({ syncKey: "0", options: sets.both });
    const drained = await syncUntilHeld(shown, [item]);
    const holds = holdsAll(shown, [item]);
    const seen = holds ? "it is sent the SMS" : `it is not; the first answer has ${first.succeeded().seen}`;
    const observation = { holds, expected: "without further Options the device is sent the SMS", seen };
    check("ASMS-3.1.4.1.1.1-1", observation, [first, ...drained.answers], { ruling: "Q12.stick" });
  },
);

testCase(
  {
    id: "sticky-empty-options",
    scenario: "STK-01",
    section,
    purpose: "An Options element without children is refused, or counts as the default set",
    requirements: ["ASMS-3.1.4.1.1.1-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const item = await mailbox.sms();
    const shown = await view(context, device, item.folder);
    await bring(context, shown, [item], sets.both, "OPT-01");
    const deliberate = "an Options element without children ([MS-ASCMD] 2.2.3.125)";
    const answer = await shown.folder.sync({ options: [{}], deliberate });
    const rest = answer.moreAvailable ? await syncRun(shown.folder) : { answers: [] };
    const refused = answer.refused().holds;
    const dropped = !holdsAll(shown, [item]);
    const observation = {
      holds: refused || dropped,
      expected: "a refusal, or the SMS soft-deleted: the default class alone is asked for",
      seen: refused ? answer.refused().seen : dropped ? "the SMS is soft-deleted" : "the SMS stays",
    };
    check("ASMS-3.1.4.1.1.1-1", observation, [answer, ...rest.answers], { ruling: "Q11.empty" });
  },
);

testCase(
  {
    id: "drop-default-leaves-others-alone",
    scenario: "SD-05",
    section,
    purpose: "When one device leaves out the default set, other devices and new ones still have every e-mail",
    requirements: ["ASMS-3.1.4.1.1.1-5"],
    needs: ["email.seed", "sms.options"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const { email } = await mailbox.fill({ email: 3 });
    const other = await witness(context, email, "B");
    const before = snapshot(other);
    const shown = await view(context, device, folderOf(email));
    await bring(context, shown, email, sets.both, "OPT-01");
    await changeSets(context, shown, email, [sets.sms]);
    if (email.some((item) => holdsAll(shown, [item]))) {
      context.inconclusive("the device was not told to drop its e-mail", "SD-02");
    }
    const theirs = untouched(mailbox, before, await syncAll(other), email, "what another device holds");
    check("ASMS-3.1.4.1.1.1-5", theirs, theirs.evidence, { ruling: "Q15.kept" });
    const fresh = await freshView(context, "C", folderOf(email));
    const drained = await syncUntilHeld(fresh, email, { options: [sets.email] });
    const missing = email.filter((item) => !holdsAll(fresh, [item])).length;
    const seen = missing === 0 ? "it is" : `${missing} of ${email.length} are missing`;
    const observation = { holds: missing === 0, expected: "a new device is sent every e-mail", seen };
    check("ASMS-3.1.4.1.1.1-5", observation, drained.answers, { ruling: "Q15.kept" });
  },
);
