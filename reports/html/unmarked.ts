import type { ResponseMessage } from "../../harness/eas/index.js";
import type { Finding } from "../../harness/judging/results.js";
import type { ShownExchange } from "./evidence.js";

/**
 * Why a card points at no element: a reader who looks for the wrong byte must know that there is none to look for, or that
 * it is marked for another reason than this finding.
 */
export function whyUnmarked(finding: Pick<Finding, "expected" | "seen">, judged: readonly ShownExchange[]): string {
  const answers = judged.flatMap(({ exchange: { response } }) => response ?? []);
  if (answers.length === 0) return "None is marked: no answer came.";
  const outside = outsideTheBody(finding, answers);
  if (isLate(finding)) return "None is marked: what is wrong is when the answer came.";
  if (outside !== undefined) return `None is marked: what is wrong is ${outside}; it stands before the body.`;
  if (
    judged.some(({ exchange: { request, response } }) => request.faults.length + (response?.faults.length ?? 0) > 0)
  ) {
    return answers.some(isUnread)
      ? "None is marked: the body cannot be read as WBXML. The bytes at which that shows are marked."
      : "None is marked for this check alone. The bytes that are marked depart from WBXML.";
  }
  if (answers.some(isUnread)) return "None is marked: the body of the answer is no WBXML, and has no elements.";
  if (answers.every(({ body }) => body.length === 0)) return "None is marked: the body of the answer is empty.";
  return "None is marked: what is wrong is that something did not come, or it shows only in these answers together.";
}

/** Of an answer that was to come before four fifths of its interval. One that came in time may yet lack what it was to bring. */
function isLate({ seen }: Pick<Finding, "seen">): boolean {
  return Number(/^an answer after (\d+) % of the interval/.exec(seen)?.[1] ?? 0) >= 80;
}

/** Status line and headers have no element and no byte in the dump. */
function outsideTheBody(
  { expected, seen }: Pick<Finding, "expected" | "seen">,
  answers: readonly ResponseMessage[],
): string | undefined {
  const told = answers.find(({ status }) => status !== 200 && seen.includes(`HTTP ${status}`));
  if (told !== undefined) return `the HTTP status of the answer, ${told.status}`;
  return /^Content-Type\b/.test(expected) ? "the header Content-Type of the answer" : undefined;
}

function isUnread({ body, document }: ResponseMessage): boolean {
  return body.length > 0 && document === undefined;
}
