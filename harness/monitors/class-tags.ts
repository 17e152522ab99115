import { codePage, otherClasses, type ServerCommand } from "../eas/index.js";
import { childElements, children } from "../wbxml/index.js";
import { filedElsewhere } from "./inbox-only.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, commandsPath, held, markAt } from "./observe.js";
import { asksForDefault, asksForSms } from "./sets-in-force.js";
import { hasMobileAddress, isSms, type SyncStep, syncSteps } from "./sync-steps.js";

const named = 'the Add of an SMS has Class "SMS"';
const agrees = 'Class is "SMS" for an SMS, and absent or "Email" for an e-mail';
const changeNamed = 'the Change of an SMS has Class "SMS"';
const spelled = 'the Class of an SMS is the word "SMS", in capitals and without blanks';
const optional = "Class may stand in every Add, Change and Delete, and stands there once at most";
const asExample = "the Add of an SMS has ServerId and ApplicationData";
const deleteNamed = 'the Delete of an SMS has Class "SMS"';

/** Class of every Add, Change and Delete in a mail folder ([MS-ASMS] 2.2.2.2.2, rulings Q17 and Q18). */
export const classTags: Monitor = {
  id: "ORC-CLASS",
  section: "2.2.2.2.2",
  purpose: "The Class of each item that the target adds, changes or deletes says what the item is",
  requirements: [
    "ASMS-2.2.2.2.1-4",
    "ASMS-2.2.2.2.2-1",
    "ASMS-4.3-1",
    "ASMS-2.2.2.2.2-2",
    "ASMS-2.2.2.2.2-3",
    "ASMS-2.2.2.2.2-4",
    "ASMS-2.2.2.2.2-7",
    "ASMS-3.1.4.1.2-1",
  ],
  judges: "server",
  needsControl: true,
  *observe(session, { inboxOnly = false } = { settleMs: 0 }) {
    const elsewhere = filedElsewhere(session);
    for (const step of syncSteps(session)) {
      yield* places(step);
      yield* orders(step);
      for (const command of step.response.commands) {
        const wasSms = step.held?.get(command.serverId)?.sms;
        yield* spelling(step, command, wasSms);
        if (inboxOnly && elsewhere(step, command)) continue;
        if (command.kind === "Add") yield* add(step, command);
        else if (command.kind !== "SoftDelete" && wasSms !== undefined) yield* later(step, command, wasSms);
      }
    }
  },
};

/** Where Class stands and where it does not: it is optional everywhere, which is to say that it stands there once at most. */
function* places({ exchange, response }: SyncStep): Iterable<MonitorObservation> {
  const all = [
    ...response.commands.map(({ kind, element }) => ({ at: `Commands/${kind}`, element })),
    ...response.responses.map(({ kind, element }) => ({ at: `Responses/${kind}`, element })),
  ];
  for (const { at, element } of all) {
    const times = element === undefined ? 0 : children(element, codePage.airSync, "Class").length;
    const seen = `${at} ${times === 0 ? "without" : "with"} Class${times > 1 ? `, ${times} times` : ""}`;
    const observation = times > 1 ? broken(optional, seen, markAt(element, at)) : held(optional, seen);
    yield { requirement: "ASMS-2.2.2.2.2-1", exchange, observation };
  }
}

const ordered = "the children of Responses/Add stand in the order Class, ClientId, ServerId, Status";

/** The order in which the server's word on an Add is written: told, and never wrong (ruling Q19). */
function* orders({ exchange, response }: SyncStep): Iterable<MonitorObservation> {
  for (const { kind, class: name, element } of response.responses) {
    if (kind !== "Add" || name !== "SMS" || element === undefined) continue;
    const tags = childElements(element).map(({ tag }) => tag);
    const placed = ["Class", "ClientId", "ServerId", "Status"].map((tag) => tags.indexOf(tag)).filter((at) => at >= 0);
    const inOrder = placed.every((at, index) => index === 0 || at > (placed[index - 1] ?? -1));
    const mark = markAt(element, responsesPath);
    const observation = inOrder ? held(ordered, "it is so") : broken(ordered, tags.join(", "), mark);
    yield { requirement: "ASMS-3.1.4.1.2-1", exchange, observation, ruling: "Q19.order" };
  }
}

const responsesPath = "Sync/Collections/Collection/Responses/Add";

