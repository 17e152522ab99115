import {
  buildEstimateRequest,
  buildSyncRequest,
  type ClientCommand,
  type Folder,
  type SyncCollectionRequest,
} from "../eas/index.js";
import type { Element } from "../wbxml/index.js";
import type { Channel, Prepared, PrepareOptions } from "./channel.js";
import { drain } from "./drain.js";
import { estimateAnswer } from "./estimate-answer.js";
import { given } from "./given.js";
import { classOfFolder } from "./hierarchy.js";
import type { Recorded } from "./recorder.js";
import { Replica } from "./replica.js";
import { syncAnswer } from "./sync-answer.js";
import {
  type Device,
  type DeviceFolder,
  type Drained,
  type EstimateAnswer,
  type HeldItem,
  StageError,
  type SyncAnswer,
  type SyncInput,
} from "./types.js";

/** Sends a document, provisioning anew where the target demands it; returns what went out last, too. */
export type Ask = (
  command: string,
  document: Element,
  options: PrepareOptions,
) => Promise<Recorded & { readonly prepared: Prepared }>;

/** The last request, for `retry`. */
interface LastSync {
  readonly prepared: Prepared;
  readonly syncKey: string;
  readonly commands: readonly ClientCommand[];
}

export class SyncedFolder implements DeviceFolder {
  readonly folder: Folder;
  readonly device: Device;
  readonly #channel: Channel;
  readonly #ask: Ask;
  readonly #replica = new Replica();
  #syncKey = "0";
  #last: LastSync | undefined;

  constructor(folder: Folder, device: Device, channel: Channel, ask: Ask) {
    this.folder = folder;
    this.device = device;
    this.#channel = channel;
    this.#ask = ask;
  }

  get syncKey(): string {
    return this.#syncKey;
  }

  get held(): ReadonlyMap<string, HeldItem> {
    return this.#replica.held;
  }

  async sync(input: SyncInput = {}): Promise<SyncAnswer> {
    const collection = this.#collection(input);
    const { heartbeatInterval, wait, deliberate } = input;
    const request = given({ collections: [collection], heartbeatInterval, wait });
    const document = buildSyncRequest(request, this.device.protocolVersion);
    const options = { deliberate, extraMs: hangingMs(input) };
    const sent = { syncKey: collection.syncKey, commands: input.commands ?? [] };
    if (input.lose === true) return this.#syncAndLose(document, options, sent);
    const { prepared, ...recorded } = await this.#ask("Sync", document, options);
    this.#last = { prepared, ...sent };
    const answer = this.#take(recorded, this.#last);
    const isRepeatable =
      answer.status === "16" || (deliberate === undefined && (await this.#asksForFolders(answer, sent.syncKey)));
    return isRepeatable ? this.#sendAgain(this.#last) : answer;
  }

  async retry(): Promise<SyncAnswer> {
    if (this.#last === undefined)
      throw new Error(`Nothing to retry: no Sync of ${this.folder.displayName} was sent yet.`);
    const last = this.#last;
    const answer = await this.#sendAgain(last);
    return answer.status === "16" ? this.#sendAgain(last) : answer;
  }

  async #sendAgain(last: LastSync): Promise<SyncAnswer> {
    return this.#take(await this.#channel.send(last.prepared), last);
  }

  restart(): Promise<SyncAnswer> {
    this.#syncKey = "0";
    this.#replica.clear();
    return this.sync();
  }

  drain(
    input: SyncInput & {
      readonly rounds?: number;
      readonly until?: () => boolean;
      readonly repeatOptions?: boolean;
    } = {},
  ): Promise<Drained> {
    const { settleMs, signal } = this.#channel.setup;
    return drain((one) => this.sync(one), input, { settleMs, signal });
  }

  async estimate(input: Parameters<DeviceFolder["estimate"]>[0] = {}): Promise<EstimateAnswer> {
    const { syncKey = this.#syncKey, options, beside = [], deliberate } = input;
    const others = beside.map((one) => ({ syncKey: one.syncKey, folder: one.folder }));
    const collections = [{ syncKey, folder: this.folder }, ...others].map((one) =>
      given({
        syncKey: one.syncKey,
        collectionId: one.folder.serverId,
        options,
        class: classBefore14(one.folder, this.device),
      }),
    );
    const document = buildEstimateRequest({ collections }, this.device.protocolVersion);
    return estimateAnswer(await this.#ask("GetItemEstimate", document, { deliberate }), this.folder.serverId);
  }

  /**
   * Status 16 asks for the same once more, whatever was asked; 12 for a FolderSync before that ([MS-ASCMD] 2.2.3.177.17). With
   * key 0 that is the business of whoever opens the folder.
   */
  async #asksForFolders({ status }: SyncAnswer, syncKey: string): Promise<boolean> {
    if (status !== "12" || syncKey === "0") return false;
    try {
      await this.device.folderSync();
      return true;
    } catch (error) {
      if (error instanceof StageError) return false;
      throw error;
    }
  }

  /** No provisioning in between: a phone that never saw the answer cannot act on it. */
  async #syncAndLose(
    document: Element,
    options: PrepareOptions,
    sent: Omit<LastSync, "prepared">,
  ): Promise<SyncAnswer> {
    const prepared = this.#channel.prepare("Sync", document, options);
    this.#last = { prepared, ...sent };
    return syncAnswer(await this.#channel.send(prepared, { lost: true }), this.folder.serverId);
  }

  #collection(input: SyncInput): SyncCollectionRequest {
    const {
      syncKey = this.#syncKey,
      getChanges,
      deletesAsMoves,
      windowSize,
      conversationMode,
      options,
      commands,
    } = input;
    return given({
      class: classBefore14(this.folder, this.device),
      syncKey,
      collectionId: this.folder.serverId,
      deletesAsMoves,
      getChanges,
      windowSize,
      conversationMode,
      options,
      commands,
    });
  }

  /**
   * Brings key and replica to what the answer says. Only a success moves the key: after a Status 4, 5, 16 the old one
   * stays current, and after 3 or 12 it is for the caller to start anew ([MS-ASCMD] 2.2.3.181.4).
   */
  #take(recorded: Recorded, { syncKey, commands }: LastSync): SyncAnswer {
    const answer = syncAnswer(recorded, this.folder.serverId);
    const { collection, exchange } = answer;
    const isReadable = answer.empty || answer.response !== undefined;
    if (!isReadable || (answer.status ?? "1") !== "1") return answer;
    if (syncKey === "0" && collection !== undefined) this.#replica.clear();
    this.#replica.applyOwn(commands, answer.responses, exchange.id);
    this.#replica.applyServer(answer.commands, exchange.id);
    if (collection?.syncKey) this.#syncKey = collection.syncKey;
    return answer;
  }
}

/** Before 14.0 the Collection names its class, afterwards it must not ([MS-ASCMD] 2.2.3.27). */
function classBefore14(folder: Folder, { protocolVersion }: Device): string | undefined {
  return protocolVersion === "12.1" ? classOfFolder(folder) : undefined;
}

/** Milliseconds for which the server may hold the answer on purpose. */
export function hangingMs({ heartbeatInterval = 0, wait = 0 }: Pick<SyncInput, "heartbeatInterval" | "wait">): number {
  return heartbeatInterval * 1000 + wait * 60_000;
}
