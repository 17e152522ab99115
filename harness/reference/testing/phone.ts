import {
  buildEstimateRequest,
  buildFolderSyncRequest,
  buildPlainQuery,
  buildProvisionRequest,
  buildSettingsRequest,
  buildSyncRequest,
  type ClientCommand,
  type DeviceInformation,
  type EstimateResponse,
  type ItemFields,
  type OptionSet,
  type ProtocolVersion,
  readEstimateResponse,
  readFolderSyncResponse,
  readItem,
  readProvisionResponse,
  readSettingsResponse,
  readSyncResponse,
  type ServerCommand,
  type SettingsResponse,
  type SyncCollectionRequest,
  type SyncCollectionResponse,
  type SyncRequest,
  type SyncResponse,
  wbxmlPolicyType,
} from "../../eas/index.js";
import { decode, diagnose, type Element, encode } from "../../wbxml/index.js";

// A client for the tests of this folder: as small as can be, and it believes everything.

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** As far as it can be decoded. */
  readonly document: Element | undefined;
}

export interface SyncAnswer extends RawAnswer {
  readonly response: SyncResponse | undefined;
  readonly collection: SyncCollectionResponse | undefined;
  readonly commands: readonly ServerCommand[];
}

let devices = 0;

export class Phone {
  policyKey = "0";
  readonly keys = new Map<string, string>();
  readonly deviceId: string;
  #last: Element | undefined;

  constructor(
    readonly url: string,
    readonly version: ProtocolVersion = "14.1",
    readonly user = "alice",
    readonly password = "secret",
  ) {
    devices += 1;
    this.deviceId = `TEST${devices}`;
  }

  /** A phone that has been through Provision. */
  static async connected(url: string, version: ProtocolVersion = "14.1", user = "alice"): Promise<Phone> {
    const phone = new Phone(url, version, user);
    await phone.provision();
    return phone;
  }

