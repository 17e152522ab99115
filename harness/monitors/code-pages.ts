import { codePage, type Exchange, readSyncResponse } from "../eas/index.js";
import { child, childElements, type Element, namespaceOf, tokenOf } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { answers, broken, held, markAt } from "./observe.js";
import { isSms } from "./sync-steps.js";

const commands = ["Sync", "GetItemEstimate", "Settings"];
/** [MS-ASMS] 2.2 names four; the estimate and the conversation elements need two more, members of Flag a third. */
const allowed: readonly number[] = [
  codePage.airSync,
  codePage.email,
  codePage.getItemEstimate,
  codePage.airSyncBase,
  codePage.settings,
  codePage.email2,
];
const expected =
  "elements come from AirSync, Email, AirSyncBase, Settings, GetItemEstimate and Email2, and inside Flag from Tasks";

/** The code page of every element of every answer, but for what is inside items of other classes ([MS-ASMS] 2.2). */
export const codePages: Monitor = {
  id: "ORC-PAGE",
  section: "2.2",
  purpose: "Answers use the namespaces of the protocol and no others",
  requirements: ["ASMS-2.2-2"],
  judges: "server",
  *observe(session) {
    for (const { exchange, response } of answers(session, commands)) {
      if (response.status === 200 && response.document !== undefined) yield* judge(exchange, response.document);
    }
  },
};

function* judge(exchange: Exchange, root: Element): Iterable<MonitorObservation> {
  const requirement = "ASMS-2.2-2";
  const strays = [...straysIn(root, root.tag, new Set(itemsOfOtherClasses(root)))];
  for (const { element, path } of strays) {
    const seen = `${path}: ${namespaceOf(element.page)} (code page ${element.page}) does not belong`;
    yield { requirement, exchange, observation: broken(expected, seen, markAt(element, path)) };
  }
  if (strays.length === 0) yield { requirement, exchange, observation: held(expected, "they do") };
}

interface Stray {
  readonly element: Element;
  readonly path: string;
}

/** What stands inside a stray comes with it. A token that its page does not have is another rule's. */
function* straysIn(element: Element, path: string, passedOver: ReadonlySet<Element>, inFlag = false): Iterable<Stray> {
  if (passedOver.has(element)) return;
  const { page, tag } = element;
  const belongs = allowed.includes(page) || (inFlag && page === codePage.tasks);
  if (!belongs && tokenOf(page, tag) !== undefined) {
    yield { element, path };
    return;
  }
  const isFlag = page === codePage.email && tag === "Flag";
  for (const one of childElements(element)) yield* straysIn(one, `${path}/${one.tag}`, passedOver, inFlag || isFlag);
}

function itemsOfOtherClasses(root: Element): Element[] {
  const found = readSyncResponse(root)?.collections.flatMap((collection) => collection.commands) ?? [];
  return found.flatMap((command) => {
    const data = command.element && child(command.element, codePage.airSync, "ApplicationData");
    return data === undefined || isSms(command) ? [] : [data];
  });
}
