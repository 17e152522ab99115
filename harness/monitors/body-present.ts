import { codePage } from "../eas/index.js";
import { child, children, type Element, textOf } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, held, markAt, type SmsItem, smsItems } from "./observe.js";
import { smsSet } from "./sets-in-force.js";

const page = codePage.airSyncBase;
const expected = "one Body with a Type, and with Data unless it is cut to nothing";

/** Body of every Add of an item tagged SMS ([MS-ASMS] 2.2, 2.2.1). */
export const bodyPresent: Monitor = {
  id: "ORC-BODY",
  section: "2.2.1",
  purpose: "An SMS comes with its text: one Body with Type and Data",
  requirements: ["ASMS-2.2.1-1", "ASMS-4.3-4"],
  judges: "server",
  *observe(session) {
    for (const item of smsItems(session)) {
      const { step, kind, data, path } = item;
      yield* size(item);
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

/** The figure is rough ([MS-ASAIRS] 2.2.2): whether it fits the text is told, never judged. */
function* size({ step, data, path }: SmsItem): Iterable<MonitorObservation> {
  const body = child(data, page, "Body");
  if (body === undefined) return;
  const figure = textIn(body, "EstimatedDataSize");
  const text = textIn(body, "Data");
  const isCut = ["1", ""].includes(textIn(body, "Truncated") ?? "0");
  const fits = text !== undefined && !isCut && Number(figure) === new TextEncoder().encode(text).length;
  const seen = isCut ? "it is" : fits ? "it is, and is the size of the text" : "it is, and is not the size of the text";
  const there = "EstimatedDataSize is present";
  yield {
    requirement: "ASMS-4.3-4",
    exchange: step.exchange,
    observation:
      figure === undefined
        ? broken(there, "a Body without EstimatedDataSize", markAt(body, `${path}/Body`))
        : held(there, seen),
    ruling: "Q26.size",
  };
}

function textIn(body: Element, tag: string): string | undefined {
  const found = child(body, page, tag);
  return found === undefined ? undefined : textOf(found);
}

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
  return ["1", ""].includes(textIn(body, "Truncated") ?? "0") || textIn(body, "EstimatedDataSize") === "0";
}
