// The vocabulary of the model: plain data, shared by both formulations, by the generators and by the driver.

import type { Observation } from "../eas/index.js";

/** Something of an answer, with the element that it was read from: for marks alone, nothing here looks into it. */
export interface SeenElement {
  /** Absent where there were no bytes. */
  readonly element?: NonNullable<Observation["about"]>;
}

export type ItemClass = "Email" | "SMS";

/** FilterType of a set: 0 everything, then 1, 3, 7, 14 and 31 days ([MS-ASMS] 3.1.4.1.1.2). */
export type FilterType = 0 | 1 | 2 | 3 | 4 | 5;

/** Identity of an item on every device: the digits of the number in From of an SMS, the Subject of an e-mail. */
export type Token = string;

/** What may change about an item after it was made: Read, and Flag/Status (2 is an active flag). */
export interface Values {
  readonly read: 0 | 1;
  readonly flag: 0 | 2;
}

/** Fields that must be the same wherever the item is seen (From, To, text, DateReceived), by name. */
export type Payload = Readonly<Record<string, string>>;

/** An item of the mailbox. */
export interface Item extends Values {
  readonly class: ItemClass;
  /** Days before now, at least 12 hours away from every edge of a filter window. */
  readonly ageDays: number;
  /** Goes up with every edit, also with one that restores earlier values. */
  readonly rev: number;
  readonly payload: Payload;
}

/** The sets of options of a request, by class; a class left out has no set. */
export interface Sets {
  readonly email?: FilterType;
  readonly sms?: FilterType;
}

/** What a server has in force: `unset` before any Options were accepted, `unknown` after SyncKey 0 took a view away. */
export type SetsInForce = Sets | "unset" | "unknown";

/** A device in a folder: the unit that has a SyncKey, sets and a view. */
export interface Seat {
  readonly device: string;
  readonly folder: string;
}

/** A command of the device inside a Sync. Only SMS can be added by a client (before 16.0). */
export type OwnCommand =
  | (Values & {
      readonly kind: "Add";
      readonly token: Token;
      readonly clientId: string;
      readonly ageDays: number;
      readonly payload: Payload;
    })
  | { readonly kind: "Change"; readonly token: Token; readonly read?: 0 | 1; readonly flag?: 0 | 2 }
  | { readonly kind: "Delete"; readonly token: Token };

/** One Sync request as the model sees it. */
export interface SyncAsked {
  /** Absent: no Options element. */
  readonly sets?: Sets;
  readonly ops: readonly OwnCommand[];
  readonly windowSize: number;
}

/** A command of the server, read off an answer. Fields as on the wire; `token` by the identity fields of the item. */
export interface SeenCommand extends SeenElement {
  readonly kind: "Add" | "Change" | "Delete" | "SoftDelete";
  /** `""` when the command has none. */
  readonly serverId: string;
  /** The Class element, absent when there is none. */
  readonly class?: string;
  /** Absent when the command shows no identity (Delete, SoftDelete, a Change of Read only). */
  readonly token?: Token;
  /** Class by what the item looks like: a sender with a MOBILE: address is an SMS, whatever Class says. */
  readonly looksLike?: ItemClass;
  /** Absent: not in the command. A value of another form than 0 or 1 is given as the text that came. */
  readonly read?: number | string;
  /** Flag/Status; 0 for an empty Flag element; absent: no Flag element. */
  readonly flag?: number | string;
  readonly payload?: Payload;
}

/** The server's word on one of the device's commands. */
export interface SeenResponse extends SeenElement {
  readonly kind: "Add" | "Change" | "Delete" | "Fetch";
  readonly clientId?: string;
  readonly serverId?: string;
  readonly status?: string;
}

export interface SeenSync extends SeenElement {
  /** Sync/Status or Collection/Status; `"1"` for an empty 200; absent: nothing that could be read came. */
  readonly status?: string;
  /** HTTP 200 with an empty body. */
  readonly empty: boolean;
  readonly syncKey?: string;
  readonly commands: readonly SeenCommand[];
  readonly responses: readonly SeenResponse[];
  readonly moreAvailable: boolean;
  /** Id of the exchange, for evidence. */
  readonly exchange?: string;
}

export interface SeenEstimate extends SeenElement {
  readonly status?: string;
  readonly estimate?: number;
  readonly exchange?: string;
}

export interface SeenSettings extends SeenElement {
  /** DeviceInformation/Status, or Settings/Status where that says why not (ruling Q31). */
  readonly status?: string;
  readonly exchange?: string;
}

/** Refused kinds of Options ([MS-ASMS] 3.2.5.1). */
export type BadOptionsKind = "three sets" | "Tasks alone" | "default and Calendar" | "unknown class alone";

export interface OutboundDevice {
  readonly device: string;
  readonly number: string;
}
