import type { OptionSet } from "../harness/eas/index.js";
import { testCase } from "../harness/run/index.js";
import { eachHeldOnce, heldOf, holdsAll } from "./observe.js";
import { folderOf, syncUntilHeld, view, witness } from "./stage.js";

const section = "4.1";

const bodyType = ["ApplicationData", "Body", "Type"];

testCase(
  {
    id: "example-empty-elements",
    scenario: "OPT-10",
    section,
    purpose: "DeletesAsMoves and GetChanges without content count as true: what is pending is delivered",
    requirements: ["ASMS-4.1-3"],
    needs: ["base"],
  },
  async (context) => {
    const { check, device, mailbox, part, sets } = context;
    const deliberate = "GetChanges in the request with SyncKey 0 ([MS-ASCMD] 2.2.3.84)";
    const folder = await device.open("Inbox");
    const first = await folder.sync({ syncKey: "0", getChanges: "empty", deliberate });
    check("ASMS-4.1-3", first.refused(), first, { ruling: "Q57.refused" });

    const delivered = async (what: "sms" | "email") => {
      const items = (await mailbox.fill({ [what]: 2 }))[what];
      await witness(context, items, `${what}-witness`);
      const shown = await view(context, await context.newDevice(what), folderOf(items));
      const options = what === "sms" ? sets.both : [sets.email];
      const empty = { deletesAsMoves: "empty", getChanges: "empty", options } as const;
      const answer = await shown.folder.sync(empty);
      check("ASMS-4.1-3", answer.succeeded(), answer);
      if (!answer.succeeded().holds) return;
      const drained = await shown.folder.drain({ ...empty, until: () => holdsAll(shown, items), repeatOptions: true });
      const answers = [answer, ...drained.answers];
      const seen = eachHeldOnce(shown, { ...drained, answers }, items);
      check("ASMS-4.1-3", seen, seen.evidence);
    };
    await part("e-mail", ["email.seed"], () => delivered("email"));
    await part("SMS", ["sms.seed"], () => delivered("sms"));
  },
);

/** Sets built as those of the example; the values are ours, the order of the children that of every request of ours. */
const example: readonly [OptionSet, OptionSet] = [
  { class: "SMS", filterType: "0", bodyPreferences: [{ type: 1, truncationSize: 65_536 }] },
  {
    filterType: "2",
    bodyPreferences: [{ type: 1 }, { type: 2 }, { type: 4, truncationSize: 65_536 }],
    mimeSupport: "0",
    conflict: "1",
  },
];

testCase(
  {
    id: "example-both-sets",
    scenario: "OPT-11",
    section,
    purpose: "The request of the example is served: e-mail in a form that its set offers, SMS as plain text",
    requirements: ["ASMS-4.1-4"],
    needs: ["sms.options"],
  },
  async (context) => {
    const { check, device, mailbox, newDevice, part } = context;
    const plainRequest = { deletesAsMoves: "empty", getChanges: "empty", windowSize: 100, options: example } as const;
    const alone = await (await device.open("Inbox")).sync(plainRequest);
    check("ASMS-4.1-4", alone.succeeded(), alone);
    if (!alone.succeeded().holds) return;
    await part("the form of an e-mail", ["email.seed"], async () => {
      const email = await mailbox.email();
      const shown = await view(context, await newDevice("mail"), email.folder);
      const drained = await syncUntilHeld(shown, [email], plainRequest);
      if (!holdsAll(shown, [email])) context.inconclusive("the e-mail did not come", "OPT-01");
      const held = heldOf(shown, email);
      const body = held?.item.body;
      // MIMESupport 0: type 4 is in the list and not to be used ([MS-ASCMD] 2.2.3.110.3).
      const holds = body?.type === "1" || body?.type === "2";
      const seen = `Body of type ${body?.type ?? "none"}`;
      const ofBody = { about: held?.element, within: bodyType };
      check("ASMS-4.1-4", { holds, expected: "Body of type 1 or 2", seen, ...ofBody }, drained.answers);
    });
    await part("the form of an SMS", ["sms.seed"], async () => {
      const sms = await mailbox.sms();
      const shown = await view(context, await newDevice("sms"), sms.folder);
      const drained = await syncUntilHeld(shown, [sms], plainRequest);
      if (!holdsAll(shown, [sms])) context.inconclusive("the SMS did not come", "OPT-01");
      const held = heldOf(shown, sms);
      const type = held?.item.body?.type;
      const seen = `Body of type ${type ?? "none"}`;
      const ofBody = { about: held?.element, within: bodyType };
      const observation = { holds: type === "1", expected: "Body of type 1", seen, ...ofBody };
      check("ASMS-4.1-4", observation, drained.answers, { ruling: "Q26.plain" });
    });
  },
);
