import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Account } from "../environment.js";
import { UsageError } from "../usage-error.js";
import type { AccountConfig } from "./config.js";

export interface Secrets {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that secret files are relative to. */
  readonly folder: string;
}

/**
 * The account with its secrets fetched. An environment variable that is not set leaves the account without a password: the
 * target may ask for none.
 * @throws UsageError when a named file cannot be read, or when password and authorization are both given
 */
export function openAccount(config: AccountConfig, secrets: Secrets): Account {
  const { user, email } = config;
  const password = secret(config.passwordEnv, config.passwordFile, secrets, user);
  const given = secret(config.authorizationEnv, config.authorizationFile, secrets, user);
  if (password !== undefined && given !== undefined) {
    throw new UsageError(`Account ${user} has a password and an Authorization value; give one of them`);
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

function secret(
  variable: string | undefined,
  file: string | undefined,
  { env, folder }: Secrets,
  user: string,
): string | undefined {
  if (variable !== undefined && env[variable] !== undefined && env[variable] !== "") return env[variable];
  if (file === undefined) return undefined;
  try {
    return readFileSync(resolve(folder, file), "utf8").replace(/\r?\n$/, "");
  } catch {
    throw new UsageError(`The secret of account ${user} cannot be read from file ${file}`);
  }
}
