import { pause } from "../harness/device/pause.js";
import type { SyncAnswer } from "../harness/device/types.js";
import { type Exchange, environmentalReason, turnedAwayBy } from "../harness/eas/index.js";
import { type CaseContext, testCase } from "../harness/run/index.js";
import { clientIdOf } from "./add-outcome.js";
import type { View } from "./observe.js";
import { freshView, view } from "./stage.js";
import { listed } from "./words.js";

const requirement = "ASMS-3.1.4.1-2";

/** How often a closed account is knocked at, with ever longer pauses where it may be no more than a hiccup. */
const knocks = 4;
const pauseMs = 1000;

testCase(
  {
    id: "account-after-sms",
    scenario: "CHG-01",
    section: "3.1.4.1.2",
    purpose: "A mailbox to which a phone has added many SMS goes on being served, to that phone and to others",
    requirements: [requirement],
    needs: ["base"],
  },
  async (context) => {
    const { can, check, device, mailbox } = context;
    await mailbox.admit(device);
    const adder = await view(context, device, mailbox.place);
    const phones = can("device2") ? [adder, await freshView(context, "W", mailbox.place)] : [adder];
    const times = timesFor(context);
    await demandServed(context, phones, times);
    const added = await addMany(context, adder, times);
    const last: Asked[] = [];
    for (const phone of phones) last.push(await askUntilServed(context, phone));
    const closed = last.filter(({ how }) => how !== undefined);
    const expected = `after ${added} Adds of an SMS, a Sync for e-mail alone is served as it was after ${times} without one`;
    const seen = closed.map(({ label, how }) => `device "${label}" is turned away by ${how}, ${knocks} times in a row`);
    check(
      requirement,
      { holds: closed.length === 0, expected, seen: closed.length === 0 ? "served" : listed(seen) },
      last.flatMap(({ answers }) => answers),
      { ruling: "Q64.account" },
    );
  },
);

/** Many where answers come at once, fewer where each of them costs time. */
function timesFor({ tolerance }: CaseContext): number {
  return tolerance === "field" ? 20 : 100;
}

/** As many ordinary requests as there will be with an SMS: an account that bears no traffic is not closed by SMS. @throws Inconclusive */
async function demandServed(context: CaseContext, phones: readonly View[], times: number): Promise<void> {
  for (const phone of phones) {
    const count = phone.folder.device === context.device ? times : 1;
    for (let time = 0; time < count; time += 1) {
      const how = closedBy(context, (await askForMail(context, phone)).exchange);
      if (how !== undefined) context.inconclusive(`a phone is turned away before SMS is spoken of: ${how}`);
    }
  }
}

function askForMail({ sets }: CaseContext, { folder }: View): Promise<SyncAnswer> {
  return folder.sync({ options: [sets.email] });
}

/** One SMS a request, until it is turned away; returns how many requests were sent. What becomes of each SMS, other cases judge. */
async function addMany(context: CaseContext, { folder }: View, times: number): Promise<number> {
  const { mailbox, sets } = context;
  for (let time = 1; time <= times; time += 1) {
    const { token, item } = mailbox.draft({ words: "one of many" });
    const commands = [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item }];
    const { exchange } = await folder.sync({ options: sets.both, commands });
    if (closedBy(context, exchange) !== undefined) return time;
  }
  return times;
}

interface Asked {
  readonly label: string;
  readonly answers: readonly SyncAnswer[];
  /** How the last request was turned away. */
  readonly how: string | undefined;
}

async function askUntilServed(context: CaseContext, phone: View): Promise<Asked> {
  const answers: SyncAnswer[] = [];
  let how: string | undefined;
  for (let time = 0; time < knocks; time += 1) {
    if (time > 0 && context.tolerance === "field" && !(await pause(time * pauseMs, context.signal))) break;
    const answer = await askForMail(context, phone);
    answers.push(answer);
    how = closedBy(context, answer.exchange);
    if (how === undefined) break;
  }
  return { label: phone.folder.device.label, answers, how };
}

/** How a phone was turned away, if it was. @throws Inconclusive where nobody can tell */
function closedBy(context: CaseContext, exchange: Exchange): string | undefined {
  const { failure } = exchange;
  if (failure?.kind === "closed") return "a dropped connection";
  const reason = environmentalReason(exchange) ?? failure?.message;
  return reason === undefined ? turnedAwayBy(exchange) : context.inconclusive(reason);
}
