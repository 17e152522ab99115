import type { HeldItem, SyncAnswer } from "../harness/device/types.js";
import { type ItemFields, type Observation, pointing } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { activeFlag, completedFlag, flagRows, sameValue } from "./flags.js";
import { failedIn, heldOf, holdsAll, noneSent, refusedAt, sentIn, type View } from "./observe.js";
import { bring, freshView, holder, syncAll } from "./stage.js";

const section = "3.1.4.1.2";

testCase(
  {
    id: "client-change-read",
    scenario: "CHG-02",
    section,
    purpose:
      "When a device marks an SMS as read, and as unread again, the other devices are told, and its own copy stays so",
    requirements: ["ASMS-2.2.2-6", "ASMS-3.1.4.1.2-2"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const item = await mailbox.sms({ read: "0" });
    const mine = await holder(context, "B", [item]);
    const theirs = await holder(context, "C", [item]);
    // An SMS is new as unread: that alone would not show whether a Change back to it is carried out.
    for (const read of ["1", "0"] as const) {
      if (!(await change(context, mine, item, { read }))) return;
      const told = () => heldOf(theirs, item)?.item.read === read;
      const drained = await theirs.folder.drain({ options: sets.both, repeatOptions: true, until: told });
      check("ASMS-2.2.2-6", fieldSeen("another device", read, heldOf(theirs, item)), drained.answers);
      const after = await syncAll(mine, sets.both);
      check("ASMS-3.1.4.1.2-2", fieldSeen("the device", read, heldOf(mine, item)), after.answers);
      if (!told()) return;
    }
  },
);

function fieldSeen(who: string, wanted: string, held: HeldItem | undefined): Observation {
  const field = "Read";
  const came = held?.item.read;
  return {
    holds: came === wanted,
    expected: `${who} holds the SMS with ${field} ${wanted}`,
    seen: `${who} holds it with ${field} ${came ?? "missing"}`,
    about: held?.element,
    within: ["ApplicationData", field],
  };
}

/** Changes an item from this device, and judges whether that is accepted. @throws Inconclusive when it does not hold it. */
async function change(context: CaseContext, shown: View, item: SeededItem, fields: ItemFields): Promise<boolean> {
  const serverId = serverIdOf(context, shown, item);
  const answer = await shown.folder.sync({
    options: context.sets.both,
    commands: [{ kind: "Change", serverId, item: fields }],
  });
  const accepted = carriedOut(answer, "Change");
  context.check("ASMS-3.1.4.1.2-2", accepted, answer);
  return accepted.holds;
}

/** The request succeeds, and Responses lists no such command as failed ([MS-ASCMD] 2.2.3.154). */
function carriedOut(answer: SyncAnswer, kind: "Change" | "Delete"): Observation {
  const refused = failedIn(answer, kind);
  const seen = refused === undefined ? answer.succeeded().seen : `Responses/${kind} with Status ${refused.status}`;
  const holds = answer.succeeded().holds && refused === undefined;
  const at = refused === undefined ? refusedAt(answer) : { about: refused.element };
  return { holds, expected: `the ${kind} is carried out`, seen, ...at };
}

function serverIdOf(context: CaseContext, shown: View, item: SeededItem): string {
  return heldOf(shown, item)?.serverId ?? context.inconclusive("the device does not hold the SMS", "OPT-01");
}

testCase(
  {
    id: "client-change-flag",
    scenario: "CHG-03",
    section,
    purpose: "A flag that one device sets on an SMS, and every part of it, is shown to the other devices",
    requirements: [
      "ASMS-2.2.1-2",
      ...Array.from({ length: 13 }, (_, index) => `ASMS-2.2.2-${index + 8}`),
      "ASMS-3.1.4.1.2-2",
    ],
    needs: ["sms.change"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const item = await mailbox.sms();
    const mine = await holder(context, "B", [item]);
    const theirs = await holder(context, "C", [item]);
    for (const flag of [activeFlag(), completedFlag()]) {
      if (!(await change(context, mine, item, { flag }))) return;
      const came = () => heldOf(theirs, item)?.item.flag ?? {};
      const until = () => came().Status === flag.Status;
      const { answers } = await theirs.folder.drain({ options: sets.both, repeatOptions: true, until });
      const state = `a Flag with Status ${flag.Status}`;
      const shown = pointing(answers, heldOf(theirs, item)?.element);
      const within = ["ApplicationData", "Flag"];
      const status = `Status ${came().Status ?? "missing"}`;
      check("ASMS-2.2.1-2", { holds: until(), expected: state, seen: status, within: [...within, "Status"] }, shown);
      for (const [member, requirement] of Object.entries(flagRows)) {
        const wanted = flag[member];
        if (wanted === undefined) continue;
        const seen = came()[member];
        const holds = sameValue(wanted, seen);
        const found = { holds, expected: `${member} ${wanted}`, seen: `${member} ${seen ?? "missing"}` };
        check(requirement, { ...found, within: [...within, member] }, shown);
      }
    }
  },
);

testCase(
  {
    id: "client-delete",
    scenario: "CHG-04",
    section,
    purpose: "When a device deletes an SMS, the other devices are told by Delete, and it does not come back",
    requirements: ["ASMS-3.1.4.1.2-3"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const requirement = "ASMS-3.1.4.1.2-3";
    const item = await mailbox.sms();
    const mine = await holder(context, "B", [item]);
    const theirs = await holder(context, "C", [item]);
    const serverId = serverIdOf(context, mine, item);
    const answer = await mine.folder.sync({
      options: sets.both,
      deletesAsMoves: "0",
      commands: [{ kind: "Delete", serverId }],
    });
    const accepted = carriedOut(answer, "Delete");
    check(requirement, accepted, answer);
    if (!accepted.holds) return;

    const gone = () => !holdsAll(theirs, [item]);
    const drained = await theirs.folder.drain({ options: sets.both, repeatOptions: true, until: gone });
    const told = gone() ? "another device was told to remove it" : "another device was told nothing and keeps it";
    check(requirement, { holds: gone(), expected: "the other devices are told", seen: told }, drained.answers, {
      ruling: "Q17.told",
    });
    if (gone()) {
      const kinds = sentIn(drained).filter(({ command }) => command.kind !== "Add" && command.kind !== "Change");
      const soft = kinds.find(({ command }) => command.kind === "SoftDelete");
      const seen = soft === undefined ? "by Delete" : "by SoftDelete, as if the SMS still existed";
      const observation = { holds: soft === undefined, expected: "told by Delete", seen, about: soft?.command.element };
      check(requirement, observation, soft?.answer ?? drained.answers, { ruling: "Q17.delete" });
    }
    const back = noneSent(mailbox, await syncAll(mine, sets.both), [item], "the device that deleted it");
    check(requirement, back, back.evidence);

    const control = await mailbox.sms({ folder: item.folder });
    const fresh = await freshView(context, "fresh", item.folder);
    const afresh = await bring(context, fresh, [control], sets.both, "OPT-01");
    const anew = noneSent(mailbox, afresh, [item], "a device that starts from SyncKey 0");
    check(requirement, anew, anew.evidence, { ruling: "Q17.gone" });
  },
);
