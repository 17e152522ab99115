import { buildSyncRequest, type ItemFields, type Observation } from "../harness/eas/index.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { toXml } from "../harness/wbxml/index.js";
import { plain } from "./fields.js";
import { demandTold, isUntold, judgeKept, keptRow, type RoundTrip, roundTrips } from "./round-trip.js";
import { bring, freshView } from "./stage.js";
import { shownBeside, shownText } from "./words.js";

testCase(
  {
    id: "request-as-xml-text",
    scenario: "XML-01",
    section: "1.4",
    purpose: "A Sync sent as XML text, not as WBXML, is not answered with the data of an SMS",
    requirements: ["ASMS-1.4-1"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const item = await mailbox.sms();
    const shown = await freshView(context, "control", item.folder);
    await bring(context, shown, [item], sets.both, "OPT-01");
    const folder = await device.open(item.folder);
    const collection = { syncKey: folder.syncKey, collectionId: folder.folder.serverId, options: sets.both };
    const text = toXml(buildSyncRequest({ collections: [collection] }, device.protocolVersion));
    const exchange = await device.send("Sync", new TextEncoder().encode(text), {
      headers: { "Content-Type": "text/xml" },
      deliberate: "a request as XML text ([MS-ASMS] 1.4)",
    });
    const { response } = exchange;
    const body = new TextDecoder().decode(response?.body ?? new Uint8Array());
    const brought = body.includes(item.token) || body.includes(item.item.body?.data ?? item.token);
    const seen = brought ? "the SMS was sent" : `HTTP ${response?.status ?? "none"}, and no SMS`;
    check("ASMS-1.4-1", { holds: !brought, expected: "XML as text brings no SMS", seen }, exchange);
  },
);

const notXml = "a character that XML does not have ([MS-ASMS] 2.2)";

interface Hostile {
  readonly name: string;
  readonly text: string;
  readonly deliberate?: string;
}

/** Texts that are lawful and odd, at the limits of one SMS and far beyond, and some that XML has no form for. */
const hostile: readonly Hostile[] = [
  { name: "no text at all", text: "" },
  { name: "one character", text: "x" },
  { name: "160 characters", text: "a".repeat(160) },
  { name: "161 characters", text: "b".repeat(161) },
  { name: "70 characters of two bytes", text: "ж".repeat(70) },
  { name: "71 characters of two bytes", text: "ж".repeat(71) },
  { name: "ten thousand characters", text: "0123456789".repeat(1000) },
  { name: "the end of a CDATA section", text: "before ]]> after <![CDATA[" },
  { name: "markup", text: '<?xml version="1.0"?><a b="c">&#0;&lt;</a>' },
  { name: "right-to-left text and marks", text: "שלום \u202eabc\u202c عالم \u200f!" },
  { name: "joined emoji", text: "👩‍👩‍👧‍👦🏳️‍🌈\u{1F468}\u{1F3FD}" },
  { name: "a bare CR and a tab", text: "one\rtwo\tthree" },
  { name: "blanks alone", text: "   " },
  { name: "the characters XML ends with", text: "\ud7ff\ue000\ufffd\u{10ffff}" },
  { name: "the control character U+0001", text: "a\u0001b", deliberate: notXml },
  { name: "the control character U+001B", text: "a\u001b[31mb", deliberate: notXml },
  { name: "the noncharacter U+FFFE", text: "a\ufffeb", deliberate: notXml },
];

testCase(
  {
    id: "hostile-texts",
    scenario: "CHG-06",
    section: "2.2",
    purpose: "No text of an SMS breaks a later answer; one that is accepted comes back as it was written",
    requirements: ["ASMS-2.2-1", "ASMS-2.2.1-1", keptRow],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { mailbox } = context;
    const drafts = hostile.map(({ text, deliberate }) => ({
      ...mailbox.draft({ text }),
      ...(deliberate === undefined ? {} : { deliberate }),
    }));
    const quoted = mailbox.draft({ text: "quotes and brackets" });
    const from = `"Ann "Red" [MOBILE:1] <b>" [MOBILE:+${quoted.token}]`;
    const odd: ItemFields = { ...quoted.item, from };
    const deliberate = "quotation marks inside the name of From ([MS-ASMS] 2.2.2.1.1)";
    const trips = await roundTrips(context, [...drafts, { token: quoted.token, item: odd, deliberate }]);
    for (const [index, trip] of trips.entries()) {
      const name = hostile[index]?.name ?? "quotation marks and brackets in the name of From";
      if (!trip.unread) judgeKept(context, trip, `an SMS with ${name}`);
      if (isLost(trip) || (isUntold(trip) && !trip.unread)) continue;
      judgeAnswers(context, name, trip);
      if (index < hostile.length) judgeText(context, name, trip);
    }
    for (const trip of trips) demandTold(context, trip);
  },
);

/** Every answer could be read, and none had it: that says nothing of their XML. */
function isLost({ answered, came, said, unread }: RoundTrip): boolean {
  return answered && said === "acknowledged" && came === undefined && !unread;
}

/** The text was refused, or what came of it is XML: answers that do not decode never get as far as `came`. */
function judgeAnswers({ check }: CaseContext, name: string, trip: RoundTrip): void {
  const { answered, came, said, words, evidence } = trip;
  const bad = [came?.body?.data, came?.from].find((text) =>
    /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text ?? ""),
  );
  const isStored = came !== undefined || said === "acknowledged" || said === "unsaid";
  const holds = answered && (!isStored || (came !== undefined && bad === undefined));
  const seen = !answered
    ? "no answer that could be read"
    : !isStored
      ? `${said === "refused" ? "refused with" : "not accepted:"} ${words}`
      : came === undefined
        ? `it was answered with ${words}, and no answer with it could be read`
        : bad === undefined
          ? "it came back as XML"
          : `it came back as ${shownText(bad)}, which XML has no form for`;
  const expected = `an SMS with ${name} is refused, or comes back in an answer that is XML`;
  check("ASMS-2.2-1", { holds, expected, seen }, evidence, { ruling: "Q52.wbxml" });
}

/** An accepted text is the text. An empty one may come as no Data at all. */
function judgeText({ check }: CaseContext, name: string, { came, sent, evidence }: RoundTrip): void {
  if (came === undefined) return;
  const wanted = plain(sent.body?.data) ?? "";
  const got = plain(came.body?.data) ?? "";
  const observation: Observation = {
    holds: wanted === got,
    expected: `the text with ${name} comes as it was sent: ${shownBeside(wanted, got)}`,
    seen: `the text is ${shownBeside(got, wanted)}`,
  };
  check("ASMS-2.2.1-1", observation, evidence, { ruling: "Q26.text" });
}
