import { type ItemFields, parseSmsAddress } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { plain, recipients, same, sender } from "./fields.js";
import { arrived, demandTold, isLost, judgeKept, keptRow, roundTrips } from "./round-trip.js";
import { shownText } from "./words.js";

interface Emptied {
  readonly name: keyof ItemFields;
  readonly fields: ItemFields;
  /** Undefined: an empty string is a value of the element's type. */
  readonly deliberate?: string;
}

const emptied: readonly AxisValue<Emptied>[] = [
  { name: "to", value: { name: "to", fields: { to: "" } } },
  { name: "from", value: { name: "from", fields: { from: "" }, deliberate: "an empty From ([MS-ASMS] 2.2.2.1.1)" } },
  {
    name: "importance",
    value: { name: "importance", fields: { importance: "" }, deliberate: "an empty Importance ([MS-ASEMAIL] 2.2.2)" },
  },
  {
    name: "read",
    value: { name: "read", fields: { read: "" }, deliberate: "a Read that is no boolean ([MS-ASEMAIL] 2.2.2.58)" },
  },
  { name: "text", value: { name: "body", fields: { body: { type: "1", data: "" } } } },
];

/** Both cases judge an SMS with one odd element, and everything that is said of the rest. */
const common = {
  scenario: "CHG-06",
  section: "2.2.2",
  requirements: ["ASMS-2.2.2-3", "ASMS-2.2.2-5", "ASMS-2.2.2-6", "ASMS-2.2.1-1", "ASMS-2.2.2.1.1-3", keptRow],
  needs: ["sms.seed"],
} as const;

testCase(
  {
    id: "empty-elements",
    purpose:
      "An SMS with an empty element is refused, or comes with a lawful value there and the others as they were sent",
    ...common,
    axes: { empty: emptied },
  },
  (context) => judgeOdd(context, axis(context, "empty", emptied), "Q59.empty"),
);

/** What the schema has room for and the element no meaning, and what is no number at all. */
const beyond: readonly AxisValue<Emptied>[] = [
  ...["3", "255", "256", "-1", "high"].map((value) => ({
    name: `importance-${value}`,
    value: marked("importance", value),
  })),
  ...["2", "true"].map((value) => ({ name: `read-${value}`, value: marked("read", value) })),
];

function marked(name: "importance" | "read", value: string): Emptied {
  return { name, fields: { [name]: value }, deliberate: `${name} ${value}, which there is not ([MS-ASEMAIL] 2.2.2)` };
}

testCase(
  {
    id: "values-beyond",
    purpose:
      "An SMS with an Importance or Read that there is not is refused, or comes with a lawful one and the rest as sent",
    ...common,
    axes: { value: beyond },
  },
  (context) => judgeOdd(context, axis(context, "value", beyond), "Q59.beyond"),
);

/** Importance and Read are 2 and 1, unless one of them is the odd one: what a server falls back to is neither. */
async function judgeOdd(context: CaseContext, odd: Emptied, ruling: string): Promise<void> {
  const { name, fields, deliberate } = odd;
  const { token, item } = context.mailbox.draft({ importance: "2", read: "1" });
  const draft = { token, item: { ...item, ...fields } };
  const [trip] = await roundTrips(context, [deliberate === undefined ? draft : { ...draft, deliberate }]);
  if (trip === undefined) return;
  const what = `an SMS whose ${name} is ${shownText(wrongText(odd))}`;
  judgeKept(context, trip, what);
  if (isLost(trip)) return;
  demandTold(context, trip);
  const { sent, came, evidence } = trip;
  const under = { ruling };
  const { check } = context;
  if (came === undefined) return check("ASMS-2.2.1-1", { ...arrived(trip, what), holds: true }, evidence, under);
  check("ASMS-2.2.1-1", same("the text", plain(sent.body?.data), plain(came.body?.data ?? "")), evidence, under);
  const importance = name === "importance" ? lawful(name, came.importance, ["0", "1", "2"]) : undefined;
  check("ASMS-2.2.2-5", importance ?? same("Importance", sent.importance, came.importance ?? "1"), evidence, under);
  const read = name === "read" ? lawful(name, came.read, ["0", "1"]) : undefined;
  check("ASMS-2.2.2-6", read ?? same("Read", sent.read, came.read), evidence, under);
  check("ASMS-2.2.2.1.1-3", name === "from" ? formed(came.from) : sameSender(sent, came), evidence, under);
  const to = same("the numbers in To", recipients(sent.to), recipients(came.to ?? ""));
  check("ASMS-2.2.2-3", to, evidence, under);
}

function wrongText({ name, fields }: Emptied): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** Absent, or one of these. */
function lawful(name: string, came: string | undefined, values: readonly string[]) {
  const holds = came === undefined || values.includes(came);
  return { holds, expected: `${name} is absent or one of ${values.join(", ")}`, seen: `${name} is ${shownText(came)}` };
}

/** Absent, or filled in by the server in the documented form ([MS-ASMS] 2.2.2.1.1). */
function formed(from: string | undefined) {
  const holds = from === undefined || parseSmsAddress(from).departures.length === 0;
  return { holds, expected: "From is absent or has the documented form", seen: `From is ${shownText(from)}` };
}

function sameSender(sent: ItemFields, came: ItemFields) {
  return same("the number in From", sender(sent.from), sender(came.from));
}
