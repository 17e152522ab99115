import type { Failure } from "../harness/model/index.js";
import { clauseOf, payloadPlace } from "./model-rulings.js";

/** Under which row, and by which clause, a departure from the model is judged. */
export interface Place {
  readonly row: string;
  readonly ruling?: string;
}

const whole = "ASMS-3.1.4.1-2";
const answered = "ASMS-3.2.5.1-1";
const transport = "ASMS-2.1-1";

/** What every history may emit. */
export const modelRows: readonly string[] = [
  transport,
  whole,
  answered,
  "ASMS-2.2.2-2",
  "ASMS-2.2.2.2.2-2",
  "ASMS-2.2.2.2.2-3",
  "ASMS-2.2.2.2.2-4",
  "ASMS-2.2.2.2.3-4",
  "ASMS-3.1.4.1.1.1-4",
  "ASMS-3.1.4.1.1.1-5",
  "ASMS-3.1.4.1.1.2-1",
  "ASMS-3.1.4.1.2-1",
  "ASMS-3.1.4.1.2-2",
  "ASMS-3.1.4.1.2-3",
  "ASMS-3.2.1-2",
  "ASMS-3.2.1-3",
  "ASMS-3.2.5.1-4",
  "ASMS-3.2.5.1-5",
  "ASMS-3.2.5.1-6",
  "ASMS-3.2.5.2-1",
  "ASMS-3.2.5.2-3",
  "ASMS-3.2.5.3-1",
  "ASMS-3.2.5.3-2",
];

/** An SMS is known by the digits of its sender, an e-mail by its Subject. */
export function classOf({ token }: Pick<Failure, "token">): "SMS" | "e-mail" | undefined {
  if (token === undefined) return undefined;
  return /^\d+$/.test(token) ? "SMS" : "e-mail";
}

/** `step` in the words of the history. */
export function placeOf(failure: Failure, step: string): Place {
  const sms = classOf(failure) !== "e-mail";
  const place = ruledPlaceOf(failure, step, sms);
  const ruling = place.ruling ?? clauseOf(failure, step, sms);
  return ruling === undefined ? place : { ...place, ruling };
}

function ruledPlaceOf(failure: Failure, step: string, sms: boolean): Place {
  const forSms = (row: string): Place => ({ row: sms ? row : whole });
  switch (failure.code) {
    case "no-answer":
    case "http-status":
    case "environment":
      return { row: transport };
    case "window-exceeded":
      return { row: "ASMS-3.2.1-2", ruling: "Q49.window" };
    case "response-missing":
    case "response-repeated":
    case "response-status":
    case "response-server-id":
    case "response-stray":
      return { row: "ASMS-3.1.4.1.2-1" };
    case "add-echo":
      return { row: "ASMS-3.1.4.1.2-1", ruling: "Q37.echo" };
    case "add-refused-request":
    case "refusal-commands":
      return { row: "ASMS-3.2.5.1-5", ruling: "Q45.commands" };
    case "options-accepted":
      return { row: step.includes("three sets") ? "ASMS-3.2.5.1-5" : "ASMS-3.2.5.1-6" };
    case "add-unrequested":
      return { row: sms ? "ASMS-3.2.5.1-4" : "ASMS-3.1.4.1.1.1-5" };
    case "add-outside-window":
      return forSms("ASMS-3.1.4.1.1.2-1");
    case "class-tag":
    case "class-disguised":
      return { row: classRow(failure) };
    case "payload":
      return sms ? payloadPlace(failure) : { row: whole };
    case "payload-differs":
      return forSms("ASMS-2.2.2-2");
    case "values":
    case "change-removed":
    case "change-unwanted":
    case "missing-change":
    case "conflict-outcome":
      return forSms("ASMS-3.1.4.1.2-2");
    case "add-held":
      return failure.expected.startsWith("Change") ? forSms("ASMS-3.1.4.1.2-2") : { row: whole };
    case "delete-alive":
      return failure.expected.startsWith("SoftDelete") ? softDeletePlace(failure, sms) : forSms("ASMS-3.1.4.1.2-3");
    case "missing-delete":
    case "missing-removal":
      return forSms("ASMS-3.1.4.1.2-3");
    case "soft-delete-removed":
      return forSms("ASMS-3.1.4.1.2-3");
    case "soft-delete-wanted":
    case "missing-soft-delete":
      return softDeletePlace(failure, sms);
    case "missing-add":
    case "held-differs":
      return forSms("ASMS-3.2.1-3");
    case "estimate-status":
      return { row: "ASMS-3.2.5.2-1" };
    case "estimate-number":
      return { row: step.includes("without Options") ? "ASMS-3.2.5.2-3" : "ASMS-3.2.5.2-1" };
    case "settings-status":
      return { row: failure.expected.endsWith("Status 5") ? "ASMS-3.2.5.3-1" : "ASMS-2.2.2.2.3-4" };
    case "outbound-list":
      return { row: "ASMS-3.2.5.3-2" };
    case "status":
    case "sync-key":
    case "init-commands":
    case "empty-answer":
    case "more-without-commands":
      return { row: answered };
    default:
      return { row: whole };
  }
}

function classRow({ expected }: Failure): string {
  if (expected.startsWith("Change")) return "ASMS-2.2.2.2.2-3";
  return expected.startsWith("Add") ? "ASMS-2.2.2.2.2-2" : "ASMS-2.2.2.2.2-4";
}

/** A class that lost its set is one rule ([MS-ASMS] 3.1.4.1.1.1), a window that moved another one (3.1.4.1.1.2). */
function softDeletePlace({ expected }: Failure, sms: boolean): Place {
  const inForce = expected.split("sets in force: ")[1] ?? "";
  const hasSet = inForce.includes(sms ? "SMS FilterType" : "Email FilterType");
  if (!hasSet) return { row: sms ? "ASMS-3.1.4.1.1.1-4" : "ASMS-3.1.4.1.1.1-5" };
  return { row: sms ? "ASMS-3.1.4.1.1.2-1" : whole };
}

/** What a step that went as the model says shows to hold. */
export function rowsShown(text: string, outcome: string): readonly string[] {
  if (text.includes("GetItemEstimate")) {
    return [text.includes("without Options") ? "ASMS-3.2.5.2-3" : "ASMS-3.2.5.2-1"];
  }
  if (text.includes("Settings")) {
    return [outcome === "Status 5" ? "ASMS-3.2.5.3-1" : "ASMS-2.2.2.2.3-4"];
  }
  if (text.includes("Sync with ")) return [text.includes("three sets") ? "ASMS-3.2.5.1-5" : "ASMS-3.2.5.1-6"];
  if (!text.includes("Sync")) return [];
  return [
    answered,
    whole,
    ...(text.includes(" + Add") ? ["ASMS-3.1.4.1.2-1"] : []),
    ...(/Add \d{11}/.test(outcome) ? ["ASMS-3.2.1-3", "ASMS-2.2.2.2.2-2"] : []),
    ...(/Change \d{11}/.test(outcome) ? ["ASMS-3.1.4.1.2-2"] : []),
  ];
}
