import type { Item } from "../mailbox.js";
import { plan } from "./answer.js";
import type { SyncJob } from "./job.js";

/** A change that cannot be seen yet is looked for again after so many ms. */
const recheckMs = 50;

/**
 * Waits until an item arrives that the answer would hold, the interval is over, or the device is gone
 * ([MS-ASCMD] 3.1.5.4: changes and removals alone do not end it).
 */
export function waitForArrival(jobs: readonly SyncJob[], seconds: number): Promise<void> {
  const [first] = jobs;
  if (first === undefined) return Promise.resolve();
  const { clock, gone, account } = first.context;
  return new Promise((resolve) => {
    let recheck: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(timer);
      clearInterval(recheck);
      unwatch();
      gone.removeEventListener("abort", finish);
      resolve();
    };
    const lookAgain = () => {
      if (jobs.some(hasAddition)) finish();
    };
    const arrived = (item: Item) => {
      const job = jobs.find(({ folder }) => folder.id === item.folderId);
      if (job === undefined || !job.context.rules.hang.wakes(item, job.folder)) return;
      if (job.context.rules.hang.handsOver(item)) job.handedOver.push(item);
      if (job.context.rules.hang.endsWithout(item)) finish();
      lookAgain();
      const { rules } = job.context;
      if (!rules.select.visible(item.changedAt, clock.now())) recheck ??= setInterval(lookAgain, recheckMs);
    };
    const timer = setTimeout(finish, seconds * clock.secondMs);
    const unwatch = account.mailbox.watch(arrived);
    gone.addEventListener("abort", finish);
  });
}

function hasAddition(job: SyncJob): boolean {
  return plan(job).sent.some(({ kind }) => kind === "Add");
}
