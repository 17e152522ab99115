import type { PartnershipId, ProtocolVersion } from "../eas/index.js";
import type { Element } from "../wbxml/index.js";
import type { Mailbox } from "./mailbox.js";
import type { OutboundRegister } from "./outbound.js";
import type { Partnership } from "./partnership.js";
import type { Rules } from "./rules/index.js";

/** One user of the server with everything that is kept for him. */
export interface Account {
  readonly user: string;
  readonly password: string;
  readonly mailbox: Mailbox;
  readonly outbound: OutboundRegister;
  readonly partnerships: Map<string, Partnership>;
}

/** Time of the server and of its waiting. */
export interface Clock {
  /** ms; real time unless injected or moved. */
  readonly now: () => number;
  /** Real milliseconds that one second of an interval takes. */
  readonly secondMs: number;
  /** Smallest interval accepted, seconds. */
  readonly minimumHeartbeat: number;
}

/** A request of a device that has been let in. */
export interface CommandContext {
  readonly rules: Rules;
  readonly account: Account;
  readonly partnership: Partnership;
  readonly version: ProtocolVersion;
  /** The decoded body; absent when it was empty. */
  readonly document: Element | undefined;
  readonly clock: Clock;
  /** Key for an answer, never given twice by this server. */
  readonly newKey: () => string;
  readonly demandPolicy: boolean;
  /** The mailbox of a user of this server, by mail address. */
  readonly mailboxOf: (address: string) => Mailbox | undefined;
  /** Aborted when the device hangs up or the server closes. */
  readonly gone: AbortSignal;
}

export type Reply =
  | { readonly document: Element }
  /** The connection is closed without an answer. */
  | { readonly hangUp: true }
  /** HTTP 200 without a body. */
  | { readonly empty: true }
  /** A bare HTTP status. */
  | { readonly http: number };

export type Command = (context: CommandContext) => Reply | Promise<Reply>;

export function partnershipName({ deviceId, deviceType }: Pick<PartnershipId, "deviceId" | "deviceType">): string {
  return `${deviceType}/${deviceId}`;
}
