import type { SyncAnswer, SyncInput } from "../harness/device/types.js";
import type { CaseContext, SeededItem } from "../harness/run/index.js";
import { holdsAll, type View } from "./observe.js";
import type { softDeleted } from "./removals.js";
import { syncRun } from "./stage.js";

// Answers that never reach the device, which repeats its request ([MS-ASCMD] 2.2.3.181.4).

/** The first of so many answers that are lost, and that to the same request once more. */
export async function repeated(
  { folder }: View,
  input: SyncInput,
  times = 1,
): Promise<readonly [lost: SyncAnswer, again: SyncAnswer]> {
  const lost = await folder.sync({ ...input, lose: true });
  for (let time = 1; time < times; time += 1) await folder.sync({ ...input, lose: true });
  return [lost, await folder.retry()];
}

/** What was lost, and what came when the request was repeated and later. */
export interface Lost {
  readonly lost: readonly SyncAnswer[];
  readonly again: readonly SyncAnswer[];
}

/**
 * Sends a request under which these items are no longer wanted. Its answers are lost, so many times each, and their requests
 * repeated, until one was lost that had SoftDeletes. A foreign server may take five Syncs until then and until all have come
 * again; the strict tolerance wants them in the first one (ruling Q14).
 */
export async function loseSoftDeletes(
  { tolerance }: CaseContext,
  shown: View,
  leaving: readonly SeededItem[],
  input: SyncInput,
  times = 1,
): Promise<Lost> {
  const patience = tolerance === "field" ? 5 : 1;
  const lost: SyncAnswer[] = [];
  const again: SyncAnswer[] = [];
  const goesOn = () =>
    again.length < patience &&
    leaving.some((item) => holdsAll(shown, [item])) &&
    again.every((answer) => answer.succeeded().holds);
  while (goesOn() && !lost.some(hasSoftDeletes)) {
    for (let time = 0; time < times; time += 1) lost.push(await shown.folder.sync({ ...input, lose: true }));
    again.push(await shown.folder.retry());
  }
  if (again.at(-1)?.moreAvailable) again.push(...(await syncRun(shown.folder, input)).answers);
  while (goesOn()) again.push(await shown.folder.sync(input));
  return { lost, again };
}

/** @throws Inconclusive where there were no SoftDeletes to lose, which another scenario judges. */
export function demandSoftDeletes(
  context: CaseContext,
  lost: readonly SyncAnswer[],
  seen: ReturnType<typeof softDeleted>,
  judgedBy: string,
): void {
  if (seen.hard) context.inconclusive(seen.seen, judgedBy);
  const missing = !seen.holds && !lost.some(hasSoftDeletes);
  if (missing && context.tolerance === "field")
    context.inconclusive(`no SoftDelete came in ${lost.length} answers`, judgedBy);
}

function hasSoftDeletes(answer: SyncAnswer): boolean {
  return answer.softDeletes().length > 0;
}
