import fc from "fast-check";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { byteEdits, documentEdits, envelopeEdits, plainEdits } from "./robustness/arbitraries.js";
import { type BaseName, baseNames } from "./robustness/bases.js";
import { byteWords, withByteEdits } from "./robustness/byte-edits.js";
import { edited, withOneLess, wordsOf } from "./robustness/document-edits.js";
import { envelopeWords, withEnvelopeEdits } from "./robustness/envelope-edits.js";
import { bytesOf, malformedProperty, row, type Spoiling } from "./robustness/malformed.js";
import { Provoker } from "./robustness/provoker.js";

// Requests that are wrong on purpose. The document asks nothing of a server here but to be a server: it answers, in time, and
// what one phone sends does not take the mailbox from another (ruling Q70). Runs on request only: `asms run --robustness`.

/** An Add is what the protocol is about, and what servers take apart most. */
const base: fc.Arbitrary<BaseName> = fc.oneof(
  { weight: 3, arbitrary: fc.constant("sync-add" as const) },
  { weight: 2, arbitrary: fc.constantFrom(...baseNames) },
);

const documents: Spoiling<Parameters<typeof edited>[1][number]> = {
  arbitrary: fc.record({ base, edits: documentEdits }),
  examples: plainEdits(24).map((edits) => ({ base: "sync-add", edits })),
  runs: 250,
  provocation: ({ command, document }, edits) => ({
    command,
    body: bytesOf(edited(document, edits)),
    words: edits.map((edit) => wordsOf(document, edit)).join("; "),
  }),
  smaller: ({ document }, edits) => withOneLess(document, edits),
};

const bytes: Spoiling<Parameters<typeof withByteEdits>[1][number]> = {
  arbitrary: fc.record({ base, edits: byteEdits }),
  examples: [],
  runs: 200,
  provocation: ({ command, document }, edits) => {
    const body = bytesOf(document);
    return { command, body: withByteEdits(body, edits), words: edits.map((edit) => byteWords(body, edit)).join("; ") };
  },
};

const envelope: Spoiling<Parameters<typeof withEnvelopeEdits>[1][number]> = {
  arbitrary: fc.record({ base, edits: envelopeEdits }),
  examples: [],
  runs: 60,
  provocation: ({ command, document }, edits) => ({
    ...withEnvelopeEdits(command, edits),
    body: bytesOf(document),
    words: edits.map(envelopeWords).join("; "),
  }),
};

const common = { section: "2.1", requirements: [row], needs: ["base", "device2"], suite: "robustness" as const };

testCase(
  {
    ...common,
    id: "malformed-documents",
    scenario: "ROB-01",
    purpose: "A request whose elements are wrong is refused, and harms neither the server nor the mailbox",
  },
  (context) => provoked(context, documents),
);

testCase(
  {
    ...common,
    id: "malformed-bytes",
    scenario: "ROB-02",
    purpose: "A request that is no WBXML, or broken off, is refused, and harms neither the server nor the mailbox",
  },
  (context) => provoked(context, bytes),
);

testCase(
  {
    ...common,
    id: "malformed-envelope",
    scenario: "ROB-03",
    purpose: "A request with wrong or missing headers is refused, and harms neither the server nor the mailbox",
  },
  (context) => provoked(context, envelope),
);

async function provoked<E>(context: CaseContext, spoiling: Spoiling<E>): Promise<void> {
  const provoker = await Provoker.open(context, await context.newDevice("B"));
  for (const name of baseNames) {
    const { exchange, grade } = await provoker.control(name);
    if (grade !== "taken") {
      context.inconclusive(`the untouched request "${name}" is not taken (exchange ${exchange.id}), so nothing shows`);
    }
  }
  const last = await provoker.control("sync");
  await context.explore(malformedProperty(context, provoker, spoiling), ({ departures }) => {
    for (const { judgements } of departures) {
      for (const { requirement, observation, evidence, options } of judgements) {
        context.check(requirement, observation, evidence, options);
      }
    }
    const broken = new Set(departures.flatMap(({ judgements }) => judgements.map(({ options }) => options?.ruling)));
    for (const [ruling, expected] of Object.entries(holding)) {
      if (broken.has(ruling)) continue;
      context.check(row, { holds: true, expected, seen: "so it was with every request tried" }, last, { ruling });
    }
  });
}

/** What holds when no departure says otherwise. */
const holding = {
  "Q70.answered": "every request gets an HTTP answer in time, however wrong it is",
  "Q70.client-error": "no wrong request is answered with HTTP 5xx",
  "Q70.account": "another phone of the same mailbox can always go on",
};