  async post(command: string, body: Element | Uint8Array | undefined, headers: Record<string, string> = {}) {
    const query = buildPlainQuery({ command, user: this.user, deviceId: this.deviceId, deviceType: "Phone" });
    const bytes = body instanceof Uint8Array ? body : body && encode(body);
    const response = await fetch(`${this.url}?${query}`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(`${this.user}:${this.password}`).toString("base64")}`,
        "MS-ASProtocolVersion": this.version,
        "X-MS-PolicyKey": this.policyKey,
        ...(bytes === undefined ? {} : { "Content-Type": "application/vnd.ms-sync.wbxml" }),
        ...headers,
      },
      ...(bytes === undefined ? {} : { body: Buffer.from(bytes) }),
    });
    return readAnswer(response);
  }

  async provision(): Promise<void> {
    const information: DeviceInformation = { model: "Phone" };
    const first = buildProvisionRequest(
      { policyType: wbxmlPolicyType, ...(this.version === "14.0" ? {} : { deviceInformation: information }) },
      this.version,
    );
    const offered = await this.post("Provision", first);
    const temporary = offered.document && readProvisionResponse(offered.document)?.policy?.policyKey;
    if (temporary === undefined) return;
    const second = { policyType: wbxmlPolicyType, policyKey: temporary, acknowledgement: "1" };
    const accepted = await this.post("Provision", buildProvisionRequest(second, this.version));
    this.policyKey = (accepted.document && readProvisionResponse(accepted.document)?.policy?.policyKey) ?? "0";
  }

  async folders(syncKey = "0") {
    const { document } = await this.post("FolderSync", buildFolderSyncRequest({ syncKey }, this.version));
    return document && readFolderSyncResponse(document);
  }

  /** One Sync of one folder under its newest key; a folder that has none yet is primed first. */
  async sync(
    collectionId: string,
    input: Partial<SyncCollectionRequest> & Pick<SyncRequest, "heartbeatInterval" | "wait"> & { lose?: boolean } = {},
  ): Promise<SyncAnswer> {
    const { heartbeatInterval, wait, lose, ...collection } = input;
    if (collection.syncKey === undefined && !this.keys.has(collectionId)) await this.prime(collectionId);
    const syncKey = this.keys.get(collectionId) ?? "0";
    const request: SyncRequest = {
      collections: [{ syncKey, collectionId, ...collection }],
      ...(heartbeatInterval === undefined ? {} : { heartbeatInterval }),
      ...(wait === undefined ? {} : { wait }),
    };
    this.#last = buildSyncRequest(request, this.version);
    const answer = await this.raw(this.#last);
    if (!lose) this.#keep(answer);
    return answer;
  }

  /** The very bytes of the last Sync once more. */
  async retry(): Promise<SyncAnswer> {
    const answer = await this.raw(this.#last);
    this.#keep(answer);
    return answer;
  }

  async raw(request: Element | undefined): Promise<SyncAnswer> {
    const answer = await this.post("Sync", request);
    const response = answer.document && readSyncResponse(answer.document);
    const collection = response?.collections[0];
    return { ...answer, response, collection, commands: (collection?.commands ?? []).map(withItem) };
  }

  async prime(collectionId: string): Promise<void> {
    const request = { collections: [{ syncKey: "0", collectionId }] };
    this.#keep(await this.raw(buildSyncRequest(request, this.version)));
  }

  #keep({ collection }: SyncAnswer): void {
    if (collection?.collectionId === undefined || collection.syncKey === undefined) return;
    if (collection.status === "1") this.keys.set(collection.collectionId, collection.syncKey);
  }

  async estimate(collectionId: string, options?: readonly OptionSet[]): Promise<EstimateResponse | undefined> {
    const syncKey = this.keys.get(collectionId) ?? "0";
    const collection = { syncKey, collectionId, ...(options === undefined ? {} : { options }) };
    const { document } = await this.post(
      "GetItemEstimate",
      buildEstimateRequest({ collections: [collection] }, this.version),
    );
    return document && readEstimateResponse(document);
  }

  async settings(
    deviceInformation: DeviceInformation,
  ): Promise<RawAnswer & { response: SettingsResponse | undefined }> {
    const answer = await this.post("Settings", buildSettingsRequest({ deviceInformation }, this.version));
    return { ...answer, response: answer.document && readSettingsResponse(answer.document) };
  }
}

/** An item that stands outside ApplicationData is read all the same. */
function withItem(command: ServerCommand): ServerCommand {
  const { kind, item, element } = command;
  return kind !== "Add" || item !== undefined || element === undefined
    ? command
    : { ...command, item: readItem(element) };
}

async function readAnswer(response: Response): Promise<RawAnswer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const document = bytes.length === 0 ? undefined : diagnose(bytes).root;
  return { status: response.status, headers: response.headers, bytes, document };
}

/** @throws WbxmlError unless the bytes keep every rule of the encoding. */
export function decodeStrictly(answer: RawAnswer): Element {
  return decode(answer.bytes);
}

/** Folders of a new mailbox. */
export const inbox = "1";
export const deletedItems = "3";
export const sentItems = "4";
export const outbox = "5";
export const calendar = "6";

export const smsSet: OptionSet = { class: "SMS", bodyPreferences: [{ type: 1 }] };
export const emailSet: OptionSet = { bodyPreferences: [{ type: 1 }] };
export const both: readonly OptionSet[] = [smsSet, emailSet];

export function smsOf(number: string, changes: ItemFields = {}): ItemFields {
  return {
    to: '"Me" [MOBILE:+12065550100]',
    from: `"Ann" [MOBILE:${number}]`,
    dateReceived: "2026-03-01T10:00:00.000Z",
    importance: "1",
    read: "0",
    body: { type: "1", data: `Text of ${number}` },
    ...changes,
  };
}

export function addSms(clientId: string, item: ItemFields): ClientCommand {
  return { kind: "Add", class: "SMS", clientId, item };
}

/** "Add Ann", short and in order, to compare with. */
export function summary(commands: readonly ServerCommand[]): string[] {
  return commands.map(({ kind, item }) => [kind, item?.subject ?? item?.from].filter(Boolean).join(" "));
}
