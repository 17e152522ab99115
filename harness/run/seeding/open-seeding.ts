import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { TargetHooks } from "../case.js";
import type { Account } from "../environment.js";
import { commandHooks } from "./command.js";
import { type ImapConfiguration, type SeedingConfiguration, SeedingError } from "./configuration.js";
import type { ClosableHooks, ImapLogin } from "./imap.js";

export interface SeedingContext {
  /** Relative paths and the command start here: the folder of the configuration file. */
  readonly directory: string;
  readonly accounts: readonly Account[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/**
 * The hooks that the configuration gives the run. A command's hooks win over IMAP where both offer the same. To be closed at the end.
 * @throws SeedingError for a mistake of the operator's: one sentence
 */
export async function openSeeding(
  configuration: SeedingConfiguration,
  context: SeedingContext,
): Promise<ClosableHooks> {
  const { imap, command } = configuration;
  const byImap = imap === undefined ? undefined : await overImap(imap, imapLogins(imap, context));
  const byCommand =
    command === undefined
      ? {}
      : await commandHooks({
          configuration: command,
          directory: context.directory,
          secrets: context.accounts.flatMap(({ password, authorization }) => [password ?? "", authorization ?? ""]),
          ...(context.signal === undefined ? {} : { signal: context.signal }),
        });
  return { ...byImap, ...withoutAbsent(byCommand), close: async () => byImap?.close() };
}

/** A third of all modules of a run belong to the IMAP client: they are loaded by who uses it. */
async function overImap(imap: ImapConfiguration, login: (user: string) => ImapLogin): Promise<ClosableHooks> {
  const { imapHooks } = await import("./imap.js");
  return imapHooks(imap, login);
}

function withoutAbsent(hooks: TargetHooks): TargetHooks {
  return Object.fromEntries(Object.entries(hooks).filter(([, hook]) => hook !== undefined));
}

/** The login of an account's mailbox; the password is looked for at once, so that its lack is told before the run starts. */
function imapLogins(imap: ImapConfiguration, context: SeedingContext): (user: string) => ImapLogin {
  const given = givenPassword(imap, context);
  const logins = new Map(
    context.accounts.map((account): readonly [string, ImapLogin] => {
      const password = given ?? account.password;
      if (password === undefined) {
        throw new SeedingError(
          `seeding.imap has no password for ${account.user}: give seeding.imap.passwordEnv or passwordFile, or the account one`,
        );
      }
      const { user, email } = account;
      return [user, { user: imap.user ?? user, password, ...(email === undefined ? {} : { email }) }];
    }),
  );
  return (user) => {
    const login = logins.get(user);
    if (login === undefined) throw new SeedingError(`seeding.imap knows no account ${user}`);
    return login;
  };
}

function givenPassword(imap: ImapConfiguration, { environment, directory }: SeedingContext): string | undefined {
  if (imap.passwordEnv !== undefined) {
    const password = environment[imap.passwordEnv];
    if (password === undefined || password === "") {
      throw new SeedingError(`seeding.imap.passwordEnv names ${imap.passwordEnv}, which is not set`);
    }
    return password;
  }
  if (imap.passwordFile === undefined) return undefined;
  const path = resolve(directory, imap.passwordFile);
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new SeedingError(`seeding.imap.passwordFile ${path} cannot be read`, { cause: error });
  }
}
