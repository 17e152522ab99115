import { setTimeout as sleep } from "node:timers/promises";
import { type Exchange, exchangesOf, type FolderName } from "../harness/eas/index.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { makeUserFolder } from "./mail-folders.js";
import { eachHeldOnce, heldOf, type View, when } from "./observe.js";
import { bring, folderOf, syncUntilHeld, view } from "./stage.js";

// What a device does between two Syncs has no Options for Sync, and ends no sets of it ([MS-ASMS] 3.1.4.1.1.1). SendMail is not
// tried: its message would reach somebody.

const requirement = "ASMS-3.1.4.1.1.1-1";

testCase(
  {
    id: "sticky-beyond-sync",
    scenario: "STK-01",
    section: "3.1.4.1.1.1",
    purpose:
      "Ping, ItemOperations, MoveItems and changes of folders end no sets: a Sync without Options still brings SMS",
    requirements: [requirement],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { can, device, mailbox, sets } = context;
    const { sms: held } = await mailbox.fill({ sms: 2 });
    const folder = folderOf(held);
    const shown = await view(context, device, folder);
    await bring(context, shown, held, sets.both, "OPT-01");
    const { serverId: source } = shown.folder.folder;
    const [fetched, moved] = held.map((item) => heldOf(shown, item)?.serverId);
    // A command that ended the sets would make all that follow look as if they did. Whether one succeeds does not matter.
    const lasts = (name: string, given: Given) => staysInForce(context, shown, folder, name, given);
    if (can("hang") && !(await lasts("Ping", await pinged(context, shown, folder)))) return;
    if (fetched !== undefined && !(await lasts("ItemOperations", await device.fetch(source, fetched)))) return;
    const { folder: own, answer } = await makeUserFolder(context);
    const into = answer.response?.serverId;
    let lasting = false;
    let removed: Given | undefined;
    try {
      lasting = await lasts("FolderCreate", answer);
      if (lasting && moved !== undefined && into !== undefined) {
        lasting = await lasts("MoveItems", await device.moveItem(source, moved, into));
      }
    } finally {
      removed = await own?.remove();
    }
    if (lasting && removed !== undefined) await lasts("FolderDelete", removed);
  },
);

/** The command that a device gave. */
interface Given {
  readonly exchange: Exchange;
}

/** A Ping on the folder; an SMS that arrives in the meantime may end it, so that nobody need wait for its interval. */
async function pinged(context: CaseContext, shown: View, folder: FolderName): Promise<Given> {
  const { device, heartbeat, mailbox, signal } = context;
  const { serverId: id } = shown.folder.folder;
  const waiting = device.ping({ heartbeatInterval: heartbeat.seconds, folders: [{ id, class: "Email" }] });
  await sleep(heartbeat.waitMs / 4, undefined, { signal });
  await mailbox.sms({ folder });
  return waiting;
}

/** Does an SMS that comes now reach the device by a Sync without Options? */
async function staysInForce(
  { check, mailbox }: CaseContext,
  shown: View,
  folder: FolderName,
  name: string,
  given: Given,
): Promise<boolean> {
  const late = await mailbox.sms({ folder });
  const drained = await syncUntilHeld(shown, [late]);
  const seen = when(`after ${name}`, eachHeldOnce(shown, drained, [late]));
  check(requirement, seen, [given, ...exchangesOf(seen.evidence).map((exchange) => ({ exchange }))]);
  return seen.holds;
}
