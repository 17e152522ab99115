import type { DeviceFolder, HeldItem, SyncAnswer } from "../../harness/device/types.js";
import type { ItemFields, OptionSet } from "../../harness/eas/index.js";
import { type Attempt, type CaseContext, Departure, type Judgement, type Property } from "../../harness/run/index.js";
import { clientIdOf, saidOf, wordOn, wordsOn } from "../add-outcome.js";
import { fieldRules } from "../field-rules.js";
import { arrivalIn } from "../fields.js";
import { having, listOf, oneOf, savedAs } from "../saved-input.js";
import { listed, shownText } from "../words.js";
import { judgeAdder } from "./adder.js";
import { anySms, type DrawnSms } from "./arbitraries.js";
import { arrivedAs } from "./arrived.js";
import { writtenDate } from "./dates.js";
import { separators, spellings, writtenParty, writtenRecipients } from "./parties.js";
import { comingPhone, joining, Requests } from "./requests.js";
import { some } from "./some.js";

/** An SMS that was drawn up, and how its Add was answered. */
interface Written {
  readonly drawn: DrawnSms;
  readonly token: string;
  readonly item: ItemFields;
}

/** SMS in one request, at most: enough to mix them up, few enough to read. */
const most = 6;

/**
 * What device B writes into SMS of any text, length, sender, recipients, date, Flag and Importance is what device A reads; or the
 * Add is refused with a Status of its own (rulings Q24, Q26, Q52).
 * @param onStored is told of each input of which the target took anything
 */
export function unchanged(context: CaseContext, onStored: () => void): Property<readonly DrawnSms[]> {
  return {
    runs: context.tolerance === "strict" ? 100 : 25,
    maxShrinks: context.tolerance === "strict" ? 200 : 40,
    further: 4,
    arbitrary: () => some(anySms(), most, "max"),
    attempt: (drawn, attempt) => carried(context, drawn, attempt, onStored),
    words: (drawn) => `Add of SMS with the text ${listed(drawn.map(({ text }) => shownText(text)))}`,
    encode: (drawn) => drawn,
    decode: decoded,
  };
}

/** Whole texts, however long: what is cut to TruncationSize is another case's. */
function wholeTexts({ sets }: CaseContext): readonly OptionSet[] {
  return [{ ...sets.sms, bodyPreferences: [{ type: 1 }] }, sets.email];
}

/** @throws Departure, also after `onStored` */
async function carried(
  context: CaseContext,
  drawn: readonly DrawnSms[],
  attempt: Attempt,
  onStored: () => void,
): Promise<void> {
  const options = wholeTexts(context);
  const requests = new Requests();
  const syncs = "Sync with both sets until nothing more comes";
  const device = await attempt.connect("B");
  await context.mailbox.admit(device);
  const writer = await device.open(context.mailbox.place);
  requests.drained({ actor: "device B", words: syncs }, await writer.drain({ options, repeatOptions: true }));
  const earlier = [...writer.held.values()];
  const written = drawn.map((one) => drawnUp(context, one));
  const adding = { actor: "device B", words: addWords(written) };
  const added = requests.made(adding, await addAll(options, writer, written), (answer) => answer.succeeded().seen);
  const acknowledged = written.filter(({ token }) => saidOf(added, token) === "acknowledged");
  if (acknowledged.length > 0) onStored();
  for (const { token, drawn: one } of written) count(attempt, one, wordOn(added, token)?.status);
  if (!added.succeeded().holds) throw refused(added, written);
  const unsaid = written.filter(({ token }) => saidOf(added, token) === "unsaid");
  const reader = await requests.joined(joining, comingPhone(context, attempt));
  const heldOf = ({ token }: Written) => arrivedAs(context.mailbox, token, reader.held.values(), earlier);
  const until = () => [...acknowledged, ...unsaid].every((one) => heldOf(one) !== undefined);
  const read = await reader.drain({ options, repeatOptions: true, until });
  const { answers } = requests.drained({ actor: "device A", words: syncs }, read);
  // What was added without a word, and does not come, may have been refused.
  const stored = [...acknowledged, ...unsaid.filter((one) => heldOf(one) !== undefined)];
  if (acknowledged.length === 0 && stored.length > 0) onStored();
  const rest = await writer.drain({ options, repeatOptions: true });
  const later = requests.drained({ actor: "device B", words: syncs }, rest);
  for (const one of stored) {
    const held = heldOf(one);
    const answer = answers.find(({ exchange }) => exchange.id === held?.exchange) ?? answers.at(-1) ?? added;
    if (held === undefined) throw missing(one, added, answer);
    judge(one, held, added, answer, attempt);
  }
  for (const one of stored) judgeAdder(context, { ...one, words: told(one) }, { added, later }, attempt);
}

function drawnUp(context: CaseContext, drawn: DrawnSms): Written {
  const { text, read, importance, flagged } = drawn;
  const to = writtenRecipients(drawn.to, drawn.separator);
  const { token, item } = context.mailbox.draft({ text, read, importance, to });
  const from = writtenParty(drawn.from, token);
  const dateReceived = writtenDate(drawn.date, Date.now());
  return {
    drawn,
    token,
    item: { ...item, from, dateReceived, ...(flagged ? { flag: { Status: "2", FlagType: "for Follow Up" } } : {}) },
  };
}

