import type { Device, DeviceFolder, HeldItem } from "../../device/index.js";
import type { Capability } from "../../judging/results.js";
import { optionSets } from "../option-sets.js";
import { addressOf, mailMessage } from "../seeding/mail-message.js";
import { capability, type ProbeStage } from "./stage.js";

const mailLimitMs = 30_000;
const tenDaysMs = 10 * 86_400_000;
const dayMs = 86_400_000;

/** How an e-mail was put in: its token and the exchange, or why it could not be. */
interface Posted {
  readonly token: string;
  readonly by: string;
  readonly evidence?: string;
  readonly refused?: string;
}

/** email.seed: an e-mail put in by the operator's hook, or sent to oneself, arrives. Its time is kept. */
export async function probeEmail(stage: ProbeStage, sender: Device, inbox: DeviceFolder): Promise<Capability> {
  const posted = await post(stage, sender);
  if (posted.refused !== undefined) return capability("email.seed", "no", posted.refused, [posted.evidence]);
  const started = Date.now();
  const limitMs = stage.environment.embedded ? stage.settleMs : (stage.environment.mailLimitMs ?? mailLimitMs);
  const arrived = await stage.poll(() => findEmail(stage, inbox, posted.token), limitMs);
  if (arrived === undefined) {
    const reason = `an e-mail ${posted.by} did not arrive within ${limitMs} ms`;
    return capability("email.seed", "unknown", reason, [posted.evidence, stage.exchanges.at(-1)?.id]);
  }
  stage.mailMs = Date.now() - started;
  return capability("email.seed", "yes", `an e-mail ${posted.by} arrives`, [posted.evidence, arrived.exchange], {
    measured: stage.mailMs,
  });
}

/** email.backdate: an e-mail of ten days ago is shown as such. Only a hook can make one. */
export async function probeEmailBackdate(
  stage: ProbeStage,
  inbox: DeviceFolder,
  seed: Capability,
): Promise<Capability> {
  const name = "email.backdate";
  if (stage.environment.hooks.deliverEmail === undefined) {
    return capability(name, "no", "no seeding adapter delivers e-mail with a date (seeding.imap)");
  }
  if (seed.value !== "yes") return capability(name, "unknown", "e-mail does not arrive", seed.evidence);
  const date = new Date(Date.now() - tenDaysMs);
  const { token } = await post(stage, undefined, date);
  const arrived = await stage.poll(() => findEmail(stage, inbox, token), stage.settleMs);
  if (arrived === undefined) return capability(name, "no", "an e-mail with an old date did not arrive", seed.evidence);
  const kept = keepsDate(arrived, date, dayMs);
  const reason = kept
    ? "an e-mail of ten days ago keeps its date"
    : `the server sets the date: ${arrived.item.dateReceived}`;
  return capability(name, kept ? "yes" : "no", reason, [arrived.exchange]);
}

/** An e-mail that shows whether anything at all arrives at the moment. Undefined: no e-mail can be had. */
export async function controlArrives(
  stage: ProbeStage,
  sender: Device,
  inbox: DeviceFolder,
): Promise<boolean | undefined> {
  if (stage.mailMs === undefined) return undefined;
  const posted = await post(stage, sender);
  if (posted.refused !== undefined) return false;
  const limitMs = Math.max(stage.settleMs, 3 * stage.mailMs);
  const arrived = await stage.poll(
    () => findEmail(stage, inbox, posted.token),
    stage.environment.embedded ? stage.settleMs : limitMs,
  );
  return arrived !== undefined;
}

/** With the default set alone: what the SMS set beside it does is for a case to judge. */
function findEmail(stage: ProbeStage, inbox: DeviceFolder, token: string): Promise<HeldItem | undefined> {
  return stage.find(inbox, token, [optionSets.email]);
}

/** Puts an e-mail in: by hook where there is one, else `sender` sends it to its own mailbox. */
export async function post(stage: ProbeStage, sender: Device | undefined, date?: Date): Promise<Posted> {
  const { account, hooks } = stage.environment;
  const { token, text } = stage.draughts.email();
  if (hooks.deliverEmail !== undefined) {
    await hooks.deliverEmail({
      user: account.user,
      token,
      folder: "Inbox",
      text,
      ...(date === undefined ? {} : { date }),
    });
    return { token, by: "delivered by the seeding adapter" };
  }
  const address = addressOf(account.user, account.email);
  const by = `sent to ${address}`;
  if (sender === undefined) return { token, by, refused: "no device can send e-mail" };
  const message = mailMessage({ from: address, to: address, subject: token, text, date: new Date() });
  const { exchange, empty, response } = await sender.sendMail(message);
  const said = exchange.response === undefined ? "no answer" : `HTTP ${exchange.response.status}`;
  if (empty) return { token, by, evidence: exchange.id };
  const status = response === undefined ? said : "a Status";
  return { token, by, evidence: exchange.id, refused: `SendMail to ${address} is answered with ${status}` };
}

/** Is DateReceived what was given, give or take? */
export function keepsDate(held: HeldItem, date: Date, toleranceMs: number): boolean {
  // The compact form is wrong here ([MS-ASDTYPE] 2.3), yet it is the same date; a monitor judges the form.
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
  const shown = Date.parse((held.item.dateReceived ?? "").replace(compact, "$1-$2-$3T$4:$5:$6Z"));
  return Math.abs(shown - date.getTime()) <= toleranceMs;
}
