import { codePage } from "../eas/index.js";
import { child, children, type Element, textOf } from "../wbxml/index.js";
import type { Monitor } from "./monitor.js";
import { broken, held, markAt, smsItems } from "./observe.js";
import { smsSet } from "./sets-in-force.js";

const page = codePage.airSyncBase;
const expected = "one Body with a Type, and with Data unless it is cut to nothing";

/** Body of every Add of an item tagged SMS ([MS-ASMS] 2.2, 2.2.1). */
export const bodyPresent: Monitor = {
  id: "ORC-BODY",
  section: "2.2.1",
  purpose: "An SMS comes with its text: one Body with Type and Data",
  requirements: ["ASMS-2.2.1-1"],
  judges: "server",
  *observe(session) {
    for (const { step, kind, data, path } of smsItems(session)) {
      if (kind !== "Add") continue;
      const wanted = (smsSet(step.sets)?.bodyPreferences ?? []).some(({ type }) => type === 1);
      const fault = faultOf(data);
      yield {
        requirement: "ASMS-2.2.1-1",
        exchange: step.exchange,
        observation: fault === undefined ? held(expected, "it is so") : broken(expected, fault, markAt(data, path)),
        ...(wanted ? {} : { ruling: "Q26.not-offered" }),
      };
    }
  },
};

function faultOf(data: Element): string | undefined {
  const bodies = children(data, page, "Body");
  const [body] = bodies;
  if (body === undefined) return "an SMS without a Body";
  if (bodies.length > 1) return `${bodies.length} Body elements in one SMS`;
  if (child(body, page, "Type") === undefined) return "a Body without Type";
  if (child(body, page, "Data") !== undefined || isEmpty(body)) return undefined;
  return "a Body without Data";
}

/** Cut to nothing, or the body of a message that has no text. */
function isEmpty(body: Element): boolean {
  const text = (tag: string) => {
    const found = child(body, page, tag);
    return found === undefined ? undefined : textOf(found);
  };
  return text("Truncated") === "1" || text("Truncated") === "" || text("EstimatedDataSize") === "0";
}
