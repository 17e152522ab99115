import {
  buildSyncResponse,
  readSyncRequest,
  type SyncCollectionResponse,
  type SyncRequest,
  type SyncResponse,
} from "../../eas/index.js";
import type { CommandContext, Reply } from "../context.js";
import { type Refused, windowSize } from "../rules/index.js";
import { commit, isSilent, keepKey, type Plan, plan } from "../sync/answer.js";
import { executeCommands } from "../sync/client-commands.js";
import { commandsOf, optionsGiven, type SyncJob } from "../sync/job.js";
import { type Addressed, address, prepare, type Settled } from "../sync/prepare.js";
import { waitForArrival } from "../sync/wait.js";

/** [MS-ASCMD] 2.2.3.177.17 and 2.2.2. */
const status = { protocolError: "4", nothingCached: "13", badInterval: "14", tooMany: "15", badXml: "103" };

const mostCommands = 200;
const mostCollections = 1000;
const longestHeartbeat = 3540;
const longestWait = 59;

/** The Sync command ([MS-ASCMD] 2.2.1.21; [MS-ASMS] 3.2.5.1). */
export async function sync(context: CommandContext): Promise<Reply> {
  const request = requestOf(context);
  if (request === undefined) return failure(context, status.nothingCached);
  if (request === "malformed") return failure(context, status.badXml);
  const wrong = judgeRequest(context, request);
  if (wrong !== undefined) return wrong;
  const addressed = (request.collections ?? []).map((collection) => address(context, collection));
  const refused = addressed.find((one): one is Refused => "refuse" in one);
  const good = addressed.filter((one): one is Addressed => !("refuse" in one));
  if (refused !== undefined) return refuse(context, request, refused);
  const prepared = good.map((one, ordinal) => prepare(context, one, ordinal));
  return answer(context, request, prepared);
}

/** The request to be answered: an empty one stands for the one before, Partial completes itself from it. */
function requestOf(context: CommandContext): SyncRequest | "malformed" | undefined {
  const { document, partnership } = context;
  if (document === undefined) return partnership.cachedSync;
  const request = readSyncRequest(document);
  if (request === undefined || !isWhole(request)) return "malformed";
  if (request.partial !== true) return request;
  const cached = partnership.cachedSync;
  if (cached === undefined) return undefined;
  const { element: _, partial: __, ...given } = request;
  const named = new Set(request.collections?.map(({ collectionId }) => collectionId));
  const kept = (cached.collections ?? []).filter(({ collectionId }) => !named.has(collectionId));
  return { ...cached, ...given, collections: [...(request.collections ?? []), ...kept] };
}

function isWhole({ collections = [] }: SyncRequest): boolean {
  return collections.every(
    ({ syncKey, collectionId, commands = [] }) =>
      syncKey !== "" &&
      collectionId !== "" &&
      commands.every((command) => (command.kind === "Add" ? command.clientId !== "" : command.serverId !== "")),
  );
}

/** Limits and contradictions of the request as a whole. */
function judgeRequest(context: CommandContext, request: SyncRequest): Reply | undefined {
  const { collections = [], wait, heartbeatInterval } = request;
  if (collections.length === 0 && request.partial !== true) return failure(context, status.protocolError);
  if (collections.length > mostCollections) return failure(context, status.tooMany, mostCollections);
  if (wait !== undefined && heartbeatInterval !== undefined) return failure(context, status.protocolError);
  if (collections.some((one) => commandsOf(one).length > mostCommands)) return failure(context, status.protocolError);
  const folders = new Set(collections.map(({ collectionId }) => collectionId));
  if (folders.size < collections.length) return failure(context, status.protocolError);
  return judgeInterval(context, wait, 1, longestWait) ?? judgeHeartbeat(context, heartbeatInterval);
}

function judgeHeartbeat(context: CommandContext, heartbeat: number | undefined): Reply | undefined {
  return judgeInterval(context, heartbeat, context.clock.minimumHeartbeat, longestHeartbeat);
}

/** Limit gives the nearest value that would do ([MS-ASCMD] 2.2.3.93). */
function judgeInterval(context: CommandContext, value: number | undefined, least: number, most: number) {
  if (value === undefined || (value >= least && value <= most)) return undefined;
  return failure(context, status.badInterval, value < least ? least : most);
}

