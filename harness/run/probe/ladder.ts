import { type Device, type DeviceFolder, StageError } from "../../device/index.js";
import { isEnvironmental, isShutOut, type ProtocolVersion } from "../../eas/index.js";
import { optionSets } from "../option-sets.js";
import type { SmsDraft } from "../seeding/draughtsman.js";
import { Feeder, type FolderPlace } from "../seeding/feeder.js";
import { type Rung, rungs } from "../seeding/rungs.js";
import { controlArrives } from "./email.js";
import { type AddWord, addWord, outcomeOf, readingOf, type Sighting, type SmsOutcome } from "./outcome.js";
import type { ProbeStage } from "./stage.js";

/** One rung tried. */
export interface Try {
  readonly rung: Rung;
  readonly outcome: SmsOutcome;
  /** What the adder was told. */
  readonly said: string;
  readonly draft: SmsDraft;
  readonly sighting?: Sighting;
  readonly evidence: readonly string[];
  /** The Add was acknowledged, and no request that would have brought the item was answered with success. */
  readonly unread: boolean;
  /** No answer came within the time. */
  readonly silent: boolean;
  /** The feeder that made it, and where. */
  readonly feeder?: Feeder;
  readonly place: FolderPlace;
}

/** Who takes part in the ladder. */
export interface Climbers {
  readonly stage: ProbeStage;
  /** Reads. */
  readonly a: Device;
  readonly inbox: DeviceFolder;
  /** Adds. The same device as `a` where only one is let in: it then starts again with SyncKey 0 to read. */
  readonly b: Device;
  /** Third opinion, made when it is first needed. @throws StageError */
  readonly c: () => Promise<Device>;
  /** ServerId of the folder made for the purpose, if one could be made. */
  readonly work?: string;
  /** Next lower version that is offered. */
  readonly lower?: ProtocolVersion;
}

/** Outcomes that end the climb: an SMS that A reads as SMS. */
const usable: readonly SmsOutcome[] = ["works", "mangled", "unanswered", "contradictory"];

/** Climbs until an SMS comes back as SMS, or to the top. Rungs that the target has no folder or version for are left out. */
export async function climb(climbers: Climbers): Promise<readonly Try[]> {
  const tries: Try[] = [];
  for (const rung of rungs) {
    const place = placeOf(rung, climbers);
    if (place === undefined || (rung.lowerVersion && climbers.lower === undefined)) continue;
    const one = await attempt(rung, place, climbers);
    tries.push(one);
    if (isEnd(one)) break;
  }
  return tries;
}

function isEnd({ outcome, sighting, silent }: Try): boolean {
  // Whoever lets a request wait till the time is over would let all of them wait.
  if (outcome === "environment" || silent) return true;
  return usable.includes(outcome) && sighting?.held.class === "SMS" && sighting.view !== "default set";
}

function placeOf(rung: Rung, { a, work }: Climbers): FolderPlace | undefined {
  if (rung.folder === "work") return work === undefined ? undefined : { serverId: work };
  return a.hasFolder(rung.folder) ? rung.folder : undefined;
}

async function attempt(rung: Rung, place: FolderPlace, climbers: Climbers): Promise<Try> {
  const { stage } = climbers;
  const draft = stage.draughts.sms({ ageHours: 0 }, rung);
  const before = stage.exchanges.length;
  try {
    const feeder = await feederFor(rung, climbers);
    // The reader stands ready before the Add: what it holds already cannot be taken for the new item.
    if (!isAlone(climbers)) await stage.find(await stage.view(climbers.a, place), draft.token, optionSets.both);
    const [fed] = await feeder.addSms(place, [draft]);
    if (fed === undefined) throw new Error("The Add of one SMS has no answer");
    const word = addWord(fed);
    const look = await lookFor(draft, place, word, climbers);
    const outcome = look.outcome ?? outcomeOf(word, look.sighting, draft.item);
    const evidence = [fed.answer.exchange.id, ...look.evidence];
    const { sighting } = look;
    const silent = fed.answer.exchange.failure?.kind === "timeout";
    const unread = look.outcome === "broken";
    const found = { rung, place, draft, outcome, said: saidOf(word), evidence, feeder, unread, silent };
    return sighting === undefined ? found : { ...found, sighting };
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    const { exchange, status, message } = error;
    const excused = isShutOut(status) || (exchange !== undefined && isEnvironmental(exchange));
    const evidence = exchange === undefined ? stage.idsSince(before) : [exchange.id];
    const outcome = excused ? "environment" : "broken";
    const silent = exchange?.failure?.kind === "timeout";
    return { rung, place, draft, outcome, said: message, evidence, unread: false, silent };
  }
}