function addAll(options: readonly OptionSet[], writer: DeviceFolder, written: readonly Written[]): Promise<SyncAnswer> {
  const commands = written.map(({ token, item }) => ({
    kind: "Add" as const,
    class: "SMS",
    clientId: clientIdOf(token),
    item,
  }));
  return writer.sync({ options, commands });
}

function count(attempt: Attempt, { text, from, to, date, flagged }: DrawnSms, status: string | undefined): void {
  const length = text.length;
  attempt.count("texts", length === 0 ? "empty" : length <= 160 ? "to 160" : length <= 10_000 ? "to 10,000" : "longer");
  attempt.count("recipients", String(to.length));
  for (const { name, spelling } of [from, ...to]) {
    attempt.count("names", name === "" ? "none" : /^[ -~]*$/.test(name) ? "ASCII" : "beyond ASCII");
    attempt.count("numbers", spelling);
  }
  attempt.count("dates", typeof date === "string" ? "of old" : date < 3_600_000 ? "of this hour" : "of these weeks");
  attempt.count("flags", flagged ? "flagged" : "none");
  attempt.count("answers to Add", status === undefined ? "no word" : `Status ${status}`);
}

function judge(one: Written, held: HeldItem, added: SyncAnswer, answer: SyncAnswer, attempt: Attempt): void {
  const evidence = [added.exchange, answer.exchange];
  const arrival = arrivalIn(evidence);
  const all = [...fieldRules, flagRule].map(
    ({ requirement, ruling, compare }): Judgement => ({
      requirement,
      observation: { ...compare(one.item, held.item, arrival), about: held.element },
      evidence,
      ...(ruling === undefined ? {} : { options: { ruling } }),
    }),
  );
  // The rules that weigh most stand first: what else is broken does not hide behind them.
  const [broken, ...others] = all.filter(({ observation }) => !observation.holds);
  if (broken === undefined) {
    for (const judgement of all) attempt.judge(judgement);
    return;
  }
  const kind = `${broken.requirement}${broken.options?.ruling === undefined ? "" : ` (${broken.options.ruling})`}`;
  throw new Departure(
    kind,
    [broken],
    [
      {
        actor: "device B",
        words: `Add of ${told(one)}`,
        outcome: wordsOn(added, one.token),
        exchanges: [added.exchange.id],
      },
      {
        actor: "device A",
        words: "Sync with both sets",
        outcome: `${broken.observation.seen}, where ${broken.observation.expected}`,
        exchanges: [answer.exchange.id],
        failed: true,
      },
    ],
    others,
  );
}

const flagRule = {
  requirement: "ASMS-2.2.1-2",
  ruling: "Q24.added",
  compare: (sent: ItemFields, came: ItemFields) => {
    const [wanted, seen] = [sent, came].map(({ flag }) => flag?.Status ?? "0");
    return {
      holds: wanted === seen,
      expected: `Flag has Status ${wanted}`,
      seen: `Flag has Status ${seen}`,
      within: ["ApplicationData", "Flag", "Status"],
    };
  },
};

function missing(one: Written, added: SyncAnswer, answer: SyncAnswer): Departure {
  const observation = {
    holds: false,
    expected: "an SMS that was acknowledged reaches another device",
    seen: "it was acknowledged with Status 1, and no device is sent it",
  };
  const judgement = { requirement: "ASMS-3.1.4.1.2-1", observation, evidence: [added.exchange, answer.exchange] };
  return new Departure(
    "acknowledged and lost",
    [judgement],
    [
      { actor: "device B", words: `Add of ${told(one)}`, outcome: "Status 1", exchanges: [added.exchange.id] },
      {
        actor: "device A",
        words: "Sync with both sets until nothing more comes",
        outcome: "the SMS is not among what comes",
        exchanges: [answer.exchange.id],
        failed: true,
      },
    ],
  );
}

/** One SMS may be refused; the Sync that brings it may not. */
function refused(added: SyncAnswer, written: readonly Written[]): Departure {
  const { seen } = added.succeeded();
  const observation = { holds: false, expected: "the Sync succeeds; an SMS that it brings may be refused", seen };
  const judgement = { requirement: "ASMS-3.1.4.1.2-1", observation, evidence: [added.exchange] };
  const words = addWords(written);
  return new Departure(
    "the whole Sync refused",
    [judgement],
    [{ actor: "device B", words, outcome: seen, exchanges: [added.exchange.id], failed: true }],
  );
}

function addWords(written: readonly Written[]): string {
  return `Add of ${written.map(told).join(", and of ")}`;
}

function told({ drawn: { text, flagged }, item: { from, to, dateReceived } }: Written): string {
  const flag = flagged ? ", flagged" : "";
  return `${shownText(text)} From ${shownText(from)} To ${shownText(to)} of ${dateReceived}${flag}`;
}

const savedParty = having({ name: { type: "string" }, spelling: oneOf(...spellings) });

const isSaved = savedAs<readonly DrawnSms[]>(
  listOf(
    having({
      text: { type: "string" },
      from: savedParty,
      to: listOf(savedParty, 1),
      separator: oneOf(...separators),
      date: { type: ["number", "string"] },
      read: oneOf("0", "1"),
      importance: oneOf("0", "1", "2"),
      flagged: { type: "boolean" },
    }),
    1,
  ),
);

function decoded(saved: unknown): readonly DrawnSms[] | undefined {
  return isSaved(saved) ? saved : undefined;
}
