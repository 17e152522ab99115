import type { SyncAnswer } from "../harness/device/types.js";
import type { ItemFields } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { addSms, judgeOfWords, type Said, saidOf, wordOn, wordsOn } from "./add-outcome.js";
import { fieldRules } from "./field-rules.js";
import { arrivalIn } from "./fields.js";
import { eachHeldOnce, heldOf, holdsAll } from "./observe.js";
import { keptRow } from "./round-trip.js";
import { freshView, syncAll, syncUntilHeld, view } from "./stage.js";
import { counted, shownText } from "./words.js";

/** Texts that encoders, databases and length limits are known to spoil. Characters that XML does not have are left out. */
const texts: readonly string[] = [
  "The ferry leaves at nine, not at ten.",
  "Grüße aus Köln – 10 € für Łukasz, привет, 你好, שלום",
  "Party 🎉🎈 at 8, bring 👩‍👩‍👧",
  "first line\r\nsecond line\r\n\r\nfourth line",
  "first line\nsecond line",
  `<b>"quoted" & 'single' ]]> &amp; </b>`,
  "  two blanks before and after  ",
  // What relays through mail and web forms are known to rewrite: dots and "From " at the start of a line, escapes of other notations.
  ".leading full stop\n..two of them\n.\nFrom here\n>From there",
  "%41%20 100% =41=20 =\n+1 \\n \\0 \\u0041 &#65; $x {{0}} 'o''clock'",
  "no-break\u00a0blank, thin\u2009blank, soft\u00adhyphen, tab\there, \u201cquotes\u201d \u2018single\u2019, dots\u2026, e\u0301 \ufb01",
  `${"This text is longer than one SMS of 160 characters. ".repeat(7)}The end.`,
  "\nfirst a line end, then\n\n\nthree of them   \nblanks before one\n-- \nno signature\n",
  "tilde ~, backslash \\, pipe |, caret ^, grave `, 100%% #1 @ 5+5, https://a.example/?b=c&d=%20e#f tel:+12065550100",
  "\ufeffmark first, then join\ufeffer, \u0660\u0661\u0662, zero\u200bwidth, line\u2028separator, next\u0085line, en\u2003blank, \u2460 \u00bd \uff21 \ue000 \u{1d49c}",
  // As many parts as phones join at most, and a few more: in UCS-2 a part has 67 characters.
  `${"Длинное сообщение из многих частей. ".repeat(40)}Конец.`,
  // More than a signed 16-bit length.
  `${"0123456789 abcd\n".repeat(2100)}The end.`,
];

/** In UTF-16 code units. As many parts as phones join at most, and a few more; what is longer a server may find too long. */
const longestOwed = 2_000;

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
      "ASMS-2.2.2.1.1-3",
      "ASMS-2.2.2.1.1-5",
      "ASMS-2.2.2-4",
      "ASMS-4.3-3",
      keptRow,
    ],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { device, mailbox, sets } = context;
    const { place } = mailbox;
    await mailbox.admit(device);
    const feeder = await view(context, device, place);
    await syncAll(feeder, sets.both);
    const items: Added[] = [];
    const refused: Refused[] = [];
    for (const [index, text] of texts.entries()) {
      const importance = (["0", "1", "2"] as const)[index % 3] ?? "1";
      const draft = mailbox.draft({ text, importance, read: index % 2 === 0 ? "0" : "1" });
      const answer = await addSms(feeder.folder, sets.both, draft);
      const said = saidOf(answer, draft.token);
      const outcome = wordOn(answer, draft.token)?.status;
      if (said === "refused" && outcome !== undefined) {
        if (text.length <= longestOwed) refused.push({ text, outcome, answer });
        continue;
      }
      // A connection that is lost, or a refusal of the whole request, says nothing of a text.
      if (!answer.succeeded().holds)
        return context.inconclusive(`an SMS was answered with ${wordsOn(answer, draft.token)}`, "CAP-01");
      items.push({ ...draft, class: "SMS", folder: place, added: answer, said });
    }
    if (items.length === 0) context.inconclusive(`every SMS was refused: Status ${refused[0]?.outcome}`, "CAP-01");
    judgeTaken(context, refused, items);
    const shown = await freshView(context, "B", place);
    const drained = await syncUntilHeld(shown, items, { options: sets.both });
    const { answers } = drained;
    if (!items.some((item) => holdsAll(shown, [item])))
      context.inconclusive("another device was sent none of them", "CAP-01");
    // Some come: what does not is lost for what it says, if it was acknowledged.
    const acknowledged = items.filter(({ said }) => said === "acknowledged");
    const kept = eachHeldOnce(shown, drained, acknowledged);
    if (acknowledged.length > 0) context.check(keptRow, kept, kept.evidence, { ruling: "Q42.stored" });
    const pairs = items.flatMap((sent) => {
      const held = heldOf(shown, sent);
      const answer = answers.find(({ exchange }) => exchange.id === held?.exchange);
      return held === undefined || answer === undefined
        ? []
        : [{ sent: sent.item, came: held.item, added: sent.added, answer }];
    });
    judgeFields(context, pairs);
    const untold = items.filter((item) => item.said === "unsaid" && !holdsAll(shown, [item]));
    if (untold.length > 0) context.inconclusive(`without a word, ${counted(untold)} came to no device`, judgeOfWords);
  },
);

type Added = SeededItem & { readonly added: SyncAnswer; readonly said: Said };

interface Refused {
  readonly text: string;
  readonly outcome: string;
  readonly answer: SyncAnswer;
}

/** Where SMS are taken, none is refused for its text: no section sets letters aside that an SMS may not have. */
function judgeTaken({ check }: CaseContext, refused: readonly Refused[], taken: readonly Added[]): void {
  const [first] = refused;
  const last = taken.at(-1);
  const evidence = first?.answer ?? last?.added;
  if (evidence === undefined) return;
  const seen =
    first === undefined ? "each is" : `the Add of ${shownText(first.text)} was answered with Status ${first.outcome}`;
  const remark = `${taken.length} of ${taken.length + refused.length} SMS were taken`;
  check(keptRow, { holds: first === undefined, expected: "an SMS is added whatever its text", seen }, evidence, {
    remark,
  });
}

interface Pair {
  readonly sent: ItemFields;
  readonly came: ItemFields;
  readonly added: SyncAnswer;
  readonly answer: SyncAnswer;
}

/** Field by field over all items: what was sent, and what came. */
function judgeFields({ check }: CaseContext, pairs: readonly Pair[]): void {
  for (const { requirement, ruling, compare } of fieldRules) {
    const compared = pairs.map(({ sent, came, added, answer }) => ({
      ...compare(sent, came, arrivalIn([added.exchange, answer.exchange])),
      evidence: answer,
    }));
    const broken = compared.filter(({ holds }) => !holds);
    const telling = broken[0] ?? compared[0];
    if (telling === undefined) continue;
    const remark = `${compared.length - broken.length} of ${compared.length} SMS came as they were sent`;
    check(requirement, telling, telling.evidence, { remark, ...(ruling === undefined ? {} : { ruling }) });
  }
}
