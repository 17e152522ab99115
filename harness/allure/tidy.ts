import { type Label, Stage, Status, type TestResult } from "allure-js-commons";
import type { LifecycleListener } from "allure-js-commons/sdk/reporter";
import type { Verdict } from "../judging/results.js";

/** Label with the full id of a case or monitor. */
export const idLabel = "id";
/** Label with the verdict, which says more than Allure's status. */
export const verdictLabel = "verdict";

/** Label that carries the reason of the verdict as far as here: a message to Allure has no other place for it. */
export const whyLabel = "why";

/** The status that a verdict has in Allure. */
export const allureStatus: Readonly<Record<Verdict, Status>> = {
  pass: Status.PASSED,
  fail: Status.FAILED,
  inconclusive: Status.SKIPPED,
  "not applicable": Status.SKIPPED,
  error: Status.BROKEN,
};

/** What allure-vitest tells of the machine: its name, its threads, its folders. */
const ofTheMachine: readonly string[] = ["host", "thread", "package", "_fallbackTestCaseId"];

/**
 * Makes a result say what the verdict says, and nothing of the machine it was made on. allure-vitest guesses a status from
 * the words of an error, drops the reason of a skipped test, and names a test after the path of its file.
 */
export const tidy: LifecycleListener = {
  beforeTestResultWrite(result: TestResult): void {
    const id = labelled(result, idLabel);
    const verdict = labelled(result, verdictLabel);
    const section = labelled(result, "feature");
    const message = labelled(result, whyLabel);
    const failed = result.steps.find(({ status }) => status === Status.FAILED)?.statusDetails;
    result.labels = result.labels.filter(({ name }) => name !== whyLabel && !ofTheMachine.includes(name));
    result.fullName = id ?? result.name ?? result.uuid;
    result.titlePath = section === undefined ? [] : [`[MS-ASMS] ${section}`];
    result.stage = Stage.FINISHED;
    result.statusDetails = { ...failed, ...(message === undefined ? {} : { message }) };
    if (isVerdict(verdict)) result.status = allureStatus[verdict];
  },
};

/** Value of the first label of that name. */
function labelled({ labels }: { readonly labels: readonly Label[] }, wanted: string): string | undefined {
  return labels.find(({ name }) => name === wanted)?.value;
}

function isVerdict(word: string | undefined): word is Verdict {
  return word !== undefined && Object.hasOwn(allureStatus, word);
}
