import type { ProtocolVersion } from "../../eas/index.js";
import type { Capability, CaseResult } from "../../judging/results.js";
import { monitors } from "../../monitors/index.js";
import { inThisThread } from "../driver.js";
import { probe } from "../probe/index.js";
import { run } from "../run.js";
import type { RunPlan } from "../settings.js";
import { suiteCases } from "../suites.js";
import { newRunToken } from "../target.js";

/** Random histories against one variant of the server, under one seed. Plain data: it goes to a thread. */
export interface ModelJob {
  /** Absent: the reference. */
  readonly variant?: string;
  /** A lawful server may be warned about, and is played to the end of its histories. */
  readonly kind: "mutant" | "lawful";
  readonly version: ProtocolVersion;
  readonly seed: number;
  readonly runs: number;
  /** What the reference can do; absent: it is found out. */
  readonly capabilities?: readonly Capability[];
}

export interface ModelOutcome {
  /** Histories until the first departure, that one included; absent: none showed any. */
  readonly detectedAfter?: number;
  /** Who departed in that history; absent: nobody saw anything. */
  readonly seenBy?: SeenBy;
  /** Nothing failed; somebody warned. */
  readonly warned?: true;
  /** Who saw it, or what went wrong. */
  readonly because: string;
  /** A mistake of ours, or a run that came to no verdict. */
  readonly error: boolean;
  readonly capabilities: readonly Capability[];
}

/** The model, a monitor over the same exchanges, or both in the same history. */
export type SeenBy = "model" | "monitor" | "both";

/** Ends at the first departure. */
export async function modelRun(
  { variant, kind, version, seed, runs, capabilities }: ModelJob,
  signal: AbortSignal,
): Promise<ModelOutcome> {
  const plan: RunPlan = {
    target: { kind: "embedded", mutants: variant === undefined ? [] : [variant] },
    profile: "seed",
    // A server that works off the list of its first answer is lawful in the field only.
    tolerance: variant === "B-snapshot-batches" ? "field" : "strict",
    claims: "asms",
    protocol: [version],
    full: false,
    ids: [],
    sections: [],
    suites: ["model"],
    explore: { runs, first: kind === "lawful" ? "property" : "any" },
    // The date that such a server sets is none that a filter could be tried with.
    declared: variant === "B-date-normalised" ? { "sms.backdate": "no" } : {},
    caseLimitMs: 60_000,
    seed,
    runToken: newRunToken(),
  };
  const { record } = await run({
    plan,
    cases: await suiteCases(),
    monitors,
    probe: capabilities === undefined ? probe : async () => capabilities,
    driver: inThisThread,
    replay: variant === undefined ? "npx asms run" : `npx asms run --mutant ${variant}`,
    signal,
  });
  return { ...outcome(record.results.cases, kind), capabilities: record.results.capabilities };
}

/** What the verdicts of one run say: of a mutant a warning counts, of a lawful server only a failure. */
export function outcome(results: readonly CaseResult[], kind: ModelJob["kind"]): Omit<ModelOutcome, "capabilities"> {
  const crashed = results.find(({ verdict }) => verdict === "error");
  if (crashed !== undefined) return { error: true, because: `${crashed.id}: ${crashed.reason ?? "error"}` };
  const runs = results.reduce((sum, { exploration }) => sum + (exploration?.runs ?? 0), 0);
  const failed = seenIn(results, "fail");
  const warned = kind === "mutant" && failed.length === 0;
  const seen = warned ? seenIn(results, "warn") : failed;
  const [first] = seen;
  if (first !== undefined) {
    const { because } = first;
    return { error: false, detectedAfter: runs, because, seenBy: seenBy(seen), ...(warned ? { warned } : {}) };
  }
  const unjudged = results.find((one) => one.kind === "case" && one.verdict !== "pass");
  if (unjudged === undefined) return { error: false, because: "nothing seen" };
  return { error: true, because: `${unjudged.id} is ${unjudged.verdict}: ${unjudged.reason ?? "no reason given"}` };
}

interface Sight {
  readonly kind: CaseResult["kind"];
  readonly because: string;
}

function seenIn(results: readonly CaseResult[], level: "fail" | "warn"): Sight[] {
  return results.flatMap(({ id, kind, findings }) => {
    const first = findings.find(({ outcome: one }) => one === level);
    return first === undefined ? [] : [{ kind, because: `${id}: ${first.requirement}: ${first.seen}` }];
  });
}

function seenBy(seen: readonly Sight[]): SeenBy {
  const model = seen.some(({ kind }) => kind === "case");
  const monitor = seen.some(({ kind }) => kind === "monitor");
  if (model && monitor) return "both";
  return model ? "model" : "monitor";
}
