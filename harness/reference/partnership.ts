import type { DeviceInformation, Folder, PartnershipId, PingRequest, SyncRequest } from "../eas/index.js";
import { Collection } from "./collection.js";

/** Folders as the device knows them under a hierarchy key. */
export interface Hierarchy {
  readonly key: string;
  readonly known: ReadonlyMap<string, Folder>;
}

/** Everything that the server keeps for one device of one user ([MS-ASHTTP] 2.2.1.1). */
export class Partnership {
  /** Permanent policy key; undefined until a policy was acknowledged. */
  policyKey: string | undefined;
  /** Key of a policy that waits for its acknowledgement. */
  pendingPolicyKey: string | undefined;
  hierarchy: Hierarchy | undefined;
  previousHierarchy: Hierarchy | undefined;
  information: DeviceInformation = {};
  /** Last Sync request without client commands: an empty Sync request stands for it ([MS-ASCMD] 2.2.1.21.1). */
  cachedSync: SyncRequest | undefined;
  cachedPing: PingRequest = {};
  readonly sentClientIds = new Set<string>();
  readonly #collections = new Map<string, Collection>();

  constructor(
    readonly id: PartnershipId,
    /** 1 for the first partnership that the server saw, counted over all users. */
    readonly ordinal: number,
  ) {}

  collection(folderId: string): Collection {
    const known = this.#collections.get(folderId);
    if (known !== undefined) return known;
    const made = new Collection();
    this.#collections.set(folderId, made);
    return made;
  }

  forgetCollection(folderId: string): void {
    this.#collections.delete(folderId);
  }
}
