import type { ProtocolVersion } from "../../eas/index.js";
import type { Profile, Tolerance } from "../../judging/results.js";
import type { SeedingConfiguration } from "../seeding/configuration.js";

/** A mailbox that the suite may use. Secrets are named, never written down: by environment variable or by file. */
export interface AccountConfig {
  readonly user: string;
  /** Environment variable with the password, sent as Basic authentication. */
  readonly passwordEnv?: string;
  /** File with the password, relative to the configuration file; a line end after it is cut off. */
  readonly passwordFile?: string;
  /** Environment variable with the whole value of the Authorization header ("Bearer …"), instead of a password. */
  readonly authorizationEnv?: string;
  /** File with the whole value of the Authorization header. */
  readonly authorizationFile?: string;
  /** Address to which mail for this mailbox is sent. Default: the user name. */
  readonly email?: string;
}

/** asms.config.json or asms.config.ts. Every field may be left out; `asms init` writes a documented one. */
export interface AsmsConfig {
  readonly $schema?: string;
  /** URL of the ActiveSync endpoint, any path. Without it the embedded reference server is the target. */
  readonly target?: string;
  /** As many cases run at once as there are accounts. */
  readonly accounts?: readonly AccountConfig[];
  readonly profile?: Profile;
  readonly tolerance?: Tolerance;
  readonly claims?: "asms" | "none";
  /** Protocol versions to speak; default the highest of 14.1 and 14.0 that is offered. */
  readonly protocol?: readonly ProtocolVersion[];
  readonly tls?: { readonly caFile?: string; readonly insecure?: boolean };
  readonly http?: {
    readonly keepAlive?: boolean;
    readonly queryForm?: "plain" | "base64";
    readonly userAgent?: string;
  };
  readonly timeouts?: {
    /** Milliseconds for one answer. Default 30 000. */
    readonly answerMs?: number;
    /** Milliseconds for one case. Default 600 000. */
    readonly caseMs?: number;
    /** Milliseconds that a change may take to show. Default: measured by the probe. */
    readonly settleMs?: number;
  };
  /** Ways into the mailbox other than the protocol itself. */
  readonly seeding?: SeedingConfiguration;
  /** Declared capabilities; the probe reports where it sees otherwise. */
  readonly capabilities?: Readonly<Record<string, "yes" | "no">>;
  /** What drawn values follow from. Default: drawn for each run, printed in the report. */
  readonly seed?: number;
  /** File of the verdicts that are known and put up with, relative to this file; see docs/verdicts.md. */
  readonly baseline?: string;
  /** Folder for the reports. Default asms-report. */
  readonly out?: string;
}

/** Helps an editor in asms.config.ts; returns what it is given. */
export function defineConfig(config: AsmsConfig): AsmsConfig {
  return config;
}
