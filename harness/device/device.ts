import { randomUUID } from "node:crypto";
import {
  buildFolderCreateRequest,
  buildFolderDeleteRequest,
  buildFolderSyncRequest,
  buildItemOperationsRequest,
  buildMoveItemsRequest,
  buildPingRequest,
  buildSendMailRequest,
  buildSettingsRequest,
  buildSyncRequest,
  type DeviceInformation,
  type Exchange,
  type Folder,
  type FolderCreateResponse,
  type FolderDeleteResponse,
  type FolderName,
  type FolderSyncResponse,
  folderTypes,
  type ItemOperationsResponse,
  type MoveItemsResponse,
  type PartnershipId,
  type PingResponse,
  type ProtocolVersion,
  provisioningDemand,
  readFolderCreateResponse,
  readFolderDeleteResponse,
  readFolderSyncResponse,
  readItemOperationsResponse,
  readMoveItemsResponse,
  readPingResponse,
  readSendMailResponse,
  readSyncResponse,
  type SendMailResponse,
  type SettingsRequest,
  type SyncRequest,
  type SyncResponse,
} from "../eas/index.js";
import type { Element } from "../wbxml/index.js";
import { Channel, type Prepared, type PrepareOptions } from "./channel.js";
import { hangingMs, SyncedFolder } from "./device-folder.js";
import { Hierarchy } from "./hierarchy.js";
import { informsInProvision, provision } from "./provisioning.js";
import { readAnswer, statusPlace } from "./reading.js";
import type { Recorded } from "./recorder.js";
import { settingsAnswer } from "./settings-answer.js";
import { httpStatusOf, refusal } from "./stage.js";
import {
  type Answer,
  type Device,
  type DeviceFolder,
  type DeviceSetup,
  type SettingsAnswer,
  StageError,
  type SyncAnswer,
} from "./types.js";

/** Inbox, Sent Items and the like are made by the server; a client makes mail folders of its own as type 12. */
const userMailFolder = 12;

/**
 * A simulated phone with a partnership of its own. Sends nothing before `connect`.
 * @throws Error when the endpoint's URL is none
 */
export function createDevice(setup: DeviceSetup): Device {
  return new SimulatedDevice(setup);
}

class SimulatedDevice implements Device {
  readonly label: string;
  readonly partnership: PartnershipId;
  readonly protocolVersion: ProtocolVersion;
  readonly #channel: Channel;
  readonly #hierarchy = new Hierarchy();
  #lastFolderSync: Exchange | undefined;
  #lastRaw: Prepared | undefined;

  constructor(setup: DeviceSetup) {
    this.label = setup.label;
    this.partnership = setup.partnership;
    this.protocolVersion = setup.protocolVersion;
    this.#channel = new Channel(setup);
  }

  get folders(): readonly Folder[] {
    return this.#hierarchy.folders;
  }

  get policyKey(): string {
    return this.#channel.policyKey;
  }

