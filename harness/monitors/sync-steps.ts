import {
  type ClientCommand,
  type CommandResponse,
  type Exchange,
  type ItemFields,
  readSyncRequest,
  readSyncResponse,
  type ServerCommand,
  type SyncCollectionRequest,
  type SyncCollectionResponse,
  type SyncRequest,
} from "../eas/index.js";
import type { Session } from "./monitor.js";
import { afterAnswer, afterShortForm, type SetsInForce, setsOf } from "./sets-in-force.js";
import { isJudged } from "./versions.js";

/** One Collection in one answer to a Sync, with what the client could know before it. */
export interface SyncStep {
  readonly exchange: Exchange;
  readonly collectionId: string;
  /** Absent for a Collection that the request did not name (an empty or Partial request). */
  readonly request?: SyncCollectionRequest;
  readonly response: SyncCollectionResponse;
  /** Neither Sync/Status nor Collection/Status is another code than 1. */
  readonly succeeded: boolean;
  /** What the client holds at the key that it sent, its own commands of this request applied; absent when not known. */
  readonly held?: ReadonlyMap<string, HeldNote>;
  /** The sets under which this answer was made. */
  readonly sets: SetsInForce;
}

/** What is known of an item that the client holds. */
export interface HeldNote {
  readonly sms: boolean;
  readonly dateReceived?: string;
  /** What an SMS says, see `printOf`. */
  readonly print?: string;
}

const known = new WeakMap<Session, readonly SyncStep[]>();

/** All steps of a session, in order. */
export function syncSteps(session: Session): readonly SyncStep[] {
  const steps = known.get(session) ?? new Follower().follow(session.exchanges);
  known.set(session, steps);
  return steps;
}

/** An item with a mobile address, or one that the server calls SMS. */
export function isSms({ class: name, item }: Pick<ServerCommand, "class" | "item">): boolean {
  return name === "SMS" || hasMobileAddress(item);
}

