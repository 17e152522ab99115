import type { ProtocolVersion } from "../../eas/index.js";
import type { Capability, Profile } from "../../judging/results.js";
import type { Monitor } from "../../monitors/index.js";
import { inThisThread } from "../driver.js";
import { type Probe, run } from "../run.js";
import type { RunPlan } from "../settings.js";
import type { SuiteCase } from "../suites.js";
import { newRunToken } from "../target.js";
import type { VariantRun } from "./judge.js";

/** One run of the whole suite against one server. Plain data, so that it can be handed to another thread. */
export interface Play {
  /** Variants that are switched on; none for the reference. */
  readonly mutants: readonly string[];
  readonly version: ProtocolVersion;
  readonly profile: Profile;
  /** What the server is taken to be able to do; absent: it is probed. */
  readonly capabilities?: readonly Capability[];
}

export interface Played {
  readonly results: VariantRun;
  readonly capabilities: readonly Capability[];
  /** The result of the run in one sentence. */
  readonly sentence: string;
}

export type Player = (play: Play) => Promise<Played>;

/** What is run. */
export interface Suite {
  readonly cases: readonly SuiteCase[];
  readonly monitors: readonly Monitor[];
  readonly probe: Probe;
}

/** A player that runs everything in this thread. */
export function playerOf({ cases, monitors, probe }: Suite, signal: AbortSignal): Player {
  return async (play) => {
    const { mutants, capabilities } = play;
    const { record } = await run({
      plan: planOf(play),
      cases,
      monitors,
      probe: capabilities === undefined ? probe : async () => capabilities,
      driver: inThisThread,
      replay: ["asms run", ...mutants.map((id) => `--mutant ${id}`)].join(" "),
      signal,
    });
    const { results } = record;
    return { results: results.cases, capabilities: results.capabilities, sentence: results.summary.sentence };
  };
}

function planOf({ mutants, version, profile }: Play): RunPlan {
  return {
    target: { kind: "embedded", mutants },
    profile,
    // A server that works off the list of its first answer is lawful in the field only.
    tolerance: mutants.includes("B-snapshot-batches") ? "field" : "strict",
    claims: "asms",
    protocol: [version],
    full: false,
    ids: [],
    sections: [],
    declared: {},
    caseLimitMs: 60_000,
    seed: 1,
    runToken: newRunToken(),
  };
}
