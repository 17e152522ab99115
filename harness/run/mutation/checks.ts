import type { CaseResult, Finding } from "../../judging/results.js";

/** What a run of one variant of the server showed. */
export type VariantRun = readonly CaseResult[];

/**
 * A check is one row, under one clause or none, judged in one run of a case or in one monitor: with every axis at its value, at
 * one protocol version. The same case at another value of an axis asks something else, and is another check.
 */
export interface Check {
  /** Full id of the case, with its axis values: "options-order[class=last]". */
  readonly id: string;
  readonly caseId: string;
  readonly axes: Readonly<Record<string, string>>;
  readonly protocol: string;
  readonly requirement: string;
  readonly ruling?: string;
}

/** A check that saw something which the reference does not show. */
export interface Kill extends Check {
  /** Full id of the run of a case in whose traffic it saw it first: its own, or for a monitor that of the exchange. */
  readonly in: string;
}

/** "sync-three-options ASMS-3.2.5.1-5 (Q1.place)"; the version is told where it is not 14.1. */
export function nameOf({ id, requirement, ruling, protocol }: Check): string {
  const at = protocol === "14.1" ? "" : ` at ${protocol}`;
  return `${id} ${requirement}${ruling === undefined ? "" : ` (${ruling})`}${at}`;
}

export function checkOf(owner: CaseResult, { requirement, ruling }: Finding): Check {
  const { id, caseId, axes, protocolVersion: protocol } = owner;
  return { id, caseId, axes, protocol, requirement, ...(ruling === undefined ? {} : { ruling }) };
}

export function killOf(owner: CaseResult, finding: Finding): Kill {
  // Exchanges are called "options-order[class=last]/A/3", and a value may hold a slash; those of the start stand in every run. A
  // case that draws its inputs puts the number of the attempt before the device: "hostile-texts/17/A/3".
  const seenIn = finding.exchanges.map((exchange) => exchange.replace(/(\/\d+)?\/[^/]+\/\d+$/, ""));
  const [first = ""] = [...seenIn.filter((run) => run !== "preflight"), ...seenIn];
  return { ...checkOf(owner, finding), in: owner.kind === "case" ? owner.id : first };
}

/** Checks that ask the same at any value of the axes; the clause may differ, since it sets the weight. */
export function questionOf({ caseId, requirement, protocol }: Check): string {
  return JSON.stringify([caseId, requirement, protocol]);
}

export interface Seen {
  readonly owner: CaseResult;
  readonly finding: Finding;
}

/** What the reference shows, by check and outcome. */
export class Shown {
  readonly #known: ReadonlySet<string>;

  constructor(reference: VariantRun) {
    this.#known = new Set(reference.flatMap((owner) => owner.findings.map((finding) => keyOf(owner, finding))));
  }

  /** Failures, warnings and remarks that the reference does not show. */
  news(run: VariantRun): Seen[] {
    return run.flatMap((owner) =>
      owner.findings
        .filter((finding) => finding.outcome !== "pass" && !this.#known.has(keyOf(owner, finding)))
        .map((finding) => ({ owner, finding })),
    );
  }
}

function keyOf(owner: CaseResult, finding: Finding): string {
  return `${finding.outcome} ${nameOf(checkOf(owner, finding))}`;
}

export function distinct<T extends Check>(checks: readonly T[]): T[] {
  return [...new Map(checks.map((check) => [nameOf(check), check])).values()];
}

/** Every check that a run made. */
export function checksOf(run: VariantRun): Check[] {
  return distinct(run.flatMap((owner) => owner.findings.map((finding) => checkOf(owner, finding))));
}

export function why({ reason, findings }: CaseResult): string {
  const failed = findings.find(({ outcome }) => outcome === "fail");
  if (failed !== undefined) return ` (${failed.requirement}: ${failed.seen})`;
  return reason === undefined ? "" : ` (${reason})`;
}

export function reasonOf({ id, reason }: CaseResult): string {
  return `${id}: ${reason ?? "error"}`;
}

export function wordsOf({ owner, finding: { requirement, outcome, seen } }: Seen): string {
  return `${outcome} ${requirement} in ${owner.id}: ${seen}`;
}
