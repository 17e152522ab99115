import type { FolderName, ItemFields, ItemMarks } from "../eas/index.js";
import type { Entry } from "./variant.js";

export interface ReferenceOptions {
  /** Loopback port; 0 (default) takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Ids of mutants or benign variants to switch on. @throws Error naming the unknown id and its nearest neighbours. */
  readonly mutants?: readonly string[];
  /** Mutants of somebody's own, after those. */
  readonly own?: readonly Entry[];
  /** Is told of each exception inside the server: a mistake of a rule, never an answer. */
  readonly onFault?: (fault: Error) => void;
  /** User names and passwords; default one user "alice" with password "secret". */
  readonly users?: Readonly<Record<string, string>>;
  /** Current time in ms; default Date.now. */
  readonly now?: () => number;
  /** Real milliseconds that one second of HeartbeatInterval takes. Default 1000; embedded runs use far less. */
  readonly heartbeatSecondMs?: number;
  /** Smallest HeartbeatInterval accepted, seconds. Default 60. */
  readonly minimumHeartbeat?: number;
  readonly protocolVersions?: readonly string[];
  /** Provision demands a policy (142 before it)? Default true. */
  readonly demandPolicy?: boolean;
}

/** The embedded server, running. The hooks act on the mailbox as an operator would. */
export interface ReferenceServer {
  /** http://127.0.0.1:PORT/Microsoft-Server-ActiveSync */
  readonly url: string;
  readonly minimumHeartbeat: number;
  addUser(user: string, password: string): void;
  reset(user: string): void;
  deliverEmail(
    input: ItemMarks & {
      readonly user: string;
      readonly token: string;
      readonly folder: FolderName;
      readonly date?: Date;
      readonly text?: string;
    },
  ): void;
  deliverSms(input: {
    readonly user: string;
    readonly folder: FolderName;
    readonly item: ItemFields;
    readonly date?: Date;
  }): void;
  edit(
    input: ItemMarks & {
      readonly user: string;
      readonly token: string;
    },
  ): void;
  remove(input: { readonly user: string; readonly token: string }): void;
  outbound(user: string): readonly { readonly deviceId: string; readonly number: string }[];
  advance(days: number): void;
  close(): Promise<void>;
}
