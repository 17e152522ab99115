import type { Device, DeviceFolder, SyncAnswer } from "../../device/types.js";
import {
  type ClientCommand,
  type CommandResponse,
  type FlagFields,
  type FolderName,
  type ItemFields,
  type ItemMarks,
  isEnvironmental,
  mailFolderTypes,
  type OptionSet,
} from "../../eas/index.js";
import { optionSets } from "../option-sets.js";
import type { Rung } from "./rungs.js";

/** What became of one command of the feeder. */
export interface Fed {
  readonly answer: SyncAnswer;
  /** The word on this very command; absent when the answer has none. */
  readonly response?: CommandResponse;
}

export type FolderPlace = FolderName | { readonly serverId: string };

/** At most this many commands in one request: a server may refuse more than 200 ([MS-ASCMD] 3.1.5.4). */
const batch = 100;

/**
 * A device of the harness's own that puts SMS into the mailbox by Sync Add and changes what is there. A device is never given
 * its own Add back, hence the feeder is always another one than the device under observation.
 */
export class Feeder {
  readonly #folders = new Map<string, DeviceFolder>();

  constructor(
    readonly device: Device,
    readonly rung: Rung,
  ) {}

  /** The folder, drained with both sets: a server may want to have shown all before it takes an Add. @throws StageError */
  async folder(place: FolderPlace): Promise<DeviceFolder> {
    const name = typeof place === "string" ? place : place.serverId;
    const known = this.#folders.get(name);
    if (known !== undefined) return known;
    const folder = await this.device.open(place);
    await folder.drain({ ...setsFor(folder), windowSize: batch });
    this.#folders.set(name, folder);
    return folder;
  }

  /** Adds SMS as the rung says. One entry an item, in their order. @throws StageError */
  async addSms(place: FolderPlace, items: readonly { clientId: string; item: ItemFields }[]): Promise<readonly Fed[]> {
    const commands = items.map(({ clientId, item }): ClientCommand => ({ kind: "Add", class: "SMS", clientId, item }));
    return this.#send(place, commands, ({ responses }, { clientId }) =>
      responses.find((one) => one.kind === "Add" && one.clientId === clientId),
    );
  }

  /** Changes Read or Flag alone, which leaves every other property as it is ([MS-ASCMD] 2.2.3.24). @throws StageError */
  async change(place: FolderPlace, serverId: string, change: ItemMarks): Promise<readonly Fed[]> {
    const commands: ClientCommand[] = [];
    if (change.read !== undefined) commands.push({ kind: "Change", serverId, item: { read: change.read } });
    if (change.flagStatus !== undefined) {
      commands.push({ kind: "Change", serverId, item: { flag: flagOf(change.flagStatus) } });
    }
    const fed: Fed[] = [];
    // One at a time: two Changes of one item in one request are more than a server need understand.
    for (const command of commands) fed.push(...(await this.#send(place, [command], wordOn("Change"))));
    return fed;
  }

  /** Deletes for good. @throws StageError */
  async delete(place: FolderPlace, serverIds: readonly string[]): Promise<readonly Fed[]> {
    const commands = serverIds.map((serverId): ClientCommand => ({ kind: "Delete", serverId }));
    return this.#send(place, commands, wordOn("Delete"));
  }

  /** Every folder that it has looked into. */
  get opened(): readonly DeviceFolder[] {
    return [...this.#folders.values()];
  }

  /** Announces the feeder as able to send SMS, or takes that back. */
  async announceOutbound(phoneNumber: string | undefined): Promise<boolean> {
    const enable = phoneNumber === undefined ? { enableOutboundSms: "0" } : { phoneNumber, enableOutboundSms: "1" };
    return (await this.device.setDeviceInformation(enable)).succeeded().holds;
  }

  async #send<C extends ClientCommand>(
    place: FolderPlace,
    commands: readonly C[],
    find: (
      answer: SyncAnswer,
      command: { readonly clientId?: string; readonly serverId?: string },
    ) => CommandResponse | undefined,
  ): Promise<readonly Fed[]> {
    const folder = await this.folder(place);
    const fed: Fed[] = [];
    for (let start = 0; start < commands.length; start += batch) {
      const some = commands.slice(start, start + batch);
      const answer = await this.#sync(folder, some);
      for (const command of some) {
        const response = find(answer, command);
        fed.push({ answer, ...(response === undefined ? {} : { response }) });
      }
    }
    return fed;
  }

  async #sync(folder: DeviceFolder, commands: readonly ClientCommand[]): Promise<SyncAnswer> {
    const input = {
      commands,
      windowSize: batch,
      deletesAsMoves: "0",
      ...(this.rung.setsWithAdd ? setsFor(folder) : {}),
    } as const;
    const answer = await folder.sync(input);
    if (answer.status !== "3") return answer;
    // The server forgot the partnership's state: once more from the beginning ([MS-ASCMD] 2.2.3.177.17).
    await folder.restart();
    await folder.drain({ ...setsFor(folder), windowSize: batch });
    return folder.sync(input);
  }
}

/** Both sets, where SMS can be: a folder for something else would have to refuse them ([MS-ASMS] 3.1.4.1.1). */
function setsFor({ folder }: DeviceFolder): { readonly options?: readonly OptionSet[] } {
  return mailFolderTypes.includes(folder.type) ? { options: optionSets.both } : {};
}

function wordOn(kind: "Change" | "Delete") {
  return ({ responses }: SyncAnswer, { serverId }: { readonly serverId?: string }): CommandResponse | undefined =>
    responses.find((one) => one.kind === kind && one.serverId === serverId);
}

/** A Change or Delete without a word on it has been done; with one, its Status decides ([MS-ASCMD] 2.2.3.154). */
export function wasDone({ answer, response }: Fed): boolean {
  if (answer.status !== "1") return false;
  return response?.status === undefined || response.status === "1";
}

/** An Add that the server does not say it has refused: a missing word, or one without Status, is for other checks to judge. */
export function wasStored(fed: Fed): boolean {
  return wasDone(fed);
}

/** Did the server say no, to the command or to the request that it came in? A demand for provisioning is no word on either. */
export function wasRefused(fed: Fed): boolean {
  return !wasStored(fed) && fed.answer.status !== undefined && !isEnvironmental(fed.answer.exchange);
}

/** What the server said to a command, for a reader. */
export function wordsOf({ answer, response }: Fed): string {
  const { failure, response: http } = answer.exchange;
  if (failure !== undefined) return `no answer (${failure.message})`;
  if (http !== undefined && http.status !== 200) return `HTTP ${http.status}`;
  if (response?.status !== undefined) return `Status ${response.status} under Responses/${response.kind}`;
  return answer.status === undefined ? "an answer that cannot be read" : `Status ${answer.status}`;
}

/** As little as a flag of this status must have ([MS-ASEMAIL] 2.2.2.34). */
export function flagOf(status: "0" | "1" | "2"): FlagFields {
  if (status === "0") return {};
  if (status === "2") return { Status: "2", FlagType: "for Follow Up" };
  const now = new Date().toISOString();
  // A completed flag names the time of its completion ([MS-ASEMAIL] 2.2.2.19).
  return { Status: "1", FlagType: "for Follow Up", CompleteTime: now, DateCompleted: now };
}