/** Nothing of a refused request is carried out, its keys stay good ([MS-ASMS] 3.2.5.1). */
function refuse(context: CommandContext, request: SyncRequest, { refuse: reason }: Refused): Reply {
  const { rules, partnership } = context;
  for (const [ordinal, collection] of (request.collections ?? []).entries()) {
    if (rules.refusal.carriesOut()) carryOut(context, collection, ordinal);
    if (!rules.refusal.keepsKey()) partnership.collection(collection.collectionId).invalidate();
  }
  if ("http" in reason) return { http: reason.http };
  if (rules.refusal.level() === "Sync") return failure(context, reason.status);
  const collections = (request.collections ?? []).map(
    ({ syncKey, collectionId }): SyncCollectionResponse => ({
      syncKey,
      collectionId,
      status: reason.status,
      commands: [],
      responses: [],
      moreAvailable: false,
    }),
  );
  return reply(context, { collections });
}

function carryOut(
  context: CommandContext,
  collection: NonNullable<SyncRequest["collections"]>[number],
  ordinal: number,
): void {
  const { options: _, ...withoutOptions } = collection;
  const addressed = address(context, withoutOptions);
  if ("refuse" in addressed || collection.syncKey === "0") return;
  const job = prepare(context, addressed, ordinal);
  if ("base" in job) executeCommands(job);
}

async function answer(
  context: CommandContext,
  request: SyncRequest,
  prepared: readonly (SyncJob | Settled)[],
): Promise<Reply> {
  const jobs = prepared.filter((one): one is SyncJob => "base" in one);
  for (const job of jobs) executeCommands(job);
  const changes = jobs.some(({ request: { commands = [] } }) => commands.length > 0);
  context.partnership.cachedSync = changes ? undefined : withoutElements(request);
  if (jobs.some((job) => context.rules.hang.stalls(job.sets ?? {}))) return never(context);
  const seconds = request.heartbeatInterval ?? (request.wait === undefined ? undefined : request.wait * 60);
  const waits = seconds !== undefined && jobs.length === prepared.length && !changes;
  if (waits && silent(jobs, planAll(request, jobs))) {
    await waitForArrival(jobs, seconds);
    if (context.gone.aborted) return { empty: true };
    if (jobs.some((job) => job.collection.find(job.sent.key) === undefined)) return superseded(context, jobs);
  }
  const plans = planAll(request, jobs);
  if (jobs.length === prepared.length && silent(jobs, plans)) {
    const asked = jobs.some(optionsGiven);
    if (waits || context.rules.key.emptyAnswer(asked)) {
      for (const job of jobs) keepKey(job);
      return { empty: true };
    }
  }
  const collections = prepared.map((one) => {
    const planned = "base" in one ? plans.get(one) : undefined;
    return "base" in one && planned !== undefined ? commit(one, planned) : responseOf(one);
  });
  return reply(context, { collections });
}

function responseOf(one: SyncJob | Settled): SyncCollectionResponse {
  if ("response" in one) return one.response;
  throw new Error("A Collection that was prepared has no plan.");
}

/** The window of the whole request is shared by its Collections in their order ([MS-ASCMD] 2.2.3.199). */
function planAll(request: SyncRequest, jobs: readonly SyncJob[]): Map<SyncJob, Plan> {
  const plans = new Map<SyncJob, Plan>();
  let left = request.windowSize === undefined ? Number.POSITIVE_INFINITY : windowSize(request.windowSize);
  for (const job of jobs) {
    const planned = plan(job, left);
    plans.set(job, planned);
    left = Math.max(0, left - planned.sent.length);
  }
  return plans;
}

function silent(jobs: readonly SyncJob[], plans: ReadonlyMap<SyncJob, Plan>): boolean {
  return jobs.every((job) => {
    const planned = plans.get(job);
    return planned !== undefined && isSilent(job, planned);
  });
}

/** Another request has taken the keys while this one waited. */
function superseded(context: CommandContext, jobs: readonly SyncJob[]): Reply {
  const collections = jobs.map(
    ({ folder }): SyncCollectionResponse => ({
      syncKey: "0",
      collectionId: folder.id,
      status: "3",
      commands: [],
      responses: [],
      moreAvailable: false,
    }),
  );
  return reply(context, { collections });
}

function never({ gone }: CommandContext): Promise<Reply> {
  return new Promise((resolve) => gone.addEventListener("abort", () => resolve({ empty: true })));
}

function withoutElements({ element: _, ...request }: SyncRequest): SyncRequest {
  return request;
}

function failure(context: CommandContext, code: string, limit?: number): Reply {
  return reply(context, { status: code, ...(limit === undefined ? {} : { limit: String(limit) }), collections: [] });
}

function reply({ version }: CommandContext, response: SyncResponse): Reply {
  return { document: buildSyncResponse(response, version) };
}
