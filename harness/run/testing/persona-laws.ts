import { expect } from "vitest";
import type { CaseResult, RunResults } from "../../judging/results.js";

// What holds of the report on any server, however wrong the server is.

/** Scenarios with a case of this verdict, each once. */
export function scenariosOf({ cases }: RunResults, verdict: CaseResult["verdict"]): string[] {
  return [...new Set(cases.filter((one) => one.verdict === verdict).map(({ scenario }) => scenario))].sort();
}

export function capability({ capabilities }: RunResults, name: string) {
  return capabilities.find((one) => one.name === name);
}

/** The cases that could not be judged name a failed one, all of them. */
export function demandBlocked(results: RunResults): void {
  const failed = new Set(results.cases.filter(({ verdict }) => verdict === "fail").map(({ id }) => id));
  // A monitor that saw nothing it could judge waits for traffic, not for another case.
  const loose = results.cases.filter(
    ({ kind, verdict, blockedBy }) => kind === "case" && verdict === "inconclusive" && !failed.has(blockedBy ?? ""),
  );
  expect(loose.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
}

/** A row that could not be judged says which case was kept from it and why, or why what ran had no occasion. */
export function demandExplained({ cases, requirements }: RunResults): void {
  const stuck = cases.filter(({ verdict }) => verdict === "inconclusive").map(({ id, reason }) => `${id}: ${reason}`);
  const silent = requirements.filter(
    ({ verdict, reason = "" }) =>
      verdict === "inconclusive" &&
      !stuck.includes(reason) &&
      !/ ran without judging it: (.+ failed, and did not come to it|nothing showed it \(.+\))$/.test(reason),
  );
  expect(silent.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
}

/** What holds of every report, whatever the server. */
export function demandLaws(results: RunResults): RunResults {
  const { cases, claims, summary } = results;
  const failed = new Set(cases.filter(({ verdict }) => verdict === "fail").map(({ id }) => id));
  const chains = cases.flatMap(({ blockedBy, unjudged }) => [blockedBy, ...unjudged.map((part) => part.blockedBy)]);
  expect(chains.filter((id) => id !== undefined && !failed.has(id))).toEqual([]);
  const withoutWord = cases.filter(({ verdict, reason = "" }) => verdict === "not applicable" && reason === "");
  expect(withoutWord).toEqual([]);
  const readsSms = capability(results, "sms.read")?.value === "yes";
  if (claims === "asms" && !readsSms) expect(summary.exitCode).not.toBe(0);
  expect(scenariosOf(results, "error")).toEqual([]);
  return results;
}
