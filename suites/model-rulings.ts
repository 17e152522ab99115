import type { Profile } from "../harness/judging/index.js";
import type { Failure, Told } from "../harness/model/index.js";
import type { Place } from "./model-rows.js";

// Which clause of vectors/rulings.json governs a departure from the model: its level then replaces that of the row.

const refusedKey: Place = { row: "ASMS-3.2.5.1-5", ruling: "Q45.key" };

/** The clause that governs the failure in this step, e.g. "Q14.soft-delete"; undefined: the row's own level holds. */
export function clauseOf(failure: Failure, step: string, sms: boolean): string | undefined {
  const { code, expected, seen } = failure;
  switch (code) {
    case "class-tag":
      if (!expected.startsWith("Add of an SMS") || !seen.startsWith("no Class")) return undefined;
      return seen.includes("SMS alone") ? "Q18.sms-alone" : "Q18.both";
    case "options-accepted":
      return seen === "Status 1" ? undefined : "Q16.code";
    case "missing-delete":
      return sms ? "Q17.told" : undefined;
    case "soft-delete-removed":
      return sms ? "Q17.delete" : undefined;
    case "missing-soft-delete":
      if (!hasLostItsSet(failure, sms)) return undefined;
      return sms ? "Q14.soft-delete" : "Q15.soft-delete";
    case "delete-alive":
      if (!hasLostItsSet(failure, sms)) return undefined;
      return sms ? "Q14.hard-delete" : "Q15.hard-delete";
    case "estimate-number":
      if (step.includes("without Options")) return "Q30.no-options";
      return step.includes("SMS FilterType") ? "Q30.sensitive" : "Q30.no-sms-set";
    case "settings-status":
      if (expected.endsWith("Status 5")) return "Q32.no-number";
      return expected.startsWith("EnableOutboundSMS 1") ? "Q32.with-number" : undefined;
    default:
      return undefined;
  }
}

/** Of an SMS, From, To and text have clauses of their own; a text that came, but altered, is another matter than one that did not. */
export function payloadPlace({ expected, seen }: Failure): Place {
  const row = "ASMS-2.2.2-2";
  if (expected.startsWith("from ")) return { row, ruling: "Q24.from" };
  if (expected.startsWith("to ")) return { row, ruling: "Q24.to" };
  if (!expected.startsWith("text ")) return { row };
  return seen === "absent" ? { row, ruling: "Q24.body" } : { row: "ASMS-3.2.1-3", ruling: "Q26.text" };
}

/**
 * What the refusal of a request did to its SyncKey is governed by ruling Q45: the step that failed is the next one of the
 * same device and folder. The step that failed is the last of the story.
 */
export function afterRefusal({ code, device, folder }: Failure, story: readonly Told[]): Place | undefined {
  if (code !== "status" && code !== "sync-key") return undefined;
  // A request for both folders stands in the story under the device alone.
  const actors = [`${device}/${folder}: `, `${device}: Sync of `];
  const before = story.slice(0, -1).findLast(({ text }) => actors.some((actor) => text.startsWith(actor)));
  return before?.text.includes(": Sync with ") === true ? refusedKey : undefined;
}

/** Where a departure that the field tolerance only notes is reported; undefined: the rulings do not even report it. */
export function notePlace(note: Failure, step: string, profile: Profile): Place | undefined {
  switch (note.code) {
    case "add-refused-request":
      return { row: "ASMS-3.2.5.1-5", ruling: "Q45.commands" };
    case "add-echo":
      return { row: "ASMS-3.1.4.1.2-1", ruling: "Q37.echo" };
    case "window-exceeded":
      return { row: "ASMS-3.2.1-2", ruling: "Q49.window" };
    case "class-tag":
      return { row: "ASMS-2.2.2.2.2-2", ruling: "Q18.sms-alone" };
    case "missing-delete":
    case "missing-removal":
      return { row: "ASMS-3.1.4.1.2-3", ruling: "Q17.told" };
    case "estimate-number":
      // What else lies in the folder is counted, too, and nobody knows how much it is (freedom N14).
      if (note.rests !== "D8") return undefined;
      return step.includes("without Options") && profile === "current"
        ? { row: "ASMS-3.2.5.2-3", ruling: "Q30.no-options" }
        : { row: step.includes("without Options") ? "ASMS-3.2.5.2-3" : "ASMS-3.2.5.2-1", ruling: "Q30.exact" };
    default:
      return undefined;
  }
}

function hasLostItsSet({ expected }: Failure, sms: boolean): boolean {
  const inForce = expected.split("sets in force: ")[1];
  return inForce !== undefined && !inForce.includes(sms ? "SMS FilterType" : "Email FilterType");
}
