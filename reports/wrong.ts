import type { Finding } from "../harness/judging/results.js";

// What was wrong, in words that stand alone: the title of a failure. `seen` is written to stand beside `expected`; where it
// is a bare value, the title says of what.

/** What was expected where the request had to be refused. */
const refusal = /^(?:Status [2-9]|Status \d{2,}|a Status other than 1)/;

/** A whole clause that says what was wrong. */
export function whatWasWrong({ expected, seen }: Pick<Finding, "expected" | "seen">): string {
  const demandsRefusal = refusal.test(expected);
  if (demandsRefusal && /^HTTP 200 with an empty body/.test(seen)) {
    return "The request was not refused: an empty answer, which means that all is well and nothing is new";
  }
  if (demandsRefusal && /^Status (?:1|none)\b/.test(seen)) return `The request was not refused: ${seen}`;
  if (/^Status /.test(seen)) return `The answer has ${seen}`;
  if (/^an estimate of /.test(seen)) return `The server gives ${seen}${where(expected)}`;
  return seen.charAt(0).toUpperCase() + seen.slice(1);
}

/** What was expected, where `whatWasWrong` does not say so already. */
export function whatShouldBe(finding: Pick<Finding, "expected" | "seen">): string | undefined {
  const right = where(finding.expected);
  return right !== "" && whatWasWrong(finding).endsWith(right) ? undefined : finding.expected;
}

function where(expected: string): string {
  return /^an estimate of \d+$/.test(expected) ? `, where ${expected.replace("an estimate of ", "")} was right` : "";
}
