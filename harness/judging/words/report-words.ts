import { harmSentences } from "../harm.js";
import type { SupportClass } from "../results.js";
import { type Explanation, entries } from "./explanation.js";
import { meaningOfTerm, protocolTermNames } from "./terms.js";

// Words that a report uses without an id: verdicts and outcomes, what became of an SMS, harms. Each is explained by itself.

interface Word {
  readonly kind: string;
  readonly means: string;
  readonly more?: string;
}

const verdict = "verdict of a case, outcome of a finding, or verdict of a requirement";
const row = "verdict of a requirement";
const seen = "what became of the SMS that the probe had stored, or why none could be";
const lost = "It is a failure whatever the target claims: worse than a refusal.";

const verdicts: Readonly<Record<string, Word>> = {
  pass: { kind: verdict, means: "What was checked was seen to hold." },
  fail: {
    kind: verdict,
    means: "The target broke a rule.",
    more: "The finding says what was expected and seen, and where; the run ends with 1.",
  },
  warn: {
    kind: "outcome of a finding, or verdict of a requirement",
    means: "A deviation that the text does not clearly forbid.",
    more: "It changes neither the verdict of the case nor the exit code. Which breach weighs how much stands in the catalogue and in the rulings.",
  },
  inform: {
    kind: "outcome of a finding, or verdict of a requirement",
    means: "Something worth knowing that no rule forbids.",
    more: "It is reported only, and changes neither the verdict of the case nor the exit code.",
  },
  inconclusive: {
    kind: verdict,
    means: "It could not be brought to the point where the behaviour shows.",
    more: "The reason says why, and names the failed case that is the cause, if one is. Where nothing failed, more than a tenth of such cases leave the run without a verdict (code 3).",
  },
  "not applicable": {
    kind: verdict,
    means: "The target never claimed it, or profile, protocol version or mailbox exclude it.",
    more: "Under --claims none an honest refusal makes what depends on it not applicable.",
  },
  error: {
    kind: "verdict of a case",
    means: "An error of the suite's own, never the target's.",
    more: "The run ends with 4 and is no verdict on the target. Please report it, with exchanges.ndjson.",
  },
  untested: { kind: row, means: "No case that judges it was part of this run, or none exists yet." },
  untestable: { kind: row, means: "Nobody can see on the wire whether it holds; the row says why." },
  client: {
    kind: row,
    means: "A rule for clients, which a server cannot break.",
    more: "The suite holds its own requests against it.",
  },
  incomplete: {
    kind: "what is said of a run",
    means:
      "The run has no verdict: it was interrupted, never got to the target, left too much unjudged, or lost a report.",
    more: "It ends with 3, whatever passed by then.",
  },
};

const outcomes: Readonly<Record<string, Word>> = {
  works: { kind: seen, means: "An SMS that one device adds is given to another as the same SMS." },
  absent: { kind: seen, means: "What is needed for it is not there: the folder, or the command." },
  command: { kind: seen, means: "The command that is needed for it is refused, or the target does not have it." },
  environment: {
    kind: seen,
    means:
      "The account or the device was not let in, or not served at that hour, so that nothing can be said of the target.",
  },
  hook: {
    kind: seen,
    means: "It was found out with what a hook of the target adapter had put into the mailbox, past all devices.",
  },
  policy: { kind: seen, means: "The policy that the target gives to devices forbids text messages." },
  version: { kind: seen, means: "The target speaks no protocol version that has SMS." },
  feigned: { kind: seen, means: "An SMS is acknowledged as stored, and no device is ever sent it.", more: lost },
  disguised: { kind: seen, means: "An SMS comes back as something else, for example as mail.", more: lost },
  mangled: { kind: seen, means: "An SMS comes back with another text or with other numbers." },
  unanswered: { kind: seen, means: "An SMS is stored, but the device that added it is not told its ServerId." },
  swallowed: {
    kind: seen,
    means: "An SMS is taken without a word, or put in past all devices, and no device is ever sent it.",
    more: lost,
  },
  refused: {
    kind: seen,
    means: "The target says honestly that it does not take it.",
    more: "With --claims asms that is one failure, and what depends on it is inconclusive; with --claims none it does not apply.",
  },
  contradictory: {
    kind: seen,
    means: "The Add of an SMS is refused, and another device is given the SMS all the same.",
  },
  broken: {
    kind: `${seen}; value of a capability`,
    means: "The target broke a rule where it was asked what it can do.",
    more: "The failure stands in the report, with its exchange.",
  },
};

const support: Readonly<Record<SupportClass, string>> = {
  conformant: "SMS is offered as the document says.",
  "declined cleanly": "SMS is refused honestly, and nothing is harmed.",
  "declined harmfully": "SMS is refused, and something else suffers from having asked.",
  "offered and wrong": "SMS is offered, and a rule about it is broken.",
  "not judged": "What the target makes of SMS could not be found out.",
};

/** Results that no case file stands behind. */
const results: Readonly<Record<string, Word>> = {
  "inconsistent-refusal": {
    kind: "result of the run as a whole",
    means: "What the probe was refused, a later exchange shows at work.",
    more: "The refusal fails, the target is probed anew, and the cases that were left out are run after all.",
  },
  "declared-and-refuted": {
    kind: "result of the run as a whole",
    means: "The operator declares a capability that the probe refutes.",
  },
  "suite-error": {
    kind: "result of the run as a whole",
    means: "Something went wrong in the suite outside any case.",
    more: "It is never the target's fault; the run ends with 4.",
  },
};

const words: ReadonlyMap<string, Word> = new Map([
  ...Object.entries(verdicts),
  ...Object.entries(outcomes),
  ...Object.entries(support).map(([name, means]): [string, Word] => [
    name,
    { kind: "what the target makes of SMS as a whole", means },
  ]),
  ...Object.entries(harmSentences).map(([name, means]): [string, Word] => [
    name,
    {
      kind: "harm to the user of a phone",
      means,
      more: "It is named beside the verdict, with the exchanges that show it, and changes neither verdict nor exit code.",
    },
  ]),
  ...Object.entries(results),
]);

/** The words that `explainWord` knows. */
export const reportWords: readonly string[] = [...new Set([...words.keys(), ...protocolTermNames])];

export function explainWord(id: string): Explanation | undefined {
  const term = meaningOfTerm(id);
  const word = words.get(id) ?? (term === undefined ? undefined : { kind: "word of a report", means: sentence(term) });
  if (word === undefined) return undefined;
  return {
    id,
    title: word.means,
    entries: entries(["Kind", word.kind], ["More", "more" in word ? word.more : undefined]),
  };
}

/** A meaning as it stands by itself. */
function sentence(meaning: string): string {
  return `${meaning.slice(0, 1).toUpperCase()}${meaning.slice(1)}`;
}
