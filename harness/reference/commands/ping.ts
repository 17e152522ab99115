import { buildPingResponse, type PingRequest, type PingResponse, readPingRequest } from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import { differences } from "../delta.js";
import { defaultClass, type MailFolder } from "../folder.js";
import type { Item } from "../mailbox.js";
import { impliedSets } from "../option-sets.js";
import { conformantRules, type Scope } from "../rules/index.js";

/** Statuses of Ping ([MS-ASCMD] 2.2.3.177.11). */
const status = { expired: "1", changes: "2", missing: "3", syntax: "4", interval: "5", tooMany: "6", hierarchy: "7" };

const longestHeartbeat = 3540;
const mostFolders = 200;

/** The Ping command ([MS-ASCMD] 2.2.1.13): waits for new items of the classes in force for Sync. */
export async function ping(context: CommandContext): Promise<Reply> {
  return { document: buildPingResponse(await answer(context), context.version) };
}

async function answer(context: CommandContext): Promise<PingResponse> {
  const { document, partnership, clock } = context;
  const request = document === undefined ? {} : readPingRequest(document);
  if (request === undefined) return only(status.syntax);
  const { heartbeatInterval, folders }: PingRequest = { ...partnership.cachedPing, ...request };
  if (heartbeatInterval === undefined || folders === undefined || folders.length === 0) return only(status.missing);
  if (heartbeatInterval < clock.minimumHeartbeat || heartbeatInterval > longestHeartbeat) {
    const nearest = heartbeatInterval < clock.minimumHeartbeat ? clock.minimumHeartbeat : longestHeartbeat;
    return { ...only(status.interval), heartbeatInterval: String(nearest) };
  }
  if (folders.length > mostFolders) return { ...only(status.tooMany), maxFolders: String(mostFolders) };
  const watched = folders.map(({ id }) => context.account.mailbox.folder(id)).filter((one) => one !== undefined);
  if (watched.length < folders.length) return only(status.hierarchy);
  if (watched.some((folder, index) => folders[index]?.class !== defaultClass(folder))) return only(status.syntax);
  partnership.cachedPing = { heartbeatInterval, folders };
  const changed = await waitForChange(context, watched, heartbeatInterval);
  return changed.length === 0 ? only(status.expired) : { status: status.changes, folders: changed };
}

function only(code: string): PingResponse {
  return { status: code, folders: [] };
}

/** Ids of the folders with something new. */
function waitForChange(context: CommandContext, folders: readonly MailFolder[], seconds: number): Promise<string[]> {
  const { account, clock, gone } = context;
  const already = folders.filter((folder) => hasNews(context, folder)).map(({ id }) => id);
  if (already.length > 0) return Promise.resolve(already);
  return new Promise((resolve) => {
    const finish = (changed: string[]) => {
      clearTimeout(timer);
      unwatch();
      gone.removeEventListener("abort", expire);
      resolve(changed);
    };
    const expire = () => finish([]);
    const timer = setTimeout(expire, seconds * clock.secondMs);
    const unwatch = account.mailbox.watch((item: Item) => {
      const folder = folders.find(({ id }) => id === item.folderId);
      if (folder !== undefined && endsPing(context, folder, item)) finish([folder.id]);
    });
    gone.addEventListener("abort", expire);
  });
}

/** Is it an item of a class that the device asks for in its Syncs of this folder? */
function endsPing({ partnership, rules }: CommandContext, folder: MailFolder, item: Item): boolean {
  const sets = partnership.collection(folder.id).current?.sets ?? impliedSets(folder);
  return rules.hang.pings(item.class, sets);
}

/** Items of the classes asked for that the device has not got yet. */
function hasNews(context: CommandContext, folder: MailFolder): boolean {
  const { account, partnership, clock } = context;
  const state = partnership.collection(folder.id).current;
  if (state === undefined || state.answeredAt === undefined) return false;
  const sets = state.sets ?? impliedSets(folder);
  const scope: Scope = { folder, sets, before: sets, optionsGiven: false, state, now: clock.now() };
  const due = differences(conformantRules, account.mailbox, state.view, scope);
  return due.some(({ kind, item }) => kind === "Add" && item !== undefined && endsPing(context, folder, item));
}
