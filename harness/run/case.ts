import type { TargetOffer } from "../device/index.js";
import type { Device, DeviceFolder, HeldItem } from "../device/types.js";
import type {
  Evidence,
  FlagFields,
  FolderName,
  ItemFields,
  ItemMarks,
  OptionSet,
  ProtocolVersion,
} from "../eas/index.js";
import type { Check, CheckOptions } from "../judging/check.js";
import type { Capability, Exploration, Profile, Tolerance } from "../judging/results.js";
import type { Property, SuiteName } from "./explore/property.js";

export {
  type Attempt,
  Departure,
  type ExplorePlan,
  type Judgement,
  noAnswerWords,
  notCarriedOutWords,
  type Property,
  type Reduced,
  type SuiteName,
  TargetGone,
  Unanswered,
  type UnansweredRequest,
} from "./explore/property.js";
export { Inconclusive, NotApplicable } from "./outcome.js";
export { testCase } from "./registry.js";
export type { Check, CheckOptions };

/** Values that a case can be run with. The first value of each axis is the one of the default run. */
export type Axes = Readonly<Record<string, readonly AxisValue[]>>;

/** One value of an axis: the name stands in the case's full id, the value goes to the case. */
export interface AxisValue<T = unknown> {
  readonly name: string;
  readonly value: T;
}

/** Its part of a budget. */
export function effortOf({ effort = 1 }: Pick<CaseDefinition, "effort">): number {
  return effort;
}

export interface CaseDefinition {
  /** For a case that draws its inputs: its part of a budget, beside those of other cases. Default 1. */
  readonly effort?: number;
  /** Stable, kebab-case, unique over all suites, never positional: "sync-three-options". */
  readonly id: string;
  /** Scenario of vectors/mutants.json, e.g. "ERR-01". */
  readonly scenario: string;
  /** Section of [MS-ASMS] under which it is filed. */
  readonly section: string;
  /** The test purpose (ISO 9646): one sentence that says what a conformant server does. */
  readonly purpose: string;
  /** Rows that this case may emit; a check of any other row is an error of ours. */
  readonly requirements: readonly string[];
  /** Capabilities without which the case cannot run at all. A part that needs more uses `part`. */
  readonly needs: readonly string[];
  readonly axes?: Axes;
  /** Protocol versions on which it makes sense; default all from 14.0 on. */
  readonly versions?: readonly ProtocolVersion[];
  /** A case that draws its inputs; it runs when its suite is asked for. Default "sections". */
  readonly suite?: SuiteName;
  /** The case connects device A itself, because it judges the connecting. */
  readonly connects?: true;
}

/** An item that the case put into the mailbox, known again on every device by its token. */
export interface SeededItem {
  /** SMS: the digits of the number in From. E-mail: the Subject. */
  readonly token: string;
  readonly class: "SMS" | "Email";
  readonly folder: FolderName;
  /** What was sent. */
  readonly item: ItemFields;
  /** ServerId as the feeder knows it, for SMS added by the protocol. */
  readonly serverId?: string;
}

export interface SmsInput {
  readonly folder?: FolderName;
  readonly text?: string;
  /** What stands before the marker, where the text is not written as a whole; drawn unless given. */
  readonly words?: string;
  /** Hours before now for DateReceived; default 1. */
  readonly ageHours?: number;
  readonly read?: "0" | "1";
  readonly importance?: "0" | "1" | "2";
  readonly flag?: FlagFields;
  readonly fromName?: string;
  readonly to?: string;
}

export interface EmailInput {
  readonly folder?: FolderName;
  /** Hours before now; above 1 needs the capability email.backdate. */
  readonly ageHours?: number;
  readonly text?: string;
}

