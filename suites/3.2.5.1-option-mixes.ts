import type { DeviceFolder, SyncAnswer } from "../harness/device/types.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { eachHeldOnce, noneSent } from "./observe.js";
import { type Expected, expectedOf, type Mix, mixesAboveTwo, mixesUpToTwo, setsOf } from "./option-mixes.js";
import { judgeKeyStillUsable, judgeProtocolError } from "./refusals.js";
import { folderOf, syncUntilHeld, witness } from "./stage.js";

const section = "3.2.5.1";

testCase(
  {
    id: "sync-options-up-to-two",
    scenario: "ERR-02",
    section,
    purpose: "Of all mixes of up to two Options, those with each of the two classes at most once are served, no other",
    requirements: ["ASMS-3.1.4.1.1-5", "ASMS-3.2.1-3", "ASMS-3.2.5.1-4", "ASMS-3.2.5.1-6", "ASMS-4.2-1"],
    needs: ["base"],
    axes: { sets: mixesUpToTwo },
  },
  async (context) => {
    const mix = axis(context, "sets", mixesUpToTwo);
    const expected = expectedOf(mix);
    const items = await itemsOf(context);
    const folder = await context.device.open(folderOf(items));
    if (expected.is !== "accepted") return judgeRefusal(context, expected, await wrong(folder, mix));
    await context.part("the mix is served", expected.sms ? ["sms.options"] : [], () =>
      judgeServed(context, folder, mix, expected, items),
    );
  },
);

testCase(
  {
    id: "sync-options-above-two",
    scenario: "ERR-01",
    section,
    purpose: "Whatever classes they name, more than two Options in one Collection are refused with Status 4",
    requirements: ["ASMS-3.2.5.1-5"],
    needs: ["base", "sync.limit"],
    axes: { sets: mixesAboveTwo },
  },
  async (context) => {
    const folder = await context.device.open(folderOf(await itemsOf(context)));
    const answer = await wrong(folder, axis(context, "sets", mixesAboveTwo));
    const refused = judgeProtocolError(context, "ASMS-3.2.5.1-5", answer);
    if (refused) await judgeKeyStillUsable(context, "ASMS-3.2.5.1-5", folder);
  },
);

/** Of each class that can be put there: what a server that overlooks the mistake would send. */
async function itemsOf(context: CaseContext): Promise<readonly SeededItem[]> {
  const count = (capability: string) => (context.can(capability) ? 1 : 0);
  const { sms, email } = await context.mailbox.fill({ sms: count("sms.seed"), email: count("email.seed") });
  return [...sms, ...email];
}

function wrong(folder: DeviceFolder, mix: Mix): Promise<SyncAnswer> {
  const deliberate = `${mix.length} Options that [MS-ASMS] 3.2.5.1 and 3.1.4.1.1 do not allow together`;
  return folder.sync({ options: setsOf(mix), deliberate });
}

function judgeRefusal(
  context: CaseContext,
  expected: Exclude<Expected, { readonly is: "accepted" }>,
  answer: SyncAnswer,
): void {
  if (expected.is === "foreign class") {
    judgeProtocolError(context, "ASMS-3.2.5.1-6", answer);
  } else if (expected.is === "misspelt class") {
    const broken = (answer.exchange.response?.status ?? 0) >= 500;
    context.check("ASMS-3.2.5.1-6", answer.refusedWith("4"), answer, { ruling: broken ? "Q9.http" : "Q9.case" });
  } else {
    context.check("ASMS-3.1.4.1.1-5", answer.refused(), answer, { ruling: expected.ruling });
  }
}

/** Every item of the classes asked for comes, once, and none of the other. */
async function judgeServed(
  context: CaseContext,
  folder: DeviceFolder,
  mix: Mix,
  expected: Extract<Expected, { readonly is: "accepted" }>,
  items: readonly SeededItem[],
): Promise<void> {
  const { check, mailbox } = context;
  const asked = (item: SeededItem) => (item.class === "SMS" ? expected.sms : expected.email);
  const [wanted, others] = [items.filter(asked), items.filter((item) => !asked(item))];
  if (others.length > 0) await witness(context, others);
  const shown = { mailbox, folder };
  const drained = await syncUntilHeld(shown, wanted, mix.length === 0 ? {} : { options: setsOf(mix) });
  const [first] = drained.answers;
  if (first === undefined) return;
  const ruling = mix.includes("Email") ? { ruling: "Q6.accepted" } : {};
  check("ASMS-3.2.5.1-6", first.succeeded(), first, ruling);
  if (!first.succeeded().holds) return;
  const came = eachHeldOnce(shown, drained, wanted);
  if (wanted.length > 0) check("ASMS-3.2.1-3", came, came.evidence);
  if (others.length === 0) return;
  const leak = noneSent(mailbox, drained, others, "a device that did not ask for them");
  if (expected.sms) check("ASMS-4.2-1", leak, leak.evidence, { ruling: "Q44.no-email" });
  else check("ASMS-3.2.5.1-4", leak, leak.evidence);
}
