import { type ClientCommand, extraItemElements } from "../../eas/index.js";
import { child } from "../../wbxml/index.js";
import type { Monitor, MonitorObservation } from "../monitor.js";
import { broken, commandsPath, held } from "../observe.js";
import { asksForSms } from "../sets-in-force.js";
import { isSms, type SyncStep, syncSteps } from "../sync-steps.js";
import { isClientsOwn, markIn } from "./requests.js";
import { type SetsStep, setsSteps } from "./sets-sent.js";

const named = 'the Add of an SMS has Class "SMS" and no elements but those of an SMS';
const addressed = "each Add of an SMS has a ClientId of its own in the request, of 1 to 64 characters";
const changesHeld = "a Change names an item that the client was given, and says what it changes";
const deletesHeld = "a Delete names an item that the client was given";

/**
 * The Adds of SMS items ([MS-ASMS] 3.1.1 and 3.1.4.1.2). Traffic shows what is sent, not what happened on the phone: that an
 * SMS was received and never sent on cannot be seen.
 */
export const smsAdds: Monitor = {
  id: "CLI-ADD",
  section: "3.1.4.1.2",
  purpose: "The client sends a new SMS as an Add with Class SMS and a ClientId of its own",
  requirements: ["ASMS-3.1.1-2", "ASMS-3.1.4.1.2-4"],
  judges: "client",
  *observe(session) {
    for (const step of setsSteps(session)) {
      if (!isClientsOwn(step.exchange)) continue;
      const adds = (step.request?.commands ?? []).filter(isAdd);
      for (const command of adds.filter(isSms)) yield* add(step, command, adds);
    }
  },
};

type AddCommand = Extract<ClientCommand, { kind: "Add" }>;

function isAdd(command: ClientCommand): command is AddCommand {
  return command.kind === "Add";
}

function* add({ exchange }: SetsStep, command: AddCommand, adds: readonly AddCommand[]): Iterable<MonitorObservation> {
  const { class: name, clientId, element } = command;
  const mark = markIn(element, `${commandsPath}/Add`);
  const data = element === undefined ? undefined : child(element, 0, "ApplicationData");
  const [extra] = data === undefined ? [] : extraItemElements(data, exchange.protocolVersion ?? "");
  const fault =
    name === undefined
      ? "an SMS without Class"
      : name !== "SMS"
        ? `an SMS with Class ${JSON.stringify(name)}`
        : extra === undefined
          ? undefined
          : `an SMS with ${extra.name}`;
  yield {
    requirement: "ASMS-3.1.1-2",
    exchange,
    observation: fault === undefined ? held(named, "it has") : broken(named, fault, mark),
  };
  const same = adds.filter((one) => one.clientId === clientId).length;
  const length = clientId.length;
  const seen =
    same > 1 ? `${same} Adds with one ClientId` : length === 0 ? "no ClientId" : `a ClientId of ${length} characters`;
  yield {
    requirement: "ASMS-3.1.4.1.2-4",
    exchange,
    observation: same === 1 && length > 0 && length <= 64 ? held(addressed, "it has") : broken(addressed, seen, mark),
  };
}

/** Changes and Deletes of SMS items ([MS-ASMS] 3.1.4.1.2). Judged where the session shows all that the client was given. */
export const smsChanges: Monitor = {
  id: "CLI-CHANGE",
  section: "3.1.4.1.2",
  purpose: "The client changes and deletes SMS items by the ServerIds that it was given",
  requirements: ["ASMS-3.1.4.1.2-5", "ASMS-3.1.4.1.2-6"],
  judges: "client",
  *observe(session) {
    const given = new Map<string, Map<string, Given>>();
    for (const step of syncSteps(session)) {
      const own = given.get(step.collectionId) ?? new Map<string, Given>();
      given.set(step.collectionId, own);
      if (step.held !== undefined && isClientsOwn(step.exchange)) yield* later(step, own);
      remember(step, own);
    }
  },
};

/** undefined: the answer to an Add names no ClientId of the request, so nobody can say which item it is. */
interface Given {
  readonly sms: boolean | undefined;
}

/** Also what the server took back since: its Delete and the client's may cross. */
function remember({ request, response }: SyncStep, given: Map<string, Given>): void {
  for (const command of response.commands) {
    if (command.kind === "Add") given.set(command.serverId, { sms: isSms(command) });
  }
  for (const { kind, clientId, serverId } of response.responses) {
    const added = request?.commands?.find((one) => one.kind === "Add" && one.clientId === clientId);
    if (kind !== "Add" || serverId === undefined) continue;
    given.set(serverId, { sms: added?.kind === "Add" ? isSms(added) : undefined });
  }
}

function* later(step: SyncStep, given: ReadonlyMap<string, Given>): Iterable<MonitorObservation> {
  for (const command of step.request?.commands ?? []) {
    if (command.kind !== "Change" && command.kind !== "Delete") continue;
    const item = given.get(command.serverId);
    // An unknown item may be an e-mail, unless the client synchronises SMS here.
    if (item?.sms === false || (item?.sms === undefined && asksForSms(step.sets) !== true)) continue;
    const isChange = command.kind === "Change";
    const expected = isChange ? changesHeld : deletesHeld;
    const fault =
      item === undefined
        ? `ServerId ${JSON.stringify(command.serverId)}, which the client was never given`
        : isChange && Object.values(command.item).every((value) => value === undefined)
          ? "a Change without any element of the item"
          : undefined;
    yield {
      requirement: isChange ? "ASMS-3.1.4.1.2-5" : "ASMS-3.1.4.1.2-6",
      exchange: step.exchange,
      observation:
        fault === undefined
          ? held(expected, "it does")
          : broken(expected, fault, markIn(command.element, `${commandsPath}/${command.kind}`)),
    };
  }
}
