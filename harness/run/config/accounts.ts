import type { Account } from "../environment.js";
import { UsageError } from "../usage-error.js";
import type { AccountConfig } from "./config.js";
import { readAuthorization, readPassword, type SecretSource, secretText } from "./secret.js";

export interface Secrets {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that secret files are relative to. */
  readonly folder: string;
}

/**
 * The account with its secrets fetched. An environment variable that is not set leaves the account without a password: the
 * target may ask for none.
 * @throws UsageError when a named file cannot be read, when what stands there cannot be sent, when a name with a colon goes
 *   with a password, or when password and authorization are both given
 */
export function openAccount(config: AccountConfig, secrets: Secrets): Account {
  const { user, email } = config;
  const password = secret(config.passwordEnv, config.passwordFile, secrets, user, readPassword);
  const given = secret(config.authorizationEnv, config.authorizationFile, secrets, user, readAuthorization);
  if (password !== undefined && given !== undefined) {
    throw new UsageError(`Account ${user} has a password and an Authorization value; give one of them`);
  }
  // The first colon ends the name (RFC 7617, 2): the server would see another name and another password.
  if (password !== undefined && user.includes(":")) {
    throw new UsageError(`User name ${user} holds a colon, which Basic authentication cannot carry (RFC 7617, 2)`);
  }
  const authorization = given ?? (password === undefined ? undefined : basic(user, password));
  return {
    user,
    ...(authorization === undefined ? {} : { authorization }),
    ...(password === undefined ? {} : { password }),
    ...(email === undefined ? {} : { email }),
  };
}

/** Everything of the accounts that must appear in no record. */
export function secretsOf(accounts: readonly Account[]): string[] {
  return accounts.flatMap(({ password, authorization }) => {
    const credentials = authorization?.split(" ").slice(1).join(" ");
    return [password, credentials].filter((value): value is string => value !== undefined && value !== "");
  });
}

/** RFC 7617, with UTF-8 as every ActiveSync client has it. */
function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

type Reader = (source: SecretSource, text: string) => string;

function secret(
  variable: string | undefined,
  file: string | undefined,
  { env, folder }: Secrets,
  user: string,
  read: Reader,
): string | undefined {
  const value = variable === undefined ? undefined : env[variable];
  if (variable !== undefined && value !== undefined && value !== "") return read({ variable }, value);
  if (file === undefined) return undefined;
  const source = { file, folder };
  return read(source, secretText(source, user));
}
