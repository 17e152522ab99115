import type { FolderName } from "../harness/eas/index.js";
import type { CaseContext, SeededItem } from "../harness/run/index.js";
import { when } from "./observe.js";
import { view, witness } from "./stage.js";
import { brought, demandAnswered, syncTogether } from "./together.js";
import { counted, named } from "./words.js";

// That each Collection of a request brings the SMS of its folder is judged once, by `sync-two-collections`; what rests on it asks here.

const folders: readonly FolderName[] = ["Inbox", "Sent Items"];

/** What a new device was sent of the SMS of one folder, when it synchronised both in one request. */
interface Served {
  readonly name: FolderName;
  readonly sms: readonly SeededItem[];
  readonly came: readonly SeededItem[];
}

/** SMS that lie in both, and another device is sent, come to a device that asks for both folders in one request. */
export async function judgeEachServed(context: CaseContext): Promise<void> {
  const filled = new Map<FolderName, readonly SeededItem[]>();
  for (const name of folders) {
    const { sms } = await context.mailbox.fill({ sms: 2, folder: name });
    await witness(context, sms, `sees ${name}`);
    filled.set(name, sms);
  }
  // Neither folder is to be served because it comes first.
  for (const order of [folders, folders.toReversed()]) {
    const { answers, served } = await serve(context, order, filled, `both, ${order[0]} first`);
    for (const { name, sms, came } of served) {
      const missing = sms.filter((item) => !came.includes(item));
      const seen = when(
        `in ${name}, ${order.indexOf(name) === 0 ? "first" : "second"} of two Collections in one request`,
        {
          holds: missing.length === 0,
          expected: `the device is sent ${counted(sms)}`,
          seen: missing.length === 0 ? "so it is" : `it is not sent ${named(missing)}`,
        },
      );
      context.check("ASMS-3.2.1-3", seen, answers);
    }
  }
}

/**
 * Before a failure about one folder is told where none of these SMS came from it in a request for two.
 * @throws Inconclusive where none come without any filter either
 */
export async function demandServed(
  context: CaseContext,
  order: readonly FolderName[],
  wanted: readonly SeededItem[],
  label: string,
): Promise<void> {
  const name = wanted[0]?.folder;
  if (name === undefined) return;
  const { served } = await serve(context, order, new Map([[name, wanted]]), label);
  if (served.some((one) => one.name === name && one.came.length > 0)) return;
  context.inconclusive(
    `in a request for two folders no SMS comes in ${name}, whatever the sets given there`,
    "sync-two-collections",
  );
}

async function serve(
  context: CaseContext,
  order: readonly FolderName[],
  filled: ReadonlyMap<FolderName, readonly SeededItem[]>,
  label: string,
) {
  const { mailbox, newDevice, sets } = context;
  const device = await newDevice(label);
  const asked = [];
  for (const name of order) {
    asked.push({ name, folder: (await view(context, device, name)).folder, options: sets.both });
  }
  const together = await syncTogether(device, asked);
  demandAnswered(context, together);
  const served = asked.map(({ name, folder }): Served => {
    const sms = filled.get(name) ?? [];
    return { name, sms, came: brought(mailbox, together.said(folder), sms) };
  });
  return { answers: together.answers, served };
}
