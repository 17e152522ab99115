import type { Drained, SyncAnswer } from "../harness/device/types.js";
import { type Observation, pointing } from "../harness/eas/index.js";
import { type SeededItem, testCase } from "../harness/run/index.js";
import {
  addSms,
  clientIdOf,
  describeOutcome,
  judgeOfWords,
  outcomeOfAdd,
  saidOf,
  wordOn,
  wordsOn,
} from "./add-outcome.js";
import { recipients, same, sameMoment, sender } from "./fields.js";
import { eachHeldOnce, heldOf, noneSent, refusedAt, series, type View } from "./observe.js";
import { freshView, syncAll, syncUntilHeld, view, witness } from "./stage.js";

const section = "3.1.4.1.2";

testCase(
  {
    id: "seed-and-read-back",
    scenario: "CAP-01",
    section,
    purpose:
      "An SMS that one device adds is stored, and sent to other devices as an SMS if and only if they ask for SMS",
    requirements: ["ASMS-1.3-1", "ASMS-2.2.2.2.2-2", "ASMS-3.1.4.1.1-6", "ASMS-3.1.4.1.2-1", "ASMS-3.2.5.1-4"],
    needs: ["base", "sms.seed"],
  },
  async (context) => {
    const { can, capability, check, claims, device, mailbox, notApplicable, sets } = context;
    const added: SeededItem = { ...mailbox.draft(), class: "SMS", folder: "Inbox" };
    const feeder = await view(context, device, "Inbox");
    const fresh = (label: string): Promise<View> =>
      // Where one device only is let in, it starts again with SyncKey 0, as a new one would.
      can("device2") ? freshView(context, label, "Inbox") : view(context, device, "Inbox");
    const ready = can("device2") ? await fresh("reader") : undefined;
    await syncAll(feeder, sets.both);
    if (ready !== undefined) await syncAll(ready, sets.both);

    const answer = await addSms(feeder.folder, sets.both, added);
    const third = await fresh("third");
    const reader = ready ?? third;
    const read = await syncUntilHeld(reader, [added], { options: sets.both });
    const readAfresh = await syncUntilHeld(third, [added], { options: sets.both });
    const held = heldOf(reader, added) ?? heldOf(third, added);
    const outcome = outcomeOfAdd(answer, added.token, held, [read.answers.at(-1), readAfresh.answers.at(-1)]);
    const seen = describeOutcome(outcome, answer, added.token);
    const declined = outcome === "refused" && capability("sms.seed").value !== "yes";
    if (declined && claims === "none") notApplicable(seen, answer);

    const readers = [...read.answers, ...readAfresh.answers];
    const stored = held !== undefined && outcome !== "contradictory";
    const wanted = "the server stores the SMS that it acknowledges";
    const word = wordOn(answer, added.token)?.element;
    const at = word === undefined ? refusedAt(answer) : { about: word };
    const ruling = outcome === "refused" ? "Q43.refused" : "Q42.stored";
    const kept = { holds: stored, expected: wanted, seen, ...at };
    if (outcome !== "unread") check("ASMS-3.1.4.1.2-1", kept, [answer, ...readers], { ruling });
    const arrived = "a Sync request brings the SMS to the server, and a Sync response to another device";
    // Sent on as something else, it is no SMS that came.
    check("ASMS-1.3-1", { holds: held?.class === "SMS", expected: arrived, seen, ...at }, [answer, ...readers]);
    if (held === undefined) return;

    const tagged = `its Class is ${held.class === undefined ? "missing" : `"${held.class}"`}`;
    const asSms = {
      holds: held.class === "SMS",
      expected: 'the Add of the SMS has Class "SMS"',
      seen: `${seen}; ${tagged}`,
      about: held.element,
      within: ["Class"],
    };
    check("ASMS-2.2.2.2.2-2", asSms, readers, { ruling: "Q42.as-sms" });
    check("ASMS-3.1.4.1.1-6", { ...asSms, expected: "the SMS is sent in the Inbox, as an SMS" }, readers, {
      ruling: "Q40.core",
    });
    const stranger = await fresh("stranger");
    const unasked = await syncAll(stranger, [sets.email]);
    const leaked = heldOf(stranger, added);
    const disguised = leaked !== undefined && leaked.class !== "SMS";
    const leak = {
      holds: !disguised,
      expected: "a device that asked for e-mail only is not sent the SMS as an e-mail",
      seen: disguised ? "such a device was sent the SMS as if it were an e-mail" : "it was not",
      about: leaked?.element,
    };
    check("ASMS-3.2.5.1-4", leak, unasked.answers, { ruling: "Q36.disguised" });
  },
);

