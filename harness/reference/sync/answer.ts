import type { CommandResponse, SyncCollectionResponse } from "../../eas/index.js";
import { type CollectionState, type Held, heldOf } from "../collection.js";
import { type Due, differences } from "../delta.js";
import { type Scope, windowSize } from "../rules/index.js";
import { optionsGiven, type SyncJob, scopeOf, serverIdOf, wantsChanges } from "./job.js";
import { renderDue } from "./render.js";

/** What one answer will say about a Collection. */
export interface Plan {
  readonly scope: Scope;
  readonly sent: readonly Due[];
  /** Due, but beyond the window. */
  readonly owed: readonly Due[];
}

/**
 * Decides what to say. Changes nothing, so that a waiting Sync can ask again and again.
 *
 * @param left commands that the window of the whole request still allows
 */
export function plan(job: SyncJob, left = Number.POSITIVE_INFINITY): Plan {
  const { rules } = job.context;
  const scope = scopeOf(job);
  if (!wantsChanges(job)) return { scope, sent: [], owed: [] };
  const due = rules.window.order(rules.window.eligible(allDue(job, scope), scope));
  const size = Math.min(rules.window.size(windowSize(job.windowSize)), left);
  const sent: Due[] = [];
  const owed: Due[] = [];
  let counted = 0;
  for (const one of due) {
    const counts = rules.window.counts(one);
    const fits = !counts || counted < size;
    if (fits && counts) counted += 1;
    (fits ? sent : owed).push(one);
  }
  return { scope, sent, owed };
}

function allDue(job: SyncJob, scope: Scope): Due[] {
  const { rules, account } = job.context;
  const due = differences(rules, account.mailbox, job.base, scope);
  const named = new Set(due.map(({ holding }) => holding));
  const repeated = rules.softDelete
    .repeats(job.from.softDeleted)
    .map((held): Due => ({ kind: "SoftDelete", holding: String(held.itemId), held }));
  const further = [...repeated, ...completions(job), ...handedOver(job)];
  return [...due, ...further.filter(({ holding }) => !named.has(holding))];
}

function completions(job: SyncJob): Due[] {
  return [...job.completed].flatMap((holding): Due[] => {
    const held = job.base.get(holding);
    const item = held && job.context.account.mailbox.item(held.itemId);
    return held === undefined || item === undefined ? [] : [{ kind: "Change", holding, item, held }];
  });
}

function handedOver(job: SyncJob): Due[] {
  const items = job.handedOver.filter(({ id }) => !job.base.has(String(id)));
  return items.map((item): Due => ({ kind: "Add", holding: String(item.id), item }));
}

/** Is there nothing to say: no command of either side, no new key to give? */
export function isSilent(job: SyncJob, { sent }: Plan): boolean {
  const { commands } = job.request;
  const spoken = sent.length > 0 || job.responses.length > 0 || (commands !== undefined && commands.length > 0);
  const { collectionStatus, itemStatus } = job.admitted;
  return !spoken && wantsChanges(job) && collectionStatus === undefined && itemStatus === undefined;
}

/** The answer is empty: the key stays, the sets that came with the request are in force. */
export function keepKey(job: SyncJob): void {
  if (optionsGiven(job)) job.collection.replace(job.from, { ...job.from, sets: job.sets });
}

/** Says it: the new state is stored and the Collection of the answer made. */
export function commit(job: SyncJob, { scope, sent, owed }: Plan): SyncCollectionResponse {
  const { rules, account, newKey } = job.context;
  const rendered = sent.map((due) => renderDue(job, due, scope));
  const takenAsSent = rules.window.takesAsSent() ? owed : [];
  const stillOwed = takenAsSent.length > 0 ? [] : owed;
  const view = viewAfter(job, [...sent, ...takenAsSent]);
  const key = rules.key.next(job.from.key, newKey(), sent.length > 0);
  const softDeleted = sent.filter(({ kind }) => kind === "SoftDelete");
  const next: CollectionState = {
    key,
    view,
    sets: job.sets,
    outcomes: key === job.from.key ? job.from.outcomes : new Map(),
    settled: settledAfter(job, scope, stillOwed),
    answeredAt: scope.now,
    owed: new Set(stillOwed.map(({ holding }) => holding)),
    softDeleted: softDeleted.flatMap(({ holding, held }) => (held && job.base.has(holding) ? [held] : [])),
  };
  if (rules.softDelete.removesFromMailbox()) {
    for (const { held } of softDeleted) if (held !== undefined) account.mailbox.remove(held.itemId);
  }
  job.collection.advance(job.from, next);
  return {
    ...collectionHead(job, key, job.admitted.collectionStatus ?? "1"),
    commands: rendered,
    responses: responsesOf(job),
    moreAvailable: stillOwed.length > 0 && rules.window.moreAvailable(stillOwed),
  };
}

export function collectionHead(
  job: Pick<SyncJob, "context" | "folder">,
  syncKey: string,
  status: string,
): Pick<SyncCollectionResponse, "class" | "syncKey" | "collectionId" | "status"> {
  const className = job.context.rules.service.collectionClass();
  const head = { syncKey, collectionId: job.folder.id, status };
  return className === undefined ? head : { class: className, ...head };
}

/** A status for the items of a request that has none is shown at an item that does not exist. */
function responsesOf(job: SyncJob): readonly CommandResponse[] {
  const { itemStatus } = job.admitted;
  if (itemStatus === undefined || job.responses.length > 0) return job.responses;
  return [{ kind: "Fetch", serverId: `${job.folder.id}:0`, status: itemStatus }];
}

function viewAfter(job: SyncJob, sent: readonly Due[]): Map<string, Held> {
  const view = new Map(job.base);
  for (const { kind, holding, item } of sent) {
    if (item === undefined || kind === "Delete" || kind === "SoftDelete") view.delete(holding);
    else view.set(holding, heldOf(item, serverIdOf(job, holding, item.id)));
  }
  return view;
}

/** A class that is new in the sets starts from nothing; one that still owes items stays where it was. */
function settledAfter(job: SyncJob, scope: Scope, owed: readonly Due[]): CollectionState["settled"] {
  const change = job.context.account.mailbox.change;
  const classes = Object.keys(scope.sets);
  const before = Object.entries(job.from.settled);
  const carried = before.filter(([name]) => classes.includes(name));
  return Object.fromEntries(owed.length > 0 ? carried : classes.map((name) => [name, change]));
}
