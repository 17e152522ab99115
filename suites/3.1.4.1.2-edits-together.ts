import type { Drained } from "../harness/device/types.js";
import { type FlagFields, type ItemFields, pointing } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { plain } from "./fields.js";
import { activeFlag, flagRows, otherActiveFlag, sameValue } from "./flags.js";
import { failedIn, heldOf, holdsAll, type View } from "./observe.js";
import { holder } from "./stage.js";
import { counted, named } from "./words.js";

// What a phone that was away for a while sends and gets: several edits in one request, and new SMS beside them. Told one at a
// time each edit may be right, and still be lost among others.

/** SMS that another device changed and deleted in one request. */
interface Edited {
  /** What becomes of Read of these. */
  readonly turned: ReadonlyMap<SeededItem, string>;
  /** Of this one Read and Flag change at once. */
  readonly marked: SeededItem;
  readonly flag: FlagFields;
  readonly removed: readonly SeededItem[];
}

/** Members of a flag that differ between the two active ones, and their rows. */
const reflagged = Object.entries(flagRows).filter(([member]) => {
  const wanted = otherActiveFlag()[member];
  return wanted !== undefined && wanted !== activeFlag()[member];
});

testCase(
  {
    id: "edits-together",
    scenario: "CHG-16",
    section: "3.1.4.1.2",
    purpose:
      "Several changes and deletions of SMS, and a new SMS beside them, are all told; so is an active flag that is given other content",
    requirements: [
      "ASMS-2.2.1-2",
      ...reflagged.map(([, row]) => row),
      "ASMS-3.1.4.1-2",
      "ASMS-3.1.4.1.2-2",
      "ASMS-3.1.4.1.2-3",
    ],
    needs: ["sms.change", "sms.delete"],
  },
  async (context) => {
    const { sms } = await context.mailbox.fill({ sms: 5 });
    const [marked, ...others] = sms;
    if (marked === undefined) return;
    const editor = await holder(context, "B", sms);
    const shown = await holder(context, "C", sms);
    const texts = new Map(sms.map((item) => [item, plain(heldOf(shown, item)?.item.body?.data)]));
    const changed = [marked, ...others.slice(0, 2)];
    const turned = new Map(changed.map((item) => [item, heldOf(editor, item)?.item.read === "1" ? "0" : "1"] as const));
    const edited: Edited = { turned, marked, flag: activeFlag(), removed: others.slice(2) };
    await edit(context, editor, fieldsOf(edited), edited.removed);
    const late = await context.mailbox.sms({ folder: marked.folder });
    const told = () => isTold(shown, edited) && holdsAll(shown, [late]);
    const drained = await shown.folder.drain({ options: context.sets.both, repeatOptions: true, until: told });
    judgeEdits(context, shown, edited, drained);
    judgeTexts(context, shown, texts, changed, drained);
    if (isFlagged(shown, edited)) await judgeReflagged(context, editor, shown, marked);
  },
);

function fieldsOf({ turned, marked, flag }: Edited): Map<SeededItem, ItemFields> {
  return new Map([...turned].map(([item, read]) => [item, item === marked ? { read, flag } : { read }]));
}

/** Changes and deletes in one request. @throws Inconclusive where the target refuses any of it */
async function edit(
  context: CaseContext,
  editor: View,
  changes: ReadonlyMap<SeededItem, ItemFields>,
  removed: readonly SeededItem[] = [],
): Promise<void> {
  const serverIdOf = (item: SeededItem) => heldOf(editor, item)?.serverId ?? "";
  const commands = [
    ...[...changes].map(([item, fields]) => ({ kind: "Change" as const, serverId: serverIdOf(item), item: fields })),
    ...removed.map((item) => ({ kind: "Delete" as const, serverId: serverIdOf(item) })),
  ];
  const answer = await editor.folder.sync({ options: context.sets.both, deletesAsMoves: "0", commands });
  if (!answer.succeeded().holds) context.inconclusive(answer.succeeded().seen, "client-change-read");
  const refused = failedIn(answer);
  if (refused === undefined) return;
  const judge = refused.kind === "Delete" ? "client-delete" : "client-change-read";
  context.inconclusive(`Responses/${refused.kind} with Status ${refused.status}`, judge);
}