  async connect(): Promise<void> {
    await provision(this.#channel, this.#information());
    // What comes of it is judged elsewhere: the text only recommends this step ([MS-ASPROV] 2.2.2.54).
    if (!informsInProvision(this.protocolVersion)) await this.setDeviceInformation(this.#information());
    this.#hierarchy.syncKey = "0";
    await this.folderSync();
  }

  async open(wanted: FolderName | { readonly serverId: string }): Promise<DeviceFolder> {
    const first = await this.#firstSync(wanted);
    // Status 12: the hierarchy has changed since; the text sends the client to FolderSync ([MS-ASCMD] 2.2.3.177.17).
    const opened = first.answer.status === "12" ? await this.#afterFolderSync(wanted) : first;
    if (opened.answer.status !== "1" || opened.folder.syncKey === "0") throw firstSyncRefusal(opened);
    return opened.folder;
  }

  hasFolder(folder: FolderName): boolean {
    return this.#hierarchy.find(folder) !== undefined;
  }

  async folderSync(): Promise<void> {
    const first = await this.#askFolders(this.#hierarchy.syncKey);
    // Status 9: the hierarchy key is not valid any more, begin anew ([MS-ASCMD] 2.2.3.177.5).
    const isStale = first.response?.status === "9" && this.#hierarchy.syncKey !== "0";
    const answer = isStale ? await this.#askFolders("0") : first;
    if (answer.response?.status !== "1") {
      throw refusal(answer, statusPlace(answer.response?.element, "FolderSync"), this.#channel.setup);
    }
  }

  async createFolder(displayName: string, type = userMailFolder): Promise<Answer<FolderCreateResponse>> {
    const folder = { parentId: "0", displayName, type };
    const request = { syncKey: this.#hierarchy.syncKey, ...folder };
    const document = buildFolderCreateRequest(request, this.protocolVersion);
    const answer = readAnswer(await this.#ask("FolderCreate", document), readFolderCreateResponse);
    const { status, serverId, syncKey } = answer.response ?? {};
    if (status !== "1") return answer;
    this.#hierarchy.advance(syncKey);
    if (serverId !== undefined) this.#hierarchy.add({ serverId, ...folder });
    return answer;
  }

  async deleteFolder(serverId: string): Promise<Answer<FolderDeleteResponse>> {
    const request = { syncKey: this.#hierarchy.syncKey, serverId };
    const document = buildFolderDeleteRequest(request, this.protocolVersion);
    const answer = readAnswer(await this.#ask("FolderDelete", document), readFolderDeleteResponse);
    if (answer.response?.status !== "1") return answer;
    this.#hierarchy.advance(answer.response.syncKey);
    this.#hierarchy.remove(serverId);
    return answer;
  }

  async settings(request: SettingsRequest & { readonly deliberate?: string }): Promise<SettingsAnswer> {
    const document = buildSettingsRequest(request, this.protocolVersion);
    return settingsAnswer(await this.#ask("Settings", document, { deliberate: request.deliberate }));
  }

  setDeviceInformation(deviceInformation: DeviceInformation, deliberate?: string): Promise<SettingsAnswer> {
    return this.settings(deliberate === undefined ? { deviceInformation } : { deviceInformation, deliberate });
  }

  async sendMail(mime: Uint8Array | string): Promise<Answer<SendMailResponse>> {
    const bytes = typeof mime === "string" ? new TextEncoder().encode(mime) : mime;
    const recorded = this.protocolVersion === "12.1" ? await this.#sendBareMail(bytes) : await this.#sendMail(bytes);
    return readAnswer(recorded, readSendMailResponse);
  }

  async ping(input: Parameters<Device["ping"]>[0]): Promise<Answer<PingResponse>> {
    const document = buildPingRequest(input, this.protocolVersion);
    return readAnswer(await this.#ask("Ping", document, { extraMs: hangingMs(input) }), readPingResponse);
  }

  async moveItem(
    sourceFolderId: string,
    sourceMessageId: string,
    destinationFolderId: string,
  ): Promise<Answer<MoveItemsResponse>> {
    const request = { moves: [{ sourceMessageId, sourceFolderId, destinationFolderId }] };
    const document = buildMoveItemsRequest(request, this.protocolVersion);
    return readAnswer(await this.#ask("MoveItems", document), readMoveItemsResponse);
  }

  async fetch(collectionId: string, serverId: string, bodyType?: number): Promise<Answer<ItemOperationsResponse>> {
    const wanted = { store: "Mailbox", collectionId, serverId };
    const fetches = [bodyType === undefined ? wanted : { ...wanted, bodyType }];
    const document = buildItemOperationsRequest({ fetches }, this.protocolVersion);
    return readAnswer(await this.#ask("ItemOperations", document), readItemOperationsResponse);
  }

  async syncRaw(request: SyncRequest, deliberate?: string): Promise<Answer<SyncResponse>> {
    const document = buildSyncRequest(request, this.protocolVersion);
    const { prepared, ...recorded } = await this.#ask("Sync", document, { deliberate, extraMs: hangingMs(request) });
    this.#lastRaw = prepared;
    return readAnswer(recorded, readSyncResponse);
  }

  /** No provisioning in between: a phone that never saw the answer cannot act on it. */
  async loseSyncRaw(request: SyncRequest): Promise<Exchange> {
    this.#lastRaw = this.#channel.prepare("Sync", buildSyncRequest(request, this.protocolVersion));
    return (await this.#channel.send(this.#lastRaw, { lost: true })).exchange;
  }

  async repeatSyncRaw(): Promise<Answer<SyncResponse>> {
    if (this.#lastRaw === undefined) throw new Error("Nothing to repeat: no Sync of several folders was sent yet.");
    return readAnswer(await this.#channel.send(this.#lastRaw), readSyncResponse);
  }

  async send(
    command: string,
    body: Element | Uint8Array | undefined,
    options: Parameters<Device["send"]>[2] = {},
  ): Promise<Exchange> {
    const prepared = this.#channel.prepare(command, body, options);
    return (await this.#channel.send(prepared, { once: true })).exchange;
  }

  async close(): Promise<void> {
    this.#channel.close();
  }

  /** Sends a document; where the target demands provisioning first, does that and repeats it once. */
  async #ask(
    command: string,
    document: Element | Uint8Array,
    options: PrepareOptions = {},
  ): Promise<Recorded & { readonly prepared: Prepared }> {
    const prepared = this.#channel.prepare(command, document, options);
    const recorded = await this.#channel.send(prepared);
    if (provisioningDemand(recorded.exchange) === undefined || !(await this.#isProvisionedAnew()))
      return { ...recorded, prepared };
    const again = this.#channel.prepare(command, document, options);
    return { ...(await this.#channel.send(again)), prepared: again };
  }

  /** A refusal of Provision is on record; the caller gets the answer that demanded it, and judges that. */
  async #isProvisionedAnew(): Promise<boolean> {
    try {
      await provision(this.#channel, this.#information());
      return true;
    } catch (error) {
      if (error instanceof StageError) return false;
      throw error;
    }
  }

  async #firstSync(wanted: FolderName | { readonly serverId: string }): Promise<FirstSync> {
    const found = this.#hierarchy.find(wanted);
    if (found === undefined) throw new StageError(`The target lists no ${nameOf(wanted)}.`, this.#lastFolderSync);
    const folder = new SyncedFolder(found, this, this.#channel, (...request) => this.#ask(...request));
    return { folder, answer: await folder.restart() };
  }

  async #afterFolderSync(wanted: FolderName | { readonly serverId: string }): Promise<FirstSync> {
    await this.folderSync();
    return this.#firstSync(wanted);
  }

  async #askFolders(syncKey: string): Promise<Answer<FolderSyncResponse>> {
    const document = buildFolderSyncRequest({ syncKey }, this.protocolVersion);
    const answer = readAnswer(await this.#ask("FolderSync", document), readFolderSyncResponse);
    this.#lastFolderSync = answer.exchange;
    if (answer.response?.status === "1") this.#hierarchy.update(syncKey, answer.response);
    return answer;
  }

  #sendMail(mime: Uint8Array): Promise<Recorded> {
    const clientId = randomUUID().replaceAll("-", "");
    return this.#ask("SendMail", buildSendMailRequest({ clientId, mime }, this.protocolVersion));
  }

  /** Before 14.0 the message itself is the body ([MS-ASCMD] 2.2.1.17). */
  #sendBareMail(mime: Uint8Array): Promise<Recorded> {
    return this.#ask("SendMail", mime, { contentType: "message/rfc822" });
  }

  /** No PhoneNumber: whether one is stored decides what EnableOutboundSMS may do ([MS-ASMS] 3.2.5.3). */
  #information(): DeviceInformation {
    return {
      model: "Simulated phone",
      friendlyName: `asms-conformance ${this.label}`,
      os: "asms-conformance",
      osLanguage: "English",
      userAgent: this.#channel.userAgent,
    };
  }
}

interface FirstSync {
  readonly folder: SyncedFolder;
  readonly answer: SyncAnswer;
}

function firstSyncRefusal({ folder, answer }: FirstSync): StageError {
  const { displayName } = folder.folder;
  if (answer.status === "1") {
    return new StageError(`The target gives no SyncKey for ${displayName}.`, answer.exchange, "1");
  }
  const message = `The target refuses the first Sync of ${displayName}: ${answer.succeeded().seen}.`;
  return new StageError(message, answer.exchange, answer.status ?? httpStatusOf(answer.exchange));
}

function nameOf(wanted: FolderName | { readonly serverId: string }): string {
  if (typeof wanted === "string") return `${wanted} (no folder of type ${folderTypes[wanted]})`;
  return `folder with the ServerId "${wanted.serverId}"`;
}
