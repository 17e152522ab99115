import type { FolderName } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { demandDatesKept, demandFolder } from "./mail-folders.js";
import { noneSent, series, when } from "./observe.js";
import { softDeleted, untouched } from "./removals.js";
import { demandServed } from "./served-together.js";
import { bring, holder, syncAll, view, witness } from "./stage.js";
import { type Asked, brought, demandAnswered, saidAnywhere, syncTogether, type Together } from "./together.js";
import { byMinutes, bySeconds, isEarly, judgeWoken, shareOf, untilHeld, type Waiting } from "./waiting.js";
import { named } from "./words.js";

// A Sync that waits is a Sync like any other: in each of its folders the sets hold that it gives there, filters too.

const section = "3.2.5.1.1";
const day = 24;

testCase(
  {
    id: "hanging-by-minutes",
    scenario: "HNG-01",
    section,
    purpose: "A Sync that waits by Wait, in minutes, is answered as soon as an SMS is added to the Inbox",
    requirements: ["ASMS-3.2.5.1.1-3"],
    needs: ["sms.seed", "hang"],
  },
  (context) => judgeWoken(context, "Inbox", context.sets.both, { waiting: byMinutes(context) }),
);

testCase(
  {
    id: "hanging-sms-alone",
    scenario: "OPT-02",
    section,
    purpose: "A Sync that waits with the SMS set alone does not deliver the e-mail that arrives meanwhile",
    requirements: ["ASMS-4.2-1"],
    needs: ["sms.seed", "email.seed", "hang"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    const earlier = await mailbox.sms({ folder: "Inbox" });
    const shown = await view(context, device, "Inbox");
    const options = [sets.sms];
    await bring(context, shown, [earlier], options, "OPT-02");
    const hanging = shown.folder.sync({ options, ...bySeconds(context) });
    await untilHeld(context);
    const mail = [await mailbox.email()];
    const waited = await hanging;
    await witness(context, mail, "mail");
    const drained = series([waited, ...(await syncAll(shown, options)).answers]);
    const seen = noneSent(mailbox, drained, mail, "a device that waits with the SMS set alone");
    check("ASMS-4.2-1", seen, seen.evidence, { ruling: "Q44.no-email" });
  },
);

testCase(
  {
    id: "filter-while-hanging",
    scenario: "FLT-02",
    section: "3.1.4.1.1.2",
    purpose: "A narrower SMS filter in a Sync that waits, by seconds or minutes, soft-deletes the SMS outside it",
    requirements: ["ASMS-3.1.4.1.1.2-1", "ASMS-3.1.4.1.1.2-4"],
    needs: ["sms.backdate", "hang"],
  },
  async (context) => {
    await judgeNarrowed(context, "HeartbeatInterval", bySeconds(context));
    await judgeNarrowed(context, "Wait", byMinutes(context));
  },
);

async function judgeNarrowed(context: CaseContext, name: string, waiting: Waiting): Promise<void> {
  const { check, mailbox, sets } = context;
  const { sms } = await mailbox.fill({ sms: [{ ageHours: 1 }, { ageHours: 10 * day }], folder: "Sent Items" });
  const [recent, old] = [sms.slice(0, 1), sms.slice(1)];
  const shown = await holder(context, name, sms);
  demandDatesKept(context, shown, sms);
  // There is something to say under the new filter, so it need not wait at all.
  const options = [{ ...sets.sms, filterType: "2" }, sets.email];
  const first = await shown.folder.sync({ options, ...waiting });
  const drained = series([first, ...(await syncAll(shown)).answers]);
  const gone = when(`with ${name}`, softDeleted(mailbox, shown.before, drained, old));
  check("ASMS-3.1.4.1.1.2-4", gone, gone.evidence);
  const stays = when(
    `with ${name}`,
    untouched(mailbox, shown.before, drained, recent, "what the filter still lets in"),
  );
  check("ASMS-3.1.4.1.1.2-1", stays, stays.evidence);
}

testCase(
  {
    id: "hanging-two-folders",
    scenario: "HNG-01",
    section,
    purpose:
      "A Sync that waits for two folders is answered for an SMS in either, and in each goes by the sets given there",
    requirements: ["ASMS-3.2.5.1.1-3", "ASMS-3.2.1-3", "ASMS-3.2.5.1-4"],
    needs: ["sms.seed", "hang"],
  },
  async (context) => {
    demandFolder(context, "Sent Items");
    const earlier = await judgeTwo(context, "Sent Items", []);
    await judgeTwo(context, "Inbox", earlier);
  },
);

/**
 * SMS are asked for in one of the folders alone, whichever of the two Collections that is; one comes in each of them.
 * Resolves to these two, and is given those that are there already.
 */
async function judgeTwo(
  context: CaseContext,
  asking: FolderName,
  earlier: readonly SeededItem[],
): Promise<readonly SeededItem[]> {
  const { mailbox, newDevice, sets } = context;
  const device = await newDevice(`asking in ${asking}`);
  const asked: Asked[] = [];
  for (const name of ["Inbox", "Sent Items"] as const) {
    const shown = await view(context, device, name);
    const options = name === asking ? sets.both : [sets.email];
    await syncAll(shown, options);
    asked.push({ folder: shown.folder, options });
  }
  let isAnswered = false;
  const hanging = syncTogether(device, asked, bySeconds(context)).finally(() => {
    isAnswered = true;
  });
  await untilHeld(context);
  const unasked = await mailbox.sms({ folder: asking === "Inbox" ? "Sent Items" : "Inbox" });
  // A server may wake up and have nothing to say (ruling Q39); then nothing waits for the other SMS.
  const inTime = !isAnswered;
  const wanted = await mailbox.sms({ folder: asking });
  const waited = await hanging;
  demandAnswered(context, waited);
  await witness(context, [unasked], `unasked beside ${asking}`);
  await witness(context, [wanted], `asked in ${asking}`);
  const after = await syncTogether(device, asked, {}, waited.keys);
  if (!isBrought(context, [waited, after], wanted)) {
    await demandServed(context, ["Inbox", "Sent Items"], [wanted], `without waiting, ${asking}`);
  }
  const where = `where a Sync waits for two folders and asks for SMS in ${asking} alone`;
  if (inTime) judgeEarly(context, where, waited, wanted);
  const quiet = [...earlier, unasked].filter(({ folder }) => folder !== asking);
  judgeBrought(context, where, [waited, after], wanted, quiet);
  return [wanted, unasked];
}

function judgeEarly(context: CaseContext, where: string, waited: Together, wanted: SeededItem): void {
  const [answer] = waited.answers;
  if (answer === undefined) return;
  const came = isBrought(context, [waited], wanted);
  const seen = when(where, {
    holds: came && isEarly(context, answer),
    expected: "an answer with the SMS that came there before four fifths of the interval are over",
    seen: `an answer after ${shareOf(context, answer)} % of the interval, ${came ? "with" : "without"} the SMS`,
  });
  context.check("ASMS-3.2.5.1.1-3", seen, answer, { ruling: "Q39.early" });
}

function judgeBrought(
  context: CaseContext,
  where: string,
  all: readonly Together[],
  wanted: SeededItem,
  unasked: readonly SeededItem[],
): void {
  const answers = all.flatMap((one) => one.answers);
  const came = isBrought(context, all, wanted);
  const arrived = when(where, {
    holds: came,
    expected: `that Sync or the next one brings ${named([wanted])}`,
    seen: came ? "so it is" : "neither does",
  });
  context.check("ASMS-3.2.1-3", arrived, answers);
  const leaked = brought(context.mailbox, all.flatMap(saidAnywhere), unasked);
  const quiet = when(where, {
    holds: leaked.length === 0,
    expected: `neither that Sync nor the next one brings ${named(unasked)}, which came in the other`,
    seen: leaked.length === 0 ? "so it is" : `${named(leaked)} is brought`,
  });
  context.check("ASMS-3.2.5.1-4", quiet, answers);
}

function isBrought({ mailbox }: CaseContext, all: readonly Together[], item: SeededItem): boolean {
  return brought(mailbox, all.flatMap(saidAnywhere), [item]).length > 0;
}
