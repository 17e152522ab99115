import type { SyncAnswer } from "../../harness/device/types.js";
import { buildSyncRequest, type Exchange, formatSmsAddress, type ItemFields } from "../../harness/eas/index.js";
import { type Attempt, type CaseContext, Departure, type Judgement, type Property } from "../../harness/run/index.js";
import { encode } from "../../harness/wbxml/index.js";
import { addSms, clientIdOf, judgeOfWords, saidOf, wordsOn } from "../add-outcome.js";
import { type BrokenText, brokenText, savedBroken, toldBroken, withBroken } from "./broken-bytes.js";
import { comingPhone, type Doing, joining, Requests } from "./requests.js";

/** Stands in the request where the bytes go. */
const placeholder = "PLACE-OF-THE-TEXT";

/**
 * Whatever bytes stand for the text of an SMS or a name in it, later answers can be read and bring what came before it ([MS-ASMS] 2.2, ruling
 * Q52). Whether that SMS is refused or stored, and as what, is free; that there is an answer, and no HTTP 5xx, is not (ruling Q62).
 */
export function harmless(context: CaseContext): Property<BrokenText> {
  return {
    runs: context.tolerance === "strict" ? 60 : 20,
    maxShrinks: 40,
    further: 2,
    arbitrary: () => brokenText,
    attempt: (broken, attempt) => sent(context, broken, attempt),
    words: addWords,
    encode: (broken) => broken,
    decode: savedBroken,
  };
}

async function sent(context: CaseContext, broken: BrokenText, attempt: Attempt): Promise<void> {
  const { both } = context.sets;
  const requests = new Requests();
  const device = await attempt.connect("B");
  await context.mailbox.admit(device);
  const writer = await device.open(context.mailbox.place);
  requests.drained(syncsOf("device B"), await writer.drain({ options: both, repeatOptions: true }));
  const control = context.mailbox.draft();
  const ordinary = { actor: "device B", words: "Add of an ordinary SMS" };
  const added = requests.made(ordinary, await addSms(writer, both, control), (sync) => wordsOn(sync, control.token));
  const said = saidOf(added, control.token);
  if (said !== "acknowledged" && said !== "unsaid") {
    context.inconclusive("an ordinary SMS was not taken before the broken one", "CAP-01");
  }
  requests.drained(syncsOf("device B"), await writer.drain());
  const provoked = await device.send("Sync", withText(context, writer.syncKey, writer.folder.serverId, broken), {
    deliberate: "bytes that are no text stand for the text of an SMS, or for a name in it",
  });
  const unanswered = requests.wrong({ actor: "device B", words: addWords(broken) }, provoked);
  attempt.count("places", broken.place);
  attempt.count("forms", `${broken.form}${broken.bytes.includes(0) ? " with NUL" : ""}`);
  attempt.count("answers", provoked.response === undefined ? "no answer" : `HTTP ${provoked.response.status}`);
  const reader = await requests.joined(joining, comingPhone(context, attempt));
  const held = () => [...reader.held.values()].some((item) => context.mailbox.tokenOf(item) === control.token);
  const read = await reader.drain({ options: both, repeatOptions: true, until: held });
  const { answers } = requests.drained(syncsOf("device A"), read);
  if (said === "unsaid" && !held()) {
    context.inconclusive("an SMS that was added without a word came to no device", judgeOfWords);
  }
  const judgement = judged(answers, held(), provoked);
  if (!judgement.observation.holds) throw departure(broken, judgement, provoked, answers);
  if (unanswered !== undefined) throw unanswered;
  attempt.judge(judgement);
}

function syncsOf(actor: string): Doing {
  return { actor, words: "Sync with both sets until nothing more comes" };
}

function addWords(broken: BrokenText): string {
  return `Add of an SMS that has, ${toldBroken(broken)}`;
}

function withText(context: CaseContext, syncKey: string, collectionId: string, broken: BrokenText): Uint8Array {
  const { token, item } = context.mailbox.draft(broken.place === "Body" ? { text: placeholder } : {});
  const commands = [
    { kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item: { ...item, ...named(broken, token) } },
  ];
  const collection = { syncKey, collectionId, options: context.sets.both, commands };
  const request = buildSyncRequest({ collections: [collection] }, context.protocolVersion);
  return withBroken(encode(request), placeholder, broken);
}

/** The number stays whole: a server that refuses it would not come to look at the name. */
function named({ place }: BrokenText, token: string): Pick<ItemFields, "from" | "to"> {
  switch (place) {
    case "Body":
      return {};
    case "From":
      return { from: formatSmsAddress(placeholder, token) };
    case "To":
      return { to: formatSmsAddress(placeholder, token) };
  }
}

function judged(answers: readonly SyncAnswer[], held: boolean, provoked: Exchange): Judgement {
  const broken = answers.find(({ exchange: { response } }) => (response?.faults.length ?? 0) > 0);
  const fault = broken?.exchange.response?.faults[0];
  const unread = answers.find((answer) => !answer.succeeded().holds);
  const seen =
    fault !== undefined
      ? `byte ${fault.offset}: ${fault.found} where ${fault.expected} belongs`
      : unread !== undefined
        ? unread.succeeded().seen
        : held
          ? "they can, and it is"
          : "the SMS that was stored before it does not come";
  return {
    requirement: "ASMS-2.2-1",
    options: { ruling: "Q52.wbxml" },
    evidence: [provoked, (broken ?? unread ?? answers.at(-1))?.exchange].filter((one) => one !== undefined),
    observation: {
      holds: fault === undefined && unread === undefined && held,
      expected: "later answers can be read, and the SMS that was stored before is among what they bring",
      seen,
    },
  };
}

function departure(
  broken: BrokenText,
  judgement: Judgement,
  provoked: Exchange,
  answers: readonly SyncAnswer[],
): Departure {
  return new Departure(
    "a later answer is harmed",
    [judgement],
    [
      {
        actor: "device B",
        words: addWords(broken),
        outcome: provoked.response === undefined ? "no answer" : `HTTP ${provoked.response.status}`,
        exchanges: [provoked.id],
      },
      {
        ...syncsOf("device A"),
        outcome: judgement.observation.seen,
        exchanges: answers.slice(-1).map(({ exchange }) => exchange.id),
        failed: true,
      },
    ],
  );
}
