import { type SeededItem, testCase } from "../harness/run/index.js";
import { heldOf, holdings } from "./observe.js";
import { holder, synchronised, syncUntilHeld, witness } from "./stage.js";
import { named } from "./words.js";

testCase(
  {
    id: "devices-converge",
    scenario: "CHG-12",
    section: "3.1.4.1",
    purpose: "Item by item, a device ends up with what a fresh device is sent: the same SMS, read and unread alike",
    requirements: ["ASMS-3.1.4.1-2"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const { sms: old } = await mailbox.fill({ sms: 3 });
    const mine = await synchronised(context, old);
    const editor = await holder(context, "B", old);
    const [toRead, toDelete] = old;
    if (toRead === undefined || toDelete === undefined) return;
    const { sms: added } = await mailbox.fill({ sms: 3 });
    const idOf = (item: SeededItem) =>
      heldOf(editor, item)?.serverId ?? context.inconclusive("device B does not hold the SMS", "OPT-01");
    await editor.folder.sync({
      options: sets.both,
      deletesAsMoves: "0",
      commands: [
        { kind: "Change", serverId: idOf(toRead), item: { read: "1" } },
        { kind: "Delete", serverId: idOf(toDelete) },
      ],
    });
    const left = [...old.filter((item) => item !== toDelete), ...added];
    const settled = () =>
      left.every((item) => heldOf(mine, item) !== undefined) &&
      heldOf(mine, toDelete) === undefined &&
      heldOf(mine, toRead)?.item.read === "1";
    const input = { options: sets.both, windowSize: 1, repeatOptions: true, rounds: 60, until: settled };
    const { answers } = await mine.folder.drain(input);
    const fresh = await witness(context, left, "fresh");
    const drained = await syncUntilHeld(fresh, left, { options: sets.both });
    const all = [...old, ...added];
    const differing = all.filter((item) => {
      const [a, b] = [mine, fresh].map((shown) => holdings(shown).get(item.token) ?? []);
      return a?.length !== b?.length || a?.[0]?.item.read !== b?.[0]?.item.read;
    });
    const observation = {
      holds: differing.length === 0,
      expected: "the device holds the same SMS as a fresh one, with the same Read",
      seen: differing.length === 0 ? "it does" : `they differ in ${named(differing)}`,
    };
    check("ASMS-3.1.4.1-2", observation, [...answers, ...drained.answers]);
    const doubled = all.filter((item) => (holdings(mine).get(item.token)?.length ?? 0) > 1);
    const seen = doubled.length === 0 ? "none is" : `it holds ${named(doubled)} more than once`;
    const once = { holds: doubled.length === 0, expected: "no SMS is held twice", seen };
    check("ASMS-3.1.4.1-2", once, answers);
  },
);
