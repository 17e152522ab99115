import type { Tls } from "../device/types.js";
import type { ProtocolVersion } from "../eas/index.js";
import type { Capability, Profile, Tolerance } from "../judging/results.js";
import type { Account } from "./environment.js";
import type { ExplorePlan, SuiteName } from "./explore/property.js";
import type { SeedingConfiguration } from "./seeding/configuration.js";
import type { Shard } from "./sharding/shard.js";

/** The embedded reference server, with the mutants that are switched on. */
export interface EmbeddedTarget {
  readonly kind: "embedded";
  /** Ids of variants, and absolute paths of modules that export one. */
  readonly mutants: readonly string[];
}

/** Any other server. */
export interface RemoteTarget {
  readonly kind: "remote";
  readonly url: string;
  /** At least one; its Authorization may be absent. */
  readonly accounts: readonly Account[];
  readonly tls?: Tls;
  readonly timeoutMs?: number;
  readonly keepAlive?: boolean;
  readonly queryForm?: "plain" | "base64";
  readonly userAgent?: string;
  readonly seeding?: SeedingConfiguration;
  /** Folder that secret files of the seeding section are relative to. */
  readonly folder: string;
}

export type TargetSettings = EmbeddedTarget | RemoteTarget;

/** What a run is about: everything that is known before the target is asked anything. */
export interface RunPlan {
  readonly target: TargetSettings;
  readonly profile: Profile;
  readonly tolerance: Tolerance;
  readonly claims: "asms" | "none";
  /** Protocol versions to speak; absent: the highest of 14.1 and 14.0 that is offered. */
  readonly protocol?: readonly ProtocolVersion[];
  /** All combinations of all axes instead of the first value of each. */
  readonly full: boolean;
  /** Cases to run, by id, case id or scenario, `*` for any characters; empty: all. */
  readonly ids: readonly string[];
  /** Sections of [MS-ASMS] to run, with their subsections; empty: all. */
  readonly sections: readonly string[];
  /** Absent: the cases by section alone. */
  readonly suites?: readonly SuiteName[];
  /** For cases that draw their inputs. */
  readonly explore?: ExplorePlan;
  readonly declared: Readonly<Record<string, "yes" | "no">>;
  /** Milliseconds that a change may take to show; absent: as the probe measured. */
  readonly settleMs?: number;
  readonly caseLimitMs: number;
  readonly seed: number;
  readonly runToken: string;
  /** The part of the selected cases that is run; absent: all of them. */
  readonly shard?: Shard;
}

/** What a worker thread is given: plain data that survives the way into the thread. */
export interface WorkerSettings {
  readonly plan: RunPlan;
  /** Versions that the run speaks. */
  readonly versions: readonly ProtocolVersion[];
  readonly capabilities: readonly Capability[];
  readonly settleMs: number;
  /** Full ids of the cases to run. */
  readonly selected: readonly string[];
  /** Efforts of those that draw their inputs, together. */
  readonly effort: number;
  /** Case that carries out a scenario: "CAP-01" → "sms-seed-and-read". */
  readonly caseOfScenario: Readonly<Record<string, string>>;
  /** Beginning of the command line that repeats a case, without what is drawn. */
  readonly replay: string;
}
