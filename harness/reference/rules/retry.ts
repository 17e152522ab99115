import type { CollectionState, Outcome } from "../collection.js";

/** A request whose answer was lost comes again with the key that it had ([MS-ASCMD] 2.2.3.181.4). */
export interface RetryRules {
  /** Is a key good that is not the newest? */
  readonly accepts: () => boolean;
  /**
   * The state against which a Collection is answered: `sent` belongs to its key, `newest` is the last one made. `ordinal` is its
   * place in the request, from 0.
   */
  readonly base: (sent: CollectionState, newest: CollectionState, ordinal: number) => CollectionState;
  /** What is known of a client command that came with this key before; `ordinal` is the place of its Collection. */
  readonly recall: (
    kind: "Add" | "Change" | "Delete",
    outcome: Outcome | undefined,
    ordinal: number,
  ) => Outcome | undefined;
}

/** SyncKeys ([MS-ASCMD] 2.2.3.181.4). */
export interface KeyRules {
  /** How the `ordinal`-th key of the server is spelt: at most 64 characters. */
  readonly spell: (ordinal: number) => string;
  /** The key of an answer: `made` is new, `sent` that of the request. */
  readonly next: (sent: string, made: string, hasItems: boolean) => string;
  /** Must GetChanges and Commands be absent with key 0? ([MS-ASCMD] 2.2.3.84) */
  readonly startsBare: () => boolean;
  /** GetChanges: absent counts as true with a key other than 0, empty as true ([MS-ASCMD] 2.2.3.84). */
  readonly wantsChanges: (getChanges: "0" | "1" | "empty" | undefined) => boolean;
  /** Is there anything worth a body? Asked when nothing is due and the client gave no commands. */
  readonly emptyAnswer: (optionsGiven: boolean) => boolean;
  /** ServerIds: unique on the device. */
  readonly serverId: (parts: ServerIdParts) => string;
}

export interface ServerIdParts {
  readonly folderId: string;
  /** Number of the partnership. */
  readonly device: number;
  /** Number of the name within partnership and folder. */
  readonly ordinal: number;
  readonly holding: string;
}

export const retry: RetryRules = {
  accepts: () => true,
  base: (sent) => sent,
  recall: (_kind, outcome) => outcome,
};

export const key: KeyRules = {
  spell: (ordinal) => String(ordinal),
  next: (_sent, made) => made,
  startsBare: () => true,
  wantsChanges: (getChanges) => getChanges !== "0",
  // New sets are confirmed with an answer of their own; otherwise nothing is what there is to say (2.2.1.21.2).
  emptyAnswer: (optionsGiven) => !optionsGiven,
  serverId: ({ folderId, device, ordinal }) => `${folderId}:${device * 1000 + ordinal}`,
};
