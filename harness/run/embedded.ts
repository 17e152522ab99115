import { randomBytes } from "node:crypto";
import { findVariants, startReferenceServer } from "../reference/index.js";
import type { TargetHooks } from "./case.js";
import type { Account } from "./environment.js";
import { UsageError } from "./usage-error.js";

export interface EmbeddedServer {
  readonly url: string;
  readonly hooks: TargetHooks;
  readonly heartbeat: { readonly seconds: number; readonly waitMs: number };
  /** A new user with an empty mailbox. */
  newAccount(): Account;
  close(): Promise<void>;
}

/** Embedded runs need not wait a minute: a second of a hanging interval takes this long. */
const heartbeatSecondMs = 25;

/** @throws UsageError for an unknown mutant */
export async function startEmbedded(mutants: readonly string[]): Promise<EmbeddedServer> {
  const server = await startReferenceServer({ mutants, heartbeatSecondMs }).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  const hasPersona = findVariants(mutants).some(({ kind }) => kind === "persona");
  const seconds = server.minimumHeartbeat;
  let users = 0;
  return {
    url: server.url,
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
