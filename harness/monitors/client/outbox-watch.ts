import type { Monitor, MonitorObservation, Session } from "../monitor.js";
import { broken, held } from "../observe.js";
import { asksForSms } from "../sets-in-force.js";
import { type EnabledSpan, enabledSpans, foldersOfType } from "./outbox-folders.js";
import { beganAt, endedAt } from "./requests.js";
import { setsSteps } from "./sets-sent.js";

const minute = 60_000;

/** How long an enabled client may leave the Outbox alone, in minutes. The document gives no figures (ruling Q54). */
export interface WatchLimits {
  /** Until the first Sync of the Outbox after enabling. */
  readonly first: number;
  /** Between two Syncs of the Outbox. */
  readonly gap: number;
}

const watches = "an enabled client synchronises the SMS items of the Outbox";

/** An enabled client watches the Outbox ([MS-ASMS] 3.1.5.1 and 3.2.5.1.1, rulings Q47 and Q54). */
export function outboxWatch({ first, gap }: WatchLimits = { first: 24 * 60, gap: 15 }): Monitor {
  return {
    id: "CLI-OUTBOX",
    section: "3.1.5.1",
    purpose: "A client that is enabled for outbound SMS synchronises the Outbox, at short intervals or hanging",
    requirements: ["ASMS-3.1.5.1-2", "ASMS-3.1.5.1-4", "ASMS-3.2.5.1.1-1", "ASMS-3.2.5.1.1-2"],
    judges: "client",
    *observe(session) {
      const outboxes = foldersOfType(session, "Outbox");
      if (outboxes.size === 0) return;
      for (const span of enabledSpans(session)) {
        const seen = watchedIn(session, outboxes, span);
        yield* firstWatch(span, seen, first);
        yield* intervals(span, seen, gap);
      }
    },
  };
}

interface Watch {
  readonly exchange: Session["exchanges"][number];
  readonly from: number;
  /** When the answer came: a hanging Sync watches all the while. */
  readonly to: number;
}

/** The Syncs of the Outbox with an SMS set in force, in order. A request that is repeated empty counts as well. */
function watchedIn(session: Session, outboxes: ReadonlySet<string>, { from, to }: EnabledSpan): readonly Watch[] {
  return setsSteps(session)
    .filter(({ collectionId, sets }) => outboxes.has(collectionId) && asksForSms(sets) === true)
    .map(({ exchange }) => ({ exchange, from: beganAt(exchange), to: endedAt(exchange) }))
    .filter((watch) => watch.to >= from && watch.from <= to);
}

function* firstWatch(span: EnabledSpan, seen: readonly Watch[], limit: number): Iterable<MonitorObservation> {
  const [watch] = seen;
  const waited = ((watch?.from ?? span.to) - span.from) / minute;
  // A session that ends early shows nothing.
  if (watch === undefined && waited <= limit) return;
  const observation =
    watch === undefined
      ? broken(watches, `no Sync of the Outbox with an SMS set in ${Math.round(waited)} minutes after enabling`)
      : held(watches, "it does");
  const exchange = watch?.exchange ?? span.exchange;
  yield { requirement: "ASMS-3.1.5.1-2", exchange, observation, ruling: "Q47.steps" };
  yield { requirement: "ASMS-3.2.5.1.1-1", exchange, observation };
}

function* intervals(span: EnabledSpan, seen: readonly Watch[], limit: number): Iterable<MonitorObservation> {
  const [first] = seen;
  if (first === undefined) return;
  const expected = `no gap of more than ${limit} minutes between two Syncs of the Outbox`;
  let until = first.to;
  let longest = { minutes: 0, exchange: first.exchange };
  const after = (end: number, exchange: Watch["exchange"]): void => {
    const minutes = (end - until) / minute;
    if (minutes > longest.minutes) longest = { minutes, exchange };
  };
  for (const watch of seen) {
    after(watch.from, watch.exchange);
    until = Math.max(until, watch.to);
  }
  after(span.to, seen.at(-1)?.exchange ?? first.exchange);
  const { exchange, minutes } = longest;
  const told = `the longest gap was ${Math.ceil(minutes)} minutes`;
  const observation = minutes > limit ? broken(expected, told) : held(expected, told);
  yield { requirement: "ASMS-3.2.5.1.1-2", exchange, observation, ruling: "Q54.interval" };
  yield { requirement: "ASMS-3.1.5.1-4", exchange, observation, ruling: "Q54.important" };
}
