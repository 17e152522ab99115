import type { SyncAnswer } from "../harness/device/types.js";
import type { ItemFields, Observation } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, wordOn } from "./add-outcome.js";
import { plain, plausible, recipients, same, sender } from "./fields.js";
import { heldOf } from "./observe.js";
import { bring, freshView, syncAll, view } from "./stage.js";

/** Texts that encoders, databases and length limits are known to spoil. Characters that XML does not have are left out. */
const texts: readonly string[] = [
  "Make sure you get some rest!",
  "Grüße aus Köln – 10 € für Łukasz, привет, 你好, שלום",
  "Party 🎉🎈 at 8, bring 👩‍👩‍👧",
  "first line\r\nsecond line\r\n\r\nfourth line",
  "first line\nsecond line",
  `<b>"quoted" & 'single' ]]> &amp; </b>`,
  "  two blanks before and after  ",
  `${"This text is longer than one SMS of 160 characters. ".repeat(7)}The end.`,
];

testCase(
  {
    id: "fidelity",
    scenario: "CHG-06",
    section: "2.2.2",
    purpose: "What one device wrote into an SMS is what another device reads: text, numbers, Importance and Read",
    requirements: [
      "ASMS-1.3-2",
      "ASMS-2.2.1-1",
      "ASMS-2.2.2-3",
      "ASMS-2.2.2-5",
      "ASMS-2.2.2-6",
      "ASMS-2.2.2.1.1-5",
      "ASMS-2.2.2-4",
      "ASMS-4.3-3",
    ],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { device, mailbox, sets } = context;
    const { place } = mailbox;
    await mailbox.admit(device);
    const feeder = await view(context, device, place);
    await syncAll(feeder, sets.both);
    const items: SeededItem[] = [];
    for (const [index, text] of texts.entries()) {
      const importance = (["0", "1", "2"] as const)[index % 3] ?? "1";
      const draft = mailbox.draft({ text, importance, read: index % 2 === 0 ? "0" : "1" });
      const answer = await addSms(feeder.folder, sets.both, draft);
      const outcome = wordOn(answer, draft.token)?.status ?? "no word";
      if (outcome !== "1") context.inconclusive(`an SMS was refused: ${outcome}`, "CAP-01");
      items.push({ ...draft, class: "SMS", folder: place });
    }
    const shown = await freshView(context, "B", place);
    const { answers } = await bring(context, shown, items, sets.both, "CAP-01");
    const pairs = items.flatMap((sent) => {
      const held = heldOf(shown, sent);
      const answer = answers.find(({ exchange }) => exchange.id === held?.exchange);
      return held === undefined || answer === undefined ? [] : [{ sent: sent.item, came: held.item, answer }];
    });
    judgeFields(context, pairs);
  },
);

interface Pair {
  readonly sent: ItemFields;
  readonly came: ItemFields;
  readonly answer: SyncAnswer;
}

/** What is supplied with every SMS and has to come back (ruling Q24). */
const supplied: readonly (readonly [
  name: string,
  ruling: string,
  valueIn: (item: ItemFields) => string | undefined,
])[] = [
  ["From", "Q24.from", ({ from }) => from],
  ["To", "Q24.to", ({ to }) => to],
  ["Body", "Q24.body", ({ body }) => body?.data],
  ["Importance", "Q24.importance", ({ importance }) => importance],
];

function isThere(name: string, sent: string | undefined, came: string | undefined): Observation {
  const holds = came !== undefined || sent === undefined;
  return { holds, expected: `${name} comes back`, seen: holds ? "it does" : `an SMS without ${name}` };
}

/** Field by field over all items: what was sent, and what came. */
function judgeFields({ check }: CaseContext, pairs: readonly Pair[]): void {
  const every = (requirement: string, compare: (pair: Pair) => Observation, ruling?: string): void => {
    const compared = pairs.map((pair) => ({ ...compare(pair), evidence: pair.answer }));
    const broken = compared.filter(({ holds }) => !holds);
    const telling = broken[0] ?? compared[0];
    if (telling === undefined) return;
    const remark = `${compared.length - broken.length} of ${compared.length} SMS came as they were sent`;
    check(requirement, telling, telling.evidence, { remark, ...(ruling === undefined ? {} : { ruling }) });
  };
  const text = ({ body }: ItemFields) => plain(body?.data);
  every("ASMS-2.2.1-1", ({ sent, came }) => same("the text", text(sent), text(came)), "Q26.text");
  every("ASMS-4.3-3", ({ came }) => same("Body/Type", "1", came.body?.type), "Q26.plain");
  every("ASMS-2.2.2.1.1-5", ({ sent, came }) => same("the number in From", sender(sent.from), sender(came.from)));
  every(
    "ASMS-2.2.2-3",
    ({ sent, came }) => same("the numbers in To", recipients(sent.to), recipients(came.to)),
    "Q24.to",
  );
  for (const [name, ruling, valueIn] of supplied)
    every("ASMS-1.3-2", ({ sent, came }) => isThere(name, valueIn(sent), valueIn(came)), ruling);
  every("ASMS-2.2.2-5", ({ sent, came }) => same("Importance", sent.importance, came.importance ?? "1"));
  every("ASMS-2.2.2-6", ({ sent, came }) => same("Read", sent.read, came.read));
  every("ASMS-2.2.2-4", ({ sent, came }) => plausible(sent.dateReceived, came.dateReceived), "Q28.elsewhere");
}
