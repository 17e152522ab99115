import type { FolderName } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { demandDatesKept, demandFolder } from "./mail-folders.js";
import { eachHeldOnce, exactly, holdsAll, noneSent, type Seen, snapshot, type View, when } from "./observe.js";
import { softDeleted, untouched } from "./removals.js";
import { bring, changeSets, folderOf, freshView, syncAll, syncUntilHeld, view } from "./stage.js";

const section = "3.1.4.1.1.2";
const hour = 1;
const day = 24 * hour;
/** Windows of the filters 1 to 4; that of 5, a month, has no length in days (ruling Q29). */
const edges = [1, 3, 7, 14].map((days) => days * day);

/** Ages between the window edges, each far enough from them for servers that cut at midnight of any time zone. */
const agesApart = [hour, 5 * day, 10 * day, 20 * day, 60 * day];

/**
 * Closer to the ends: six hours inside each window, and far enough outside for a cut at the midnight before. Around the end
 * of the longest window five days are not judged, for a month has no length in days (ruling Q29).
 */
const agesNearEdges = [...edges.flatMap((edge) => [edge - 6 * hour, edge + 40 * hour]), 26 * day, 37 * day];

/**
 * Outside a window by less than a day: let in by a server that cuts at a midnight, if the last one lies that far back. It then
 * does the same at the end of every window. Two of each, for a clock may be put forward or back in between.
 */
const agesBeyond = edges.map((edge) => [edge + 19 * hour, edge + 21 * hour]);

/** Ages of the SMS that each FilterType is tried on, in ascending order. */
const ages = [...agesApart, ...agesNearEdges, ...agesBeyond.flat()].sort((one, other) => one - other);

/** How many days each FilterType from 0 to 5 lets through. */
const windows = [Number.POSITIVE_INFINITY, 1, 3, 7, 14, 31];

/** DateReceived of Sent Items is the client's to say ([MS-ASMS] 2.2.2.1.2). */
const agedFolder: FolderName = "Sent Items";

/** Where filters are tried beside that. */
const agedFolders: readonly AxisValue<FolderName>[] = [
  { name: "sent-items", value: agedFolder },
  { name: "inbox", value: "Inbox" },
  { name: "outbox", value: "Outbox" },
  { name: "drafts", value: "Drafts" },
  { name: "deleted-items", value: "Deleted Items" },
];

/** Every FilterType is tried in the two folders where most SMS lie. */
const valueFolders = agedFolders.slice(0, 2);

async function agedSms(
  context: CaseContext,
  hours: readonly number[],
  folder: FolderName = agedFolder,
): Promise<SeededItem[]> {
  const { sms } = await context.mailbox.fill({ sms: hours.map((ageHours) => ({ ageHours })), folder });
  return [...sms];
}

testCase(
  {
    id: "filter-values",
    scenario: "FLT-01",
    section,
    purpose:
      "Each FilterType from 0 to 5 in the SMS set brings exactly the SMS inside its window; without the set none comes, however old",
    requirements: [...windows.map((_, filter) => `ASMS-3.1.4.1.1.2-${filter + 2}`), "ASMS-3.1.4.1.1-2"],
    needs: ["sms.backdate"],
    axes: { folder: valueFolders },
  },
  async (context) => {
    const folder = axis(context, "folder", valueFolders);
    const items = await agedSms(context, ages, folder);
    const rounded: Rounded[] = [];
    // FilterType 0 comes first: that it brings everything is what makes the absences under the others tell.
    for (const [filter, days] of windows.entries()) {
      const wanted = items.filter((_, index) => (ages[index] ?? 0) <= days * day);
      const beyond = agesBeyond[edges.indexOf(days * day)] ?? [];
      const open = items.filter((_, index) => beyond.includes(ages[index] ?? 0));
      const shown = await freshView(context, `filter${filter}`, folder);
      const options = [{ ...context.sets.sms, filterType: String(filter) }];
      const drained = await syncUntilHeld(shown, wanted, { options });
      if (filter === 0 && folder !== agedFolder) demandDatesKept(context, shown, items);
      const judged = items.filter((item) => !open.includes(item));
      const seen = when(`with FilterType ${filter}`, exactly(shown, drained, judged, wanted));
      context.check(`ASMS-3.1.4.1.1.2-${filter + 2}`, seen, seen.evidence);
      if (filter === 0 && !seen.holds) return;
      await besideEmail(context, shown, { filter, judged, wanted });
      if (open.length > 0)
        rounded.push({ filter, seen, among: open.length, held: open.filter((item) => holdsAll(shown, [item])).length });
    }
    judgeRounding(context, rounded);
    const shown = await freshView(context, "email", folder);
    const drained = await syncAll(shown, [context.sets.email]);
    const none = noneSent(context.mailbox, drained, items, "a device that never asked for SMS");
    context.check("ASMS-3.1.4.1.1-2", none, none.evidence);
  },
);

interface Filtered {
  readonly filter: number;
  readonly judged: readonly SeededItem[];
  readonly wanted: readonly SeededItem[];
}

/** The window of the SMS set is the same beside an e-mail set, whose Class may be left out or written (2.2.2.2.1). */
async function besideEmail(context: CaseContext, shown: View, { filter, judged, wanted }: Filtered): Promise<void> {
  const { check, sets } = context;
  const written = filter % 2 === 1;
  const email = written ? { ...sets.email, class: "Email" } : sets.email;
  await shown.folder.restart();
  const options = [email, { ...sets.sms, filterType: String(filter) }];
  const drained = await syncUntilHeld(shown, wanted, { options });
  const under = `with FilterType ${filter}, beside an e-mail set ${written ? "with" : "without"} Class`;
  const seen = when(under, exactly(shown, drained, judged, wanted));
  check(`ASMS-3.1.4.1.1.2-${filter + 2}`, seen, seen.evidence);
}

