import type { Exchange, Mark } from "../eas/index.js";
import type { Capability } from "./capability.js";

export type { Capability, CapabilityOutcome, CapabilityValue } from "./capability.js";

/** `none`: the row has no verdict of its own (untestable). */
export type ViolationLevel = "fail" | "warn" | "inform" | "none";
export type NormativeLevel = "MUST" | "MUST NOT" | "SHOULD" | "STATEMENT";
export type Profile = "seed" | "current";
export type Tolerance = "strict" | "field";

/** Verdict of a case, after ISO 9646 with our own words for whose fault it is (see docs/verdicts.md). */
export type Verdict = "pass" | "fail" | "inconclusive" | "not applicable" | "error";

/** A mark with the exchange that holds it: one of those of its finding. */
export interface FindingMark extends Mark {
  readonly exchange: string;
}

/** One judgement about one requirement, made in one place of one exchange. Only `check` makes it. */
export interface Finding {
  /** Row of the catalogue, e.g. "ASMS-3.2.5.1-5". */
  readonly requirement: string;
  readonly outcome: "pass" | "fail" | "warn" | "inform";
  readonly expected: string;
  readonly seen: string;
  /** Clause of a ruling that the judgement rests on, e.g. "Q9.case". */
  readonly ruling?: string;
  /** Ids of the exchanges it was seen in; at least one. */
  readonly exchanges: readonly string[];
  readonly mark?: FindingMark;
  readonly remark?: string;
  /** How often a monitor saw the same thing; 1 for a case. */
  readonly count: number;
  /** Of a case that draws its inputs: the kind of its counterexample that this is what failed in. Absent: of none. */
  readonly counterexample?: string;
}

export interface CaseResult {
  /** Stable id, axes included: "sync-three-options[sets=sms-default-email]". */
  readonly id: string;
  /** The id without axes. */
  readonly caseId: string;
  /** Scenario of vectors/mutants.json that it carries out, e.g. "ERR-01"; a monitor's own id for a monitor. */
  readonly scenario: string;
  readonly kind: "case" | "monitor";
  readonly purpose: string;
  /** Section of [MS-ASMS] under which it is filed. */
  readonly section: string;
  readonly axes: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** Why it is inconclusive, not applicable or in error; one sentence. */
  readonly reason?: string;
  /** The failed case that keeps this one from being judged (BLOCKED). */
  readonly blockedBy?: string;
  /** Parts of the case that could not be judged, each with its reason; the rest was. */
  readonly unjudged: readonly { readonly part: string; readonly reason: string; readonly blockedBy?: string }[];
  readonly findings: readonly Finding[];
  readonly protocolVersion: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Command line that repeats this case alone; for a monitor, the whole run that it watched. */
  readonly replay: string;
  /** Ids of all its exchanges, in order. */
  readonly exchanges: readonly string[];
  /** For a case that draws its inputs: how much it tried, of what kinds, and the smallest input that failed. */
  readonly exploration?: Exploration;
}

/** What a property tried. A reader must be able to see what was reached, not only that nothing failed. */
export interface Exploration {
  /** Seed of fast-check from which everything was drawn. */
  readonly seed: number;
  /** Histories or inputs that were tried, shrinking left out. */
  readonly runs: number;
  /** Requests that went to the target, shrinking included. */
  readonly requests: number;
  /** Smaller inputs that were tried after the first failure. */
  readonly shrinks: number;
  readonly endedBy: "runs" | "budget" | "counterexample" | "outage" | "obstacle" | "interrupted";
  /** How often each kind occurred, e.g. of "commands" or "option sets". */
  readonly distribution: readonly { readonly of: string; readonly counts: Readonly<Record<string, number>> }[];
  /** What of its inputs this target never saw, and why: whole sentences. */
  readonly notes?: readonly string[];
  readonly counterexample?: Counterexample;
  /** Of other kinds than the first, found by going on. */
  readonly further?: readonly Counterexample[];
  /** Counterexamples kept from earlier runs (`--save-examples`), which were tried first. */
  readonly examples?: readonly SavedExampleResult[];
}

/** What became of a counterexample that was kept. */
export interface SavedExampleResult {
  /** File name. */
  readonly file: string;
  readonly outcome: "fails" | "passes" | "no longer applies";
  /** One sentence. */
  readonly reason: string;
}

/** The smallest input that failed, step by step. */
export interface Counterexample {
  readonly seed: number;
  /** fast-check's path to it; with the seed it is drawn again. */
  readonly path: string;
  /** fast-check's path among the commands of a history; only for histories. */
  readonly replayPath?: string;
  /** What failed, in a word; counterexamples of one case differ in it, and findings name theirs by it. */
  readonly kind?: string;
  /** Command line that repeats it. */
  readonly replay?: string;
  /** Why a smaller input may fail as well: what ended the search for one. Absent: none was found that does. */
  readonly unfinished?: string;
  /** Whether it failed in the same way once more, where that is not certain: whole sentences. */
  readonly repeat?: string;
  readonly steps: readonly CounterexampleStep[];
}

