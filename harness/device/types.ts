import type {
  ClientCommand,
  CommandResponse,
  DeviceInformation,
  EstimateResponse,
  Exchange,
  Folder,
  FolderCreateResponse,
  FolderDeleteResponse,
  FolderName,
  ItemFields,
  ItemOperationsResponse,
  MoveItemsResponse,
  Observation,
  OptionSet,
  PartnershipId,
  PingResponse,
  ProtocolVersion,
  SendMailResponse,
  ServerCommand,
  SettingsRequest,
  SettingsResponse,
  SyncCollectionResponse,
  SyncRequest,
  SyncResponse,
} from "../eas/index.js";
import type { Element } from "../wbxml/index.js";

// The simulated phone as suites see it. The classes in this folder implement these.

export interface Tls {
  /** PEM of an extra trusted authority. */
  readonly ca?: string;
  /** `--insecure`: accept any certificate. Default false. */
  readonly insecure?: boolean;
}

/** How to reach the target and how to introduce oneself. */
export interface Endpoint {
  /** Any URL path is allowed; the query is added. */
  readonly url: string;
  /** Whole value of the Authorization header; absent: none is sent. Masked in every exchange. */
  readonly authorization?: string;
  /** Further secrets to mask wherever they appear in what is recorded (password, token). */
  readonly secrets?: readonly string[];
  readonly tls?: Tls;
  /** Milliseconds for one ordinary answer; a hanging request gets its interval on top. Default 30 000. */
  readonly timeoutMs?: number;
  /** Keep connections open between requests. Default false: real servers drop idle connections without a word. */
  readonly keepAlive?: boolean;
  readonly queryForm?: "plain" | "base64";
  readonly userAgent?: string;
}

export interface DeviceSetup {
  readonly endpoint: Endpoint;
  /** Name in ids and reports: "A", "B", "W". */
  readonly label: string;
  readonly partnership: PartnershipId;
  readonly protocolVersion: ProtocolVersion;
  /** Prefix of exchange ids: the case id. */
  readonly idPrefix: string;
  /** Called once for each exchange, in order, also for failed and lost ones. */
  readonly record: (exchange: Exchange) => void;
  /** Cancels everything under way (end of the case, Ctrl-C). */
  readonly signal?: AbortSignal;
  /** Milliseconds that a foreign server may take to show a change; 0 for the embedded one. */
  readonly settleMs: number;
  /** The target let in a device of this user before: a 403 is then about the device. Absent: nobody knows. */
  readonly servedBefore?: boolean;
}

/** An answer: the exchange and what could be read of it. */
export interface Answer<T> {
  readonly exchange: Exchange;
  /** Absent when there is no document of the expected kind. */
  readonly response?: T;
  /** HTTP 200 with an empty body. */
  readonly empty: boolean;
}

export interface SyncAnswer extends Answer<SyncResponse> {
  /** The Collection of the answer that belongs to the folder asked about. */
  readonly collection?: SyncCollectionResponse;
  /** Sync/Status if present, else Collection/Status; "1" for an empty 200; undefined if there is no answer to read. */
  readonly status?: string;
  readonly commands: readonly ServerCommand[];
  readonly responses: readonly CommandResponse[];
  readonly moreAvailable: boolean;
  adds(): readonly ServerCommand[];
  changes(): readonly ServerCommand[];
  deletes(): readonly ServerCommand[];
  softDeletes(): readonly ServerCommand[];
  /** Status 1 (or empty 200). */
  succeeded(): Observation;
  /**
   * Refused with this code under Sync or under Collection (ruling Q1: the latter holds with a remark), and no Commands.
   * A code under Responses only does not count.
   */
  refusedWith(code: string): Observation;
  /** Neither success nor a delivery: any Status other than 1, without Commands; HTTP 5xx and no answer do not hold. */
  refused(): Observation;
}

export interface EstimateAnswer extends Answer<EstimateResponse> {
  /** GetItemEstimate/Status or Response/Status. */
  readonly status?: string;
  /** The number, when Status is 1 and it is one. */
  readonly estimate?: number;
  /** Estimate of this folder, or what should hold it. */
  readonly about?: Element;
  refused(): Observation;
}

export interface SettingsAnswer extends Answer<SettingsResponse> {
  /** Settings/Status 1 and DeviceInformation/Status 1. */
  succeeded(): Observation;
  /** Status at DeviceInformation; at Settings (remark) and at DeviceInformation/Set (remark) tolerated: ruling Q31. */
  refusedWith(code: string): Observation;
  /** Of an answer that has this code somewhere: no Status of what was to be set says success beside it (ruling Q31). */
  agreesOn(code: string): Observation;
}

/** What the device holds of one item. */
export interface HeldItem {
  readonly serverId: string;
  readonly class?: string;
  readonly item: ItemFields;
  /** The exchange that brought its present state. */
  readonly exchange: string;
  /** The Add or Change of the server that brought it; absent where the device made it itself. */
  readonly element?: Element;
}

/** A Sync of one folder. What is left out is not written; the key is always the folder's current one unless given. */
export interface SyncInput {
  readonly options?: readonly OptionSet[];
  readonly commands?: readonly ClientCommand[];
  readonly windowSize?: number;
  readonly getChanges?: "0" | "1" | "empty";
  readonly deletesAsMoves?: "0" | "1" | "empty";
  readonly conversationMode?: "0" | "1";
  readonly heartbeatInterval?: number;
  readonly wait?: number;
  readonly syncKey?: string;
  /** Read the answer fully and throw it away: key, sets and replica stay as they were. `retry()` then repeats the bytes. */
  readonly lose?: boolean;
  /** The rule that this request breaks on purpose, in plain words. */
  readonly deliberate?: string;
}

