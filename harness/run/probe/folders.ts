import { type Device, StageError } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { capability, type ProbeStage } from "./stage.js";

/** Which folders there are, and whether a mail folder can be made: folder.sent, folder.outbox, folder.nonmail, folder.work. */
export async function probeFolders(
  stage: ProbeStage,
  a: Device,
): Promise<{ readonly capabilities: readonly Capability[]; readonly work?: string }> {
  const listing = stage.exchanges.findLast(({ command }) => command === "FolderSync")?.id;
  const capabilities = [
    present("folder.sent", a.hasFolder("Sent Items"), "a Sent Items folder (type 5)", listing),
    await outbox(a, listing),
    present(
      "folder.nonmail",
      a.hasFolder("Calendar") || a.hasFolder("Contacts"),
      "a Calendar or Contacts folder",
      listing,
    ),
  ];
  const { exchange, response } = await a.createFolder(`asms ${stage.environment.runToken}`);
  const work = response?.status === "1" ? response.serverId : undefined;
  if (work === undefined) {
    const reason = `FolderCreate is answered with ${response?.status === undefined ? "no Status" : `Status ${response.status}`}`;
    return { capabilities: [...capabilities, capability("folder.work", "no", reason, [exchange.id])] };
  }
  stage.made = { by: a, serverId: work };
  const made = capability("folder.work", "yes", "FolderCreate makes a mail folder", [exchange.id]);
  return { capabilities: [...capabilities, made], work };
}

function present(name: string, there: boolean, what: string, evidence: string | undefined): Capability {
  if (there) return capability(name, "yes", `FolderSync lists ${what}`, [evidence]);
  return capability(name, "no", `FolderSync lists no ${what.replace(/^an? /, "")}`, [evidence], { outcome: "absent" });
}

/** An Outbox that is listed must be open to Sync ([MS-ASMS] 3.2.5.1.1). */
async function outbox(a: Device, listing: string | undefined): Promise<Capability> {
  const listed = present("folder.outbox", a.hasFolder("Outbox"), "an Outbox (type 6)", listing);
  if (listed.value === "no") return listed;
  try {
    await a.open("Outbox");
    return listed;
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    return capability("folder.outbox", "no", error.message, [error.exchange?.id], { outcome: "refused" });
  }
}
