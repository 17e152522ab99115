import { randomBytes } from "node:crypto";
import type { Endpoint } from "../device/types.js";
import type { TargetHooks } from "./case.js";
import { secretsOf } from "./config/accounts.js";
import { startEmbedded } from "./embedded.js";
import type { Account } from "./environment.js";
import { SeedingError } from "./seeding/configuration.js";
import { openSeeding } from "./seeding/open-seeding.js";
import type { EmbeddedTarget, RemoteTarget, TargetSettings } from "./settings.js";
import { UsageError } from "./usage-error.js";

/** A target with everything that is needed to talk to it and to act on its mailboxes. */
export interface OpenTarget {
  /** What is shown: "embedded reference server", "mutant M-sd-hard", or the URL without credentials. */
  readonly name: string;
  readonly url: string;
  readonly embedded: boolean;
  readonly mutant?: string;
  /** What each of the mutants does. */
  readonly variants?: readonly { readonly id: string; readonly summary: string }[];
  readonly endpoint: Omit<Endpoint, "authorization">;
  /** An account for a case; the embedded server makes a new one each time. */
  readonly account: () => Account;
  /** All accounts that were given; as many cases run at once. None for the embedded server, which makes them. */
  readonly given: readonly Account[];
  readonly hooks: TargetHooks;
  readonly heartbeat: { readonly seconds: number; readonly waitMs: number };
  /** Exceptions inside the embedded server, in words; a remote one tells of none. */
  readonly faults?: () => readonly string[];
  close(): Promise<void>;
}

export interface Opening {
  /** Which of the accounts this worker takes, from 0. */
  readonly worker: number;
  readonly signal?: AbortSignal;
}

/**
 * Starts the embedded server, or opens the ways to a remote one; sends nothing to it yet.
 * @throws UsageError for an unknown mutant or a seeding section that does not work
 */
export async function openTarget(settings: TargetSettings, opening: Opening = { worker: 0 }): Promise<OpenTarget> {
  return settings.kind === "embedded" ? openEmbedded(settings) : openRemote(settings, opening);
}

function embeddedName(mutants: readonly string[]): string {
  if (mutants.length === 0) return "embedded reference server";
  return `${mutants.length === 1 ? "mutant" : "mutants"} ${mutants.join(", ")}`;
}

async function openEmbedded(settings: EmbeddedTarget): Promise<OpenTarget> {
  const server = await startEmbedded(settings.mutants);
  const { mutants, variants } = server;
  return {
    name: embeddedName(mutants),
    url: server.url,
    embedded: true,
    ...(mutants.length === 0 ? {} : { mutant: mutants.join(","), variants }),
    // It keeps what it answers apart by itself; a connection for each request is half of the time of a run.
    endpoint: { url: server.url, keepAlive: true },
    account: () => server.newAccount(),
    given: [],
    hooks: server.hooks,
    heartbeat: server.heartbeat,
    faults: server.faults,
    close: () => server.close(),
  };
}

async function openRemote(settings: RemoteTarget, { worker, signal }: Opening): Promise<OpenTarget> {
  const { url, accounts, tls, timeoutMs, keepAlive, queryForm, userAgent, seeding } = settings;
  const account = accounts[worker % accounts.length];
  if (account === undefined) throw new UsageError("There is no account to use the target with");
  const hooks = seeding === undefined ? undefined : await seedingHooks(settings, signal);
  const { close, ...acting } = hooks ?? { close: async () => undefined };
  return {
    name: shownUrl(url),
    url: shownUrl(url),
    embedded: false,
    endpoint: {
      url,
      secrets: secretsOf(accounts),
      ...(tls === undefined ? {} : { tls }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(keepAlive === undefined ? {} : { keepAlive }),
      ...(queryForm === undefined ? {} : { queryForm }),
      ...(userAgent === undefined ? {} : { userAgent }),
    },
    account: () => account,
    given: accounts,
    hooks: acting,
    // The smallest interval that [MS-ASCMD] 2.2.3.88.2 lets every server accept.
    heartbeat: { seconds: 60, waitMs: 60_000 },
    close,
  };
}

async function seedingHooks({ seeding, accounts, folder }: RemoteTarget, signal: AbortSignal | undefined) {
  try {
    return await openSeeding(seeding ?? {}, {
      directory: folder,
      accounts,
      environment: process.env,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof SeedingError) throw new UsageError(error.message);
    throw error;
  }
}

/** The URL without user name and password in it. */
export function shownUrl(url: string): string {
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  return shown.href;
}

/** Letters and digits that no other run has. */
export function newRunToken(): string {
  return randomBytes(6).toString("hex");
}