/** Everything a series of Syncs brought, in order. */
export interface Drained {
  readonly answers: readonly SyncAnswer[];
  readonly commands: readonly ServerCommand[];
  /** Ended quietly: no MoreAvailable and nothing more to come within the limits. */
  readonly complete: boolean;
}

/** One folder of one partnership: SyncKey, sets sent last, replica. */
export interface DeviceFolder {
  readonly folder: Folder;
  readonly device: Device;
  /** Current SyncKey, opaque; "0" before the first Sync. */
  readonly syncKey: string;
  /** By ServerId. Updated by every answer that was not lost. */
  readonly held: ReadonlyMap<string, HeldItem>;
  /** One Sync request for this folder. Never throws for what the target did; see the answer. */
  sync(input?: SyncInput): Promise<SyncAnswer>;
  /**
   * Syncs until an answer has no MoreAvailable and brings nothing; gives up after `rounds` busy answers in a row (default
   * 20) that bring nothing new, or promise no more. `input` goes with the first request only, later ones carry windowSize alone,
   * with `repeatOptions` its options and `deliberate` too. With `until`, goes on polling until it holds or settleMs is over
   * (for foreign servers, whose changes appear with delay).
   * @throws FolderTooFull when new items still come, and MoreAvailable, after 2000 answers
   */
  drain(
    input?: SyncInput & { readonly rounds?: number; readonly until?: () => boolean; readonly repeatOptions?: boolean },
  ): Promise<Drained>;
  /** The very bytes of the last request once more. */
  retry(): Promise<SyncAnswer>;
  /** SyncKey 0: forgets key and replica, asks for a new key. */
  restart(): Promise<SyncAnswer>;
  estimate(input?: {
    readonly options?: readonly OptionSet[];
    /** Other folders of the device that the same request asks for, with the same sets; the answer is read as this folder's. */
    readonly beside?: readonly DeviceFolder[];
    readonly syncKey?: string;
    readonly deliberate?: string;
  }): Promise<EstimateAnswer>;
}

/** One partnership: a phone with a DeviceId of its own. */
export interface Device {
  readonly label: string;
  readonly partnership: PartnershipId;
  readonly protocolVersion: ProtocolVersion;
  /** All folders of the last FolderSync. */
  readonly folders: readonly Folder[];
  /** Current policy key; "0" when the server wants none. */
  readonly policyKey: string;
  /**
   * Provision (both phases, or "no policy"), Settings at 14.0 and below, FolderSync with key 0.
   * @throws StageError when the target does not let the device get that far: with status, command and exchange.
   */
  connect(): Promise<void>;
  /** The folder of this name (by type), with a first SyncKey. @throws StageError when it is missing or refuses key 0. */
  open(folder: FolderName | { readonly serverId: string }): Promise<DeviceFolder>;
  hasFolder(folder: FolderName): boolean;
  folderSync(): Promise<void>;
  createFolder(displayName: string, type?: number): Promise<Answer<FolderCreateResponse>>;
  deleteFolder(serverId: string): Promise<Answer<FolderDeleteResponse>>;
  settings(request: SettingsRequest & { readonly deliberate?: string }): Promise<SettingsAnswer>;
  /** Shorthand for `settings({ deviceInformation })`. */
  setDeviceInformation(information: DeviceInformation, deliberate?: string): Promise<SettingsAnswer>;
  /** An empty 200 is the success; a document carries a Status that says why not ([MS-ASCMD] 2.2.1.17.2). */
  sendMail(mime: Uint8Array | string): Promise<Answer<SendMailResponse>>;
  ping(input: {
    readonly heartbeatInterval: number;
    readonly folders: readonly { readonly id: string; readonly class: string }[];
  }): Promise<Answer<PingResponse>>;
  moveItem(sourceFolderId: string, serverId: string, destinationFolderId: string): Promise<Answer<MoveItemsResponse>>;
  fetch(collectionId: string, serverId: string, bodyType?: number): Promise<Answer<ItemOperationsResponse>>;
  /** Several Collections in one request: no replica is kept, keys are the caller's. */
  syncRaw(request: SyncRequest, deliberate?: string): Promise<Answer<SyncResponse>>;
  /** The same, and the answer is read fully and thrown away. */
  loseSyncRaw(request: SyncRequest): Promise<Exchange>;
  /** The very bytes of the last `syncRaw` or `loseSyncRaw` once more. @throws Error when there was none */
  repeatSyncRaw(): Promise<Answer<SyncResponse>>;
  /** Any bytes or document under any command, with headers replaced: for robustness tests. */
  send(
    command: string,
    body: Element | Uint8Array | undefined,
    options?: { readonly headers?: Readonly<Record<string, string | undefined>>; readonly deliberate?: string },
  ): Promise<Exchange>;
  close(): Promise<void>;
}

/** The stage of a case could not be set: the target refused a preparation that is judged elsewhere. */
export class StageError extends Error {
  constructor(
    message: string,
    readonly exchange: Exchange | undefined,
    readonly status?: string,
  ) {
    super(message);
    this.name = "StageError";
  }
}

/** The folder holds more than a case waits for. Nothing is wrong with that, and nothing can be judged. */
export class FolderTooFull extends Error {
  constructor(items: number, answers: number) {
    super(`the folder holds more than ${items} items: the target still said MoreAvailable after ${answers} answers`);
    this.name = "FolderTooFull";
  }
}
