import type { SyncAnswer } from "../harness/device/types.js";
import { type Evidence, type FolderName, type ItemFields, type Observation, pointing } from "../harness/eas/index.js";
import type { CaseContext, SeededItem } from "../harness/run/index.js";
import { addSms, judgeOfWords, type Said, saidOf, wordOn, wordsOn } from "./add-outcome.js";
import { heldOf } from "./observe.js";
import { freshView, syncAll, syncUntilHeld, view } from "./stage.js";

// An SMS that one device writes, and what another device reads of it.

/** An SMS that shall be added as it stands. */
export interface Draft {
  readonly token: string;
  readonly item: ItemFields;
  /** The rule that it breaks on purpose. */
  readonly deliberate?: string;
}

export interface RoundTrip {
  readonly sent: ItemFields;
  readonly said: Said;
  /** What the Add was answered with, for a reader. */
  readonly words: string;
  /** The Add was answered by ActiveSync at all: HTTP 200, and what it carries can be read. */
  readonly answered: boolean;
  /** As the other device holds it, whatever was said of it; undefined: it was never sent. */
  readonly came: ItemFields | undefined;
  /** An answer to the other device could not be read: what did not come may have stood in it. */
  readonly unread: boolean;
  readonly evidence: Evidence;
}

/**
 * Device A adds each of them, where the target takes SMS unless a folder is named, and a fresh device that asks for both classes
 * reads those that were not refused.
 */
export async function roundTrips(
  context: CaseContext,
  drafts: readonly Draft[],
  folder: FolderName = context.mailbox.place,
): Promise<readonly RoundTrip[]> {
  const { both } = context.sets;
  await context.mailbox.admit(context.device);
  const writer = await view(context, context.device, folder);
  await syncAll(writer, both);
  const added: { readonly item: SeededItem; readonly answer: SyncAnswer; readonly said: Said }[] = [];
  for (const { token, item, deliberate } of drafts) {
    const answer = await addSms(writer.folder, both, { token, item }, deliberate);
    added.push({ item: { token, item, class: "SMS", folder }, answer, said: saidOf(answer, token) });
  }
  const reader = await freshView(context, "reader", folder);
  const awaited = added.filter(({ said }) => said === "acknowledged" || said === "unsaid").map(({ item }) => item);
  const { answers } = await syncUntilHeld(reader, awaited, { options: both });
  const unread = !answers.every(isAnswered);
  return added.map(({ item, answer, said }) => {
    const held = heldOf(reader, item);
    return {
      sent: item.item,
      said,
      words: wordsOn(answer, item.token),
      answered: isAnswered(answer),
      came: held?.item,
      unread,
      // What is said of the SMS is said of the Add that brought it; where none did, of the server's word on it.
      evidence: pointing([answer, ...answers], held?.element ?? wordOn(answer, item.token)?.element),
    };
  });
}

function isAnswered({ exchange: { response }, empty, response: read }: SyncAnswer): boolean {
  return response?.status === 200 && (empty || read !== undefined);
}

/** The row that an SMS breaks which was acknowledged and never comes. */
export const keptRow = "ASMS-3.1.4.1.2-1";

/** It was acknowledged and never came: that is for `judgeKept` alone, and says nothing about the row of a value. */
export function isLost({ said, came }: RoundTrip): boolean {
  return said === "acknowledged" && came === undefined;
}

/** Neither was a word said of it nor did it come, so nobody can tell whether it was refused, as a server may do with some. */
export function isUntold({ said, came }: RoundTrip): boolean {
  return said === "unsaid" && came === undefined;
}

/** For values that may be refused. @throws Inconclusive where nobody can tell whether it was */
export function demandTold({ inconclusive }: Pick<CaseContext, "inconclusive">, trip: RoundTrip): void {
  if (isUntold(trip)) inconclusive(`an SMS that was answered with ${trip.words} came to no other device`, judgeOfWords);
}

/**
 * What was acknowledged is there for other devices (clause Q42.stored). Whatever the odd value weighs for which an SMS is lost, to
 * lose it is a failure; to refuse it is for the row of the value.
 */
export function judgeKept({ check }: Pick<CaseContext, "check">, trip: RoundTrip, what: string): void {
  if (trip.said === "acknowledged") check(keptRow, arrived(trip, what), trip.evidence, { ruling: "Q42.stored" });
}

/** A remark on what came is none on what did not. */
export function remarked({ came }: RoundTrip, remark: string): { readonly remark?: string } {
  return came === undefined ? {} : { remark };
}

/** It was stored, and another device is sent it: that it comes shows both, whatever was said of it. */
export function arrived({ said, words, came }: RoundTrip, what: string): Observation {
  const holds = came !== undefined;
  const silent = said === "unsaid" ? ", and no other device is sent it" : "";
  const seen = holds
    ? "it is"
    : said === "acknowledged"
      ? "it was acknowledged, and no other device is sent it"
      : `the Add was answered with ${words}${silent}`;
  return { holds, expected: `${what} is stored and sent to another device`, seen };
}
