import type { Element } from "../wbxml/index.js";
import type { ItemFields } from "./item.js";
import type { OptionSet } from "./option-set.js";

export type ClientCommand =
  | {
      readonly kind: "Add";
      readonly class?: string;
      readonly clientId: string;
      readonly item: ItemFields;
      readonly element?: Element;
    }
  | {
      readonly kind: "Change";
      readonly class?: string;
      readonly serverId: string;
      readonly item: ItemFields;
      readonly element?: Element;
    }
  | { readonly kind: "Delete"; readonly class?: string; readonly serverId: string; readonly element?: Element }
  | { readonly kind: "Fetch"; readonly serverId: string; readonly element?: Element };

/** A Collection of a Sync request, children in the order that [MS-ASCMD] 2.2.3.29.2 demands. */
export interface SyncCollectionRequest {
  readonly syncKey: string;
  readonly collectionId: string;
  /** `"empty"` writes the element without content, which counts as 1. */
  readonly deletesAsMoves?: "0" | "1" | "empty";
  readonly getChanges?: "0" | "1" | "empty";
  readonly windowSize?: number;
  readonly conversationMode?: "0" | "1";
  readonly options?: readonly OptionSet[];
  readonly commands?: readonly ClientCommand[];
  /** Collection/Class: versions before 14.0 only. */
  readonly class?: string;
  readonly element?: Element;
}

export interface SyncRequest {
  readonly collections?: readonly SyncCollectionRequest[];
  /** Minutes, 1 to 59. */
  readonly wait?: number;
  /** Seconds, 60 to 3540 by default. */
  readonly heartbeatInterval?: number;
  readonly windowSize?: number;
  readonly partial?: boolean;
  readonly element?: Element;
}

/** A command that the server sends about an item of the Collection. */
export interface ServerCommand {
  readonly kind: "Add" | "Change" | "Delete" | "SoftDelete";
  readonly class?: string;
  /** `""` when the answer has none. */
  readonly serverId: string;
  /** Present for Add and Change. */
  readonly item?: ItemFields;
  /** The element as decoded, for marks and for monitors. */
  readonly element?: Element;
}

/** The server's word on one of the client's commands. */
export interface CommandResponse {
  readonly kind: "Add" | "Change" | "Delete" | "Fetch";
  readonly class?: string;
  readonly clientId?: string;
  readonly serverId?: string;
  readonly status?: string;
  readonly item?: ItemFields;
  readonly element?: Element;
}

export interface SyncCollectionResponse {
  /** Collection/Class: belongs to versions before 14.0; some servers write it at any. */
  readonly class?: string;
  readonly syncKey?: string;
  readonly collectionId?: string;
  readonly status?: string;
  readonly commands: readonly ServerCommand[];
  readonly responses: readonly CommandResponse[];
  /** The Commands / Responses element itself was there, even if empty. */
  readonly hasCommands?: boolean;
  readonly hasResponses?: boolean;
  readonly moreAvailable: boolean;
  readonly element?: Element;
}

export interface SyncResponse {
  /** Sync/Status: global errors only. */
  readonly status?: string;
  readonly limit?: string;
  readonly collections: readonly SyncCollectionResponse[];
  readonly element?: Element;
}
