import type { ItemFields } from "../../eas/index.js";
import type { Monitor, MonitorObservation, Session } from "../monitor.js";
import { broken, commandsPath, held } from "../observe.js";
import { isSms, syncSteps } from "../sync-steps.js";
import { enabledSpans, foldersOfType, sessionEnd, showsBeginning } from "./outbox-folders.js";
import { beganAt, endedAt, isClientsOwn, markIn } from "./requests.js";
import { type SetsStep, setsSteps } from "./sets-sent.js";

const minute = 60_000;

/** How long the steps of sending may take, in minutes, before what is missing counts as left out (ruling Q48). */
export interface RelayLimits {
  /** From the item's arrival to its Delete from the Outbox. */
  readonly remove: number;
  /** From the Delete to the Add to Sent Items, or to the report in the Inbox. */
  readonly report: number;
}

const deletes = "an SMS that an enabled client received from the Outbox is deleted there";
const leaves = "a client that is not enabled for outbound SMS leaves the SMS in the Outbox";
const files = "an SMS that was taken out of the Outbox is added to Sent Items";
const reports = "when an SMS was taken out of the Outbox and not filed as sent, a report is added to the Inbox";
const inOrder = "the Delete from the Outbox comes before the Add to Sent Items";
const reportForm = "the report is an SMS that names the recipient";

/**
 * What becomes of an SMS in the Outbox ([MS-ASMS] 3.1.4.3 and 3.1.5.1, rulings Q47 and Q48). Whether it was sent cannot be
 * seen: where neither step follows, both rows are broken, for one of them must be.
 */
export function outboxRelay({ remove, report }: RelayLimits = { remove: 15, report: 10 }): Monitor {
  return {
    id: "CLI-RELAY",
    section: "3.1.5.1",
    purpose: "A client takes an SMS out of the Outbox, sends it, files it in Sent Items, and reports a failure",
    requirements: ["ASMS-3.1.4.3-2", "ASMS-3.1.5.1-1", "ASMS-3.1.5.1-5", "ASMS-3.1.5.1-10", "ASMS-3.1.5.1-11"],
    judges: "client",
    *observe(session) {
      const story = storyOf(session);
      const copies = new Set<Added>(story.filed);
      for (const outgoing of story.outgoing) {
        if (outgoing.enabled === false) yield notEnabled(outgoing);
        if (outgoing.enabled === true) yield* relayed(outgoing, copies, story, { remove, report });
      }
    },
  };
}

interface Deed {
  readonly step: Pick<SetsStep, "exchange" | "request">;
  /** Place of the exchange in the session: clocks may be coarser than the order. */
  readonly place: number;
  /** Milliseconds. */
  readonly at: number;
}

interface Added extends Deed {
  readonly item: ItemFields;
  readonly sms: boolean;
}

interface Outgoing extends Deed {
  readonly item: ItemFields;
  /** Undefined when the session does not show whether the client had enabled outbound SMS. */
  readonly enabled: boolean | undefined;
  readonly deleted: Deed | undefined;
}

interface Story {
  readonly outgoing: readonly Outgoing[];
  readonly filed: readonly Added[];
  readonly reported: readonly Added[];
  readonly end: number;
}

function storyOf(session: Session): Story {
  const outboxes = foldersOfType(session, "Outbox");
  const spans = enabledSpans(session);
  const fromBeginning = showsBeginning(session);
  const enabledAt = (at: number): boolean | undefined => {
    if (spans.some(({ from, to }) => at >= from && at <= to)) return true;
    return fromBeginning || spans.some(({ to }) => at > to) ? false : undefined;
  };
  const sent = setsSteps(session).filter(({ exchange }) => isClientsOwn(exchange));
  const inOutbox = sent.filter(({ collectionId }) => outboxes.has(collectionId));
  const places = new Map(session.exchanges.map((exchange, place) => [exchange, place]));
  const placeOf = ({ exchange }: Pick<SetsStep, "exchange">): number => places.get(exchange) ?? -1;
  const deletedAs = (serverId: string, since: number): Deed | undefined => {
    const step = inOutbox.find(
      (one) =>
        placeOf(one) > since &&
        (one.request?.commands ?? []).some((command) => command.kind === "Delete" && command.serverId === serverId),
    );
    return step === undefined ? undefined : { step, place: placeOf(step), at: beganAt(step.exchange) };
  };
  const received = syncSteps(session).filter(({ collectionId }) => outboxes.has(collectionId));
  // A repeated request, or a fresh start, brings the same item again.
  const known = new Set<string>();
  const isNew = (id: string) => !known.has(id) && known.add(id).has(id);
  const outgoing = received.flatMap((step) => {
    const at = endedAt(step.exchange);
    const place = placeOf(step);
    return step.response.commands
      .filter((command) => command.kind === "Add" && isSms(command) && isNew(command.serverId))
      .map(({ item = {}, serverId }) => ({
        step,
        place,
        at,
        item,
        enabled: enabledAt(at),
        deleted: deletedAs(serverId, place),
      }));
  });
  const added = (ids: ReadonlySet<string>) =>
    sent.filter(({ collectionId }) => ids.has(collectionId)).flatMap((step) => addsOf(step, placeOf(step)));
  return {
    outgoing,
    filed: added(foldersOfType(session, "Sent Items")),
    reported: added(foldersOfType(session, "Inbox")),
    end: sessionEnd(session),
  };
}

