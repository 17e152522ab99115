import { randomBytes } from "node:crypto";
import { findVariants, startReferenceServer } from "../reference/index.js";
import type { TargetHooks } from "./case.js";
import type { Account } from "./environment.js";
import { namedMutants } from "./own-mutants.js";
import { UsageError } from "./usage-error.js";

export interface EmbeddedServer {
  readonly url: string;
  /** Ids of the mutants that are switched on. */
  readonly mutants: readonly string[];
  /** What each of them does, in the same order. */
  readonly variants: readonly { readonly id: string; readonly summary: string }[];
  /** Exceptions inside the server so far, in words: mistakes of ours, or of somebody's own mutant. */
  faults(): readonly string[];
  readonly hooks: TargetHooks;
  readonly heartbeat: { readonly seconds: number; readonly waitMs: number };
  /** A new user with an empty mailbox. */
  newAccount(): Account;
  close(): Promise<void>;
}

/** Embedded runs need not wait a minute: a second of a hanging interval takes this long. */
const heartbeatSecondMs = 25;

/**
 * @param names ids of variants, and absolute paths of modules that export one
 * @throws UsageError for an unknown mutant, or a module that exports none
 */
export async function startEmbedded(names: readonly string[]): Promise<EmbeddedServer> {
  const { ids, own } = await namedMutants(names);
  const faults = new Set<string>();
  const onFault = ({ name, message }: Error) => void faults.add(`the embedded server crashed: ${name}: ${message}`);
  const server = await startReferenceServer({ mutants: ids, own, heartbeatSecondMs, onFault }).catch(
    (error: unknown) => {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    },
  );
  const variants = findVariants(ids);
  const hasPersona = variants.some(({ kind }) => kind === "persona");
  const seconds = server.minimumHeartbeat;
  let users = 0;
  return {
    url: server.url,
    mutants: [...ids, ...own.map(({ id }) => id)],
    variants: [...variants, ...own].map(({ id, summary = "A mutant from a module" }) => ({ id, summary })),
    faults: () => [...faults],
    heartbeat: { seconds, waitMs: seconds * heartbeatSecondMs },
    hooks: {
      reset: async (user) => server.reset(user),
      deliverEmail: async (input) => server.deliverEmail(input),
      // A persona is met as a stranger is: nobody has a way to put an SMS into its mailbox past all devices.
      ...(hasPersona ? {} : { deliverSms: async (input) => server.deliverSms(input) }),
      edit: async (input) => server.edit(input),
      remove: async (input) => server.remove(input),
      outbound: async (user) => server.outbound(user),
      advance: async (days) => server.advance(days),
    },
    newAccount() {
      users += 1;
      const user = `user${users}`;
      const password = randomBytes(9).toString("hex");
      server.addUser(user, password);
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
      return { user, password, authorization };
    },
    close: () => server.close(),
  };
}
