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
  /** Class under Collection: a habit of 12.1. */
  readonly collectionClass: () => string | undefined;
}

export const service: ServiceRules = {
  versions: (offered) => offered,
  commands: (offered) => offered,
  forDevice: (rules) => rules,
  admitsDevice: () => true,
  policy: (document) => document,
  deliversMail: () => true,
  collectionClass: () => undefined,
};
