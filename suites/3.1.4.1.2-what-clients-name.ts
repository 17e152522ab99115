import type { SyncAnswer } from "../harness/device/types.js";
import type { ClientCommand, Observation } from "../harness/eas/index.js";
import { testCase } from "../harness/run/index.js";
import { heldOf, holdsAll } from "./observe.js";
import { holder, syncAll, view } from "./stage.js";

// Commands that name what is not there, or more than they have to. The document leaves the answer open, so it is told.

const section = "3.1.4.1.2";
/** The rows of a client's Change and of its Delete. */
const rowOf = { Change: "ASMS-3.1.4.1.2-2", Delete: "ASMS-3.1.4.1.2-3" } as const;
const kinds = ["Change", "Delete"] as const;

testCase(
  {
    id: "client-commands-for-nothing",
    scenario: "CHG-14",
    section,
    purpose: "The Change and the Delete of an item that does not exist are answered with Status 8, or not mentioned",
    requirements: Object.values(rowOf),
    needs: ["sms.seed"],
  },
  async (context) => {
    const item = await context.mailbox.sms();
    const mine = await holder(context, "B", [item]);
    const known = heldOf(mine, item)?.serverId ?? context.inconclusive("the device does not hold the SMS", "OPT-01");
    for (const kind of kinds) {
      const command = commandFor(kind, unlike(known));
      const deliberate = `a ${kind} of an item that does not exist`;
      const answer = await mine.folder.sync({ options: context.sets.both, commands: [command], deliberate });
      const word = wordOn(answer, kind);
      const observation: Observation = {
        holds: answer.succeeded().holds && (word === undefined || word === "8"),
        expected: `Responses/${kind} with Status 8, or no word on it`,
        seen: answer.succeeded().holds ? told(kind, word) : answer.succeeded().seen,
      };
      context.check(rowOf[kind], observation, answer, { ruling: "Q58.unknown" });
    }
  },
);

/** A ServerId of the target's own make that no item has; not longer than the 64 characters that there may be. */
function unlike(known: string): string {
  const kept = known.slice(0, 60);
  return known === `${kept}0000` ? `${kept}9999` : `${kept}0000`;
}

testCase(
  {
    id: "client-commands-with-class",
    scenario: "CHG-14",
    section,
    purpose: "A Class SMS in a Change or Delete, where clients write none, is accepted or refused",
    requirements: Object.values(rowOf),
    needs: ["sms.seed"],
  },
  async (context) => {
    const item = await context.mailbox.sms({ read: "0" });
    const mine = await holder(context, "B", [item]);
    const serverId = heldOf(mine, item)?.serverId ?? context.inconclusive("the device does not hold the SMS", "OPT-01");
    for (const kind of kinds) {
      const command = { ...commandFor(kind, serverId), class: "SMS" };
      const deliberate = `Class in a ${kind}, where clients write none`;
      const answer = await mine.folder.sync({
        options: context.sets.both,
        deletesAsMoves: "0",
        commands: [command],
        deliberate,
      });
      const word = wordOn(answer, kind);
      const observation: Observation = {
        holds: answer.succeeded().holds && (word === undefined || word === "1"),
        expected: `the ${kind} is accepted`,
        seen: answer.succeeded().holds ? told(kind, word) : answer.succeeded().seen,
      };
      context.check(rowOf[kind], observation, answer, { ruling: "Q20.server" });
    }
  },
);

testCase(
  {
    id: "outbox-delete-as-move",
    scenario: "OUT-04",
    section,
    purpose: "An SMS that a device deletes from the Outbox with DeletesAsMoves is moved to Deleted Items, or gone",
    requirements: [rowOf.Delete],
    needs: ["sms.seed", "folder.outbox"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    if (!device.hasFolder("Deleted Items")) context.notApplicable("the mailbox has no folder for deleted items");
    const item = await mailbox.sms({ folder: "Outbox" });
    const mine = await holder(context, "B", [item]);
    const bin = await view(context, device, "Deleted Items");
    await syncAll(bin, sets.both);
    const serverId =
      heldOf(mine, item)?.serverId ?? context.inconclusive("the device does not hold the SMS", "outbox-round");
    const answer = await mine.folder.sync({
      options: sets.both,
      deletesAsMoves: "1",
      commands: [{ kind: "Delete", serverId }],
    });
    if (!answer.succeeded().holds) context.inconclusive(answer.succeeded().seen, "CHG-04");
    const moved = () => holdsAll(bin, [item]);
    const { answers } = await bin.folder.drain({ options: sets.both, repeatOptions: true, until: moved });
    const seen = moved() ? "it does" : "it is nowhere to be seen";
    const observation = { holds: moved(), expected: "the SMS turns up in Deleted Items", seen };
    check(rowOf.Delete, observation, [answer, ...answers], { ruling: "Q53.outbox-delete" });
  },
);

function commandFor(
  kind: "Change" | "Delete",
  serverId: string,
): Extract<ClientCommand, { kind: "Change" | "Delete" }> {
  return kind === "Change" ? { kind, serverId, item: { read: "1" } } : { kind, serverId };
}

/** Status in Responses; undefined when nothing is said of it. */
function wordOn({ responses }: SyncAnswer, kind: "Change" | "Delete"): string | undefined {
  return responses.find((one) => one.kind === kind)?.status;
}

function told(kind: "Change" | "Delete", word: string | undefined): string {
  return word === undefined ? "no word on it" : `Responses/${kind} with Status ${word}`;
}
