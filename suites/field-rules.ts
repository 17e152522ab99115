import type { ItemFields, Observation } from "../harness/eas/index.js";
import {
  type Arrival,
  noThirdDate,
  plain,
  plausible,
  recipientNames,
  recipients,
  same,
  sender,
  senderName,
} from "./fields.js";

/** One thing about an SMS that has to come back as it was sent, and the row and clause that say so. */
export interface FieldRule {
  readonly requirement: string;
  readonly ruling?: string;
  compare(sent: ItemFields, came: ItemFields, arrival: Arrival): Observation;
}

const text = ({ body }: ItemFields) => plain(body?.data);

/** What is supplied with every SMS and has to come back (ruling Q24). */
const supplied: readonly FieldRule[] = [
  isThere("From", "Q24.from", ({ from }) => from),
  isThere("To", "Q24.to", ({ to }) => to),
  isThere("Body", "Q24.body", ({ body }) => body?.data),
  isThere("Importance", "Q24.importance", ({ importance }) => importance),
];

function isThere(name: string, ruling: string, valueIn: (item: ItemFields) => string | undefined): FieldRule {
  return {
    requirement: "ASMS-1.3-2",
    ruling,
    compare(sent, came) {
      const holds = valueIn(came) !== undefined || valueIn(sent) === undefined;
      return { holds, expected: `${name} comes back`, seen: holds ? "it does" : `an SMS without ${name}` };
    },
  };
}

/** Everything about an SMS that one device wrote and another reads, field by field. */
export const fieldRules: readonly FieldRule[] = [
  {
    requirement: "ASMS-2.2.1-1",
    ruling: "Q26.text",
    compare: (sent, came) => same("the text", text(sent), text(came)),
  },
  { requirement: "ASMS-4.3-3", ruling: "Q26.plain", compare: (_, came) => same("Body/Type", "1", came.body?.type) },
  {
    requirement: "ASMS-2.2.2.1.1-5",
    compare: (sent, came) => same("the number in From", sender(sent.from), sender(came.from)),
  },
  {
    requirement: "ASMS-2.2.2-3",
    ruling: "Q24.to",
    compare: (sent, came) => same("the numbers in To", recipients(sent.to), recipients(came.to)),
  },
  ...supplied,
  { requirement: "ASMS-2.2.2-5", compare: (sent, came) => same("Importance", sent.importance, came.importance ?? "1") },
  { requirement: "ASMS-2.2.2-6", compare: (sent, came) => same("Read", sent.read, came.read) },
  {
    requirement: "ASMS-2.2.2.1.1-3",
    ruling: "Q24.from-name",
    compare: (sent, came) => senderName(sent.from, came.from),
  },
  {
    requirement: "ASMS-2.2.2-3",
    ruling: "Q24.to-name",
    compare: (sent, came) => recipientNames(sent.to, came.to),
  },
  {
    requirement: "ASMS-2.2.2-4",
    ruling: "Q28.third",
    compare: (sent, came, arrival) => noThirdDate(sent.dateReceived, came.dateReceived, arrival),
  },
  {
    requirement: "ASMS-2.2.2-4",
    ruling: "Q28.elsewhere",
    compare: (sent, came, arrival) => plausible(sent.dateReceived, came.dateReceived, arrival),
  },
];
