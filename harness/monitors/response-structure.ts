import {
  codePage,
  type Exchange,
  type ExtraElement,
  extraItemElements,
  hasSchema,
  readSyncResponse,
  type SchemaFault,
  type ServerCommand,
  smsElementNames,
  validateResponse,
} from "../eas/index.js";
import { child, childElements, type Element, namespaceOf } from "../wbxml/index.js";
import { isInsideLeaf } from "./leaf-elements.js";
import type { Monitor, MonitorObservation, Session } from "./monitor.js";
import { answers, broken, commandsPath, held, markAt, smsItems } from "./observe.js";
import { isSms, syncSteps } from "./sync-steps.js";

const followsSchema = "the response follows the schema of its command";
const inApplicationData = "the elements of an SMS stand in ApplicationData";
const onItsPage = "the elements of an SMS stand on the code pages that define them: Email, AirSyncBase, Email2";
const onAnyPage = "every element stands on a code page that has it";
const answersSync = "a Sync is answered by nothing, or by a Sync with Collections or a Status";
const hasData = "an SMS comes in ApplicationData, with elements in it";
const tenElements =
  "an SMS has no elements but To, From, DateReceived, Importance, Read, Body, InternetCPID, Flag, ConversationId, ConversationIndex";

/** Where every element of every answer stands ([MS-ASMS] 2.2, 3.2.1, 3.2.5.1; [MS-ASCMD] 6). */
export const responseStructure: Monitor = {
  id: "ORC-SCHEMA",
  section: "3.2.1",
  purpose:
    "Every element of an answer has its place in the response schema, and those of an SMS stand in ApplicationData",
  requirements: ["ASMS-1.4-2", "ASMS-2.2-3", "ASMS-3.2.1-1", "ASMS-3.2.5.1-1", "ASMS-3.2.5.1-2", "ASMS-3.2.5.1-3"],
  judges: "server",
  *observe(session) {
    for (const { exchange, response } of answers(session)) {
      if (response.status !== 200 || response.document === undefined || !hasSchema(exchange.command)) continue;
      if (exchange.command === "Sync") yield isSyncResponse(exchange, response.document);
      yield* structure(exchange, response.document);
    }
    yield* dataOfItems(session);
    for (const { step, data, path } of smsItems(session)) yield* ownElements(step.exchange, data, path);
  },
};

function* structure(exchange: Exchange, root: Element): Iterable<MonitorObservation> {
  const otherItems = itemsOfOtherClasses(root);
  const faults = validateResponse(exchange.command, root, exchange.protocolVersion ?? "")
    .filter(isStructure)
    .filter((fault) => fault.code === "undefined-element" || !otherItems.some((item) => encloses(item, fault.element)));
  for (const fault of faults) yield misplaced(exchange, fault);
  // The row is about SMS: answers without any say nothing for it.
  if (!faults.some(({ code }) => code === "undefined-element") && commandsIn(root).some(isSms)) {
    yield { requirement: "ASMS-1.4-2", exchange, observation: held(onAnyPage, "it does"), ruling: "Q23.page" };
  }
  if (faults.length > 0) return;
  yield { requirement: "ASMS-3.2.1-1", exchange, observation: held(followsSchema, "no departure") };
}

/** Adds and Changes of e-mail and the like: what is inside them is the business of other documents. */
function itemsOfOtherClasses(root: Element): Element[] {
  return commandsIn(root).flatMap((command) => {
    const data = command.element && child(command.element, codePage.airSync, "ApplicationData");
    return data === undefined || isSms(command) ? [] : [data];
  });
}

function commandsIn(root: Element): readonly ServerCommand[] {
  return readSyncResponse(root)?.collections.flatMap((collection) => collection.commands) ?? [];
}

function encloses(outer: Element, inner: Element | undefined): boolean {
  if (outer.start === undefined || outer.end === undefined || inner?.start === undefined) return false;
  return outer.start < inner.start && inner.start < outer.end;
}

/** Values of an item, and leaves with children, have monitors of their own. */
function isStructure(fault: SchemaFault): boolean {
  const inItem = fault.path.includes("ApplicationData");
  if (inItem && fault.code === "wrong-value") return false;
  return !isInsideLeaf(fault.path);
}

