import { createDevice, fetchOptions } from "../device/index.js";
import type { Exchange } from "../eas/index.js";
import type { Capability } from "../judging/results.js";
import { withDeclared } from "./capabilities.js";
import type { Preflight } from "./preflight.js";
import type { RunInput } from "./run-input.js";
import type { OpenTarget } from "./target.js";

/** What is there, and what it can do. */
export interface Explored {
  readonly reached: Preflight;
  readonly exchanges: Exchange[];
  /** As the probe saw them, before they are joined with what the operator declared. */
  readonly probed: readonly Capability[];
  readonly capabilities: readonly Capability[];
  readonly settleMs: number;
}

/** Asks the probe what the target can do; a second time with devices of its own. */
export async function probeOnce(
  { plan, probe, signal }: RunInput,
  target: OpenTarget,
  reached: Preflight,
  leftovers: string[],
  idPrefix: string,
): Promise<Omit<Explored, "reached">> {
  const exchanges: Exchange[] = [];
  const probed = await probe({
    endpoint: target.endpoint,
    account: target.account(),
    protocolVersions: reached.versions,
    hooks: target.hooks,
    embedded: target.embedded,
    heartbeat: target.heartbeat,
    runToken: idPrefix === "probe" ? plan.runToken : secondToken(plan.runToken),
    idPrefix,
    createDevice,
    fetchOptions,
    record: (exchange) => exchanges.push(exchange),
    leave: (what) => leftovers.push(what),
    signal,
    ...(plan.settleMs === undefined ? {} : { settleMs: plan.settleMs }),
  });
  const capabilities = withDeclared(probed, plan.declared);
  const measured = capabilities.find(({ name }) => name === "settleMs")?.measured;
  return { exchanges, probed, capabilities, settleMs: plan.settleMs ?? measured ?? 0 };
}

/** Devices of the second round are new ones: what the target keeps of the first round's is not theirs. */
export function secondToken(runToken: string): string {
  return `${runToken}2`;
}