/** Puts items into the mailbox of the case and changes them, by whatever way the run found to work. */
export interface Mailbox {
  /** Where the probe found that devices can add SMS; the Inbox unless the target takes them elsewhere only. */
  readonly place: FolderName;
  /** Does what the target demands of a device before it may add SMS, as the probe found it. */
  admit(device: Device): Promise<void>;
  /** @throws Inconclusive when no way of seeding is left; blockedBy names the failed gate. */
  sms(input?: SmsInput): Promise<SeededItem>;
  email(input?: EmailInput): Promise<SeededItem>;
  /**
   * Several at once: `sms` many SMS, or one of each of these ages, and `email` many e-mails. The first of each is plain, those behind it are read,
   * important and flagged by turns, as far as the target takes them so.
   */
  fill(counts: {
    readonly sms?: number | readonly Required<Pick<SmsInput, "ageHours">>[];
    readonly email?: number;
    readonly folder?: FolderName;
  }): Promise<{ readonly sms: readonly SeededItem[]; readonly email: readonly SeededItem[] }>;
  /** Changes Read or Flag on the server, by the feeder device or a hook. */
  edit(item: SeededItem, change: ItemMarks): Promise<void>;
  remove(item: SeededItem): Promise<void>;
  /** A new SMS as the device would add it: token, numbers and text are drawn, nothing is sent. */
  draft(input?: SmsInput): { readonly token: string; readonly item: ItemFields };
  /** Is this held item one of the case's? By token; items of others in the mailbox are nobody's business. */
  tokenOf(held: Pick<HeldItem, "item">): string | undefined;
  /** Tokens of the case's items that the folder's replica holds, by class of the seed. */
  tokensHeld(folder: DeviceFolder): { readonly sms: readonly string[]; readonly email: readonly string[] };
}

export interface CaseContext {
  /** Device A: a fresh partnership, connected unless the case says that it `connects` itself. */
  readonly device: Device;
  /** A further fresh partnership of the same mailbox, connected. @throws Inconclusive in one-partnership mode. */
  newDevice(label: string): Promise<Device>;
  /** What the target says of itself (OPTIONS), asked by the case. */
  fetchOptions(): Promise<TargetOffer>;
  readonly check: Check;
  readonly mailbox: Mailbox;
  /** Axis values by axis name. */
  readonly axes: Readonly<Record<string, unknown>>;
  readonly profile: Profile;
  readonly tolerance: Tolerance;
  /** asms: a refusal of what the document grants is a violation. none: the target never said that it does SMS. */
  readonly claims: "asms" | "none";
  readonly protocolVersion: ProtocolVersion;
  capability(name: string): Capability;
  can(...names: readonly string[]): boolean;
  /**
   * A part that needs more capabilities than the case: runs when they are there, else is recorded as unjudged with the
   * reason. Returns whether it ran.
   */
  part(name: string, needs: readonly string[], body: () => Promise<void>): Promise<boolean>;
  /** The two sets of example 4.1 and single ones, with axis-free defaults. */
  readonly sets: {
    readonly sms: OptionSet;
    readonly email: OptionSet;
    readonly both: readonly [OptionSet, OptionSet];
  };
  /** Hooks of the target, as far as it has any. */
  readonly hooks: TargetHooks;
  /**
   * Tries drawn inputs until the runs or the budget are used up, shrinks what fails, judges it, and records it all. Once in
   * a case. @throws Inconclusive after an outage; whatever else the property throws that is no departure.
   */
  explore<T>(property: Property<T>): Promise<Exploration>;
  /**
   * Ends the case as inconclusive. The reasons are a closed list (docs/verdicts.md).
   * @param blockedBy the case that judges what is missing, by its id without axes, or the scenario whose first case it is
   */
  inconclusive(reason: string, blockedBy?: string): never;
  notApplicable(reason: string, evidence?: Evidence): never;
  /** Resolves after the server's heartbeat minimum, in seconds of the target: for hanging Syncs. */
  readonly heartbeat: { readonly seconds: number; readonly waitMs: number };
  readonly signal: AbortSignal;
}

/** What an operator's adapter can do to the mailbox, never to the answers (spec of the capability probe, section 6). */
export interface TargetHooks {
  reset?(user: string): Promise<void>;
  deliverEmail?(
    input: ItemMarks & {
      readonly user: string;
      readonly token: string;
      readonly folder: FolderName;
      readonly date?: Date;
      readonly text?: string;
    },
  ): Promise<void>;
  deliverSms?(input: {
    readonly user: string;
    readonly folder: FolderName;
    readonly item: ItemFields;
    readonly date?: Date;
  }): Promise<void>;
  edit?(
    input: ItemMarks & {
      readonly user: string;
      readonly token: string;
    },
  ): Promise<void>;
  remove?(input: { readonly user: string; readonly token: string }): Promise<void>;
  outbound?(user: string): Promise<readonly { readonly deviceId: string; readonly number: string }[]>;
  /** Moves the server's clock forward. */
  advance?(days: number): Promise<void>;
}

export type CaseBody = (context: CaseContext) => Promise<void>;