function misplaced(exchange: Exchange, fault: SchemaFault): MonitorObservation {
  const { element, path, code } = fault;
  const inItem = path.includes("ApplicationData");
  const name = element === undefined ? "" : `${namespaceOf(element.page)}:${element.tag}`;
  const outside = !inItem && code === "unexpected-element" && smsElementNames.includes(name);
  const seen = `${path}: found ${fault.found}, expected ${fault.expected} (${fault.section})`;
  const mark = markAt(element, path);
  if (code === "undefined-element") {
    return { requirement: "ASMS-1.4-2", exchange, observation: broken(onAnyPage, seen, mark), ruling: "Q23.page" };
  }
  const [requirement, expected] = outside ? ["ASMS-3.2.5.1-3", inApplicationData] : ["ASMS-3.2.1-1", followsSchema];
  return { requirement, exchange, observation: broken(expected, seen, mark) };
}

/** [MS-ASMS] 3.2.5.1: what comes back is a Sync response. */
function isSyncResponse(exchange: Exchange, root: Element): MonitorObservation {
  const isSync = root.page === codePage.airSync && root.tag === "Sync";
  const parts = childElements(root).map(({ tag }) => tag);
  const holds = isSync && (parts.includes("Collections") || parts.includes("Status"));
  const seen = isSync ? "a Sync with neither Collections nor Status" : `${namespaceOf(root.page)}:${root.tag}`;
  const observation = holds ? held(answersSync, "it is") : broken(answersSync, seen, markAt(root, root.tag));
  return { requirement: "ASMS-3.2.5.1-1", exchange, observation };
}

/** [MS-ASMS] 3.2.5.1: an Add or Change of an SMS has its data where it belongs. */
function* dataOfItems(session: Session): Iterable<MonitorObservation> {
  for (const { exchange, held: before, response } of syncSteps(session)) {
    for (const command of response.commands) {
      const { kind, element, serverId } = command;
      const sms = isSms(command) || (kind === "Change" && before?.get(serverId)?.sms === true);
      if ((kind !== "Add" && kind !== "Change") || !sms) continue;
      const data = element === undefined ? undefined : child(element, codePage.airSync, "ApplicationData");
      const fault =
        data === undefined
          ? `no ApplicationData in ${kind}`
          : childElements(data).length > 0
            ? undefined
            : "it is empty";
      const mark = markAt(element, `${commandsPath}/${kind}`);
      const observation = fault === undefined ? held(hasData, "it does") : broken(hasData, fault, mark);
      yield { requirement: "ASMS-3.2.5.1-2", exchange, observation };
    }
  }
}

/** On a page of the message vocabulary, yet of another protocol version: the token means something else there, or nothing. */
function isOutdated({ element, vocabulary }: ExtraElement): boolean {
  const pages: readonly number[] = [codePage.email, codePage.airSyncBase, codePage.email2];
  return vocabulary === "foreign" && pages.includes(element.page);
}

/** What stands in an SMS beside the ten elements: of the e-mail vocabulary, or foreign to it (ruling Q25). */
function* ownElements(exchange: Exchange, data: Element, path: string): Iterable<MonitorObservation> {
  const extra = extraItemElements(data, exchange.protocolVersion ?? "");
  yield { requirement: "ASMS-3.2.5.1-3", exchange, observation: held(inApplicationData, "they do") };
  const outdated = extra.filter(isOutdated);
  for (const { element, name } of outdated) {
    const seen = `${name}, which its code page does not have in protocol ${exchange.protocolVersion ?? "unknown"}`;
    const observation = broken(onItsPage, seen, markAt(element, `${path}/${element.tag}`));
    yield { requirement: "ASMS-1.4-2", exchange, observation };
  }
  if (outdated.length === 0 && !extra.some(({ vocabulary }) => vocabulary === "undefined")) {
    yield { requirement: "ASMS-1.4-2", exchange, observation: held(onItsPage, "they do") };
  }
  const told = extra.filter((one) => one.vocabulary !== "undefined" && !isOutdated(one));
  for (const { element, name, vocabulary } of told) {
    const seen = `${name}, which ${vocabulary === "email" ? "an e-mail has and an SMS has not" : "belongs to no message"}`;
    yield {
      requirement: "ASMS-2.2-3",
      exchange,
      observation: broken(tenElements, seen, markAt(element, `${path}/${element.tag}`)),
      ruling: vocabulary === "email" ? "Q25.mail-element" : "Q25.foreign-element",
    };
  }
  if (told.length === 0) {
    yield {
      requirement: "ASMS-2.2-3",
      exchange,
      observation: held(tenElements, "none but these"),
      ruling: "Q25.mail-element",
    };
  }
}
