import type { SettingsAsked } from "./settings.js";
import type {
  BadOptionsKind,
  ItemClass,
  OutboundDevice,
  OwnCommand,
  Payload,
  Seat,
  SeenEstimate,
  SeenSettings,
  SeenSync,
  Sets,
  Token,
  Values,
} from "./types.js";

/** A command of the device as it goes out: with the ServerId that stands for the item there. */
export type WireCommand =
  | Extract<OwnCommand, { kind: "Add" }>
  | (Extract<OwnCommand, { kind: "Change" | "Delete" }> & { readonly serverId: string });

/** What a request may look like without any meaning for the model. */
export interface Style {
  /** The SMS set before the default set. */
  readonly smsFirst: boolean;
  /** Class Email in the default set. */
  readonly spellEmail: boolean;
  readonly deletesAsMoves: boolean;
  readonly getChanges: "absent" | "empty" | "1";
  /** BodyPreference Type 1 in each set. */
  readonly bodyPreference: boolean;
  /** A FilterType of 0 is written; left out it means the same, whatever was in force before (decision D3). */
  readonly zeroFilter: boolean;
}

export interface WireSync {
  readonly syncKey: string;
  /** Absent: no Options element. */
  readonly sets?: Sets;
  readonly ops: readonly WireCommand[];
  readonly windowSize: number;
  readonly style: Style;
}

/** What is asked of a folder, by a device. */
export interface Addressed {
  readonly seat: Seat;
  readonly request: WireSync;
}

export interface NewItem extends Values {
  readonly folder: string;
  readonly token: Token;
  readonly class: ItemClass;
  readonly ageDays: number;
  readonly payload: Payload;
}

/**
 * The world outside: devices, and the side channels of the target. One driver serves one run, from a fresh mailbox (or
 * folder) and fresh DeviceIds on. It reports what came and judges nothing; it throws only for what is not the target's
 * doing (a mistake of the harness), and Unanswered where a request had no answer.
 */
export interface ModelDriver {
  /** Sync with SyncKey 0. */
  init(seat: Seat): Promise<SeenSync>;
  sync(seat: Seat, request: WireSync): Promise<SeenSync>;
  /** One request with a Collection for each of these folders of one device; the answers in the same order. */
  syncBoth(requests: readonly Addressed[]): Promise<readonly SeenSync[]>;
  /**
   * Sends the request for one folder, or the one for several; reads the answer fully and throws it away. Returns the id of the
   * exchange, if it has one.
   */
  lose(requests: readonly Addressed[]): Promise<string | undefined>;
  /** The very bytes of the last request for these folders once more, lost or answered; the answers in the same order. */
  again(seats: readonly Seat[]): Promise<readonly SeenSync[]>;
  estimate(
    seat: Seat,
    request: { readonly syncKey: string; readonly sets?: Sets; readonly style: Style },
  ): Promise<SeenEstimate>;
  settings(device: string, asked: SettingsAsked): Promise<SeenSettings>;
  /** A Sync with Options that must be refused; `add` goes with it. */
  badOptions(
    seat: Seat,
    request: {
      readonly syncKey: string;
      readonly kind: BadOptionsKind;
      readonly add?: Extract<OwnCommand, { kind: "Add" }>;
    },
  ): Promise<SeenSync>;
  /** Side channels: an item arrives, is edited or removed on the server. */
  deliver(item: NewItem): Promise<void>;
  serverEdit(folder: string, token: Token, values: Partial<Values>): Promise<void>;
  serverDelete(folder: string, token: Token): Promise<void>;
  /** Absent without the capability `inspect.outbound`. `device` is the device's name in this run. */
  outbound?(): Promise<readonly OutboundDevice[]>;
  /** Milliseconds; any origin. */
  now(): number;
  /** Waits for a target that shows changes with delay. */
  pause(milliseconds: number): Promise<void>;
}
