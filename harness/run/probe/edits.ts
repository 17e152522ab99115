import { type Device, type HeldItem, StageError } from "../../device/index.js";
import { isEnvironmental } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { type Fed, type Feeder, type FolderPlace, wordsOf } from "../seeding/feeder.js";
import { capability, type ProbeStage } from "./stage.js";

/** Who changes and deletes an SMS, where, and who is to be told. */
export interface Editing {
  readonly stage: ProbeStage;
  readonly feeder: Feeder;
  readonly place: FolderPlace;
  readonly a: Device;
}

/**
 * sms.change, sms.delete: of an SMS that a device changes, and then deletes, another one is told. Only what was seen to fail stands
 * for a failure of every edit; what cannot be found out is left to the cases.
 */
export async function probeEdits(editing: Editing): Promise<readonly Capability[]> {
  try {
    const added = await addedAndSeen(editing);
    return added === undefined ? [] : [await probeChange(editing, added), await probeDelete(editing, added)];
  } catch (error) {
    if (error instanceof StageError) return [];
    throw error;
  }
}

interface Added {
  readonly token: string;
  /** The feeder's name for it. */
  readonly serverId: string;
}

async function addedAndSeen(editing: Editing): Promise<Added | undefined> {
  const { stage, feeder, place } = editing;
  const { token, clientId, item } = stage.draughts.sms({ ageHours: 0 }, feeder.rung);
  const [fed] = await feeder.addSms(place, [{ clientId, item }]);
  const serverId = fed?.response?.serverId;
  if (serverId === undefined || (await toldOf(editing, token, () => true)) === undefined) return undefined;
  return { token, serverId };
}

/** Where Read cannot be changed but Flag can, it is not every Change that fails. */
async function probeChange(editing: Editing, { token, serverId }: Added): Promise<Capability> {
  const { feeder, place } = editing;
  const isRead = await feeder.change(place, serverId, { read: "1" });
  const read = await toldOf(editing, token, ({ item }) => item.read === "1");
  if (read !== undefined) return found("sms.change", isRead, "a device is told that another one marked an SMS as read");
  const isFlagged = await feeder.change(place, serverId, { flagStatus: "2" });
  const flagged = await toldOf(editing, token, ({ item }) => item.flag?.Status === "2");
  if (flagged !== undefined) return found("sms.change", isFlagged, "a device is told that another one flagged an SMS");
  return missed("sms.change", [...isRead, ...isFlagged], "told neither of a new Read nor of a new Flag of an SMS");
}

async function probeDelete(editing: Editing, { token, serverId }: Added): Promise<Capability> {
  const { stage, feeder, place, a } = editing;
  const deleted = await feeder.delete(place, [serverId]);
  const view = await stage.view(a, place);
  const look = async () => ((await stage.find(view, token, optionSets.both)) === undefined ? true : undefined);
  if ((await stage.poll(look, stage.settleMs)) === true) {
    return found("sms.delete", deleted, "a device is told that another one deleted an SMS");
  }
  return missed("sms.delete", deleted, "not told of an SMS that another one deleted");
}

/** The SMS as A holds it, once it is so. */
async function toldOf(
  { stage, place, a }: Editing,
  token: string,
  isSo: (held: HeldItem) => boolean,
): Promise<HeldItem | undefined> {
  const view = await stage.view(a, place);
  return stage.poll(async () => {
    const held = await stage.find(view, token, optionSets.both);
    return held !== undefined && isSo(held) ? held : undefined;
  }, stage.settleMs);
}

function found(name: string, fed: readonly Fed[], reason: string): Capability {
  return capability(name, "yes", reason, idsOf(fed));
}

function missed(name: string, fed: readonly Fed[], what: string): Capability {
  const said = fed.map(wordsOf).join(", then ");
  const excused = fed.some(
    ({ answer: { exchange } }) => isEnvironmental(exchange) || exchange.failure?.kind === "aborted",
  );
  return capability(name, excused ? "unknown" : "broken", `a device is ${what} (${said})`, idsOf(fed));
}

function idsOf(fed: readonly Fed[]): readonly string[] {
  return fed.map(({ answer }) => answer.exchange.id);
}
