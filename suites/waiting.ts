import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, SyncInput } from "../harness/device/types.js";
import type { FolderName, OptionSet } from "../harness/eas/index.js";
import type { CaseContext } from "../harness/run/index.js";
import { eachHeldOnce, series, type View } from "./observe.js";
import { syncAll, view } from "./stage.js";

// Syncs that are held until there is something to say ([MS-ASCMD] 3.1.5.4).

/** How long a request is to be held, in seconds or in minutes. */
export type Waiting = Pick<SyncInput, "heartbeatInterval" | "wait">;

export function bySeconds({ heartbeat }: CaseContext): Waiting {
  return { heartbeatInterval: heartbeat.seconds };
}

/** As many minutes as are no less than that ([MS-ASCMD] 2.2.3.198). */
export function byMinutes({ heartbeat }: CaseContext): Waiting {
  return { wait: Math.ceil(heartbeat.seconds / 60) };
}

/** The hanging Sync comes back with the Add, clearly before its interval is over; so it is each time that it is sent. */
export async function judgeWoken(
  context: CaseContext,
  folder: FolderName,
  options: readonly OptionSet[],
  { times = 1, waiting = bySeconds(context) }: { readonly times?: number; readonly waiting?: Waiting } = {},
): Promise<void> {
  const shown = await view(context, context.device, folder);
  for (let time = 0; time < times; time += 1) await judgeWake(context, shown, folder, { options, ...waiting });
}

async function judgeWake(
  context: CaseContext,
  shown: View,
  folder: FolderName,
  waiting: Waiting & Pick<SyncInput, "options">,
): Promise<void> {
  const { check, mailbox } = context;
  await syncAll(shown, waiting.options);
  const hanging = shown.folder.sync(waiting);
  await untilHeld(context);
  const { sms } = await mailbox.fill({ sms: 1, folder });
  const answer = await hanging;
  const brought = eachHeldOnce(shown, series([answer]), sms);
  const share = shareOf(context, answer, waiting);
  const seen = `an answer after ${share} % of the interval, ${brought.holds ? "with" : "without"} the SMS`;
  const expected = "an answer with the SMS before four fifths of the interval are over";
  const holds = isEarly(context, answer, waiting) && brought.holds;
  check("ASMS-3.2.5.1.1-3", { holds, expected, seen }, answer, { ruling: "Q39.early" });
}

/** Long enough for a request to have arrived, short against its interval. */
export async function untilHeld({ heartbeat, signal }: CaseContext): Promise<void> {
  await sleep(heartbeat.waitMs / 4, undefined, { signal });
}

/** Per cent of the interval that were over when the answer came. */
export function shareOf(
  context: CaseContext,
  { exchange }: Pick<Answer<unknown>, "exchange">,
  { heartbeatInterval, wait = 0 }: Waiting = bySeconds(context),
): number {
  const { seconds, waitMs } = context.heartbeat;
  const asked = ((heartbeatInterval ?? 60 * wait) / seconds) * waitMs;
  return Math.round((100 * exchange.durationMs) / asked);
}

export function isEarly(
  context: CaseContext,
  answer: Pick<Answer<unknown>, "exchange">,
  waiting = bySeconds(context),
): boolean {
  return shareOf(context, answer, waiting) < 80;
}