function isTold(shown: View, edited: Edited): boolean {
  return unturned(shown, edited).length === 0 && isFlagged(shown, edited) && stillHeld(shown, edited).length === 0;
}

function unturned(shown: View, { turned }: Edited): SeededItem[] {
  return [...turned].filter(([item, read]) => heldOf(shown, item)?.item.read !== read).map(([item]) => item);
}

function isFlagged(shown: View, { marked, flag }: Edited): boolean {
  return heldOf(shown, marked)?.item.flag?.Status === flag.Status;
}

function stillHeld(shown: View, { removed }: Edited): SeededItem[] {
  return removed.filter((item) => holdsAll(shown, [item]));
}

/** Each of several changes and deletions reaches the other device ([MS-ASCMD] 2.2.3.24, 2.2.3.42.2). */
function judgeEdits({ check }: CaseContext, shown: View, edited: Edited, { answers }: Drained): void {
  const { turned, marked, flag, removed } = edited;
  const [untold, kept] = [unturned(shown, edited), stillHeld(shown, edited)];
  const changes = {
    holds: untold.length === 0,
    expected: `another device is told the new Read of ${counted([...turned.keys()])}, with a new SMS beside them`,
    seen: untold.length === 0 ? "it is" : `it was not told that of ${named(untold)}`,
  };
  check("ASMS-3.1.4.1-2", changes, answers);
  const deletions = {
    holds: kept.length === 0,
    expected: `another device is told that ${counted(removed)} were deleted`,
    seen: kept.length === 0 ? "it is" : `it still holds ${named(kept)}`,
  };
  check("ASMS-3.1.4.1.2-3", deletions, answers, { ruling: "Q17.told" });
  const status = heldOf(shown, marked)?.item.flag?.Status ?? "missing";
  const flagged = {
    holds: isFlagged(shown, edited),
    expected: `where Read and Flag of an SMS change at once, a Flag with Status ${flag.Status} is told too`,
    seen: `Status ${status}`,
    within: ["ApplicationData", "Flag", "Status"],
  };
  check("ASMS-2.2.1-2", flagged, pointing(answers, heldOf(shown, marked)?.element));
}

/** A Change of Read or Flag leaves the text as it was, on devices that are told of it as well. */
function judgeTexts(
  { check }: CaseContext,
  shown: View,
  before: ReadonlyMap<SeededItem, string | undefined>,
  changed: readonly SeededItem[],
  { answers }: Drained,
): void {
  const altered = changed.filter((item) => plain(heldOf(shown, item)?.item.body?.data) !== before.get(item));
  const observation = {
    holds: altered.length === 0,
    expected: "told of new values of Read and Flag, another device has the texts that it had",
    seen: altered.length === 0 ? "it has" : `it has another text of ${named(altered)}`,
  };
  check("ASMS-3.1.4.1.2-2", observation, answers, { ruling: "Q27.others-kept" });
}

/** An active flag stays active and is given other dates and words ([MS-ASEMAIL] 2.2.2.34). */
async function judgeReflagged(context: CaseContext, editor: View, shown: View, marked: SeededItem): Promise<void> {
  const flag = otherActiveFlag();
  await edit(context, editor, new Map([[marked, { flag }]]));
  const came = () => heldOf(shown, marked)?.item.flag ?? {};
  const until = () => came().FlagType === flag.FlagType;
  const { answers } = await shown.folder.drain({ options: context.sets.both, repeatOptions: true, until });
  const evidence = pointing(answers, heldOf(shown, marked)?.element);
  for (const [member, row] of reflagged) {
    const [wanted = "", seen] = [flag[member], came()[member]];
    const expected = `with the flag given other content, ${member} ${wanted}`;
    const found = { holds: sameValue(wanted, seen), expected, seen: `${member} ${seen ?? "missing"}` };
    context.check(row, { ...found, within: ["ApplicationData", "Flag", member] }, evidence);
  }
}
