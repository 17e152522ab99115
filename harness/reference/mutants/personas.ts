import type { Element } from "../../wbxml/index.js";
import { conformantRules, protocolError, type Rules, refuse } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/** Devices that a run has before its first case starts: A, B, C, and B at a lower version. */
const probeDevices = 4;
const visibleAfterMs = 3000;

/** The SMS set is refused wherever it stands. */
const withoutSms: Rules["options"]["foreignClass"] = (sets, folder) =>
  sets.some((set) => set.class === "SMS") ? refuse(protocolError) : conformantRules.options.foreignClass(sets, folder);

/** Servers as a probe may meet them: honest or not, they are more than one rule away from the conformant one. */
export const personas: readonly ExtraEntry[] = [
  described(
    "Knows no SMS and says so: the SMS set gets Status 4, an Add of an SMS Status 6.",
    mutant("P-honest-no", { options: { foreignClass: withoutSms }, commands: { admitsAdd: () => "6" } }),
  ),
  described(
    "Says Status 1 to an Add of an SMS and stores nothing.",
    mutant("P-feigned", { commands: { storedClass: () => undefined } }),
  ),
  described("Stores an SMS as an e-mail.", mutant("P-disguised", { commands: { storedClass: () => "Email" } })),
  described(
    "Accepts an Add of an SMS in Sent Items only.",
    mutant("P-picky", ({ commands: { admitsAdd } }) => ({
      commands: { admitsAdd: (input) => (input.folder.type === 5 ? admitsAdd(input) : "6") },
    })),
  ),
  described(
    "Refuses an Add of an SMS in Drafts, Deleted Items and folders of the user.",
    mutant("P-three-folders", ({ commands: { admitsAdd } }) => ({
      commands: { admitsAdd: (input) => ([2, 5, 6].includes(input.folder.type) ? admitsAdd(input) : "6") },
    })),
  ),
  described(
    "Accepts an Add of an SMS from devices that carry outbound SMS only.",
    mutant("P-wants-settings", ({ commands: { admitsAdd } }) => ({
      commands: { admitsAdd: (input) => (input.outbound.enabled ? admitsAdd(input) : "6") },
    })),
  ),
  described(
    "Other devices see a change three seconds after it was acknowledged.",
    mutant("P-slow", { select: { visible: (changedAt, now) => now - changedAt >= visibleAfterMs } }),
  ),
  described(
    "Replaces DateReceived of an Add by the time of arrival.",
    mutant("P-server-dates", { commands: { storedDate: (_sent, now) => now } }),
  ),
  described(
    "Correct for the first four devices; no later one ever gets an SMS.",
    mutant("P-probe-aware", {
      service: {
        forDevice: (rules, ordinal) =>
          ordinal <= probeDevices ? rules : { ...rules, select: { ...rules.select, setFor: withoutSmsItems(rules) } },
      },
    }),
  ),
  described(
    "Refuses the SMS set of the first four devices and serves it to later ones.",
    mutant("P-turncoat", {
      service: {
        forDevice: (rules, ordinal) =>
          ordinal > probeDevices ? rules : { ...rules, options: { ...rules.options, foreignClass: withoutSms } },
      },
    }),
  ),
  described(
    "Turns the second device of a user away with HTTP 403.",
    mutant("P-one-device", { service: { admitsDevice: (known) => known === 0 } }),
  ),
  described(
    "Offers nothing newer than protocol version 12.1.",
    mutant("P-old", { service: { versions: () => ["2.5", "12.0", "12.1"] } }),
  ),
  described(
    "Has no GetItemEstimate: not in the list of commands, HTTP 501.",
    mutant("P-no-estimate", {
      service: { commands: (offered) => offered.filter((name) => name !== "GetItemEstimate") },
    }),
  ),
  described(
    "Has no Settings.",
    mutant("P-no-settings", { service: { commands: (offered) => offered.filter((name) => name !== "Settings") } }),
  ),
  described(
    "Answers every Settings with Status 1 alone, whatever it asks for.",
    mutant("P-deaf-settings", {
      wire: { document: (root) => (root.tag === "Settings" ? convertTree(root, withoutDevice) : root) },
    }),
  ),
  described(
    "Its policy forbids text messaging, and an Add of an SMS is refused.",
    mutant("P-policy-off", {
      service: { policy: (document) => ({ ...document, AllowTextMessaging: "0" }) },
      commands: { admitsAdd: () => "6" },
    }),
  ),
  described(
    "Accepts mail to its own users and loses it, whoever delivers it.",
    mutant("P-deaf", { service: { deliversMail: () => false } }),
  ),
  described(
    "Never answers a Sync with the SMS set.",
    mutant("P-staller", { hang: { stalls: (sets) => sets.SMS !== undefined } }),
  ),
];

function withoutDevice(one: Element): readonly Element[] {
  return one.tag === "DeviceInformation" ? [] : [one];
}

function withoutSmsItems({ select }: Rules): Rules["select"]["setFor"] {
  return (item, scope) => (item.class === "SMS" ? undefined : select.setFor(item, scope));
}
