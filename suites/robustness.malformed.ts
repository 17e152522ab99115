import { plural } from "../harness/judging/plural.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { byteEdits, documentEdits, envelopeEdits } from "./robustness/arbitraries.js";
import { type ByteEdit, byteWords, leanBytes, simplerByteEdits, withByteEdits } from "./robustness/byte-edits.js";
import { row } from "./robustness/departure.js";
import { type DocumentEdit, edited, leanDocument, simplerDocumentEdits, wordsOf } from "./robustness/document-edits.js";
import { type EnvelopeEdit, envelopeWords, withEnvelopeEdits } from "./robustness/envelope-edits.js";
import { bytesOf, malformedProperty, type Spoiling } from "./robustness/malformed.js";
import { joined } from "./robustness/places.js";
import { savedByteEdit, savedDocumentEdit, savedEnvelopeEdit } from "./robustness/saved-edits.js";

// Requests that are wrong on purpose. The document asks nothing of a server here but to be a server: it answers, in time, and
// what one phone sends does not take the mailbox from another (ruling Q62). Only on request: a worker of the target may die.

const documents: Spoiling<DocumentEdit> = {
  saved: savedDocumentEdit,
  edits: documentEdits,
  runs: 20,
  provocation: ({ command, document }, edits) => ({
    command,
    body: bytesOf(edited(document, edits)),
    words: told(document, edits, wordsOf, (now, edit) => edited(now, [edit])),
  }),
  simpler: simplerDocumentEdits,
  lean: {
    of: ({ document }) => leanDocument(document),
    numbers: (added) => added.flatMap((edit) => ("at" in edit ? [edit.at] : [])),
    edits: (numbers) => numbers.map((at) => ({ kind: "remove", at })),
  },
};

const bytes: Spoiling<ByteEdit> = {
  saved: savedByteEdit,
  edits: byteEdits,
  runs: 12,
  provocation: ({ command, places }, edits) => ({
    command,
    body: joined(withByteEdits(places, edits)),
    words: told(places, edits, byteWords, (now, edit) => withByteEdits(now, [edit])),
  }),
  simpler: simplerByteEdits,
  lean: {
    of: ({ places }) => leanBytes(places),
    numbers: (added) => added.flatMap((edit) => (edit.kind === "remove" ? [edit.at, edit.count] : [])),
    edits: (numbers) => numbers.flatMap((at, index) => removedBytes(at, numbers[index + 1], index)),
  },
};

const envelope: Spoiling<EnvelopeEdit> = {
  saved: savedEnvelopeEdit,
  edits: envelopeEdits,
  runs: 8,
  provocation: ({ command, document }, edits) => ({
    ...withEnvelopeEdits(command, edits),
    body: bytesOf(document),
    words: told(undefined, edits, (_, edit) => envelopeWords(edit)),
  }),
};

/** Place and count stand one after the other. */
function removedBytes(at: number, count: number | undefined, index: number): readonly ByteEdit[] {
  return index % 2 === 0 && count !== undefined ? [{ kind: "remove", at, count }] : [];
}

/**
 * The search for a smaller request adds edits that leave out what does not matter; a reader wants to know of the first. Each is done
 * to what those before it left. Two places may go by one name: that is said once.
 */
function told<T, E>(
  start: T,
  edits: readonly E[],
  words: (now: T, edit: E) => string,
  after: (now: T, edit: E) => T = (now) => now,
): string {
  const most = 3;
  const said = new Map<string, number>();
  let now = start;
  for (const edit of edits.slice(0, most)) {
    const one = words(now, edit);
    said.set(one, (said.get(one) ?? 0) + 1);
    now = after(now, edit);
  }
  const rest = edits.length > most ? [`${plural(edits.length - most, "more thing")} left out`] : [];
  return [...[...said].map(([one, times]) => (times === 1 ? one : `${one} (${times} times)`)), ...rest].join("; ");
}

const common = { section: "2.1", requirements: [row], needs: ["base", "device2"], suite: "robustness" as const };

testCase(
  {
    ...common,
    id: "malformed-documents",
    effort: 3,
    scenario: "ROB-01",
    purpose: "A request whose elements are wrong gets an answer, and harms neither the server nor the mailbox",
  },
  (context) => provoked(context, documents),
);

testCase(
  {
    ...common,
    id: "malformed-bytes",
    effort: 2,
    scenario: "ROB-02",
    purpose: "A request that is no WBXML, or broken off, gets an answer, and harms neither the server nor the mailbox",
  },
  (context) => provoked(context, bytes),
);

testCase(
  {
    ...common,
    id: "malformed-envelope",
    scenario: "ROB-03",
    purpose: "A request with wrong or missing headers gets an answer, and harms neither the server nor the mailbox",
  },
  (context) => provoked(context, envelope),
);

async function provoked<E>(context: CaseContext, spoiling: Spoiling<E>): Promise<void> {
  const inbox = await context.device.open("Inbox");
  const control = await inbox.sync({ options: [{ ...context.sets.email, filterType: "1" }] });
  if (!control.succeeded().holds) {
    context.inconclusive(`an ordinary Sync does not succeed: ${control.succeeded().seen}`, "CAP-02");
  }
  await context.explore(malformedProperty(context, spoiling));
}
