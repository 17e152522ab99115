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
  /** Who saw it, or what went wrong. */
  readonly because: string;
  readonly error: boolean;
  readonly capabilities: readonly Capability[];
}

/** The model, a monitor over the same exchanges, or both in the same history. */
export type SeenBy = "model" | "monitor" | "both";

/** Ends at the first departure. */
export async function modelRun(
  { variant, version, seed, runs, capabilities }: ModelJob,
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
    explore: { runs, first: true },
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
    replay: variant === undefined ? "asms run" : `asms run --mutant ${variant}`,
    signal,
  });
  return { ...outcome(record.results.cases), capabilities: record.results.capabilities };
}

function outcome(results: readonly CaseResult[]): Omit<ModelOutcome, "capabilities"> {
  const crashed = results.find(({ verdict }) => verdict === "error");
  if (crashed !== undefined) return { error: true, because: `${crashed.id}: ${crashed.reason ?? "error"}` };
  const runs = results.reduce((sum, { exploration }) => sum + (exploration?.runs ?? 0), 0);
  const seen = results.flatMap(({ id, kind, findings }) => {
    const first = findings.find(({ outcome: level }) => level === "fail" || level === "warn");
    return first === undefined ? [] : [{ kind, because: `${id}: ${first.requirement}: ${first.seen}` }];
  });
  const [first] = seen;
  if (first !== undefined) return { error: false, detectedAfter: runs, because: first.because, seenBy: seenBy(seen) };
  const unjudged = results.find(({ kind, verdict }) => kind === "case" && verdict !== "pass");
  return { error: false, because: unjudged === undefined ? "nothing seen" : `${unjudged.id}: ${unjudged.reason}` };
}

function seenBy(seen: readonly Pick<CaseResult, "kind">[]): SeenBy {
  const model = seen.some(({ kind }) => kind === "case");
  const monitor = seen.some(({ kind }) => kind === "monitor");
  if (model && monitor) return "both";
  return model ? "model" : "monitor";
}
