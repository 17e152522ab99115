import type { Device, DeviceSetup, Endpoint } from "../device/types.js";
import type { ProtocolVersion } from "../eas/index.js";
import type { Capability, Profile, Tolerance } from "../judging/results.js";
import type { Mailbox, TargetHooks } from "./case.js";
import type { Budget } from "./explore/budget.js";
import type { ExplorePlan } from "./explore/property.js";
import type { DrawnFrom } from "./replay.js";
import type { RequestFault } from "./self-check.js";

/** Somebody whose mailbox the suite may use. */
export interface Account {
  readonly user: string;
  /** Whole value of the Authorization header; absent: none is sent. */
  readonly authorization?: string;
  /** For seeding adapters (IMAP); never recorded. */
  readonly password?: string;
  /** Address to which SendMail reaches the mailbox; default the user name. */
  readonly email?: string;
}

/** What a mailbox of one case is made of. */
export interface MailboxSetup {
  /** Id of the case: prefix of everything that is put into the mailbox. */
  readonly caseId: string;
  readonly account: Account;
  readonly protocolVersion: ProtocolVersion;
  readonly hooks: TargetHooks;
  readonly capabilities: readonly Capability[];
  readonly settleMs: number;
  /** A fresh partnership of the same mailbox, connected; its exchanges belong to the case. */
  readonly newDevice: (label: string) => Promise<Device>;
  /** Drawn numbers, 0 to 1; the same for the same seed and case. */
  readonly random: () => number;
  /** New in every run: keeps items of different runs apart in a mailbox that outlives them. */
  readonly runToken: string;
  readonly signal: AbortSignal;
}

export interface CaseMailbox extends Mailbox {
  /** Removes what the case put in. Resolves to what could not be removed, in words. Never throws. */
  cleanUp(): Promise<readonly string[]>;
}

/** All that a case is run with. Plain values and functions, so that a case needs neither vitest nor a command line. */
export interface RunEnvironment {
  /** Where the target is; the account's Authorization is added for each device. */
  readonly endpoint: Omit<Endpoint, "authorization">;
  /** The account for the next case. The embedded server makes a new one each time. */
  readonly account: (caseId: string) => Promise<Account>;
  readonly profile: Profile;
  readonly tolerance: Tolerance;
  /** asms: a refusal of what the document grants is a violation. none: it makes what depends on it not applicable. */
  readonly claims: "asms" | "none";
  readonly capabilities: readonly Capability[];
  readonly hooks: TargetHooks;
  /** Milliseconds that the target may take to show a change; 0 for the embedded server. */
  readonly settleMs: number;
  /** Smallest hanging interval: seconds as written in the request, real milliseconds that it takes. */
  readonly heartbeat: { readonly seconds: number; readonly waitMs: number };
  /** Drawn values of all cases follow from it. */
  readonly seed: number;
  readonly runToken: string;
  /** Real milliseconds after which a case is given up. */
  readonly caseLimitMs: number;
  readonly createDevice: (setup: DeviceSetup) => Device;
  readonly openMailbox: (setup: MailboxSetup) => CaseMailbox;
  /** What is wrong with one of our own requests, in one sentence; undefined when nothing is. */
  readonly requestFault: RequestFault;
  /** Case that carries out a scenario, e.g. "CAP-01"; undefined when none does. */
  readonly caseOfScenario: (scenario: string) => string | undefined;
  /** Command line that repeats one case alone, with `drawn` one counterexample of it. */
  readonly replay: (id: string, protocolVersion: ProtocolVersion, drawn?: DrawnFrom) => string;
  /** For cases that draw their inputs. */
  readonly explore?: ExplorePlan;
  /** Time of the run for these cases; absent: there is no limit. */
  readonly budget?: Budget;
  /** Ends the run (Ctrl-C). */
  readonly signal?: AbortSignal;
}
