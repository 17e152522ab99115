import { folderTypes, readEstimateRequest, readSettingsRequest, readSyncRequest } from "../../harness/eas/index.js";
import { byClass } from "../../harness/reference/option-sets.js";
import { type Entry, mutant } from "../../harness/reference/variant.js";
import type { Element } from "../../harness/wbxml/index.js";

// Servers that lack one thing on which much rests, and are right in everything else.

/** GetItemEstimate is refused wherever it asks for SMS, and served otherwise. */
export const noEstimateOfSms: Entry = mutant("z-no-estimate-of-sms", {
  service: { answersInstead: ({ document }) => (countsSms(document) ? { http: 501 } : undefined) },
});

/** As that one, but nothing is said. */
export const dropsEstimateOfSms: Entry = mutant("z-drops-estimate-of-sms", {
  service: { answersInstead: ({ document }) => (countsSms(document) ? { hangUp: true } : undefined) },
});

function countsSms(document: Element | "malformed" | undefined): boolean {
  const asked = document === undefined || document === "malformed" ? undefined : readEstimateRequest(document);
  return asked?.collections.some(({ options = [] }) => options.some((set) => set.class === "SMS")) ?? false;
}

/** SMS are delivered to the device that came first, and to no other. */
export const smsForOneDevice: Entry = mutant("z-sms-for-one-device", ({ estimate, select }) => {
  let first: number | undefined;
  let current = 0;
  const isDue = (className: string | undefined) => className !== "SMS" || current === first;
  return {
    service: {
      forDevice: (rules, ordinal) => {
        first ??= ordinal;
        current = ordinal;
        return rules;
      },
    },
    select: { mayAdd: (item, scope) => select.mayAdd(item, scope) && isDue(item.class) },
    estimate: { counts: (due) => estimate.counts(due) && (due.kind !== "Add" || isDue(due.item?.class)) },
  };
});

/** Every Change and Delete of an SMS is refused. */
export const deafToEdits: Entry = mutant("z-deaf-to-edits", ({ commands: { admitsEdit } }) => ({
  commands: { admitsEdit: (className) => (className === "SMS" ? "6" : admitsEdit(className)) },
}));

/** Every Change of an SMS is acknowledged and carried out nowhere. */
export const keepsAsIs: Entry = mutant("z-keeps-as-is", ({ commands: { executesChange } }) => ({
  commands: { executesChange: (className) => className !== "SMS" && executesChange(className) },
}));

/** Read of an SMS stays as it was, whatever a Change says. */
export const unreadable: Entry = mutant("z-unreadable", ({ commands: { storedChange } }) => ({
  commands: {
    storedChange: (fields, ...more) => {
      const { read: _, ...others } = storedChange(fields, ...more);
      return others;
    },
  },
}));

/** A Sync that waits and has no Options puts an end to the set of SMS. */
export const forgetsWhileWaiting: Entry = mutant("z-forgets-while-waiting", ({ sticky: { resolve } }) => {
  let waiting = false;
  return {
    service: {
      answersInstead: ({ document }) => {
        const asked = document === undefined || document === "malformed" ? undefined : readSyncRequest(document);
        waiting = asked?.heartbeatInterval !== undefined || asked?.wait !== undefined;
        return undefined;
      },
    },
    sticky: {
      resolve: (input) => {
        const sets = resolve(input);
        if (!waiting || input.given !== undefined || sets === undefined) return sets;
        return { ...(sets.Email === undefined ? {} : { Email: sets.Email }) };
      },
    },
  };
});

/** An SMS is an e-mail wherever it is added, but in the Inbox. */
export const mailBeyondInbox: Entry = mutant("z-mail-beyond-inbox", {
  commands: { storedClass: (folder) => (folder.type === folderTypes.Inbox ? "SMS" : "Email") },
});

/** No Settings request that switches the sending of SMS gets an answer that can be read. */
export const muteOnOutbound: Entry = mutant("z-mute-on-outbound", {
  service: { answersInstead: ({ document }) => (switchesOutbound(document) ? { empty: true } : undefined) },
});

/** As that one, but the connection is closed. */
export const dropsOutbound: Entry = mutant("z-drops-outbound", {
  service: { answersInstead: ({ document }) => (switchesOutbound(document) ? { hangUp: true } : undefined) },
});

function switchesOutbound(document: Element | "malformed" | undefined): boolean {
  const asked = document === undefined || document === "malformed" ? undefined : readSettingsRequest(document);
  return asked?.deviceInformation?.enableOutboundSms !== undefined;
}

/** Of more than two sets the last of each class counts. */
export const manySets: Entry = mutant("z-many-sets", {
  options: { limit: (sets, folder) => ({ sets: Object.values(byClass(sets, folder)) }) },
});

/** A number that begins with + is refused, in From and in To. */
export const noPlus: Entry = mutant("z-no-plus", ({ commands: { admitsAdd } }) => ({
  commands: {
    admitsAdd: (input) => {
      const { from = "", to = "" } = input.item;
      return /MOBILE:\+/.test(from + to) ? "6" : admitsAdd(input);
    },
  },
}));
