import { setTimeout as sleep } from "node:timers/promises";
import { type Exchange, exchangesOf, type FolderName, userMailFolderType } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { eachHeldOnce, heldOf, type View, when } from "./observe.js";
import { bring, folderOf, syncUntilHeld, view } from "./stage.js";

// What a device does between two Syncs has no Options for Sync, and ends no sets of it ([MS-ASMS] 3.1.4.1.1.1).

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
    const { sms: held } = await context.mailbox.fill({ sms: 2 });
    const folder = folderOf(held);
    const shown = await view(context, context.device, folder);
    await bring(context, shown, held, context.sets.both, "OPT-01");
    const own = new OwnFolder(context);
    try {
      for (const { name, give } of commandsOf(context, shown, held, own)) {
        const given = await give();
        // One that ended the sets would make all that follow look as if they did.
        if (given !== undefined && !(await staysInForce(context, shown, folder, name, given))) return;
      }
    } finally {
      await own.remove();
    }
  },
);

interface OtherCommand {
  readonly name: string;
  /** Undefined where the device has nothing to give it for. Whether it succeeds does not matter. */
  readonly give: () => Promise<{ readonly exchange: Exchange } | undefined>;
}

/** SendMail is not among them: its message would reach somebody. */
function commandsOf(
  context: CaseContext,
  shown: View,
  held: readonly SeededItem[],
  own: OwnFolder,
): readonly OtherCommand[] {
  const { can, device } = context;
  const { serverId } = shown.folder.folder;
  const [fetched, moved] = held.map((item) => heldOf(shown, item)?.serverId);
  const others: readonly OtherCommand[] = [
    { name: "ItemOperations", give: async () => (fetched === undefined ? undefined : device.fetch(serverId, fetched)) },
    { name: "FolderCreate", give: () => own.make() },
    { name: "MoveItems", give: async () => (moved === undefined ? undefined : own.take(serverId, moved)) },
    { name: "FolderDelete", give: () => own.remove() },
  ];
  return can("hang") ? [{ name: "Ping", give: () => pinged(context, shown, folderOf(held)) }, ...others] : others;
}

/** A Ping on the folder; an SMS that arrives in the meantime may end it, so that nobody need wait for its interval. */
async function pinged(context: CaseContext, shown: View, folder: FolderName): Promise<{ readonly exchange: Exchange }> {
  const { device, heartbeat, mailbox, signal } = context;
  const { serverId: id } = shown.folder.folder;
  const waiting = device.ping({ heartbeatInterval: heartbeat.seconds, folders: [{ id, class: "Email" }] });
  await sleep(heartbeat.waitMs / 4, undefined, { signal });
  await mailbox.sms({ folder });
  return waiting;
}

/** A folder of the user's own into which an SMS can be moved. */
class OwnFolder {
  readonly #device: CaseContext["device"];
  readonly #name: string;

  constructor({ device, mailbox }: CaseContext) {
    this.#device = device;
    this.#name = `asms ${mailbox.draft().token}`;
  }

  get #serverId(): string | undefined {
    return this.#device.folders.find(({ displayName }) => displayName === this.#name)?.serverId;
  }

  async make(): Promise<{ readonly exchange: Exchange }> {
    return this.#device.createFolder(this.#name, userMailFolderType);
  }

  async take(source: string, serverId: string): Promise<{ readonly exchange: Exchange } | undefined> {
    const here = this.#serverId;
    return here === undefined ? undefined : this.#device.moveItem(source, serverId, here);
  }

  async remove(): Promise<{ readonly exchange: Exchange } | undefined> {
    const here = this.#serverId;
    return here === undefined ? undefined : this.#device.deleteFolder(here);
  }
}

/** Does an SMS that comes now reach the device by a Sync without Options? */
async function staysInForce(
  { check, mailbox }: CaseContext,
  shown: View,
  folder: FolderName,
  name: string,
  given: { readonly exchange: Exchange },
): Promise<boolean> {
  const late = await mailbox.sms({ folder });
  const drained = await syncUntilHeld(shown, [late]);
  const seen = when(`after ${name}`, eachHeldOnce(shown, drained, [late]));
  check(requirement, seen, [given, ...exchangesOf(seen.evidence).map((exchange) => ({ exchange }))]);
  return seen.holds;
}
