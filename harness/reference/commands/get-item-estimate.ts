import {
  buildEstimateResponse,
  type EstimateCollectionRequest,
  type EstimateResponse,
  readEstimateRequest,
} from "../../eas/index.js";
import { type CollectionState, type Held, heldOf } from "../collection.js";
import type { CommandContext, Reply } from "../context.js";
import { countInView, type Due, differences } from "../delta.js";
import type { MailFolder } from "../folder.js";
import { impliedSets } from "../option-sets.js";
import { conformantRules, type Scope } from "../rules/index.js";
import { serverIdOf } from "../sync/job.js";

/** Statuses of GetItemEstimate and common ones ([MS-ASCMD] 2.2.3.177.7, 2.2.2). */
const status = { noCollection: "2", notPrimed: "3", wrong: "4", badXml: "103" };

const mostCollections = 1000;
/** Without Options at most so many items are counted ([MS-ASCMD] 2.2.1.9). */
const mostWithoutOptions = 512;

type Answered = EstimateResponse["responses"][number];

/** The GetItemEstimate command ([MS-ASCMD] 2.2.1.9; [MS-ASMS] 3.2.5.2). It changes nothing. */
export function getItemEstimate(context: CommandContext): Reply {
  const request = context.document && readEstimateRequest(context.document);
  const collections = request?.collections ?? [];
  if (collections.length === 0 || collections.length > mostCollections) return failed(context, status.badXml);
  const wrong = collections.map((one) => judgeOptions(context, one)).find((one) => one !== undefined);
  if (wrong !== undefined) return failed(context, wrong);
  const responses = collections.map((collection) => estimateOne(context, collection));
  return { document: buildEstimateResponse({ responses }, context.version) };
}

function failed({ version }: CommandContext, code: string): Reply {
  return { document: buildEstimateResponse({ status: code, responses: [] }, version) };
}

/** The sets of an estimate are judged as those of a Sync are, by the document and whatever Sync does. */
function judgeOptions(context: CommandContext, collection: EstimateCollectionRequest): string | undefined {
  const { options, collectionId } = collection;
  const folder = context.account.mailbox.folder(collectionId);
  if (options === undefined || folder === undefined) return undefined;
  if (!context.rules.estimate.limit(options.length)) return status.badXml;
  const checked = options.length > 2 ? [] : context.rules.estimate.admissions();
  if (checked.some((rule) => "refuse" in rule(options, folder))) return status.wrong;
  const codes = options.map(({ filterType = "0" }) => context.rules.estimate.refusesFilter(filterType));
  return codes.find((code) => code !== undefined);
}

function estimateOne(context: CommandContext, request: EstimateCollectionRequest): Answered {
  const { account, partnership } = context;
  const { collectionId, syncKey } = request;
  const folder = account.mailbox.folder(collectionId);
  if (folder === undefined) return { status: status.noCollection, collectionId };
  const collection = partnership.collection(folder.id);
  if (collection.current === undefined || syncKey === "0") return { status: status.notPrimed, collectionId };
  const state = collection.find(syncKey);
  if (state === undefined) return { status: status.wrong, collectionId };
  return { status: "1", collectionId, estimate: String(count(context, request, folder, state)) };
}

/** Counts by the document's own rules of selection: an estimate has its own switches. */
function count(
  context: CommandContext,
  request: EstimateCollectionRequest,
  folder: MailFolder,
  state: CollectionState,
): number {
  const { rules, account, clock } = context;
  const implied = impliedSets(folder);
  const sticky = state.sets ?? implied;
  const sets = rules.estimate.sets({ given: request.options, sticky, folder });
  const now = clock.now();
  const scope: Scope = { folder, sets, before: sticky, optionsGiven: request.options !== undefined, state, now };
  const due = differences(conformantRules, account.mailbox, state.view, scope);
  const counted = due.filter((one) => isAsked(one, sets) && rules.estimate.counts(one));
  const inView = countInView(conformantRules, account.mailbox, scope);
  const left = rules.estimate.leaves(sticky, sets);
  if (left !== sticky) context.partnership.collection(folder.id).replace(state, { ...state, sets: left });
  if (rules.estimate.consumes()) consume(context, folder, state, counted);
  const number = rules.estimate.number(counted.length, inView, sets);
  return request.options === undefined ? Math.min(number, mostWithoutOptions) : number;
}

function isAsked({ item, held }: Due, sets: Scope["sets"]): boolean {
  const className = item?.class ?? held?.class;
  return className !== undefined && sets[className] !== undefined;
}

/** Writes what was counted into the state, as if it had been delivered. */
function consume(context: CommandContext, folder: MailFolder, state: CollectionState, counted: readonly Due[]): void {
  const collection = context.partnership.collection(folder.id);
  const view = new Map<string, Held>(state.view);
  for (const { item, holding } of counted) {
    if (item === undefined) view.delete(holding);
    else view.set(holding, heldOf(item, serverIdOf({ context, collection, folder }, holding, item.id)));
  }
  collection.replace(state, { ...state, view });
}
