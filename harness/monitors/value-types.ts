import { codePage } from "../eas/index.js";
import { child, childElements, type Element, textOf } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, held, markAt, type SmsItem, smsItems } from "./observe.js";

interface TypedElement {
  /** From ApplicationData down. */
  readonly steps: readonly (readonly [page: number, tag: string])[];
  readonly requirement: string;
  readonly value: RegExp;
  readonly words: string;
}

const { airSyncBase, email } = codePage;

const typed: readonly TypedElement[] = [
  { steps: [[email, "Importance"]], requirement: "ASMS-2.2-7", value: /^[0-2]$/, words: "0, 1 or 2" },
  { steps: [[email, "Read"]], requirement: "ASMS-2.2-8", value: /^[01]$/, words: "0 or 1" },
  {
    steps: [[email, "InternetCPID"]],
    requirement: "ASMS-2.2-10",
    value: /^\d{1,5}$/,
    words: "the number of a code page",
  },
  {
    steps: [
      [email, "Flag"],
      [email, "Status"],
    ],
    requirement: "ASMS-2.2-11",
    value: /^[0-2]$/,
    words: "0, 1 or 2",
  },
  {
    steps: [
      [airSyncBase, "Body"],
      [airSyncBase, "EstimatedDataSize"],
    ],
    requirement: "ASMS-2.2-9",
    value: /^\d{1,10}$/,
    words: "a number of bytes",
  },
];

/** Values of numbers and booleans in every item tagged SMS ([MS-ASMS] 2.2). */
export const valueTypes: Monitor = {
  id: "ORC-TYPE",
  section: "2.2",
  purpose: "Importance, Read, InternetCPID, Flag/Status and EstimatedDataSize of an SMS have values of their types",
  requirements: typed.map(({ requirement }) => requirement),
  judges: "server",
  *observe(session) {
    for (const item of smsItems(session)) {
      for (const one of typed) yield* judge(item, one);
    }
  },
};

function* judge(item: SmsItem, { steps, requirement, value, words }: TypedElement): Iterable<MonitorObservation> {
  const element = steps.reduce<Element | undefined>(
    (parent, [page, tag]) => (parent === undefined ? undefined : child(parent, page, tag)),
    item.data,
  );
  if (element === undefined || childElements(element).length > 0) return;
  const names = steps.map(([, tag]) => tag).join("/");
  const expected = `${names} is ${words}`;
  const text = textOf(element);
  yield {
    requirement,
    exchange: item.step.exchange,
    observation: value.test(text)
      ? held(expected, "it is")
      : broken(expected, `${names} is ${JSON.stringify(text)}`, markAt(element, `${item.path}/${names}`)),
  };
}
