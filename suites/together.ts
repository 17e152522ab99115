import type { Answer, Device, DeviceFolder } from "../harness/device/types.js";
import type {
  OptionSet,
  ServerCommand,
  SyncCollectionRequest,
  SyncCollectionResponse,
  SyncRequest,
  SyncResponse,
} from "../harness/eas/index.js";
import type { CaseContext, Mailbox, SeededItem } from "../harness/run/index.js";

// Several folders in one Sync request, each in a Collection of its own ([MS-ASCMD] 2.2.3.29.2).

/** A folder with the sets that are sent for it; none: its Collection has no Options. */
export interface Asked {
  readonly folder: DeviceFolder;
  readonly options?: readonly OptionSet[];
}

/** What a series of such requests brought. */
export interface Together {
  readonly answers: readonly Answer<SyncResponse>[];
  /** The newest SyncKeys, by ServerId of the folder. */
  readonly keys: ReadonlyMap<string, string>;
  /** What was said about items of this folder, in order. */
  readonly said: (folder: DeviceFolder) => readonly ServerCommand[];
}

const mostAnswers = 50;
const window = 512;

/**
 * Syncs the folders of a device together until no Collection has MoreAvailable. `waiting` goes with the first request, the sets
 * with each. What comes is kept for no replica: the folders are not to be used by themselves afterwards, and what follows takes the
 * `keys` of what went before.
 */
export async function syncTogether(
  device: Device,
  asked: readonly Asked[],
  waiting: Pick<SyncRequest, "heartbeatInterval" | "wait"> = {},
  before: ReadonlyMap<string, string> = new Map(),
): Promise<Together> {
  const keys = new Map(before);
  const answers: Answer<SyncResponse>[] = [];
  let goesOn = true;
  while (goesOn && answers.length < mostAnswers) {
    const collections = asked.map((one) => collectionOf(one, keys));
    const answer = await device.syncRaw({ collections, ...(answers.length === 0 ? waiting : {}) });
    answers.push(answer);
    const answered = answer.response?.collections ?? [];
    for (const { collectionId = "", syncKey } of answered) if (syncKey !== undefined) keys.set(collectionId, syncKey);
    goesOn = answered.some(({ status, moreAvailable }) => status === "1" && moreAvailable);
  }
  return { answers, keys, said: ({ folder: { serverId } }) => saidOf(answers, serverId) };
}

/** @throws Inconclusive where the target does not answer such requests, which another case judges */
export function demandAnswered({ inconclusive }: CaseContext, { answers }: Together): void {
  const refused = answers.find(({ response, empty }) => !empty && !(response?.collections ?? []).some(isGood));
  if (refused === undefined) return;
  const status = refused.response?.status ?? refused.response?.collections[0]?.status ?? "none";
  inconclusive(`a Sync of two Collections is answered with Status ${status}`, "sync-two-collections");
}

function isGood({ status }: SyncCollectionResponse): boolean {
  return status === "1";
}

function collectionOf({ folder, options }: Asked, keys: ReadonlyMap<string, string>): SyncCollectionRequest {
  const { serverId: collectionId } = folder.folder;
  return {
    syncKey: keys.get(collectionId) ?? folder.syncKey,
    collectionId,
    getChanges: "1",
    windowSize: window,
    ...(options === undefined ? {} : { options }),
  };
}

/** What was said, in whichever folder. */
export function saidAnywhere({ answers }: Together): readonly ServerCommand[] {
  return answers.flatMap(({ response }) => response?.collections ?? []).flatMap(({ commands }) => commands);
}

/** What was said about items of the folder with this ServerId, in order. */
export function saidOf(answers: readonly Answer<SyncResponse>[], serverId: string): readonly ServerCommand[] {
  const collections = answers.flatMap(({ response }) => response?.collections ?? []);
  return collections.filter(({ collectionId }) => collectionId === serverId).flatMap(({ commands }) => commands);
}

/** Those of the items that Adds among these commands bring. */
export function brought(
  mailbox: Mailbox,
  said: readonly ServerCommand[],
  items: readonly SeededItem[],
): readonly SeededItem[] {
  const tokens = said.flatMap(({ kind, item }) =>
    kind === "Add" && item !== undefined ? [mailbox.tokenOf({ item })] : [],
  );
  return items.filter(({ token }) => tokens.includes(token));
}
