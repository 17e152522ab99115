import type { ProtocolVersion } from "../../eas/index.js";
import type { Capability, CaseResult, Profile } from "../../judging/results.js";
import { monitors as allMonitors, type Monitor } from "../../monitors/index.js";
import { variants } from "../../reference/index.js";
import { inThisThread } from "../driver.js";
import { probe } from "../probe/index.js";
import { run } from "../run.js";
import type { Probe } from "../run-input.js";
import type { RunPlan } from "../settings.js";
import { type SuiteCase, suiteCases } from "../suites.js";
import { newRunToken } from "../target.js";
import { type Plays, played } from "./axis-values.js";

/** One run of the suite against one variant of the server. Plain data: it goes to a thread. */
export interface VariantJob {
  /** Id, or absolute path of the module that exports it. Absent: the reference. */
  readonly variant?: string;
  readonly version: ProtocolVersion;
  readonly profile: Profile;
  /** What the reference can do; absent: the variant is probed itself. */
  readonly capabilities?: readonly Capability[];
  /** Absent: every case, at the first value of each axis. */
  readonly plays?: Plays;
}

export interface VariantOutcome {
  readonly results: readonly CaseResult[];
  readonly capabilities: readonly Capability[];
}

export type RunVariant = (job: VariantJob, signal: AbortSignal) => Promise<VariantOutcome>;

/** In this thread, with the suites of this package unless others are given. */
export function variantRunner(cases?: readonly SuiteCase[], monitors: readonly Monitor[] = allMonitors): RunVariant {
  return async ({ variant, version, profile, capabilities, plays = { kind: "first" } }, signal) => {
    const mutants = variant === undefined ? [] : [variant];
    const suite = variants.find(({ id }) => id === variant)?.suite;
    const plan: RunPlan = {
      target: { kind: "embedded", mutants },
      profile,
      // A server that works off the list of its first answer is lawful in the field only.
      tolerance: variant === "B-snapshot-batches" ? "field" : "strict",
      claims: "asms",
      protocol: [version],
      // The cases have no more values on their axes than are to be played.
      full: true,
      ids: [],
      sections: [],
      ...(suite === undefined ? {} : { suites: [suite], explore: { first: "any" } }),
      declared: {},
      caseLimitMs: 60_000,
      seed: 1,
      runToken: newRunToken(),
    };
    const given: Probe = async () => capabilities ?? [];
    const { record } = await run({
      plan,
      cases: played(cases ?? (await suiteCases()), plays, version),
      // Single runs are asked what they show themselves, unless what the monitors see in them is wanted too.
      monitors: plays.kind === "named" && plays.watched !== true ? [] : monitors,
      probe: capabilities === undefined ? probe : given,
      driver: inThisThread,
      replay: ["npx asms run", ...mutants.map((id) => `--mutant ${id}`)].join(" "),
      signal,
    });
    return { results: record.results.cases, capabilities: record.results.capabilities };
  };
}
