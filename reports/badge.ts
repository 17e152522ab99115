import type { RunResults } from "../harness/judging/results.js";

/** What a badge server of the shields kind takes from an endpoint. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: "brightgreen" | "red" | "lightgrey";
  /** Nothing is known of the target: the colour is not to be overridden. */
  readonly isError: boolean;
}

/** badge.json: the verdict in two or three words. */
export function badge({ profile, summary }: RunResults): Badge {
  const label = `MS-ASMS ${profile}`;
  if (summary.conformant) {
    return { schemaVersion: 1, label, message: "conformant", color: "brightgreen", isError: false };
  }
  if (summary.exitCode === 1) {
    const failed = summary.requirements.fail ?? 0;
    const message = `${failed} requirement${failed === 1 ? "" : "s"} broken`;
    return { schemaVersion: 1, label, message, color: "red", isError: false };
  }
  const message = summary.exitCode === 0 ? "chosen cases passed" : "no verdict";
  return { schemaVersion: 1, label, message, color: "lightgrey", isError: summary.exitCode !== 0 };
}
