import type { Rules } from "./index.js";

/** What the server offers, and to whom: switches of operation, not of the document. */
export interface ServiceRules {
  readonly versions: (offered: readonly string[]) => readonly string[];
  readonly commands: (offered: readonly string[]) => readonly string[];
  /** The rules for the device that is the `ordinal`-th this server has seen, from those that it has for all. */
  readonly forDevice: (rules: Rules, ordinal: number) => Rules;
  /** May this device be served? `known`: devices that the user already has. */
  readonly admitsDevice: (known: number) => boolean;
  /** Settings of the policy, by element name of EASProvisionDoc. */
  readonly policy: (document: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Does mail to a user of this server arrive? */
  readonly deliversMail: () => boolean;
  /** Does the server hang up instead of answering? */
  readonly hangsUp: (request: RequestFacts) => boolean;
  /** Is a policy demanded of devices, where the operator says so? */
  readonly demandsPolicy: (configured: boolean) => boolean;
  /** HTTP status by which a device without a policy is turned away; undefined: by a Status of the command. */
  readonly policyHttp: () => number | undefined;
  /** Milliseconds for which an idle connection is kept. */
  readonly idleMs: () => number;
  /** Class under Collection: a habit of 12.1. */
  readonly collectionClass: () => string | undefined;
}

export interface RequestFacts {
  /** 1 for the first command that the server was sent. */
  readonly ordinal: number;
  /** It asks for SMS, or brings one. */
  readonly aboutSms: boolean;
}

export const service: ServiceRules = {
  versions: (offered) => offered,
  commands: (offered) => offered,
  forDevice: (rules) => rules,
  admitsDevice: () => true,
  policy: (document) => document,
  deliversMail: () => true,
  hangsUp: () => false,
  demandsPolicy: (configured) => configured,
  policyHttp: () => undefined,
  // Longer than clients keep an idle connection, so that none is closed just as its client writes to it.
  idleMs: () => 65_000,
  collectionClass: () => undefined,
};
