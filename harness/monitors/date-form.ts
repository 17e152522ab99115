import { codePage, parseDateTime } from "../eas/index.js";
import { child, textOf } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, held, markAt, type SmsItem, smsItems } from "./observe.js";

const expected = "DateReceived has the form 2009-01-08T00:14:36.000Z, the fraction optional";
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** DateReceived of every item tagged SMS ([MS-ASMS] 2.2.2.1.2, [MS-ASDTYPE] 2.3). */
export const dateForm: Monitor = {
  id: "ORC-DATE",
  section: "2.2.2.1.2",
  purpose: "DateReceived of an SMS is a dateTime in the dashed form, in UTC",
  requirements: ["ASMS-2.2.2.1.2-3"],
  judges: "server",
  *observe(session) {
    for (const item of smsItems(session)) yield* judge(item);
  },
};

function* judge({ step, data, path }: SmsItem): Iterable<MonitorObservation> {
  const element = child(data, codePage.email, "DateReceived");
  if (element === undefined) return;
  const text = textOf(element);
  const holds = form.test(text) && parseDateTime(text) !== undefined;
  yield {
    requirement: "ASMS-2.2.2.1.2-3",
    exchange: step.exchange,
    observation: holds
      ? held(expected, "that form")
      : broken(expected, JSON.stringify(text), markAt(element, `${path}/DateReceived`)),
  };
}
