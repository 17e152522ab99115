import type { SyncAnswer } from "../harness/device/types.js";
import { type Evidence, type FolderName, type ItemFields, type Observation, pointing } from "../harness/eas/index.js";
import type { CaseContext, SeededItem } from "../harness/run/index.js";
import { addSms, wordOn } from "./add-outcome.js";
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
  /** Status in Responses/Add; undefined when there is no word on it. */
  readonly status: string | undefined;
  readonly accepted: boolean;
  /** The Add was answered by ActiveSync at all: HTTP 200, and what it carries can be read. */
  readonly answered: boolean;
  /** As the other device holds it; undefined: it was never sent. */
  readonly came: ItemFields | undefined;
  /** An answer to the other device could not be read: what did not come may have stood in it. */
  readonly unread: boolean;
  readonly evidence: Evidence;
}

/**
 * Device A adds each of them, where the target takes SMS unless a folder is named, and a fresh device that asks for both classes
 * reads those that were accepted.
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
  const added: { readonly item: SeededItem; readonly answer: SyncAnswer; readonly status: string | undefined }[] = [];
  for (const { token, item, deliberate } of drafts) {
    const answer = await addSms(writer.folder, both, { token, item }, deliberate);
    added.push({ item: { token, item, class: "SMS", folder }, answer, status: wordOn(answer, token)?.status });
  }
  const reader = await freshView(context, "reader", folder);
  const accepted = added.filter(({ status }) => status === "1").map(({ item }) => item);
  const { answers } = await syncUntilHeld(reader, accepted, { options: both });
  const unread = !answers.every(isAnswered);
  return added.map(({ item, answer, status }) => {
    const held = status === "1" ? heldOf(reader, item) : undefined;
    return {
      sent: item.item,
      status,
      accepted: status === "1",
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
export function isLost({ accepted, came }: RoundTrip): boolean {
  return accepted && came === undefined;
}

/**
 * What was acknowledged is there for other devices (clause Q42.stored). Whatever the odd value weighs for which an SMS is lost, to
 * lose it is a failure; to refuse it is for the row of the value.
 */
export function judgeKept({ check }: Pick<CaseContext, "check">, trip: RoundTrip, what: string): void {
  if (trip.accepted) check(keptRow, arrived(trip, what), trip.evidence, { ruling: "Q42.stored" });
}

/** It was stored, and another device is sent it. */
export function arrived({ status, accepted, came }: RoundTrip, what: string): Observation {
  const holds = accepted && came !== undefined;
  const seen = !accepted
    ? `the Add was answered with ${status === undefined ? "no word in Responses" : `Status ${status}`}`
    : holds
      ? "it is"
      : "it was acknowledged, and no other device is sent it";
  return { holds, expected: `${what} is stored and sent to another device`, seen };
}