function addsOf(step: SetsStep, place: number): Added[] {
  return (step.request?.commands ?? []).flatMap((command) =>
    command.kind === "Add"
      ? [{ step, place, at: beganAt(step.exchange), item: command.item, sms: isSms(command) }]
      : [],
  );
}

function notEnabled({ deleted, step }: Outgoing): MonitorObservation {
  const requirement = "ASMS-3.1.4.3-2";
  if (deleted === undefined) return { requirement, exchange: step.exchange, observation: held(leaves, "it does") };
  const mark = markIn(deleted.step.request?.element, commandsPath);
  const observation = broken(leaves, "it deletes an SMS there", mark);
  return { requirement, exchange: deleted.step.exchange, observation };
}

function* relayed(
  outgoing: Outgoing,
  copies: Set<Added>,
  { end, reported }: Story,
  limits: RelayLimits,
): Iterable<MonitorObservation> {
  const { at, deleted, item, place } = outgoing;
  const copy = [...copies].find((one) => one.place > place && sameMessage(one.item, item));
  // Two messages may have one text: each copy counts for one of them.
  if (copy !== undefined) copies.delete(copy);
  yield* taken(outgoing, end - at > limits.remove * minute);
  if (copy !== undefined) yield filedAs(copy);
  if (deleted === undefined) {
    if (copy !== undefined) yield order(copy, "the SMS is in Sent Items, and still in the Outbox", false);
    return;
  }
  if (copy !== undefined) {
    const first = deleted.place <= copy.place;
    yield order(copy, first ? "it does" : "the Add to Sent Items came first", first);
    return;
  }
  const deadline = deleted.at + limits.report * minute;
  const failure = reported.find((one) => one.place >= deleted.place && one.at <= deadline);
  if (failure !== undefined) yield* reportedAs(failure, item);
  else if (end > deadline) yield* lost(deleted, limits.report);
}

function* taken({ deleted, step }: Outgoing, overdue: boolean): Iterable<MonitorObservation> {
  if (deleted === undefined && !overdue) return;
  const observation = deleted === undefined ? broken(deletes, "it was not deleted") : held(deletes, "it is");
  const { exchange } = deleted?.step ?? step;
  yield { requirement: "ASMS-3.1.5.1-5", exchange, observation, ruling: "Q47.steps" };
}

function filedAs({ step }: Added): MonitorObservation {
  const observation = held(files, "it is");
  return { requirement: "ASMS-3.1.5.1-10", exchange: step.exchange, observation, ruling: "Q47.steps" };
}

function order({ step }: Added, seen: string, holds: boolean): MonitorObservation {
  const observation = holds ? held(inOrder, seen) : broken(inOrder, seen);
  return { requirement: "ASMS-3.1.5.1-1", exchange: step.exchange, observation, ruling: "Q47.order" };
}

function* reportedAs({ item, sms, step }: Added, outgoing: ItemFields): Iterable<MonitorObservation> {
  const requirement = "ASMS-3.1.5.1-11";
  const { exchange } = step;
  yield { requirement, exchange, observation: held(reports, "it is"), ruling: "Q48.report" };
  const numbers = numbersOf(outgoing.to);
  const words = `${item.from ?? ""} ${item.to ?? ""} ${item.body?.data ?? ""}`.replace(/\D/g, "");
  const names = numbers.every((number) => words.includes(number));
  const seen = `${sms ? "an SMS" : "no SMS"}, ${names ? "with" : "without"} the number of the recipient`;
  const observation = sms && names ? held(reportForm, seen) : broken(reportForm, seen);
  yield { requirement, exchange, observation, ruling: "Q48.form" };
}

function* lost({ step }: Deed, minutes: number): Iterable<MonitorObservation> {
  const seen = `in ${minutes} minutes after the Delete neither an Add to Sent Items with this text nor any Add to the Inbox`;
  const { exchange } = step;
  yield { requirement: "ASMS-3.1.5.1-10", exchange, observation: broken(files, seen), ruling: "Q47.steps" };
  yield { requirement: "ASMS-3.1.5.1-11", exchange, observation: broken(reports, seen), ruling: "Q48.report" };
}

/** The same text, line ends aside; without text on one side, the same recipients. */
function sameMessage(a: ItemFields, b: ItemFields): boolean {
  const [left, right] = [a, b].map(({ body }) => body?.data?.replace(/\r\n?/g, "\n").trim());
  if (left !== undefined && right !== undefined) return left === right;
  const recipients = [a, b].map(({ to }) => numbersOf(to).sort().join());
  return recipients[0] !== "" && recipients[0] === recipients[1];
}

function numbersOf(addresses: string | undefined): string[] {
  return (addresses?.match(/MOBILE:[^\]>]*/gi) ?? []).map((group) => group.replace(/\D/g, ""));
}
