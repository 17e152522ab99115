import {
  type Exchange,
  readSyncRequest,
  readSyncResponse,
  type SyncCollectionRequest,
  type SyncResponse,
} from "../../eas/index.js";
import type { Session } from "../monitor.js";
import { afterAnswer, type SetsInForce, setsOf } from "../sets-in-force.js";
import { isJudged } from "../versions.js";

/** A Sync request as it concerns one Collection, with the sets in force before it and under it. */
export interface SetsStep {
  readonly exchange: Exchange;
  readonly collectionId: string;
  /** Absent where the server has to look the Collection up: an empty or Partial request. */
  readonly request?: SyncCollectionRequest;
  readonly before: SetsInForce;
  readonly sets: SetsInForce;
}

const known = new WeakMap<Session, readonly SetsStep[]>();

/** Every Sync of a session by Collection, also of those that the answer does not name. */
export function setsSteps(session: Session): readonly SetsStep[] {
  const steps = known.get(session) ?? follow(session.exchanges);
  known.set(session, steps);
  return steps;
}

function follow(exchanges: readonly Exchange[]): SetsStep[] {
  const inForce = new Map<string, SetsInForce>();
  // An empty request repeats the last full one; Partial names what differs from it ([MS-ASCMD] 2.2.3.131).
  let cached: readonly string[] = [];
  const steps: SetsStep[] = [];
  for (const exchange of exchanges) {
    if (exchange.command !== "Sync" || !isJudged(exchange)) continue;
    const { document } = exchange.request;
    const request = document === undefined ? undefined : readSyncRequest(document);
    const listed = request?.collections ?? [];
    const ids = listed.map(({ collectionId }) => collectionId);
    cached = request === undefined || request.partial === true ? [...new Set([...cached, ...ids])] : ids;
    const answer = answerOf(exchange);
    for (const collectionId of cached) {
      const asked = listed.find((one) => one.collectionId === collectionId);
      const before = inForce.get(collectionId) ?? { kind: "never" };
      const outcome = { succeeded: hasSucceeded(exchange, answer, collectionId), lost: exchange.lost === true };
      inForce.set(collectionId, afterAnswer(asked, before, outcome));
      const step = { exchange, collectionId, before, sets: setsOf(asked, before) };
      steps.push(asked === undefined ? step : { ...step, request: asked });
    }
  }
  return steps;
}

function answerOf({ response }: Exchange): SyncResponse | undefined {
  return response?.document === undefined ? undefined : readSyncResponse(response.document);
}

/** An answer that is empty, or does not name the Collection, has nothing new for it. */
function hasSucceeded({ response }: Exchange, answer: SyncResponse | undefined, collectionId: string): boolean {
  if (response?.status !== 200) return false;
  if (answer === undefined) return response.body.length === 0;
  const own = answer.collections.find((one) => one.collectionId === collectionId);
  return (answer.status ?? "1") === "1" && (own?.status ?? "1") === "1";
}
