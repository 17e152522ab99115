import {
  type BodyFields,
  type BodyPreference,
  type FlagFields,
  type Observation,
  pointing,
} from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { activeFlag, completedFlag } from "./flags.js";
import { heldOf, type View } from "./observe.js";
import { demandTold, isLost, judgeKept, keptRow, roundTrips } from "./round-trip.js";
import { bring, folderOf, freshView, holder } from "./stage.js";
import { shownText } from "./words.js";

/** Two texts of 200 bytes: in one of them hardly any number of bytes is a number of characters. */
const texts = ["0123456789".repeat(20), `${"ж€🎉".repeat(22)}xy`];
const length = 200;

/** Against a text of 200 bytes. */
const sizes: readonly AxisValue<number>[] = [
  { name: "4", value: 4 },
  { name: "0", value: 0 },
  { name: "1", value: 1 },
  { name: "160", value: 160 },
  { name: "one-less", value: length - 1 },
  { name: "exact", value: length },
  { name: "one-more", value: length + 1 },
  { name: "huge", value: 4_294_967_295 },
];

testCase(
  {
    id: "body-truncation",
    scenario: "OPT-09",
    section: "2.2.1",
    purpose:
      "A text longer than TruncationSize comes cut between two characters and says so, one that fits comes whole",
    requirements: ["ASMS-2.2.1-1"],
    needs: ["sms.seed"],
    axes: { size: sizes },
  },
  async (context) => {
    const size = axis(context, "size", sizes);
    const items: SeededItem[] = [];
    for (const text of texts) items.push(await context.mailbox.sms({ text }));
    const shown = await read(context, items, [{ type: 1, truncationSize: size }]);
    for (const [index, { body, answers }] of shown.entries()) {
      const text = texts[index] ?? "";
      const fits = size >= length || (size >= text.length && !isCut(body));
      const observation = fits ? whole(text, body) : cutTo(text, body, size);
      context.check("ASMS-2.2.1-1", observation, answers, { ruling: clauseOf(text, body) });
      if (!fits && observation.holds) context.check("ASMS-2.2.1-1", sized(body), answers, { ruling: "Q61.size" });
    }
  },
);

/** The bodies of the items as a fresh device with these preferences is sent them. */
async function read(
  context: CaseContext,
  items: readonly SeededItem[],
  bodyPreferences: readonly BodyPreference[] | undefined,
) {
  const shown = await freshView(context, "reader", folderOf(items));
  const set = { class: "SMS", filterType: "0", ...(bodyPreferences === undefined ? {} : { bodyPreferences }) };
  const { answers } = await bring(context, shown, items, [set], "OPT-02");
  return items.map((item) => {
    const held = heldOf(shown, item);
    return { body: held?.item.body, answers: pointing(answers, held?.element) };
  });
}

function isCut(body: BodyFields | undefined): boolean {
  return ["1", ""].includes(body?.truncated ?? "0");
}

/** Markup, or other letters than were written, are no matter of where the text was cut. */
function clauseOf(text: string, { type = "1", data = "" }: BodyFields = {}): string {
  if (type !== "1") return "Q26.plain";
  // What a character has become that was cut in two is no other letter.
  const read = data.replace(/[\uD800-\uDFFF\uFFFD]+$/, "");
  return text.startsWith(read) ? "Q61.cut" : "Q26.text";
}

function whole(text: string, body: BodyFields | undefined): Observation {
  return {
    holds: body?.data === text && !isCut(body),
    expected: "the whole text, and no Truncated",
    seen: `${shownText(body?.data)}, Truncated ${body?.truncated ?? "absent"}`,
  };
}

/** How exactly a server counts is its own business: a few characters more than asked for are no violation. */
function cutTo(text: string, body: BodyFields | undefined, size: number): Observation {
  const data = body?.data ?? "";
  const begins = text.startsWith(data) && !/[\uD800-\uDBFF]$/.test(data);
  const fits = begins && data.length <= size + 4 && data.length < text.length;
  return {
    holds: fits && isCut(body),
    expected: `the beginning of the text, about ${size} characters of it, and Truncated 1`,
    seen: `${begins ? "" : `${shownText(data)}, which is no beginning of it: `}${data.length} characters, Truncated ${body?.truncated ?? "absent"}`,
  };
}

/** A phone needs it to ask for the rest; the rule is a SHOULD ([MS-ASAIRS] 2.2.2.23). */
function sized(body: BodyFields | undefined): Observation {
  const size = body?.estimatedDataSize;
  return {
    holds: size !== undefined,
    expected: "EstimatedDataSize beside Truncated 1",
    seen: size === undefined ? "no EstimatedDataSize" : `EstimatedDataSize ${size}`,
  };
}

