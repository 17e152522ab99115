import type { Finding } from "../../harness/judging/results.js";
import type { PageWords } from "./meaning.js";

/** A Status that a finding speaks of, and what it means. */
export interface NamedStatus {
  /** "Status 103". */
  readonly name: string;
  readonly meaning: string;
}

/**
 * The statuses that came, and those that should have, each once. A code means something under its command, or under a
 * property of it that has codes of its own: Status 5 of Settings/DeviceInformation.
 *
 * @param asked command of the exchange, for findings that mark no element
 */
export function statusesOf(
  { seen, expected, mark }: Pick<Finding, "seen" | "expected" | "mark">,
  asked: string | undefined,
  meaningOf: PageWords["status"],
): NamedStatus[] {
  const command = mark?.path.split("/", 1)[0] ?? asked;
  if (command === undefined) return [];
  const found = new Map<string, NamedStatus>();
  for (const [name, code = "", under = ""] of `${seen}; ${expected}`.matchAll(/\bStatus (\d+)(?: under (\w+))?/g)) {
    const meaning = meaningOf(`${command}/${under}`, code) ?? meaningOf(command, code);
    if (meaning !== undefined) found.set(`${code} ${meaning}`, { name: name.replace(/ under.*/, ""), meaning });
  }
  return [...found.values()];
}
