import { afterEach } from "vitest";
import { createDevice, fetchOptions } from "../../../device/index.js";
import type { Exchange } from "../../../eas/index.js";
import type { Capability } from "../../../judging/results.js";
import { type ReferenceOptions, type ReferenceServer, startReferenceServer } from "../../../reference/index.js";
import type { TargetHooks } from "../../case.js";
import type { Account } from "../../environment.js";
import { consequence, type ProbeEnvironment, probe } from "../index.js";

// The personas of the reference server, as a probe meets them. Only what an operator's adapter could do is handed over as
// hooks, and nothing at all where the persona is about a server that has none.

export const user = "alice";
export const account: Account = { user, authorization: `Basic ${btoa(`${user}:secret`)}` };
const heartbeatSecondMs = 10;
const servers: ReferenceServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

export interface Probed {
  readonly server: ReferenceServer;
  readonly exchanges: readonly Exchange[];
  readonly left: readonly string[];
  readonly all: readonly Capability[];
  readonly named: (name: string) => Capability;
}

export interface Persona extends Partial<ProbeEnvironment> {
  readonly options?: ReferenceOptions;
  readonly with?: readonly (keyof TargetHooks)[];
  /** Milliseconds for one answer. */
  readonly timeoutMs?: number;
}

/** Probes the server of these variants. */
export async function meet(mutants: readonly string[], persona: Persona = {}): Promise<Probed> {
  const {
    options,
    with: offered = ["deliverEmail", "remove", "outbound", "advance"],
    timeoutMs = 30_000,
    ...changes
  } = persona;
  const server = await startReferenceServer({ mutants, users: { [user]: "secret" }, heartbeatSecondMs, ...options });
  servers.push(server);
  const exchanges: Exchange[] = [];
  const left: string[] = [];
  const all = await probe({
    endpoint: { url: server.url, timeoutMs },
    account,
    hooks: hooksOf(server, offered),
    embedded: true,
    heartbeat: { seconds: server.minimumHeartbeat, waitMs: server.minimumHeartbeat * heartbeatSecondMs },
    runToken: "run",
    createDevice,
    fetchOptions,
    record: (exchange) => exchanges.push(exchange),
    leave: (what) => left.push(what),
    ...changes,
  });
  const named = (name: string): Capability => {
    const found = all.find((one) => one.name === name);
    if (found === undefined) throw new Error(`No capability ${name}`);
    return found;
  };
  return { server, exchanges, left, all, named };
}

function hooksOf(server: ReferenceServer, offered: readonly (keyof TargetHooks)[]): TargetHooks {
  const every: Required<TargetHooks> = {
    reset: async (name) => server.reset(name),
    deliverEmail: async (input) => server.deliverEmail(input),
    deliverSms: async (input) => server.deliverSms(input),
    edit: async (input) => server.edit(input),
    remove: async (input) => server.remove(input),
    outbound: async (name) => server.outbound(name),
    advance: async (days) => server.advance(days),
  };
  return Object.fromEntries(Object.entries(every).filter(([name]) => offered.some((one) => one === name)));
}

/** What follows for a case that needs this capability, in short. */
export function follows({ named }: Probed, name: string, claims: "asms" | "none"): string {
  const next = consequence(named(name), claims);
  return next.kind === "blocked" ? `blocked by ${next.gate}` : next.kind;
}