export function hasMobileAddress(item: ItemFields | undefined): boolean {
  return [item?.from, item?.to].some((address) => /[[<]MOBILE:/i.test(address ?? ""));
}

/** Sender, recipients, moment and text of an SMS as one string; undefined unless all are there, and the text whole. */
export function printOf(item: ItemFields | undefined): string | undefined {
  const { from, to, dateReceived, body } = item ?? {};
  const text = body?.data ?? "";
  const isCut = ["1", ""].includes(body?.truncated ?? "0");
  if (from === undefined || to === undefined || dateReceived === undefined || text === "" || isCut) return undefined;
  return JSON.stringify([from, to, dateReceived, text]);
}

/** What a client notes of an item that it is sent or adds. */
function noteOf(command: Pick<ServerCommand, "class" | "item">): HeldNote {
  const sms = isSms(command);
  const print = sms ? printOf(command.item) : undefined;
  const dateReceived = command.item?.dateReceived;
  return { sms, ...(print === undefined ? {} : { print }), ...(dateReceived === undefined ? {} : { dateReceived }) };
}

type Held = ReadonlyMap<string, HeldNote>;

/** What a client knows of one Collection. */
interface CollectionState {
  /** By SyncKey: a retry is answered against the state of its own key ([MS-ASCMD] 2.2.3.181.4). */
  readonly heldAt: Map<string, Held>;
  sets: SetsInForce;
  /** Newest key, for requests that name no Collection. */
  key: string | undefined;
}

class Follower {
  readonly #collections = new Map<string, CollectionState>();
  /** What an empty request repeats, and a Partial one as far as it does not say otherwise ([MS-ASCMD] 2.2.3.131). */
  #repeated: readonly string[] = [];

  follow(exchanges: readonly Exchange[]): SyncStep[] {
    return exchanges
      .filter((exchange) => exchange.command === "Sync" && isJudged(exchange))
      .flatMap((exchange) => this.#answer(exchange));
  }

  #answer(exchange: Exchange): SyncStep[] {
    const request = readSyncRequest(exchange.request.document ?? nothing);
    const requested = request?.collections ?? [];
    const response = exchange.response?.status === 200 ? exchange.response : undefined;
    const answer = readSyncResponse(response?.document ?? nothing);
    const globalFailure = answer?.status !== undefined && answer.status !== "1";
    this.#repeat(requested, isShortForm(exchange, request), response !== undefined && !globalFailure);
    const answered = new Set<string>();
    const steps = (answer?.collections ?? []).map((collection) => {
      const collectionId = collection.collectionId ?? only(requested)?.collectionId ?? "";
      answered.add(collectionId);
      const asked = requested.find((one) => one.collectionId === collectionId);
      const succeeded = !globalFailure && (collection.status ?? "1") === "1";
      return this.#step(exchange, collectionId, asked, collection, succeeded);
    });
    const empty = response !== undefined && response.body.length === 0;
    for (const asked of requested) {
      if (!answered.has(asked.collectionId)) this.#unanswered(exchange, asked, empty || answer?.status === undefined);
    }
    return steps;
  }

  #repeat(requested: readonly SyncCollectionRequest[], short: boolean, served: boolean): void {
    const ids = requested.map(({ collectionId }) => collectionId);
    this.#repeated = short ? [...new Set([...this.#repeated, ...ids])] : ids;
    if (!short || !served) return;
    for (const id of this.#repeated) {
      const state = this.#state(id);
      state.sets = afterShortForm(state.sets);
    }
  }

  #step(
    exchange: Exchange,
    collectionId: string,
    request: SyncCollectionRequest | undefined,
    response: SyncCollectionResponse,
    succeeded: boolean,
  ): SyncStep {
    const state = this.#state(collectionId);
    const sets = setsOf(request, state.sets);
    const sentKey = request?.syncKey ?? state.key;
    const base =
      sentKey === undefined ? undefined : sentKey === "0" ? new Map<string, HeldNote>() : state.heldAt.get(sentKey);
    const held = base && succeeded ? withOwn(base, request?.commands ?? [], response.responses) : base;
    state.sets = afterAnswer(request, state.sets, { succeeded, lost: exchange.lost === true });
    if (succeeded && !exchange.lost) this.#advance(state, response, sentKey, held);
    return {
      exchange,
      collectionId,
      response,
      succeeded,
      sets,
      ...(request === undefined ? {} : { request }),
      ...(held === undefined ? {} : { held }),
    };
  }

  /** An answer that does not name the Collection: nothing new there, or a refusal of the whole request. */
  #unanswered(exchange: Exchange, request: SyncCollectionRequest, nothingNew: boolean): void {
    const state = this.#state(request.collectionId);
    const succeeded = nothingNew && exchange.response?.status === 200;
    state.sets = afterAnswer(request, state.sets, { succeeded, lost: exchange.lost === true });
  }

  #advance(
    state: CollectionState,
    response: SyncCollectionResponse,
    sentKey: string | undefined,
    held: Held | undefined,
  ): void {
    const key = response.syncKey ?? sentKey;
    if (key === undefined) return;
    state.key = key;
    if (held === undefined) state.heldAt.delete(key);
    else state.heldAt.set(key, withServer(held, response.commands));
  }

  #state(collectionId: string): CollectionState {
    const state = this.#collections.get(collectionId) ?? {
      heldAt: new Map<string, Held>(),
      sets: { kind: "never" as const },
      key: undefined,
    };
    this.#collections.set(collectionId, state);
    return state;
  }
}

function isShortForm({ request: { body } }: Exchange, request: SyncRequest | undefined): boolean {
  return body.length === 0 || request?.partial === true;
}

const nothing = { page: -1, tag: "", content: null };

function only<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** The client's own commands, as far as the server did not list them as failed; undefined where it is not known what they did. */
function withOwn(
  base: Held,
  commands: readonly ClientCommand[],
  responses: readonly CommandResponse[],
): Held | undefined {
  const held = new Map(base);
  for (const command of commands) {
    if (command.kind === "Add") {
      const word = responses.find(({ kind, clientId }) => kind === "Add" && clientId === command.clientId);
      // Without a ServerId nobody but the server knows under which name the client holds it, if it does.
      if ((word?.status ?? "1") !== "1") continue;
      if (word?.serverId === undefined) return undefined;
      held.set(word.serverId, noteOf(command));
    } else if (command.kind === "Delete") {
      const word = responses.find(({ kind, serverId }) => kind === "Delete" && serverId === command.serverId);
      if ((word?.status ?? "1") === "1") held.delete(command.serverId);
    }
  }
  return held;
}

function withServer(base: Held, commands: readonly ServerCommand[]): Held {
  const held = new Map(base);
  for (const command of commands) {
    const before = held.get(command.serverId);
    if (command.kind === "Add") held.set(command.serverId, noteOf(command));
    else if (command.kind === "Change") held.set(command.serverId, before ?? noteOf(command));
    else held.delete(command.serverId);
  }
  return held;
}
