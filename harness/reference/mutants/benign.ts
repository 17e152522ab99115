import { createHash } from "node:crypto";
import { type Entry, mutant } from "../variant.js";

/** A list in any other order than it had. */
function reversed<T>(list: readonly T[]): T[] {
  return [...list].reverse();
}

export const benign: readonly Entry[] = [
  mutant("B-status4-collection", { refusal: { level: () => "Collection" } }),
  mutant("B-status5-top", {
    settings: { missingNumber: () => ({ status: "5", hasDeviceInformation: false }) },
  }),
  mutant("B-number-remembered", ({ settings: { hasNumber } }) => ({
    settings: { hasNumber: (information, stored) => stored.number !== undefined || hasNumber(information, stored) },
  })),
  mutant("B-empty-response", { key: { emptyAnswer: () => true } }),
  mutant("B-small-batches", ({ window: { size } }) => ({ window: { size: (wanted) => Math.min(2, size(wanted)) } })),
  mutant("B-order-reversed", { window: { order: reversed } }),
  mutant("B-no-class-in-responses", { commands: { classOfResponse: () => undefined } }),
  mutant("B-no-class-on-change", { item: { classOnChange: () => undefined } }),
  mutant("B-class-email-on-add", ({ item: { classOnAdd } }) => ({
    item: { classOnAdd: (item) => (item.class === "Email" ? "Email" : classOnAdd(item)) },
  })),
  mutant("B-collection-class", { service: { collectionClass: () => "Email" } }),
  mutant("B-change-responses", { commands: { answersChange: () => true } }),
  mutant("B-change-echo", { commands: { recordsChange: () => false } }),
  mutant("B-redundant-change", { commands: { completesAdd: () => true } }),
  mutant("B-est-counts-soft", { estimate: { counts: () => true } }),
  mutant("B-no-conversation", { item: { conversation: () => ({}) } }),
  mutant("B-opaque-keys", {
    key: { spell: (ordinal) => `{${createHash("sha256").update(`key ${ordinal}`).digest("base64url").slice(0, 32)}}` },
  }),
  mutant("B-global-sids", { key: { serverId: ({ folderId, holding }) => `${folderId}:${holding.replace("#", "-")}` } }),
  mutant("B-snapshot-batches", {
    window: {
      eligible: (due, { state: { owed }, optionsGiven }) => {
        const listed = due.filter(({ holding }) => owed.has(holding));
        // A list of which nothing is left, because others removed it, is at its end.
        return optionsGiven || listed.length === 0 ? due : listed;
      },
    },
  }),
  mutant("B-date-normalised", { commands: { storedDate: (_sent, now) => now } }),
];