const offers: readonly AxisValue<readonly BodyPreference[] | undefined>[] = [
  { name: "none", value: undefined },
  { name: "html-alone", value: [{ type: 2 }] },
  { name: "mime-alone", value: [{ type: 4 }] },
];

testCase(
  {
    id: "body-type-not-offered",
    scenario: "OPT-09",
    section: "2.2.1",
    purpose: "Where the SMS set offers no plain text, the text of an SMS comes as plain text all the same",
    requirements: ["ASMS-2.2.1-1"],
    needs: ["sms.seed"],
    axes: { offer: offers },
  },
  async (context) => {
    const item = await context.mailbox.sms({ text: "plain" });
    const [shown] = await read(context, [item], axis(context, "offer", offers));
    if (shown === undefined) return;
    const { body, answers } = shown;
    const type = body?.type ?? "missing";
    const observation = { holds: type === "1", expected: "Body/Type 1", seen: `Body/Type ${type}` };
    context.check("ASMS-2.2.1-1", observation, answers, { ruling: "Q26.not-offered" });
  },
);

testCase(
  {
    id: "flag-cleared",
    scenario: "CHG-03",
    section: "2.2.1",
    purpose: "When a device clears the flag of an SMS, the other devices are sent an empty Flag or one with Status 0",
    requirements: ["ASMS-2.2.1-2"],
    needs: ["sms.change"],
  },
  async (context) => {
    const item = await context.mailbox.sms();
    const mine = await holder(context, "B", [item]);
    const theirs = await holder(context, "C", [item]);
    await change(context, mine, item, activeFlag());
    const status = () => heldOf(theirs, item)?.item.flag?.Status ?? "0";
    await drainUntil(context, theirs, () => status() === "2");
    if (status() !== "2") context.inconclusive("the flag was never shown to the other device", "client-change-flag");
    const answer = await change(context, mine, item, { Status: "0" });
    const { answers } = await drainUntil(context, theirs, () => status() === "0");
    const seen = `Flag with Status ${status()}`;
    const expected = "the other device holds the SMS with an empty Flag or Status 0";
    context.check("ASMS-2.2.1-2", { holds: status() === "0", expected, seen, ...flagOf(theirs, item) }, [
      answer,
      ...answers,
    ]);
  },
);

const given: readonly AxisValue<() => FlagFields>[] = [
  { name: "active", value: activeFlag },
  { name: "empty", value: () => ({}) },
  { name: "completed", value: completedFlag },
  { name: "cleared", value: () => ({ Status: "0" }) },
];

testCase(
  {
    id: "flag-on-add",
    scenario: "CHG-06",
    section: "2.2.1",
    purpose: "An SMS that is added with a Flag comes with a Flag of the same Status, or is refused",
    requirements: ["ASMS-2.2.1-2", keptRow],
    needs: ["sms.seed"],
    axes: { flag: given },
  },
  async (context) => {
    const flag = axis(context, "flag", given)();
    const { token, item } = context.mailbox.draft();
    const [trip] = await roundTrips(context, [{ token, item: { ...item, flag } }]);
    if (trip === undefined) return;
    judgeKept(context, trip, "an SMS with a Flag");
    if (isLost(trip)) return;
    demandTold(context, trip);
    const wanted = flag.Status ?? "0";
    const isThere = trip.came !== undefined;
    const came = trip.came?.flag;
    const status = came === undefined ? "no Flag" : `Flag with Status ${came.Status ?? "0"}`;
    const observation = {
      holds: !isThere || (came !== undefined && (came.Status ?? "0") === wanted),
      expected: `a Flag with Status ${wanted}, or an empty one for 0`,
      seen: isThere ? status : `the Add was answered with ${trip.words}`,
      within: ["ApplicationData", "Flag"],
    };
    context.check("ASMS-2.2.1-2", observation, trip.evidence, { ruling: "Q24.added" });
  },
);

/** Where the flag stands that the device was last sent. */
function flagOf(shown: View, item: SeededItem) {
  return { about: heldOf(shown, item)?.element, within: ["ApplicationData", "Flag"] };
}

function change(context: CaseContext, shown: View, item: SeededItem, flag: Readonly<Record<string, string>>) {
  const serverId = heldOf(shown, item)?.serverId ?? context.inconclusive("the device does not hold the SMS", "OPT-01");
  return shown.folder.sync({ options: context.sets.both, commands: [{ kind: "Change", serverId, item: { flag } }] });
}

function drainUntil({ sets }: CaseContext, { folder }: View, until: () => boolean) {
  return folder.drain({ options: sets.both, repeatOptions: true, until });
}
