import {
  buildEstimateRequest,
  buildFolderSyncRequest,
  buildFolderSyncResponse,
  buildProvisionRequest,
  buildSettingsRequest,
  buildSettingsResponse,
  buildSyncRequest,
  buildSyncResponse,
  type ClientCommand,
  type DeviceInformation,
  type Exchange,
  type ItemFields,
  type OptionSet,
  type ServerCommand,
  type SyncCollectionRequest,
  type SyncCollectionResponse,
} from "../../../eas/index.js";
import { diagnose, type Element, encode } from "../../../wbxml/index.js";
import type { Session } from "../../monitor.js";

const version = "14.1";
const partnership = { user: "alice", deviceId: "PHONE1", deviceType: "Phone" };
const epoch = Date.parse("2024-01-01T12:00:00.000Z");

export const smsSet: OptionSet = {
  class: "SMS",
  filterType: "0",
  bodyPreferences: [{ type: 1, truncationSize: 100 }],
};
export const emailSet: OptionSet = { filterType: "2", bodyPreferences: [{ type: 1 }] };
export const both: readonly OptionSet[] = [smsSet, emailSet];

export const folders = { inbox: "2", sent: "5", outbox: "6" } as const;

/** An SMS with this text. */
export function sms(text: string, changes: Partial<ItemFields> = {}): ItemFields {
  return {
    to: '"Ann" [MOBILE:+15550100]',
    from: "[MOBILE:+15550101]",
    dateReceived: "2024-01-01T12:00:00.000Z",
    importance: "1",
    read: "0",
    body: { type: "1", estimatedDataSize: String(text.length), data: text },
    ...changes,
  };
}

/** What the server answers about a Collection. */
export type Answer = Partial<SyncCollectionResponse>;

/** How an exchange departs from an ordinary one. */
export type Circumstances = Partial<Pick<Exchange, "deliberate" | "durationMs" | "lost" | "protocolVersion">>;

/** The session of a phone, told request by request; the clock runs by `wait`. Everything is really encoded and decoded. */
export class SessionTold {
  readonly #exchanges: Exchange[] = [];
  #minutes = 0;
  #key = 0;

  get session(): Session {
    return { partnership, exchanges: this.#exchanges };
  }

  wait(minutes: number): this {
    this.#minutes += minutes;
    return this;
  }

  /** FolderSync from the beginning: Inbox, Sent Items, Outbox. */
  folders(): this {
    const added = Object.values(folders).map((id) => ({
      serverId: id,
      parentId: "0",
      displayName: id,
      type: Number(id),
    }));
    const answer = { status: "1", syncKey: "1", added, updated: [], deleted: [] };
    return this.raw(
      "FolderSync",
      buildFolderSyncRequest({ syncKey: "0" }, version),
      buildFolderSyncResponse(answer, version),
    );
  }

  /** Sync with key 0. */
  prime(collectionId: string): this {
    return this.collection({ syncKey: "0", collectionId });
  }

  /** Sync of one folder, Status 1 and a new key unless the answer says otherwise. */
  sync(
    collectionId: string,
    options: readonly OptionSet[] | undefined,
    commands: readonly ClientCommand[] = [],
    answer: Answer = {},
    circumstances: Circumstances = {},
  ): this {
    const request = {
      syncKey: String(this.#key),
      collectionId,
      ...(options === undefined ? {} : { options }),
      ...(commands.length === 0 ? {} : { commands }),
    };
    return this.collection(request, answer, circumstances);
  }

  collection(request: SyncCollectionRequest, answer: Answer = {}, circumstances: Circumstances = {}): this {
    this.#key += 1;
    const response = {
      syncKey: String(this.#key),
      collectionId: request.collectionId,
      status: "1",
      commands: [],
      responses: [],
      moreAvailable: false,
      ...answer,
    };
    return this.raw(
      "Sync",
      buildSyncRequest({ collections: [request] }, version),
      buildSyncResponse({ collections: [response] }, version),
      circumstances,
    );
  }

  estimate(options: readonly OptionSet[]): this {
    const collections = [{ syncKey: "1", collectionId: folders.inbox, options }];
    return this.raw("GetItemEstimate", buildEstimateRequest({ collections }, version));
  }

  settings(deviceInformation: DeviceInformation, status = "1"): this {
    const answer = { status: "1", deviceInformationStatus: status, hasDeviceInformation: true };
    return this.raw(
      "Settings",
      buildSettingsRequest({ deviceInformation }, version),
      buildSettingsResponse(answer, version),
    );
  }

  provision(deviceInformation: DeviceInformation): this {
    const request = { deviceInformation, policyType: "MS-EAS-Provisioning-WBXML" };
    return this.raw("Provision", buildProvisionRequest(request, version));
  }

  raw(command: string, request?: Element, response?: Element, circumstances: Circumstances = {}): this {
    return this.bytes(command, request === undefined ? new Uint8Array() : encode(request), response, circumstances);
  }

  bytes(command: string, body: Uint8Array, response?: Element, circumstances: Circumstances = {}): this {
    this.#exchanges.push({
      id: `phone/${this.#exchanges.length + 1}`,
      device: "A",
      partnership,
      command,
      protocolVersion: version,
      startedAt: new Date(epoch + this.#minutes * 60_000).toISOString(),
      durationMs: 100,
      request: { method: "POST", url: "https://mail.example/", ...message(body) },
      response: {
        status: 200,
        reason: "OK",
        ...message(response === undefined ? new Uint8Array() : encode(response)),
      },
      ...circumstances,
    });
    return this;
  }
}

function message(body: Uint8Array) {
  if (body.length === 0) return { headers: [], body, faults: [] };
  const { faults, root } = diagnose(body);
  return { headers: [], body, faults, ...(root === undefined ? {} : { document: root }) };
}

/** The server adds an item. */
export function serverAdd(serverId: string, item: ItemFields, name: string | null = "SMS"): ServerCommand {
  return { kind: "Add", serverId, item, ...(name === null ? {} : { class: name }) };
}

/** The client adds an SMS. */
export function clientAdd(clientId: string, item: ItemFields, name: string | null = "SMS"): ClientCommand {
  return { kind: "Add", clientId, item, ...(name === null ? {} : { class: name }) };
}