/** One-partnership mode. */
function isAlone({ a, b }: Climbers): boolean {
  return a === b;
}

async function feederFor(rung: Rung, { stage, b, lower }: Climbers): Promise<Feeder> {
  const device = rung.lowerVersion && lower !== undefined ? await stage.newDevice("B-lower", lower) : b;
  const feeder = new Feeder(device, rung);
  if (rung.outbound) {
    stage.announced.add(device);
    await feeder.announceOutbound(stage.draughts.number());
  }
  if (rung.folder === "work") await device.folderSync();
  return feeder;
}

interface Look {
  readonly sighting?: Sighting;
  /** Set where it cannot be said whether the item is there. */
  readonly outcome?: "environment" | "broken";
  readonly evidence: readonly string[];
}

/**
 * Looks for the item. "Nothing" is concluded only after A drained twice with the settle time between, the other mail folders
 * were looked into, a third device began from nothing, and a control e-mail did arrive where e-mail can be had.
 */
async function lookFor(draft: SmsDraft, place: FolderPlace, word: AddWord, climbers: Climbers): Promise<Look> {
  const { stage, a, inbox } = climbers;
  const { both, email, sms } = optionSets;
  const before = stage.exchanges.length;
  const alone = isAlone(climbers);
  const reopened = async (where: FolderPlace) => (alone ? a.open(where) : stage.view(a, where));
  const folder = await reopened(place);
  const accepted = word.kind === "stored" || word.kind === "silent";
  // A refusal is believed at the first look; an acceptance is given the time that the server may take.
  const soon = await stage.poll(() => stage.find(folder, draft.token, both), accepted ? stage.settleMs : 0);
  if (soon !== undefined) return seen({ held: soon, view: "both sets" });
  if (!accepted) return { evidence: stage.idsSince(before).slice(-1) };
  for (const other of (["Inbox", "Sent Items"] as const).filter((name) => name !== place && a.hasFolder(name))) {
    const strayed = await stage.find(await reopened(other), draft.token, both);
    if (strayed !== undefined) return seen({ held: strayed, view: "both sets" });
  }
  const again = await stage.find(folder, draft.token, both);
  if (again !== undefined) return seen({ held: again, view: "both sets" });
  const lastReads = [stage.exchanges.at(-1)];
  const bySmsSet = await stage.find(folder, draft.token, [sms]);
  if (bySmsSet !== undefined) return seen({ held: bySmsSet, view: "SMS set" });
  const third = alone ? undefined : await thirdOpinion(draft, place, climbers);
  if (third !== undefined) return seen(third);
  if (!alone) lastReads.push(stage.exchanges.at(-1));
  const control = await controlArrives(stage, climbers.b, inbox);
  const evidence = stage.idsSince(before);
  if (control === false) return { outcome: "environment", evidence };
  const reading = readingOf(lastReads.filter((read) => read !== undefined));
  return reading === "read" ? { evidence } : { outcome: reading, evidence };

  function seen(sighting: Sighting): Look {
    return { sighting, evidence: [sighting.held.exchange] };
  }

  async function thirdOpinion(wanted: SmsDraft, where: FolderPlace, { c }: Climbers): Promise<Sighting | undefined> {
    const device = await c();
    if (typeof where !== "string") await device.folderSync();
    const byDefault = await stage.find(await device.open(where), wanted.token, [email]);
    if (byDefault !== undefined) return { held: byDefault, view: "default set" };
    const withBoth = await stage.find(await device.open(where), wanted.token, both);
    return withBoth === undefined ? undefined : { held: withBoth, view: "both sets" };
  }
}

function saidOf(word: AddWord): string {
  switch (word.kind) {
    case "stored":
      return word.serverId === undefined ? "Status 1 without a ServerId" : "Status 1 with a ServerId";
    case "silent":
      return "success, with no word on the Add";
    default:
      return word.words;
  }
}
