import { ImapFlow } from "imapflow";
import type { FolderName, ItemMarks } from "../../eas/index.js";
import type { TargetHooks } from "../case.js";
import { type ImapConfiguration, SeedingError } from "./configuration.js";
import { addressOf, mailMessage } from "./mail-message.js";

/** Who logs in for an account. */
export interface ImapLogin {
  readonly user: string;
  readonly password: string;
  /** Address that stands in From and To. */
  readonly email?: string;
}

export interface ClosableHooks extends TargetHooks {
  close(): Promise<void>;
}

/** Milliseconds until the IMAP server must have answered. */
const limitMs = 30_000;

/** Where e-mail may be found again, beside the folder that it was put into: servers and devices move it. */
const searched: readonly FolderName[] = ["Inbox", "Drafts", "Sent Items", "Deleted Items"];

const specialUse: Readonly<Partial<Record<FolderName, string>>> = {
  Drafts: "\\Drafts",
  "Deleted Items": "\\Trash",
  "Sent Items": "\\Sent",
};

/**
 * Hooks that work by IMAP: e-mail with any internal date, changed and removed again. An SMS cannot be made this way, for IMAP
 * knows no such thing.
 */
export function imapHooks(configuration: ImapConfiguration, loginOf: (user: string) => ImapLogin): ClosableHooks {
  const stores = new Map<string, MailStore>();
  const storeOf = (user: string): MailStore => {
    const store = stores.get(user) ?? new MailStore(configuration, loginOf(user));
    stores.set(user, store);
    return store;
  };
  return {
    deliverEmail: async ({ user, ...mail }) => storeOf(user).deliver(mail),
    edit: async ({ user, token, ...change }) => storeOf(user).edit(token, change),
    remove: async ({ user, token }) => storeOf(user).remove(token),
    close: async () => {
      await Promise.all([...stores.values()].map((store) => store.close()));
      stores.clear();
    },
  };
}

/** One mailbox over one connection, opened at first use and again when the server dropped it. */
class MailStore {
  #client: Promise<ImapFlow> | undefined;
  /** Paths by special-use mark, as listed over this connection. */
  #marked: Promise<ReadonlyMap<string, string>> | undefined;
  /** Calls one after another: the selected mailbox belongs to the connection. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly configuration: ImapConfiguration,
    readonly login: ImapLogin,
  ) {}

  deliver(
    mail: ItemMarks & {
      readonly token: string;
      readonly folder: FolderName;
      readonly date?: Date;
      readonly text?: string;
    },
  ): Promise<void> {
    const { token, folder, date = new Date(), text = token } = mail;
    const flags = [...(mail.read === "1" ? ["\\Seen"] : []), ...(mail.flagStatus === "2" ? ["\\Flagged"] : [])];
    const address = addressOf(this.login.user, this.login.email);
    const message = mailMessage({ from: address, to: address, subject: token, text, date });
    return this.#do(`deliver an e-mail into ${folder}`, async (client) => {
      const path = await this.#path(client, folder);
      if (path === undefined)
        throw new SeedingError(`no IMAP mailbox is known for ${folder}: name it in seeding.imap.folders`);
      if ((await client.append(path, Buffer.from(message, "latin1"), flags, date)) === false) {
        throw new SeedingError(`the server refused the APPEND to "${path}"`);
      }
    });
  }

  edit(token: string, change: ItemMarks): Promise<void> {
    return this.#do(`change e-mail ${token}`, async (client) => {
      const found = await this.#each(client, token, async (range) => {
        if (change.read !== undefined) await setFlag(client, range, "\\Seen", change.read === "1");
        if (change.flagStatus !== undefined) await setFlag(client, range, "\\Flagged", change.flagStatus === "2");
      });
      if (found === 0) throw new SeedingError("it is nowhere to be found");
    });
  }

  /** Removing what is not there is done already. */
  remove(token: string): Promise<void> {
    return this.#do(`remove e-mail ${token}`, async (client) => {
      await this.#each(client, token, async (range) => {
        if (!(await client.messageDelete(range, { uid: true })))
          throw new SeedingError("the server refused the deletion");
      });
    });
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    // The server may have ended the connection long ago, or does so now: either way it is closed.
    if (client?.usable) await client.logout().catch(() => client.close());
  }

  /** Every message of this token, folder by folder. Resolves to how many there were. */
  async #each(client: ImapFlow, token: string, act: (range: string) => Promise<void>): Promise<number> {
    let count = 0;
    for (const path of await this.#searchedPaths(client)) {
      const lock = await client.getMailboxLock(path);
      try {
        const found = await client.search({ text: token }, { uid: true });
        if (!found || found.length === 0) continue;
        count += found.length;
        await act(found.join(","));
      } finally {
        lock.release();
      }
    }
    return count;
  }

  async #searchedPaths(client: ImapFlow): Promise<readonly string[]> {
    const paths = new Set<string>();
    for (const folder of searched) {
      const path = await this.#path(client, folder);
      if (path !== undefined) paths.add(path);
    }
    return [...paths];
  }

  async #path(client: ImapFlow, folder: FolderName): Promise<string | undefined> {
    const named = this.configuration.folders?.[folder];
    if (named !== undefined) return named;
    if (folder === "Inbox") return "INBOX";
    const use = specialUse[folder];
    if (use === undefined) return undefined;
    this.#marked ??= client.list().then((all) => new Map(all.map(({ specialUse: mark = "", path }) => [mark, path])));
    return (await this.#marked).get(use);
  }

  async #do<T>(what: string, act: (client: ImapFlow) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(async () => act(await this.#connected()));
    this.#queue = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (error) {
      const { host } = this.configuration;
      throw new SeedingError(`IMAP at ${host} could not ${what}: ${reasonOf(error)}`, { cause: error });
    }
  }

  async #connected(): Promise<ImapFlow> {
    const known = await this.#client?.catch(() => undefined);
    if (known?.usable) return known;
    this.#marked = undefined;
    this.#client = this.#connect();
    return this.#client;
  }

  async #connect(): Promise<ImapFlow> {
    const { host, port, secure = port === undefined || port === 993, insecure = false } = this.configuration;
    const { user, password } = this.login;
    const client = new ImapFlow({
      host,
      port: port ?? (secure ? 993 : 143),
      secure,
      auth: { user, pass: password },
      tls: { rejectUnauthorized: !insecure },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: limitMs,
      greetingTimeout: limitMs,
      socketTimeout: limitMs,
    });
    // An idle connection that is dropped must not end the run: the next call opens a new one.
    client.on("error", () => client.close());
    await client.connect();
    return client;
  }
}

async function setFlag(client: ImapFlow, range: string, flag: string, set: boolean): Promise<void> {
  const options = { uid: true };
  const done = set
    ? await client.messageFlagsAdd(range, [flag], options)
    : await client.messageFlagsRemove(range, [flag], options);
  if (!done) throw new SeedingError(`the server refused to set ${flag}`);
}

/** What imapflow says, in a person's words. Its errors hold no password. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, authenticationFailed, responseText } = error as {
    readonly code?: unknown;
    readonly authenticationFailed?: unknown;
    readonly responseText?: unknown;
  };
  if (typeof code === "string" && code.startsWith("ERR_SSL"))
    return `no TLS is spoken there (${code}); check seeding.imap.port and secure`;
  if (authenticationFailed === true) return "the login was refused; check seeding.imap.user and its password";
  if (typeof responseText === "string") return responseText;
  return typeof code === "string" && !error.message.includes(code) ? `${error.message} (${code})` : error.message;
}
