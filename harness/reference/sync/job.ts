import type { ClientCommand, CommandResponse, SyncCollectionRequest } from "../../eas/index.js";
import type { Collection, CollectionState, Held } from "../collection.js";
import type { CommandContext } from "../context.js";
import type { MailFolder } from "../folder.js";
import type { Item } from "../mailbox.js";
import { impliedSets, type Sets } from "../option-sets.js";
import type { Admitted, Scope } from "../rules/index.js";

/** The work on one Collection of a Sync request whose key and Options are good. */
export interface SyncJob {
  readonly context: CommandContext;
  readonly request: SyncCollectionRequest;
  /** Place among the Collections of the request, from 0. */
  readonly ordinal: number;
  readonly folder: MailFolder;
  readonly collection: Collection;
  /** The state of the key that was sent: remembers what came with it before. */
  readonly sent: CollectionState;
  /** The state against which the request is answered. */
  readonly from: CollectionState;
  readonly admitted: Admitted;
  /** To be stored: undefined until Options were accepted. */
  readonly sets: Sets | undefined;
  readonly windowSize: number;
  /** What the device holds once its own commands are counted in. */
  readonly base: Map<string, Held>;
  readonly responses: CommandResponse[];
  /** Holdings that go back as a Change although their values agree. */
  readonly completed: Set<string>;
  /** Items that are delivered whatever the sets say. */
  readonly handedOver: Item[];
}

export function commandsOf(request: SyncCollectionRequest): readonly ClientCommand[] {
  return request.commands ?? [];
}

export function optionsGiven(job: SyncJob): boolean {
  return job.request.options !== undefined;
}

export function wantsChanges({ context, request }: SyncJob): boolean {
  return context.rules.key.wantsChanges(request.getChanges);
}

export function scopeOf(job: SyncJob): Scope {
  const { folder, from } = job;
  const implied = impliedSets(folder);
  const { conversationMode } = job.request;
  return {
    folder,
    ...(conversationMode === undefined ? {} : { conversationMode }),
    sets: job.sets ?? implied,
    before: from.answeredAt === undefined ? undefined : (from.sets ?? implied),
    optionsGiven: optionsGiven(job),
    state: from,
    now: job.context.clock.now(),
  };
}

/** The ServerId of a holding on this device. */
export function serverIdOf(
  job: Pick<SyncJob, "context" | "collection" | "folder">,
  holding: string,
  itemId: number,
): string {
  const { context, collection, folder } = job;
  return collection.serverId(holding, itemId, (ordinal) =>
    context.rules.key.serverId({ folderId: folder.id, device: context.partnership.ordinal, ordinal, holding }),
  );
}
