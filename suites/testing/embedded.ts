import { createDevice } from "../../harness/device/index.js";
import type { ProtocolVersion } from "../../harness/eas/index.js";
import type { CaseResult, Profile } from "../../harness/judging/results.js";
import { startEmbedded } from "../../harness/run/embedded.js";
import { capabilityNames, expand, judgeMonitors, type RunEnvironment, runCase } from "../../harness/run/index.js";
import { openMailbox } from "../../harness/run/seeding/index.js";
import { requestFault } from "../../harness/run/self-check.js";
import { suiteCases } from "../../harness/run/suites.js";

export interface EmbeddedRun {
  /** Mutants and benign variants that are switched on. */
  readonly variants?: readonly string[];
  readonly version?: ProtocolVersion;
  readonly profile?: Profile;
  readonly tolerance?: "strict" | "field";
  /** All values of all axes. */
  readonly full?: boolean;
  /** How cases that draw their inputs search; default: as they say themselves. */
  readonly explore?: RunEnvironment["explore"];
  /** Which of the cases; default all that every run has. */
  readonly scenarios?: readonly string[];
  /** Monitors to hold against all exchanges; default none. */
  readonly monitors?: Parameters<typeof judgeMonitors>[0];
  /** Capabilities that are not there. */
  readonly without?: readonly string[];
}

/** Runs cases and monitors against the embedded server, in this thread. */
export async function runEmbedded(input: EmbeddedRun = {}): Promise<readonly CaseResult[]> {
  const { variants = [], version = "14.1", profile = "seed", full = false, scenarios, explore, without = [] } = input;
  const server = await startEmbedded(variants);
  try {
    const environment: RunEnvironment = {
      endpoint: { url: server.url },
      account: async () => server.newAccount(),
      profile,
      tolerance: input.tolerance ?? "strict",
      claims: "asms",
      capabilities: capabilityNames.map((name) => {
        const value = without.includes(name) ? ("no" as const) : ("yes" as const);
        return { name, value, reason: "as this test says", evidence: [] };
      }),
      hooks: server.hooks,
      settleMs: 0,
      heartbeat: server.heartbeat,
      seed: 1,
      runToken: "unit",
      ...(explore === undefined ? {} : { explore }),
      caseLimitMs: 30_000,
      createDevice,
      openMailbox,
      requestFault,
      caseOfScenario: () => undefined,
      replay: (id) => id,
    };
    const cases = (await suiteCases()).filter(
      ({ definition: { scenario, suite } }) => scenarios?.includes(scenario) ?? suite === undefined,
    );
    const runs = [];
    for (const one of cases.flatMap((registered) => expand(registered, { full, versions: [version] }))) {
      runs.push(await runCase(one, environment));
    }
    const exchanges = runs.flatMap((run) => run.exchanges);
    const setup = { profile, protocolVersion: version, obstacle: undefined, replay: "" };
    return [...runs.map(({ result }) => result), ...judgeMonitors(input.monitors ?? [], exchanges, setup)];
  } finally {
    await server.close();
  }
}