/** The word itself ([MS-ASMS] 2.2.2.2.1). That an SMS is called by the name of another class is told apart from that. */
function* spelling(step: SyncStep, command: ServerCommand, wasSms = false): Iterable<MonitorObservation> {
  const { class: name, kind, element } = command;
  const meant = wasSms || hasMobileAddress(command.item) || name?.trim().toUpperCase() === "SMS";
  // Names of other classes are wrong for an SMS, yet spelled right.
  if (!meant || name === undefined || otherClasses.includes(name)) return;
  const seen = `Class ${JSON.stringify(name)} in ${kind}`;
  const mark = { about: element, within: ["Class"] };
  const observation = name === "SMS" ? held(spelled, "it is") : broken(spelled, seen, mark);
  yield { requirement: "ASMS-2.2.2.2.1-4", exchange: step.exchange, observation };
}

/** An Add as the document's example has it ([MS-ASMS] 4.3). A missing Class is told by its own row. */
function example(step: SyncStep, command: ServerCommand): MonitorObservation {
  const { element, serverId } = command;
  const parts = element === undefined ? [] : childElements(element).map(({ tag }) => tag);
  const missing = ["ServerId", "ApplicationData"].filter((tag) => !parts.includes(tag));
  if (serverId === "" && !missing.includes("ServerId")) missing.unshift("a ServerId that is not empty");
  const seen = missing.length === 0 ? parts.join(", ") : `an Add of an SMS without ${missing.join(" and ")}`;
  const mark = markAt(element, `${commandsPath}/Add`);
  const observation = missing.length === 0 ? held(asExample, seen) : broken(asExample, seen, mark);
  return { requirement: "ASMS-4.3-1", exchange: step.exchange, observation };
}

function* add(step: SyncStep, command: ServerCommand): Iterable<MonitorObservation> {
  const { class: name, item } = command;
  if (isSms(command)) yield example(step, command);
  if (item === undefined) return;
  const sms = hasMobileAddress(item);
  if (name !== undefined) {
    if (sms) yield agreement(step, command, name === "SMS", `an SMS with Class ${JSON.stringify(name)}`);
    else if (name === "SMS") yield agreement(step, command, !isMail(item), 'an e-mail with Class "SMS"');
    else if (isMail(item))
      yield agreement(step, command, name === "Email", `an e-mail with Class ${JSON.stringify(name)}`);
  }
  const asked = asksForSms(step.sets);
  // A client that asked for no SMS is sent none: that is another rule. A wrong Class is told above.
  if (!sms || asked !== true || (name !== undefined && name !== "SMS")) return;
  const observation =
    name === "SMS"
      ? held(named, "it has")
      : broken(named, "an SMS without Class", markAt(command.element, `${commandsPath}/Add`));
  const bothAsked = asksForDefault(step.sets) === true;
  yield {
    requirement: "ASMS-2.2.2.2.2-2",
    exchange: step.exchange,
    observation,
    ruling: bothAsked ? "Q18.both" : "Q18.sms-alone",
  };
}

function agreement(step: SyncStep, command: ServerCommand, holds: boolean, seen: string): MonitorObservation {
  return {
    requirement: "ASMS-2.2.2.2.2-7",
    exchange: step.exchange,
    observation: holds
      ? held(agrees, "it agrees")
      : broken(agrees, seen, { about: command.element, within: ["Class"] }),
  };
}

/** What only an e-mail has. */
function isMail(item: NonNullable<ServerCommand["item"]>): boolean {
  return item.subject !== undefined && !hasMobileAddress(item) && /@/.test(`${item.from ?? ""} ${item.to ?? ""}`);
}

/** Change and Delete of an item that the client holds. */
function* later(step: SyncStep, command: ServerCommand, sms: boolean): Iterable<MonitorObservation> {
  const { class: name, kind } = command;
  const right = sms ? name === "SMS" : name === "Email";
  const what = `a ${kind} of ${sms ? "an SMS" : "an e-mail"} with Class ${JSON.stringify(name ?? "")}`;
  if (name !== undefined) yield agreement(step, command, right, what);
  if (!sms || (name !== undefined && name !== "SMS")) return;
  const expected = kind === "Change" ? changeNamed : deleteNamed;
  const mark = markAt(command.element, `${commandsPath}/${kind}`);
  const observation = name === "SMS" ? held(expected, "it has") : broken(expected, `a ${kind} without Class`, mark);
  const { exchange } = step;
  if (kind === "Change") yield { requirement: "ASMS-2.2.2.2.2-3", exchange, observation };
  else yield { requirement: "ASMS-2.2.2.2.2-4", exchange, observation, ruling: "Q17.class" };
}
