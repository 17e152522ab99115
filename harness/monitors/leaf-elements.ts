import { smsElementNames } from "../eas/index.js";
import { childElements, type Element, namespaceOf } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { answers, broken, held, markAt } from "./observe.js";

const leaves = new Set([
  ...smsElementNames.filter((name) => !["AirSyncBase:Body", "Email:Flag"].includes(name)),
  "AirSync:Class",
  "Settings:EnableOutboundSMS",
]);
const expected =
  "To, From, DateReceived, Importance, Read, InternetCPID, the conversation elements and Class hold no elements";

/** An element of which the document says that it has no children ([MS-ASMS] 2.2.2, ruling Q22), and that has some. */
function isLeafWithChildren(element: Element | undefined): boolean {
  if (element === undefined || !leaves.has(`${namespaceOf(element.page)}:${element.tag}`)) return false;
  return childElements(element).length > 0;
}

const leafTags = new Set([...leaves].map((name) => name.slice(name.indexOf(":") + 1)));

/** Does this path lead into one of those elements, to something inside it? */
export function isInsideLeaf(path: string): boolean {
  return path
    .split("/")
    .slice(0, -1)
    .some((tag) => leafTags.has(tag));
}

export const leafElements: Monitor = {
  id: "ORC-LEAF",
  section: "2.2.2",
  purpose: "The elements of the protocol hold text or bytes, never other elements",
  requirements: ["ASMS-2.2.2-1"],
  judges: "server",
  *observe(session) {
    for (const { exchange, response } of answers(session)) {
      if (response.document === undefined) continue;
      const wrong = [...walk(response.document, response.document.tag)].filter(({ element }) =>
        isLeafWithChildren(element),
      );
      for (const { element, path } of wrong) {
        const seen = `${path} holds ${childElements(element)
          .map(({ tag }) => tag)
          .join(", ")}`;
        yield finding({ exchange, observation: broken(expected, seen, markAt(element, path)) });
      }
      if (wrong.length === 0) yield finding({ exchange, observation: held(expected, "none does") });
    }
  },
};

function finding(seen: Pick<MonitorObservation, "exchange" | "observation">): MonitorObservation {
  return { requirement: "ASMS-2.2.2-1", ruling: "Q22.leaf", ...seen };
}

function* walk(element: Element, path: string): Iterable<{ readonly element: Element; readonly path: string }> {
  yield { element, path };
  for (const child of childElements(element)) yield* walk(child, `${path}/${child.tag}`);
}
