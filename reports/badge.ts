import { emptyPart, failedOf } from "../harness/judging/headline.js";
import type { RunResults } from "../harness/judging/results.js";
import { incompleteReason } from "./incomplete.js";

/** What a badge server of the shields kind takes from an endpoint. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: "brightgreen" | "red" | "yellow" | "lightgrey";
  /** Nothing is known of the target: the colour is not to be overridden. */
  readonly isError: boolean;
}

/** badge.json: the verdict in two or three words. */
export function badge(results: RunResults): Badge {
  const { profile, summary, baseline, requirements } = results;
  const label = `MS-ASMS ${profile}`;
  if (incompleteReason({ summary }) !== undefined) {
    return { schemaVersion: 1, label, message: "incomplete", color: "lightgrey", isError: true };
  }
  if (summary.conformant) {
    return { schemaVersion: 1, label, message: "conformant", color: "brightgreen", isError: false };
  }
  if (summary.exitCode === 0 && emptyPart(results) !== undefined) {
    return { schemaVersion: 1, label, message: "no case in this part", color: "lightgrey", isError: false };
  }
  if (baseline !== undefined && summary.exitCode === 1) {
    return { schemaVersion: 1, label, message: "not as the baseline", color: "red", isError: false };
  }
  if (baseline !== undefined && baseline.known > 0 && summary.exitCode === 0) {
    return { schemaVersion: 1, label, message: `${baseline.known} known`, color: "yellow", isError: false };
  }
  if (summary.exitCode === 1) {
    return { schemaVersion: 1, label, message: failedOf(requirements), color: "red", isError: false };
  }
  const message = summary.exitCode !== 0 ? "no verdict" : summary.complete ? "SMS not claimed" : "chosen cases passed";
  return { schemaVersion: 1, label, message, color: "lightgrey", isError: summary.exitCode !== 0 };
}