export interface CounterexampleStep {
  /** "device A", "device B", "witness", "mailbox". */
  readonly actor: string;
  /** What it did, in words: "Sync with the SMS set alone (filter 3)". */
  readonly words: string;
  /** What came of it, in words. */
  readonly outcome: string;
  readonly exchanges: readonly string[];
  /** The step that breaks the rule. */
  readonly failed?: true;
}

export interface RequirementResult {
  readonly id: string;
  readonly section: string;
  readonly level: NormativeLevel;
  readonly actor: "server" | "client" | "both";
  readonly summary: string;
  /** Worst outcome over all findings, or why there is none. */
  readonly verdict:
    | "pass"
    | "fail"
    | "warn"
    | "inform"
    | "inconclusive"
    | "not applicable"
    | "untested"
    | "untestable"
    | "client";
  readonly reason?: string;
  /** Case and monitor ids with findings about it. */
  readonly cases: readonly string[];
}

export type SupportClass =
  | "conformant"
  | "declined cleanly"
  | "declined harmfully"
  | "offered and wrong"
  | "not judged";

export type HarmKind =
  | "acknowledged and lost"
  | "filed as mail"
  | "filed as another class"
  | "offered again and again"
  | "lost beside an SMS"
  | "mail stopped"
  | "mail lost its body"
  | "connection dropped"
  | "account unusable";

/** Something that hurts the user of a phone, whichever rule it breaks. */
export interface Harm {
  readonly kind: HarmKind;
  /** What it means for the user, one sentence. */
  readonly sentence: string;
  /** Full ids of the cases in which it was seen. */
  readonly cases: readonly string[];
  readonly exchanges: readonly string[];
}

/** What the target makes of SMS as a whole. */
export interface Support {
  readonly class: SupportClass;
  readonly sentence: string;
  readonly harms: readonly Harm[];
}

/** One line of a baseline: a verdict that is known, and why it is put up with. */
export interface BaselineEntry {
  /** Full id of the case. */
  readonly case: string;
  /** Row that fails; left out for inconclusive and not applicable cases. */
  readonly requirement?: string;
  readonly verdict: "fail" | "inconclusive" | "not applicable";
  readonly reason: string;
}

/** How a run stands to its baseline. */
export interface BaselineResult {
  /** File name as the user gave it. */
  readonly file: string;
  /** Number of entries that still hold. */
  readonly known: number;
  /** Those entries, with their reasons. */
  readonly entries?: readonly BaselineEntry[];
  /** What the baseline does not list. */
  readonly unexpected: readonly Omit<BaselineEntry, "reason">[];
  /** Entries that no longer hold or match nothing; `now` says what was found instead. */
  readonly stale: readonly (BaselineEntry & { readonly now: string })[];
}

/** One row for clients, as a client monitor saw it in the requests of our own device. */
export interface OwnTraffic {
  readonly monitor: string;
  readonly requirement: string;
  /** How often it could be judged. */
  readonly seen: number;
  /** How often it did not hold, whatever the level; a fail is an error of ours and a case for itself. */
  readonly departures: number;
}

/** The whole of a run: results.json. Every report, the exit code included, is a function of this. */
export interface RunResults {
  readonly schemaVersion: "1.0";
  readonly tool: { readonly name: "asms-conformance"; readonly version: string };
  readonly target: {
    /** "embedded reference server", "mutant M-sd-hard", or the URL without credentials. */
    readonly name: string;
    readonly url: string;
    readonly embedded: boolean;
    readonly mutant?: string;
    /** What each of the mutants that were switched on does; absent without any. */
    readonly variants?: readonly { readonly id: string; readonly summary: string }[];
    /** Server and MS-Server-ActiveSync headers of the OPTIONS answer. */
    readonly server?: string;
    readonly protocolVersions: readonly string[];
    readonly commands: readonly string[];
  };
  readonly profile: Profile;
  readonly tolerance: Tolerance;
  readonly claims: "asms" | "none";
  readonly protocolVersion: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Configuration in force (PIXIT), secrets left out. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly capabilities: readonly Capability[];
  readonly cases: readonly CaseResult[];
  readonly requirements: readonly RequirementResult[];
  /** Part of a run that was divided by `--shard`; the parts are joined by `asms merge`. */
  readonly shard?: { readonly index: number; readonly total: number };
  /** With `--baseline`. */
  readonly baseline?: BaselineResult;
  readonly support?: Support;
  /** What the rules for clients saw in the requests of our own device. */
  readonly ownTraffic?: readonly OwnTraffic[];
  readonly summary: {
    readonly conformant: boolean;
    readonly exitCode: 0 | 1 | 2 | 3 | 4;
    /** The verdict in one sentence, with what the target makes of SMS: what every report and the terminal print. */
    readonly sentence: string;
    readonly complete: boolean;
    readonly counts: Readonly<Record<Verdict, number>>;
    readonly findings: Readonly<Record<"pass" | "fail" | "warn" | "inform", number>>;
    readonly requirements: Readonly<Record<string, number>>;
    readonly interrupted: boolean;
    /** How many cases the run was to carry out, monitors not counted; absent where that was not known when it ended. */
    readonly planned?: number;
  };
}

/** A run with its transcripts: what the writers in reports/ are given. */
export interface RunRecord {
  readonly results: RunResults;
  readonly exchanges: readonly Exchange[];
}
