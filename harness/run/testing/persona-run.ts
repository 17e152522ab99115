import type { RunRecord, RunResults } from "../../judging/results.js";
import { monitors } from "../../monitors/index.js";
import { type ReferenceOptions, startReferenceServer } from "../../reference/index.js";
import { inThisThread } from "../driver.js";
import { probe } from "../probe/index.js";
import { run } from "../run.js";
import type { RunPlan, TargetSettings } from "../settings.js";
import { suiteCases } from "../suites.js";
import { samplePlan } from "./sample-plan.js";

export interface PersonaRun {
  readonly claims?: "asms" | "none";
  /** Scenarios to run; default all. */
  readonly scenarios?: readonly string[];
  readonly plan?: Partial<RunPlan>;
}

/** One variant, or several with commas between them. */
function variantsOf(id: string | undefined): string[] {
  return id?.split(",") ?? [];
}

/** A real run of the whole suite, the probe included, against the embedded server with this variant on. */
export async function runPersona(id: string | undefined, input: PersonaRun = {}): Promise<RunResults> {
  return (await recordPersona(id, input)).results;
}

/** The same, with all that was said. */
export function recordPersona(id: string | undefined, input: PersonaRun = {}): Promise<RunRecord> {
  return runPlan({ kind: "embedded", mutants: variantsOf(id) }, input);
}

/** The same against a server that is reached as a stranger's is: no hooks, no account but one, nothing known of it. */
export async function runStranger(
  id: string | undefined,
  input: PersonaRun & { readonly server?: ReferenceOptions; readonly timeoutMs?: number } = {},
): Promise<RunResults> {
  const { server: options = {}, timeoutMs, ...rest } = input;
  const users = { alice: "secret" };
  const server = await startReferenceServer({ ...options, mutants: variantsOf(id), users });
  try {
    const authorization = `Basic ${btoa("alice:secret")}`;
    const target: TargetSettings = {
      kind: "remote",
      url: server.url,
      accounts: [{ user: "alice", authorization }],
      folder: ".",
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
    return (await runPlan(target, rest)).results;
  } finally {
    await server.close();
  }
}

async function runPlan(target: TargetSettings, { claims = "asms", scenarios, plan }: PersonaRun): Promise<RunRecord> {
  const cases = await suiteCases();
  const { record } = await run({
    plan: samplePlan({ target, claims, ids: scenarios ?? [], runToken: "persona", ...plan }),
    cases,
    monitors,
    probe,
    driver: inThisThread,
    replay: "asms run",
    signal: new AbortController().signal,
  });
  return record;
}
