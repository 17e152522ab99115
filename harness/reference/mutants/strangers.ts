import { createHash } from "node:crypto";
import { childElements, type Element, textOf } from "../../wbxml/index.js";
import { droppedClasses } from "../option-sets.js";
import { isRefused, type OptionsRule } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/**
 * The command at which the connection is lost once: after the probe, in the middle of the cases, and one that a case cannot do
 * without. Where it would be a Sync of those that are repeated until something comes, the loss would cost nothing.
 */
const lostAt = 400;

const germanNames: Readonly<Record<string, string>> = {
  Inbox: "Posteingang",
  Drafts: "Entwürfe",
  "Deleted Items": "Gelöschte Elemente",
  "Sent Items": "Gesendete Elemente",
  Outbox: "Postausgang",
  Calendar: "Kalender",
  Contacts: "Kontakte",
  Tasks: "Aufgaben",
  Notes: "Notizen",
};

function inGerman(one: Element): readonly Element[] {
  const name = one.tag === "DisplayName" ? germanNames[textOf(one)] : undefined;
  return [name === undefined ? one : { ...one, content: [name] }];
}

function guid(ordinal: number): string {
  const hex = createHash("sha256").update(`key ${ordinal}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** A refusal by HTTP, which is how a server may put it where [MS-ASMS] names no Status (rulings Q3 and Q16). */
const badRequest = { http: 400 };

function byHttp(rule: OptionsRule): OptionsRule {
  return (sets, folder) => {
    const admission = rule(sets, folder);
    return isRefused(admission) ? { refuse: badRequest } : admission;
  };
}

function hasThreeOptions(one: Element): boolean {
  const children = childElements(one);
  return children.filter(({ tag }) => tag === "Options").length > 2 || children.some(hasThreeOptions);
}

/** Lawful servers that differ from the embedded one in what nobody may take for granted. */
export const strangers: readonly ExtraEntry[] = [
  described(
    "Turns a device without a policy away by HTTP 449.",
    mutant("P-provision-449", { service: { policyHttp: () => 449 } }),
  ),
  described("Has no policy for any device.", mutant("P-no-policy", { service: { demandsPolicy: () => false } })),
  described("Its SyncKeys are GUIDs.", mutant("P-guid-keys", { key: { spell: guid } })),
  described(
    "Its SyncKeys are a GUID in braces and a counter.",
    mutant("P-braced-keys", { key: { spell: (ordinal) => `{${guid(0)}}${ordinal}` } }),
  ),
  described(
    "Its folders have German names.",
    mutant("P-german-folders", { wire: { document: (root) => convertTree(root, inGerman) } }),
  ),
  described(
    "Says of a text what must be said and no more: EstimatedDataSize is never there.",
    mutant("P-no-size", {
      wire: { document: (root) => convertTree(root, (one) => (one.tag === "EstimatedDataSize" ? [] : [one])) },
    }),
  ),
  described(
    "Closes a connection that is idle for a moment.",
    mutant("P-idle-drops", { service: { idleMs: () => 20 } }),
  ),
  described(
    "Loses the connection once, in the middle of the run.",
    mutant("P-drops-once", { service: { hangsUp: ({ ordinal }) => ordinal === lostAt } }),
  ),
  described(
    "Refuses by HTTP 400 what no sentence of the document has a Status for.",
    mutant("P-refuses-by-http", ({ options: { sameClass, filterType } }) => ({
      options: { sameClass: byHttp(sameClass), filterType: byHttp(filterType) },
      service: {
        answersInstead: ({ document }) => {
          if (document === undefined || document === "malformed" || document.tag !== "GetItemEstimate")
            return undefined;
          return hasThreeOptions(document) ? badRequest : undefined;
        },
      },
    })),
  ),
  described(
    "Soft-deletes nothing in the answer to the request that drops a class: it does so in the next one.",
    mutant("P-late-soft", {
      window: {
        eligible: (due, { before = {}, sets }) =>
          due.filter(({ kind }) => kind !== "SoftDelete" || droppedClasses(before, sets).length === 0),
      },
    }),
  ),
];
