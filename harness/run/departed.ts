import { fetchOptions, freshDeviceId } from "../device/index.js";
import type { Exchange } from "../eas/index.js";
import type { CaseResult } from "../judging/results.js";
import type { RunPlan } from "./settings.js";
import type { OpenTarget } from "./target.js";

const reason = "the target could not be reached any more: it went away during the run";

/**
 * Whether the target has gone: requests got no answer, and now it cannot even be asked what it is. A server that drops
 * one connection and answers the next question is there, and answers for what it did.
 */
export async function hasDeparted(
  plan: Pick<RunPlan, "runToken">,
  target: Pick<OpenTarget, "endpoint" | "account" | "given">,
  exchanges: readonly Exchange[],
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted || !exchanges.some(unanswered)) return false;
  const { user, authorization } = target.given[0] ?? target.account();
  const { exchange } = await fetchOptions({
    endpoint: { ...target.endpoint, ...(authorization === undefined ? {} : { authorization }) },
    label: "Q",
    partnership: { user, deviceId: freshDeviceId(`${plan.runToken} departed`), deviceType: "AsmsConformance" },
    idPrefix: "departed",
    record: () => undefined,
    signal,
  });
  return exchange.response === undefined;
}

/** What a departed target did not answer is nobody's failure: those cases could not be judged. */
export function withoutUnanswered(results: readonly CaseResult[], exchanges: readonly Exchange[]): CaseResult[] {
  const silent = new Set(exchanges.filter(unanswered).map(({ id }) => id));
  return results.map((result) => {
    if (!result.exchanges.some((id) => silent.has(id))) return result;
    const findings = result.findings.filter((finding) => !finding.exchanges.some((id) => silent.has(id)));
    const verdict = findings.some(({ outcome }) => outcome === "fail") ? "fail" : "inconclusive";
    return { ...result, findings, verdict, reason };
  });
}

function unanswered({ failure }: Exchange): boolean {
  return failure !== undefined && failure.kind !== "aborted" && failure.kind !== "malformed";
}
