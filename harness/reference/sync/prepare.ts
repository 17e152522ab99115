import type { SyncCollectionRequest, SyncCollectionResponse } from "../../eas/index.js";
import { primed } from "../collection.js";
import type { CommandContext } from "../context.js";
import { isMailFolder, type MailFolder } from "../folder.js";
import { byClass } from "../option-sets.js";
import { type Admitted, admitOptions, defaultWindowSize, isRefused, type Refused } from "../rules/index.js";
import { collectionHead } from "./answer.js";
import type { SyncJob } from "./job.js";

/** A Collection that is answered at once: key 0, a wrong key, an unknown folder. */
export interface Settled {
  readonly response: SyncCollectionResponse;
}

/** A Collection of the request with the folder that it names; undefined for an unknown one. */
export interface Addressed {
  readonly request: SyncCollectionRequest;
  readonly folder: MailFolder | undefined;
  readonly admitted: Admitted;
}

const protocolError = "4";

/** Checks the Options and what else makes a request wrong in itself, before any state is touched. */
export function address(context: CommandContext, request: SyncCollectionRequest): Addressed | Refused {
  const folder = context.account.mailbox.folder(request.collectionId);
  if (isMisused(context, request, folder)) return { refuse: { status: protocolError } };
  if (folder === undefined || request.options === undefined) return { request, folder, admitted: { sets: [] } };
  const admission = admitOptions(context.rules.options, request.options, folder);
  return isRefused(admission) ? admission : { request, folder, admitted: admission };
}

/** [MS-ASCMD] 2.2.3.84 (GetChanges and Commands with key 0), 2.2.3.37 (ConversationMode outside mail). */
function isMisused({ rules }: CommandContext, request: SyncCollectionRequest, folder: MailFolder | undefined): boolean {
  const { syncKey, getChanges = "0", commands = [], conversationMode } = request;
  if (syncKey === "0" && rules.key.startsBare() && (getChanges !== "0" || commands.length > 0)) return true;
  return conversationMode !== undefined && folder !== undefined && !isMailFolder(folder);
}

/** Finds the state that the key belongs to. `ordinal`: the place of the Collection in the request, from 0. */
export function prepare(context: CommandContext, addressed: Addressed, ordinal: number): SyncJob | Settled {
  const { request, folder, admitted } = addressed;
  if (folder === undefined) return unknownFolder(request);
  const { rules, partnership } = context;
  const collection = partnership.collection(folder.id);
  const given = request.options === undefined || isVoid(admitted) ? undefined : admitted.sets;
  const { mailbox } = context.account;
  const elsewhere = mailbox.lastSets.get(folder.id);
  if (given !== undefined) mailbox.lastSets.set(folder.id, byClass(given, folder));
  if (request.syncKey === "0") {
    const key = context.newKey();
    const sets = rules.sticky.resolve({ stored: undefined, given, folder, elsewhere });
    collection.restart(primed(key, sets));
    return settled({ context, folder }, key, "1");
  }
  const sent = collection.find(request.syncKey);
  const isOld = sent !== undefined && sent !== collection.current;
  if (sent === undefined || (isOld && !rules.retry.accepts())) return settled({ context, folder }, "0", "3");
  const from = rules.retry.base(sent, collection.current ?? sent, ordinal);
  const input = { stored: from.sets, given, folder, elsewhere };
  if (rules.sticky.forcesRestart(input)) {
    collection.invalidate();
    return settled({ context, folder }, "0", "3");
  }
  return {
    context,
    request,
    ordinal,
    folder,
    collection,
    sent,
    from,
    admitted,
    sets: rules.sticky.resolve(input),
    windowSize: request.windowSize ?? defaultWindowSize,
    base: new Map(from.view),
    responses: [],
    completed: new Set(),
    handedOver: [],
  };
}

/** Sets were sent, and a rule has ignored every one of them. */
function isVoid(admitted: Admitted): boolean {
  return admitted.sets.length === 0;
}

function settled(job: Pick<SyncJob, "context" | "folder">, key: string, status: string): Settled {
  return { response: { ...collectionHead(job, key, status), commands: [], responses: [], moreAvailable: false } };
}

/** Object not found, for the collection ([MS-ASCMD] 2.2.3.177.17). */
function unknownFolder({ syncKey, collectionId }: SyncCollectionRequest): Settled {
  return { response: { syncKey, collectionId, status: "8", commands: [], responses: [], moreAvailable: false } };
}
