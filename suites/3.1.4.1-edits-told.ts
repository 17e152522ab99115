import type { Observation, OptionSet } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { type Edits, editsTold, isTold, makeEdits, syncUntilTold } from "./edits.js";
import { noneSent, series, type View, when } from "./observe.js";
import { bring, folderOf, freshView, syncRun } from "./stage.js";

const requirement = "ASMS-3.1.4.1-2";
const hour = 1;
const day = 24 * hour;
const narrow = "2";

/** Sets that a device asks with, in words; a filter in them lets in two of the three items. */
interface Asking {
  readonly under: string;
  readonly options: readonly OptionSet[];
  readonly isFiltered: boolean;
  /** Undefined: as many commands in an answer as the server likes. */
  readonly windowSize?: number;
}

testCase(
  {
    id: "edits-told-under-sets",
    scenario: "CHG-15",
    section: "3.1.4.1",
    purpose:
      "Whichever sets a device asks with, it is told of changes and deletions of what it holds, and of nothing that its filter leaves out",
    requirements: [requirement],
    needs: ["sms.options"],
  },
  async (context) => {
    const { mailbox, part, sets } = context;
    const both: Asking = { under: "with both sets", options: sets.both, isFiltered: false };
    const oneByOne: Asking = { ...both, under: "with both sets and WindowSize 1", windowSize: 1 };
    await part("SMS", ["sms.backdate"], async () => {
      const { sms } = await mailbox.fill({
        sms: [hour, hour, 10 * day].map((ageHours) => ({ ageHours })),
        folder: "Sent Items",
      });
      const alone: Asking = { under: "with the SMS set alone", options: [sets.sms], isFiltered: false };
      await toldUnderEach(context, sms, both, [oneByOne, filtered(both), alone, filtered(alone)], "client-change-read");
    });
    await part("e-mail", ["email.backdate"], async () => {
      const mails = [];
      for (const ageHours of [hour, hour, 10 * day]) mails.push(await mailbox.email({ ageHours }));
      const alone: Asking = { under: "with the default set alone", options: [sets.email], isFiltered: false };
      await toldUnderEach(context, mails, alone, [both, oneByOne, filtered(both), filtered(alone)], "OPT-03");
    });
  },
);

function filtered({ under, options }: Asking): Asking {
  const narrowed = options.map((set) => ({ ...set, filterType: narrow }));
  return { under: `${under}, FilterType ${narrow} in each`, options: narrowed, isFiltered: true };
}

/**
 * A device that begins anew is sent the items as they are now: so the edits were made, and whoever is not told of them is kept in
 * the dark. @throws Inconclusive where it is not, for then nobody knows whether they were made
 */
async function demandShown(context: CaseContext, edits: Edits, { options, under }: Asking, blockedBy: string) {
  const fresh = await freshView(
    context,
    `anew-${edits.changed.class === "SMS" ? "sms" : "mail"}`,
    folderOf([edits.changed]),
  );
  await syncUntilTold(fresh, edits, options);
  if (isTold(fresh, edits)) return;
  context.inconclusive(`${under} no device was told of a change and a deletion`, blockedBy);
}

/** With more to tell than the window holds, MoreAvailable leads on to the rest ([MS-ASCMD] 2.2.3.117). */
function saidMore(isComplete: boolean, { under }: Asking): Observation {
  return {
    holds: isComplete,
    expected: `${under}, MoreAvailable stands in each answer until all is told`,
    seen: isComplete ? "it does" : "an answer without it, before all was told",
  };
}

/** The first and the last item are changed and the second is deleted; the others are asked once the control was told. */
async function toldUnderEach(
  context: CaseContext,
  items: readonly SeededItem[],
  control: Asking,
  askings: readonly Asking[],
  blockedBy: string,
): Promise<void> {
  const [changed, removed, old] = items;
  if (changed === undefined || removed === undefined || old === undefined) return;
  const hold = async (asking: Asking, label: string): Promise<View> => {
    const shown = await freshView(context, label, folderOf(items));
    await bring(context, shown, asking.isFiltered ? [changed, removed] : items, asking.options, blockedBy);
    return shown;
  };
  const kind = changed.class === "SMS" ? "sms" : "mail";
  const informed = await hold(control, `${kind}-control`);
  const views = [];
  for (const [index, asking] of askings.entries()) {
    views.push({ asking, shown: await hold(asking, `${kind}-${index + 1}`) });
  }
  const edits = await makeEdits(context, informed, changed, removed);
  await context.mailbox.edit(old, { read: edits.read, flagStatus: "2" });
  const drained = await syncUntilTold(informed, edits, control.options);
  if (!isTold(informed, edits)) {
    await demandShown(context, edits, control, blockedBy);
    context.check(requirement, editsTold(informed, edits, control.under), drained.answers);
    return;
  }
  for (const { asking, shown } of views) {
    const { options, windowSize } = asking;
    const run = await syncRun(shown.folder, { options, ...(windowSize === undefined ? {} : { windowSize }) });
    const isComplete = isTold(shown, edits);
    const all = series([...run.answers, ...(await syncUntilTold(shown, edits, options)).answers]);
    context.check(requirement, editsTold(shown, edits, asking.under), all.answers);
    // A server that is slow to show changes may have had nothing to say at all.
    if (windowSize !== undefined && isTold(shown, edits) && run.commands.length > 0) {
      context.check(requirement, saidMore(isComplete, asking), run.answers);
    }
    if (!asking.isFiltered) continue;
    const none = when(asking.under, noneSent(context.mailbox, all, [old], "the device"));
    context.check(requirement, none, none.evidence);
  }
}
