import type { Element } from "../wbxml/index.js";
import type { DeviceInformation } from "./settings.js";

// Shapes of the smaller commands. Each gets a file of its own with build and read beside its shape.

export interface FolderSyncRequest {
  readonly syncKey: string;
}
export interface Folder {
  readonly serverId: string;
  readonly parentId: string;
  readonly displayName: string;
  /** 1 to 19, see folder-type.ts. */
  readonly type: number;
}
export interface FolderSyncResponse {
  readonly status?: string;
  readonly syncKey?: string;
  readonly added: readonly Folder[];
  readonly updated: readonly Folder[];
  readonly deleted: readonly string[];
  readonly element?: Element;
}
export interface FolderCreateRequest {
  readonly syncKey: string;
  readonly parentId: string;
  readonly displayName: string;
  readonly type: number;
}
export interface FolderCreateResponse {
  readonly status?: string;
  readonly syncKey?: string;
  readonly serverId?: string;
  readonly element?: Element;
}
export interface FolderDeleteRequest {
  readonly syncKey: string;
  readonly serverId: string;
}
export interface FolderDeleteResponse {
  readonly status?: string;
  readonly syncKey?: string;
  readonly element?: Element;
}
export interface ProvisionRequest {
  /** 14.1 and later, first request only ([MS-ASPROV] 2.2.2.54). */
  readonly deviceInformation?: DeviceInformation;
  readonly policyType: string;
  /** Set in the acknowledgement. */
  readonly policyKey?: string;
  /** 1 applied, 2 partly, 3 not, 4 managed by a third party. */
  readonly acknowledgement?: string;
}
export interface ProvisionResponse {
  readonly status?: string;
  readonly deviceInformationStatus?: string;
  readonly policy?: {
    readonly policyType?: string;
    readonly status?: string;
    readonly policyKey?: string;
    /** Settings of EASProvisionDoc by name, e.g. AllowTextMessaging. */
    readonly document?: Readonly<Record<string, string>>;
  };
  readonly remoteWipe: boolean;
  readonly element?: Element;
}
export interface PingRequest {
  readonly heartbeatInterval?: number;
  readonly folders?: readonly { readonly id: string; readonly class: string }[];
}
export interface PingResponse {
  readonly status?: string;
  readonly heartbeatInterval?: string;
  readonly maxFolders?: string;
  readonly folders: readonly string[];
  readonly element?: Element;
}
export interface MoveItemsRequest {
  readonly moves: readonly {
    readonly sourceMessageId: string;
    readonly sourceFolderId: string;
    readonly destinationFolderId: string;
  }[];
}
export interface MoveItemsResponse {
  readonly status?: string;
  readonly responses: readonly {
    readonly sourceMessageId?: string;
    readonly status?: string;
    readonly destinationMessageId?: string;
  }[];
  readonly element?: Element;
}
export interface ItemOperationsRequest {
  readonly fetches: readonly {
    readonly store: string;
    readonly collectionId: string;
    readonly serverId: string;
    readonly bodyType?: number;
  }[];
}
export interface ItemOperationsResponse {
  readonly status?: string;
  readonly fetches: readonly {
    readonly status?: string;
    readonly collectionId?: string;
    readonly serverId?: string;
    readonly class?: string;
    readonly properties?: Element;
  }[];
  readonly element?: Element;
}
export interface SendMailRequest {
  readonly clientId: string;
  readonly saveInSentItems?: boolean;
  /** RFC 5322 message, bytes. */
  readonly mime: Uint8Array;
}
/** An empty 200 is the success of SendMail; a body carries a Status. */
export interface SendMailResponse {
  readonly status?: string;
  readonly element?: Element;
}
