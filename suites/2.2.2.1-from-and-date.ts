import { parseDateTime, parseSmsAddress } from "../harness/eas/index.js";
import { type AxisValue, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { arrivalIn, plausible, same, sender } from "./fields.js";
import { arrived, demandTold, isLost, judgeKept, keptRow, remarked, roundTrips } from "./round-trip.js";
import { shownText } from "./words.js";

testCase(
  {
    id: "from-absent",
    scenario: "CHG-06",
    section: "2.2.2.1.1",
    purpose: "An SMS without From is stored and sent on, with From absent or filled in",
    requirements: ["ASMS-2.2.2.1.1-1", keptRow],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { token, item } = context.mailbox.draft();
    const { from: _, ...nobody } = item;
    const [trip] = await roundTrips(context, [{ token, item: nobody }]);
    if (trip === undefined) return;
    judgeKept(context, trip, "an SMS without From");
    if (isLost(trip)) return;
    const remark = `From is ${trip.came?.from === undefined ? "absent" : "filled in"}`;
    context.check("ASMS-2.2.2.1.1-1", arrived(trip, "an SMS without From"), trip.evidence, remarked(trip, remark));
  },
);

testCase(
  {
    id: "from-without-name",
    scenario: "CHG-06",
    section: "2.2.2.1.1",
    purpose: "From without a name, with or without its quotation marks, is stored and keeps its number",
    requirements: ["ASMS-2.2.2.1.1-4", keptRow],
    needs: ["sms.seed"],
  },
  async (context) => {
    const requirement = "ASMS-2.2.2.1.1-4";
    const drafts = ["", '"" '].map((name) => {
      const { token, item } = context.mailbox.draft();
      return { token, item: { ...item, from: `${name}[MOBILE:+${token}]` } };
    });
    for (const trip of await roundTrips(context, drafts)) {
      const what = `an SMS from ${shownText(trip.sent.from)}`;
      judgeKept(context, trip, what);
      if (isLost(trip)) continue;
      context.check(requirement, arrived(trip, what), trip.evidence);
      if (trip.came === undefined) continue;
      const number = same("the number in From", sender(trip.sent.from), sender(trip.came.from));
      context.check(requirement, number, trip.evidence);
    }
  },
);

type Written = (token: string) => string;

/** Every form that the document allows, by the digits of the number. */
const senders: readonly AxisValue<readonly Written[]>[] = [
  {
    name: "letters-and-signs",
    value: [
      (token) => `"Zoë O'Łukasz Привет" [MOBILE:+${token}]`,
      // Every sign that a number may have beside digits (ruling Q21).
      (token) => `"Ann" [MOBILE:+${token.slice(0, 1)}-${token.slice(1, 4)}.${token.slice(4)}]`,
      (token) => `"Ann" [MOBILE:*${token}#]`,
    ],
  },
  { name: "brackets", value: [(token) => `"Ann [work] <home> (x)" [MOBILE:+${token}]`] },
  { name: "separators", value: [(token) => `"Smith; Ann, Dr." [MOBILE:+${token}]`] },
  { name: "number-as-name", value: [(token) => `"${token}" [MOBILE:${token}]`] },
  { name: "digits-only", value: [(token) => `[MOBILE:${token}]`] },
  { name: "plus", value: [(token) => `"+${token}" [MOBILE:+${token}]`] },
  {
    name: "punctuation",
    value: [(token) => `"Ann" [MOBILE:+${token.slice(0, 1)} (${token.slice(1, 4)}) ${token.slice(4)}]`],
  },
  { name: "long-name", value: [(token) => `"${"Ann ".repeat(60)}Ann" [MOBILE:+${token}]`] },
  { name: "emoji", value: [(token) => `"Ann 🎉" [MOBILE:+${token}]`] },
  // 32,768 characters are the most that From may have ([MS-ASEMAIL] 2.2.2).
  {
    name: "longest",
    value: [(token) => `"${"A".repeat(32_768 - `"" [MOBILE:+${token}]`.length)}" [MOBILE:+${token}]`],
  },
];

testCase(
  {
    id: "from-forms",
    scenario: "CHG-06",
    section: "2.2.2.1.1",
    purpose: "From in any form of the document reaches another device in that form, with the same number",
    requirements: ["ASMS-2.2.2.1.1-3", keptRow],
    needs: ["sms.seed"],
    axes: { form: senders },
  },
  async (context) => {
    const drafts = axis(context, "form", senders).map((written) => {
      const { token, item } = context.mailbox.draft();
      return { token, item: { ...item, from: written(token) } };
    });
    for (const trip of await roundTrips(context, drafts)) {
      const { from } = trip.sent;
      judgeKept(context, trip, `an SMS from ${shownText(from)}`);
      if (isLost(trip)) continue;
      const stored = arrived(trip, `an SMS from ${shownText(from)}`);
      const came = parseSmsAddress(trip.came?.from ?? "");
      const number = sender(from);
      const formed = came.departures.length === 0 && came.number.replace(/\D/g, "") === number;
      const observation = {
        holds: stored.holds && formed,
        expected: `From comes in the documented form, with the number ${number}`,
        seen: stored.holds ? `From is ${shownText(trip.came?.from)}` : stored.seen,
        within: ["ApplicationData", "From"],
      };
      const kept = trip.came?.from === from;
      const remark = kept ? "From came as it was sent" : "the name or the spelling of the number was changed";
      const under = { ruling: "Q21.from-form", ...remarked(trip, remark) };
      context.check("ASMS-2.2.2.1.1-3", observation, trip.evidence, under);
    }
  },
);

testCase(
  {
    id: "date-absent",
    scenario: "CHG-06",
    section: "2.2.2.1.2",
    purpose: "An SMS without DateReceived is stored and sent on, with DateReceived absent or set",
    requirements: ["ASMS-2.2.2.1.2-1", keptRow],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { token, item } = context.mailbox.draft();
    const { dateReceived: _, ...undated } = item;
    const [trip] = await roundTrips(context, [{ token, item: undated }]);
    if (trip === undefined) return;
    judgeKept(context, trip, "an SMS without DateReceived");
    if (isLost(trip)) return;
    const remark = `DateReceived is ${trip.came?.dateReceived === undefined ? "absent" : "set"}`;
    const observation = arrived(trip, "an SMS without DateReceived");
    context.check("ASMS-2.2.2.1.2-1", observation, trip.evidence, remarked(trip, remark));
  },
);

/** Two hours ago in one of the forms, or a date at the limits of what is allowed. */
const dates: readonly AxisValue<string | undefined>[] = [
  { name: "milliseconds", value: undefined },
  { name: "no-fraction", value: "2024-05-06T07:08:09Z" },
  { name: "leap-day", value: "2024-02-29T23:59:59.999Z" },
  { name: "year-1970", value: "1970-01-01T00:00:00.000Z" },
  { name: "year-2038", value: "2038-01-19T03:14:08.000Z" },
  { name: "year-9999", value: "9999-12-31T23:59:59.999Z" },
];

testCase(
  {
    id: "date-values",
    scenario: "CHG-06",
    section: "2.2.2.1.2",
    purpose: "DateReceived of an SMS in the Inbox is the date that was given or that of the arrival",
    requirements: ["ASMS-2.2.2-4", keptRow],
    needs: ["sms.seed"],
    axes: { date: dates },
  },
  async (context) => {
    const { token, item } = context.mailbox.draft({ ageHours: 2 });
    const given = axis(context, "date", dates);
    const [trip] = await roundTrips(context, [
      { token, item: given === undefined ? item : { ...item, dateReceived: given } },
    ]);
    if (trip === undefined) return;
    const { sent, came, evidence } = trip;
    const what = `an SMS of ${sent.dateReceived}`;
    judgeKept(context, trip, what);
    if (isLost(trip)) return;
    if (came === undefined) return context.check("ASMS-2.2.2-4", arrived(trip, what), evidence);
    context.check("ASMS-2.2.2-4", plausible(sent.dateReceived, came.dateReceived, arrivalIn(evidence)), evidence, {
      ruling: "Q28.elsewhere",
    });
    if (given === undefined) context.check("ASMS-2.2.2-4", sensible(came.dateReceived), evidence);
  },
);

/** Neither to come nor before there were computers to send it. A clock may be some minutes off. */
function sensible(came: string | undefined) {
  const time = Date.parse(came ?? "");
  return {
    holds: time >= 0 && time <= Date.now() + 600_000,
    expected: "DateReceived is not in the future and not before 1970",
    seen: `DateReceived is ${came ?? "missing"}`,
    within: ["ApplicationData", "DateReceived"],
  };
}

/** What [MS-ASDTYPE] 2.3 does not allow. */
const malformed: readonly AxisValue<string>[] = [
  { name: "compact", value: "20240506T070809Z" },
  { name: "offset", value: "2024-05-06T07:08:09.000+02:00" },
  { name: "local", value: "2024-05-06T07:08:09.000" },
  { name: "day-alone", value: "2024-05-06" },
  { name: "no-such-day", value: "2024-02-30T07:08:09.000Z" },
  { name: "words", value: "yesterday" },
  { name: "empty", value: "" },
];

testCase(
  {
    id: "date-malformed",
    scenario: "CHG-06",
    section: "2.2.2.1.2",
    purpose: "A DateReceived that breaks the format is refused, or brought into form before it is sent on",
    requirements: ["ASMS-2.2.2.1.2-3", keptRow],
    needs: ["sms.seed"],
    axes: { date: malformed },
  },
  async (context) => {
    const dateReceived = axis(context, "date", malformed);
    const { token, item } = context.mailbox.draft();
    const deliberate = "a DateReceived that is no dateTime ([MS-ASMS] 2.2.2.1.2)";
    const [trip] = await roundTrips(context, [{ token, item: { ...item, dateReceived }, deliberate }]);
    if (trip === undefined) return;
    judgeKept(context, trip, `an SMS of ${shownText(dateReceived)}`);
    if (isLost(trip)) return;
    demandTold(context, trip);
    const came = trip.came?.dateReceived;
    const formed = came === undefined || (parseDateTime(came)?.form === "dashed" && came.endsWith("Z"));
    const observation = {
      holds: formed,
      expected: `DateReceived ${JSON.stringify(dateReceived)} is refused or brought into form`,
      seen: trip.came === undefined ? trip.words : `accepted, and sent on as ${came ?? "nothing"}`,
    };
    context.check("ASMS-2.2.2.1.2-3", observation, trip.evidence, { ruling: "Q28.malformed" });
  },
);
