import type { CaseContext } from "../harness/run/index.js";

/** Where a history against a foreign server plays: where the probe found that an SMS can be added. */
export function groundOf({ mailbox }: Pick<CaseContext, "mailbox">): "Inbox" | "Sent Items" {
  return mailbox.place === "Sent Items" ? "Sent Items" : "Inbox";
}

/** Rungs of the probe's ladder on which an SMS is added as histories do it, in the one folder or the other. */
const plainRungs: readonly (number | undefined)[] = [undefined, 1, 3];

/** Can devices add SMS in a history? What a target wants beyond that is another case's to judge (CAP-01). */
export function canAddSms({ can, capability }: Pick<CaseContext, "can" | "capability">): boolean {
  return can("sms.seed") && plainRungs.includes(capability("sms.seed").rung);
}

/** What a history against this target never does, and why; whole sentences for the report. Nothing for the embedded server. */
export function narrowingOf(context: CaseContext): readonly string[] {
  const { tolerance, hooks, capability, can } = context;
  if (tolerance === "strict") return [];
  const because = (name: string) => `${name} is ${capability(name).value}: ${capability(name).reason}`;
  return [
    `Every history played in the folder ${groundOf(context)}, with devices, numbers and names of its own; what lay there before is left alone.`,
    "No history begins anew with SyncKey 0, edits or removes an item on the server: the field tolerance leaves that out.",
    ...(hooks.deliverEmail === undefined ? ['No e-mail arrived: there is no hook "deliverEmail" (seeding).'] : []),
    ...(hooks.deliverSms === undefined
      ? ['No SMS arrived from outside, only from devices: there is no hook "deliverSms" (seeding).']
      : []),
    ...(can("sms.options")
      ? []
      : [`No request had a set of options for SMS, but those that must be refused: ${because("sms.options")}.`]),
    ...(canAddSms(context)
      ? []
      : [`No device added an SMS, but with Options that must be refused: ${because("sms.seed")}.`]),
    ...(can("sms.backdate") ? [] : [`Every SMS was an hour old: ${because("sms.backdate")}.`]),
    ...(can("sms.backdate") && capability("sms.backdate").outcome === "hook"
      ? [`Every SMS of a device was an hour old: ${because("sms.backdate")}.`]
      : []),
    ...(hooks.deliverEmail === undefined || can("email.backdate")
      ? []
      : [`Every e-mail was an hour old: ${because("email.backdate")}.`]),
    ...(capability("retry.dedupe").value === "no"
      ? [`No repeated request held an Add: ${because("retry.dedupe")}.`]
      : []),
    ...(hooks.outbound === undefined
      ? ['Which devices may send SMS was not looked at: there is no hook "outbound".']
      : []),
  ];
}
