import type { Monitor } from "../../harness/monitors/monitor.js";
import { startReferenceServer } from "../../harness/reference/index.js";
import type { SuiteName } from "../../harness/run/index.js";
import { type Passing, startDroppingProxy } from "./dropping-proxy.js";
import { aliceAt, wholeRun } from "./whole-run.js";

interface Played {
  readonly suite: SuiteName;
  readonly id: string;
  readonly runs: number;
  readonly monitors?: readonly Monitor[];
}

/** One case that draws its inputs, against the reference server behind a line that loses requests, or answers for it. */
export async function behindLine(
  { suite, id, runs, monitors = [] }: Played,
  drops: (passing: Passing) => boolean | number,
) {
  const server = await startReferenceServer({ users: { alice: "secret" } });
  const proxy = await startDroppingProxy(server.url, drops);
  try {
    const plan = { tolerance: "field", protocol: ["14.1"], suites: [suite], settleMs: 10, seed: 1 } as const;
    const { record } = await wholeRun(aliceAt(proxy.url), { ...plan, ids: [id], explore: { runs } }, { monitors });
    const found = record.results.cases.find(({ caseId }) => caseId === id);
    if (found === undefined) throw new Error(`The suite has no case ${id}`);
    const accused = record.results.cases.filter(({ verdict }) => verdict === "fail").map((one) => one.id);
    return { found, accused, record };
  } finally {
    await proxy.close();
    await server.close();
  }
}