testCase(
  {
    id: "client-add",
    scenario: "CHG-01",
    section,
    purpose:
      "An SMS that a device adds gets a Status and a ServerId, reaches the other devices, and does not come back",
    requirements: ["ASMS-2.2.2.2.2-7", "ASMS-3.1.4.1.2-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const added: SeededItem = { ...mailbox.draft(), class: "SMS", folder: mailbox.place };
    await mailbox.admit(device);
    const adder = await view(context, device, added.folder);
    const other = await freshView(context, "B", added.folder);
    await syncAll(adder, sets.both);
    await syncAll(other, sets.both);

    const answer = await addSms(adder.folder, sets.both, added);
    const word = wordOn(answer, added.token);
    check("ASMS-3.1.4.1.2-1", acknowledged(answer, added.token), pointing(answer, word?.element));
    if (word !== undefined) {
      const name = word.class;
      const expected = 'Responses/Add has Class "SMS"';
      const seen = name === undefined ? "no Class" : `Class "${name}"`;
      const ruling = name === undefined || name === "SMS" ? "Q19.present" : "Q19.value";
      const observation = { holds: name === "SMS", expected, seen, about: word.element, within: ["Class"] };
      check("ASMS-2.2.2.2.2-7", observation, answer, { ruling });
    }
    const arrived = eachHeldOnce(other, await syncUntilHeld(other, [added], { options: sets.both }), [added]);
    check("ASMS-3.1.4.1.2-1", arrived, arrived.evidence);
    const later = await syncAll(adder, sets.both);
    const own = addsIn([answer, ...later.answers]);
    const echo = noneSent(mailbox, own, [added], "the device that added it");
    check("ASMS-3.1.4.1.2-1", echo, echo.evidence, { ruling: "Q37.echo" });
  },
);

/** Responses has one Add with this ClientId, Status 1 and a ServerId. */
function acknowledged(answer: SyncAnswer, token: string): Observation {
  const word = wordOn(answer, token);
  const said =
    word === undefined
      ? `${answer.succeeded().seen}, and no Add with this ClientId in Responses`
      : `Responses/Add with Status ${word.status ?? "none"} and ServerId ${word.serverId ?? "none"}`;
  const holds = word?.status === "1" && (word.serverId ?? "") !== "";
  const at = word === undefined ? refusedAt(answer) : { about: word.element };
  return { holds, expected: "Responses/Add with the ClientId sent, Status 1 and a ServerId", seen: said, ...at };
}

/** Without the Changes: a server may complete what a device added. */
function addsIn(answers: readonly SyncAnswer[]): Drained {
  return series(answers.map((answer) => ({ ...answer, commands: answer.adds() })));
}

testCase(
  {
    id: "client-add-without-class",
    scenario: "CHG-01",
    section,
    purpose:
      "An Add without Class into a mail folder is no Add of an SMS: it is refused, and never comes back as an SMS",
    requirements: ["ASMS-2.2.2.2.2-5"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const requirement = "ASMS-2.2.2.2.2-5";
    const added: SeededItem = { ...mailbox.draft(), class: "SMS", folder: mailbox.place };
    await mailbox.admit(device);
    const adder = await view(context, device, added.folder);
    await syncAll(adder, sets.both);
    const answer = await adder.folder.sync({
      options: sets.both,
      commands: [{ kind: "Add", clientId: clientIdOf(added.token), item: added.item }],
      deliberate: "an Add without Class into a mail folder ([MS-ASMS] 2.2.2.2.2)",
    });
    const word = wordOn(answer, added.token);
    const said = saidOf(answer, added.token);
    const seen = `${answer.succeeded().seen}, Responses/Add with Status ${word?.status ?? "none"}`;
    const refusal = { holds: said === "refused", expected: "the Add is refused", seen };
    const judge = () => check(requirement, refusal, pointing(answer, word?.element), { ruling: "Q38.refused" });
    if (said !== "unsaid") judge();

    const control = await mailbox.sms({ folder: added.folder });
    const shown = await witness(context, [control]);
    const held = heldOf(shown, added);
    const asSms = held?.class === "SMS";
    const came = held === undefined ? "it does not" : `it comes back with Class ${held.class ?? "missing"}`;
    const expected = "the item does not come back as an SMS";
    check(requirement, { holds: !asSms, expected, seen: came }, [answer], { ruling: "Q38.not-sms" });
    if (said !== "unsaid") return;
    // Without a word it was not refused if it is there; if it is not, it may have been.
    if (held !== undefined) judge();
    else context.inconclusive(`the Add was answered with ${wordsOn(answer, added.token)}`, judgeOfWords);
  },
);

testCase(
  {
    id: "client-add-sent-items",
    scenario: "CHG-08",
    section,
    purpose: "An SMS added to Sent Items reaches the other devices there, its numbers and its sending time unchanged",
    requirements: ["ASMS-2.2.2-3", "ASMS-2.2.2.1.1-5", "ASMS-2.2.2.1.2-2", "ASMS-3.1.4.1.1-6"],
    needs: ["sms.seed", "folder.sent"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const folder = "Sent Items";
    const added: SeededItem = { ...mailbox.draft({ folder, ageHours: 26 }), class: "SMS", folder };
    await mailbox.admit(device);
    const adder = await view(context, device, folder);
    await syncAll(adder, sets.both);
    const answer = await addSms(adder.folder, sets.both, added);
    const other = await freshView(context, "B", folder);
    const drained = await syncUntilHeld(other, [added], { options: sets.both });
    const evidence = [answer, ...drained.answers];
    const came = heldOf(other, added)?.item;
    const holds = came !== undefined;
    const seen = holds ? "it is sent there" : `it is not; the Add was answered with ${answer.succeeded().seen}`;
    check(
      "ASMS-3.1.4.1.1-6",
      { holds, expected: "the SMS added to Sent Items is sent to another device", seen },
      evidence,
      { ruling: "Q40.core" },
    );
    if (came === undefined) return;
    const sent = added.item;
    check("ASMS-2.2.2.1.1-5", same("the number in From", sender(sent.from), sender(came.from)), drained.answers);
    const to = same("the numbers in To", recipients(sent.to), recipients(came.to));
    check("ASMS-2.2.2-3", to, drained.answers, { ruling: "Q24.to" });
    check("ASMS-2.2.2.1.2-2", sameMoment(sent.dateReceived, came.dateReceived), drained.answers, {
      ruling: "Q28.sent-items",
    });
  },
);

testCase(
  {
    id: "client-id-used-again",
    scenario: "CHG-09",
    section,
    purpose: "A ClientId counts for one request: used again in a later one it adds another SMS",
    requirements: ["ASMS-3.1.4.1.2-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const drafts = [mailbox.draft(), mailbox.draft()];
    const items = drafts.map((draft): SeededItem => ({ ...draft, class: "SMS", folder: mailbox.place }));
    await mailbox.admit(device);
    const adder = await view(context, device, mailbox.place);
    await syncAll(adder, sets.both);
    for (const { item } of drafts) {
      await adder.folder.sync({
        options: sets.both,
        commands: [{ kind: "Add", class: "SMS", clientId: "again", item }],
      });
      await syncAll(adder, sets.both);
    }
    const other = await freshView(context, "B", mailbox.place);
    const seen = eachHeldOnce(other, await syncUntilHeld(other, items, { options: sets.both }), items);
    check("ASMS-3.1.4.1.2-1", seen, seen.evidence);
  },
);
