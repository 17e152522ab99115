import type { Exchange } from "../eas/index.js";
import { asksForSms, type Step, stepsOf } from "./harm-trace.js";

// Mail that a phone no longer gets since it asks for SMS.

/**
 * Was a device that asks for both classes, to the end, sent no e-mail at all, though the server sends others theirs or this
 * one its SMS?
 * @param shown ids of the exchanges that count
 */
export function lacksMail(exchanges: readonly Exchange[], shown: readonly string[]): boolean {
  const steps = exchanges.filter(({ command }) => command === "Sync").flatMap(stepsOf);
  const ours = steps.filter(({ exchange }) => shown.includes(exchange.id));
  const last = ours.at(-1)?.said;
  const drained = last !== undefined && (last.status ?? "1") === "1" && !last.moreAvailable;
  const asks = ours.some(({ asked }) => asksForSms(asked.options));
  const flows = steps.some((step) => sends(step, "SMS") || (sends(step, "Email") && !asksForSms(step.asked.options)));
  return drained && asks && flows && !ours.some((step) => sends(step, "Email"));
}

function sends({ said }: Step, className: string): boolean {
  return said.commands.some(({ kind, class: name = "Email" }) => kind === "Add" && name === className);
}

/**
 * Was one of these devices, which asks for SMS as well and was sent all there is, not sent an e-mail that a device without an SMS
 * set had been sent before?
 * @param within everything that was said in the case
 * @param shown ids of the exchanges that count
 */
export function missesMail(within: readonly Exchange[], shown: readonly string[]): boolean {
  const steps = within.filter(({ command }) => command === "Sync").flatMap(stepsOf);
  const series = seriesOf(steps);
  const plain = series.filter((one) => !one.some(({ asked }) => asksForSms(asked.options)));
  const counted = within.filter(({ id, command }) => command === "Sync" && shown.includes(id));
  const mixed = series.filter((one) => one.some(({ asked }) => wantsAllMail(asked)) && !isFeeder(one));
  return mixed.some((one) => {
    const [first] = one;
    const step = one.at(-1);
    // An empty answer says that there is nothing new, and is no step.
    const asked = counted
      .filter(({ partnership }) => partnership.deviceId === first?.exchange.partnership.deviceId)
      .at(-1);
    if (step === undefined || step.asked.syncKey === "0" || asked === undefined) return false;
    if ((step.said.status ?? "1") !== "1" || step.said.moreAvailable) return false;
    // What a client deletes need not come to anybody.
    const deletes = steps.filter(({ asked }) => asked.commands?.some(({ kind }) => kind === "Delete"));
    if (deletes.some(({ exchange }) => isBefore(exchange, asked))) return false;
    const mine = new Set(subjectsIn(one));
    const before = plain
      .flat()
      .filter((other) => other.asked.collectionId === step.asked.collectionId && isBefore(other.exchange, asked));
    return subjectsIn(before).some((subject) => !mine.has(subject));
  });
}

/** By device and folder, each in order. */
function seriesOf(steps: readonly Step[]): Step[][] {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const name = JSON.stringify([step.exchange.partnership.deviceId, step.asked.collectionId]);
    found.set(name, [...(found.get(name) ?? []), step]);
  }
  return [...found.values()];
}

/** The device that cleans up comes when the mailbox was emptied already, past all devices. */
function isFeeder([first]: readonly Step[]): boolean {
  return first?.exchange.device === "feeder";
}

function isBefore(one: Exchange, other: Exchange): boolean {
  return one.startedAt < other.startedAt;
}

function wantsAllMail({ options = [] }: Step["asked"]): boolean {
  return asksForSms(options) && options.some((set) => set.class !== "SMS" && (set.filterType ?? "0") === "0");
}

function subjectsIn(steps: readonly Step[]): string[] {
  return steps.flatMap(({ said }) =>
    said.commands.flatMap(({ kind, class: name = "Email", item }) =>
      kind === "Add" && name === "Email" && item?.subject !== undefined && item.subject !== "" ? [item.subject] : [],
    ),
  );
}
