import { readEstimateRequest } from "../../harness/eas/index.js";
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
