import type { FolderName } from "../../eas/index.js";
import { UsageError } from "../usage-error.js";

/** `seeding` of the configuration file: ways into the mailbox other than the protocol itself. All of them optional. */
export interface SeedingConfiguration {
  readonly imap?: ImapConfiguration;
  readonly command?: string | CommandConfiguration;
}

/** E-mail by IMAP APPEND, with any date; also how e-mail is changed and removed. */
export interface ImapConfiguration {
  readonly host: string;
  /** Default 993 with `secure`, else 143. */
  readonly port?: number;
  /** TLS from the first byte on. Default: true for port 993. Without it STARTTLS is used where the server offers it. */
  readonly secure?: boolean;
  /** Accept any certificate. Default false. */
  readonly insecure?: boolean;
  /** Default: the user name of the account. */
  readonly user?: string;
  /** Environment variable with the password. Default: the password of the account. */
  readonly passwordEnv?: string;
  /** File with the password, relative to the configuration file. */
  readonly passwordFile?: string;
  /** Mailbox names by folder, e.g. `{ "Sent Items": "Sent" }`. Default: INBOX, and the server's special-use marks (RFC 6154). */
  readonly folders?: Readonly<Partial<Record<FolderName, string>>>;
}

/** Any program: see docs/seeding.md for what it is given and what it answers. */
export interface CommandConfiguration {
  /** Command line for the system's shell. */
  readonly command: string;
  /** Milliseconds for one call. Default 30 000. */
  readonly timeoutMs?: number;
}

const text = { type: "string", minLength: 1 } as const;

/** JSON Schema (2020-12) of `seeding`. Folders are named as in FolderName. */
export const seedingSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    imap: {
      type: "object",
      description: "Deliver e-mail by IMAP APPEND, with any date.",
      additionalProperties: false,
      required: ["host"],
      properties: {
        host: { ...text, description: "Host of the IMAP server." },
        port: { type: "integer", minimum: 1, maximum: 65535, description: "Default 993 with secure, else 143." },
        secure: { type: "boolean", description: "TLS from the first byte on. Default: true for port 993." },
        insecure: { type: "boolean", description: "Accept any certificate. Default false." },
        user: { ...text, description: "Default: the user name of the account." },
        passwordEnv: {
          ...text,
          description: "Environment variable with the password. Default: the account's password.",
        },
        passwordFile: { ...text, description: "File with the password, relative to this configuration file." },
        folders: {
          type: "object",
          description: "Mailbox names by folder. Default: INBOX, and what the server marks as Drafts, Trash and Sent.",
          additionalProperties: false,
          properties: { Inbox: text, Drafts: text, "Deleted Items": text, "Sent Items": text, Outbox: text },
        },
      },
    },
    command: {
      description: "A program that puts items into the mailbox; it reads one JSON object from standard input.",
      oneOf: [
        text,
        {
          type: "object",
          additionalProperties: false,
          required: ["command"],
          properties: {
            command: { ...text, description: "Command line for the system's shell." },
            timeoutMs: { type: "integer", minimum: 1, description: "Milliseconds for one call. Default 30000." },
          },
        },
      ],
    },
  },
} as const;

/** A mistake of the operator's, or an adapter that does not do its work: one sentence for a person, no secrets in it. */
export class SeedingError extends UsageError {
  constructor(message: string, options?: ErrorOptions) {
    super(message);
    this.name = "SeedingError";
    if (options !== undefined) this.cause = options.cause;
  }
}