/** What a filter let in of the SMS that only a server may let in that rounds. */
interface Rounded {
  readonly filter: number;
  readonly seen: Seen;
  readonly among: number;
  readonly held: number;
}

/** What one window lets in by rounding, each does: else it is a window of another length. */
function judgeRounding({ check }: CaseContext, all: readonly Rounded[]): void {
  const exact = all.some(({ held }) => held === 0);
  for (const { filter, seen, among, held } of all) {
    // A wrong window is judged already.
    if (!seen.holds) continue;
    const holds = !(exact && held === among);
    const observation = {
      holds,
      expected: `FilterType ${filter} lets in SMS that are most of a day too old only if every other filter does`,
      seen: holds ? "so it is" : `FilterType ${filter} lets them in, another does not`,
    };
    check(`ASMS-3.1.4.1.1.2-${filter + 2}`, observation, seen.evidence, { ruling: "Q29.one-rounding" });
  }
}

/** Ahead of the server's clock, as phones date whose own runs fast. */
const agesAhead = [-hour, -day];

testCase(
  {
    id: "filter-dates-ahead",
    scenario: "FLT-01",
    section,
    purpose: "An SMS dated ahead of the server's clock is inside every window: each FilterType from 0 to 5 brings it",
    requirements: ["ASMS-3.2.1-3", ...windows.slice(1).map((_, index) => `ASMS-3.1.4.1.1.2-${index + 3}`)],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const items: SeededItem[] = [];
    for (const ageHours of agesAhead) items.push(await mailbox.sms({ ageHours }));
    for (const filter of windows.keys()) {
      const shown = await freshView(context, `ahead${filter}`, folderOf(items));
      const drained = await syncUntilHeld(shown, items, { options: [{ ...sets.sms, filterType: String(filter) }] });
      const seen = when(`with FilterType ${filter}`, eachHeldOnce(shown, drained, items));
      // Without a filter it is acknowledged and lost: no window is to blame.
      check(filter === 0 ? "ASMS-3.2.1-3" : `ASMS-3.1.4.1.1.2-${filter + 2}`, seen, seen.evidence);
      if (filter === 0 && !seen.holds) return;
    }
  },
);

testCase(
  {
    id: "filter-narrow-and-widen",
    scenario: "FLT-02",
    section,
    purpose: "A narrower SMS filter soft-deletes the SMS outside it, a wider one adds them again; e-mail is untouched",
    requirements: ["ASMS-3.1.4.1.1.2-1", "ASMS-3.1.4.1.1.2-2", "ASMS-3.1.4.1.1.2-4"],
    needs: ["sms.backdate"],
    axes: { folder: agedFolders },
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const folder = axis(context, "folder", agedFolders);
    if (folder !== agedFolder) demandFolder(context, folder);
    const sms = await agedSms(context, [hour, 10 * day], folder);
    const [recent, old] = [sms.slice(0, 1), sms.slice(1)];
    const ageHours = context.can("email.backdate") ? 10 * day : hour;
    const withMail = context.can("email.seed") && folder === agedFolder;
    const email = withMail ? [await mailbox.email({ folder, ageHours })] : [];
    const shown = await view(context, device, folder);
    await bring(context, shown, [...sms, ...email], sets.both, "OPT-01");
    if (folder !== agedFolder) demandDatesKept(context, shown, sms);
    const before = snapshot(shown);

    const narrow = { ...sets.sms, filterType: "2" };
    const narrowed = await changeSets(context, shown, old, [narrow, sets.email]);
    const gone = softDeleted(mailbox, before, narrowed, old);
    check("ASMS-3.1.4.1.1.2-4", gone, gone.evidence);
    // Elsewhere there is no e-mail beside the SMS, which is what a filter that reaches too far would take along.
    if (folder === agedFolder) {
      const stays = untouched(mailbox, before, narrowed, [...recent, ...email], "what the filters still let in");
      check("ASMS-3.1.4.1.1.2-1", stays, stays.evidence);
    }
    if (!gone.holds) return;

    const widened = await syncUntilHeld(shown, old, { options: sets.both });
    const back = eachHeldOnce(shown, widened, old);
    check("ASMS-3.1.4.1.1.2-2", back, back.evidence);
  },
);

testCase(
  {
    id: "filter-narrow-email",
    scenario: "FLT-02",
    section,
    purpose: "A narrower e-mail filter beside an SMS set soft-deletes the e-mail outside it, a wider one adds it again",
    requirements: ["ASMS-4.1-2"],
    needs: ["sms.options", "email.backdate"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const recent = [await mailbox.email({ ageHours: hour })];
    const old = [await mailbox.email({ ageHours: 10 * day })];
    const shown = await view(context, device, folderOf(recent));
    await bring(context, shown, [...recent, ...old], sets.both, "OPT-01");
    const before = snapshot(shown);
    const narrowed = await changeSets(context, shown, old, [sets.sms, { ...sets.email, filterType: "2" }]);
    const gone = softDeleted(mailbox, before, narrowed, old);
    check("ASMS-4.1-2", gone, gone.evidence, { ruling: gone.hard ? "Q15.narrower-hard" : "Q15.narrower" });
    const stays = untouched(mailbox, before, narrowed, recent, "what the filters still let in");
    check("ASMS-4.1-2", stays, stays.evidence);
    if (!gone.holds) return;
    const back = eachHeldOnce(shown, await syncUntilHeld(shown, old, { options: sets.both }), old);
    check("ASMS-4.1-2", back, back.evidence);
  },
);
