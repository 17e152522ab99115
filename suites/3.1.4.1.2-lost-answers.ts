import { type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf, wordOn } from "./add-outcome.js";
import { eachHeldOnce, heldOf, holdsAll } from "./observe.js";
import { freshView, holder, syncAll, syncUntilHeld, view, witness } from "./stage.js";

const section = "3.1.4.1.2";

testCase(
  {
    id: "lost-answer-to-add",
    scenario: "RTY-02",
    section,
    purpose: "When the answer to an Add was lost and the same request is repeated, one SMS is stored, and acknowledged",
    requirements: ["ASMS-3.1.4.1.2-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const added: SeededItem = { ...mailbox.draft(), class: "SMS", folder: mailbox.place };
    await mailbox.admit(device);
    const adder = await view(context, device, added.folder);
    await syncAll(adder, sets.both);
    const commands = [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(added.token), item: added.item }];
    const lost = await adder.folder.sync({ options: sets.both, commands, lose: true });
    const again = await adder.folder.retry();
    const word = wordOn(again, added.token);
    const holds = word?.status === "1" && word.serverId !== undefined;
    const expected = "the repeated Add is answered with Status 1 and a ServerId";
    const seen = `Responses/Add with Status ${word?.status ?? "none"} and ServerId ${word?.serverId ?? "none"}`;
    check("ASMS-3.1.4.1.2-1", { holds, expected, seen, about: word?.element }, [lost, again], { ruling: "Q56.once" });

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
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, mailbox, sets } = context;
    const kept = await mailbox.sms({ read: "0" });
    const gone = await mailbox.sms({ folder: kept.folder });
    const mine = await holder(context, "B", [kept, gone]);
    const ids = [kept, gone].map((item) => heldOf(mine, item)?.serverId ?? "");
    const [keptId = "", goneId = ""] = ids;
    const lost = await mine.folder.sync({
      options: sets.both,
      deletesAsMoves: "0",
      commands: [
        { kind: "Change", serverId: keptId, item: { read: "1" } },
        { kind: "Delete", serverId: goneId },
      ],
      lose: true,
    });
    const again = await mine.folder.retry();
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
