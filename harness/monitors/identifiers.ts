import type { ServerCommand } from "../eas/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, commandsPath, held, markAt } from "./observe.js";
import { type SyncStep, syncSteps } from "./sync-steps.js";

const once = "no ServerId stands twice among the commands of one answer";
const fitting = "Add names an item that the client does not hold; Change, Delete and SoftDelete name one that it holds";
const answered = "each Add of the client is answered once in Responses, by its ClientId";

/** ServerIds and ClientIds of each partnership ([MS-ASMS] 3.1.4.1, 3.1.4.1.2). */
export const identifiers: Monitor = {
  id: "ORC-IDS",
  section: "3.1.4.1",
  purpose: "ServerIds name items that the client holds, or new ones; each ClientId is answered once",
  requirements: ["ASMS-3.1.4.1-2", "ASMS-3.1.4.1.2-1"],
  judges: "server",
  *observe(session) {
    for (const step of syncSteps(session)) {
      if (!step.succeeded) continue;
      yield* commandIds(step);
      yield* clientIds(step);
    }
  },
};

function* commandIds(step: SyncStep): Iterable<MonitorObservation> {
  const { commands } = step.response;
  if (commands.length === 0) return;
  const requirement = "ASMS-3.1.4.1-2";
  const { exchange } = step;
  const repeated = commands.find(
    ({ serverId }, index) => commands.findIndex((one) => one.serverId === serverId) < index,
  );
  yield {
    requirement,
    exchange,
    observation: repeated === undefined ? held(once, "none does") : broken(once, twice(repeated), markOf(repeated)),
  };
  if (step.held === undefined) return;
  const strays = misfits(step.held, commands);
  for (const stray of strays)
    yield { requirement, exchange, observation: broken(fitting, misfit(stray), markOf(stray)) };
  if (strays.length === 0) yield { requirement, exchange, observation: held(fitting, "they do") };
}

/** In order: what an answer adds it may change, what it deletes it may add again. A repetition is told already. */
function misfits(heldBefore: ReadonlyMap<string, unknown>, commands: readonly ServerCommand[]): ServerCommand[] {
  const ids = new Set(heldBefore.keys());
  const seen = new Set<string>();
  return commands.filter(({ kind, serverId }) => {
    if (seen.has(serverId)) return false;
    seen.add(serverId);
    return (kind === "Add") === ids.has(serverId);
  });
}

function twice({ serverId }: ServerCommand): string {
  return `ServerId ${JSON.stringify(serverId)} stands twice`;
}

function misfit({ kind, serverId }: ServerCommand): string {
  return `${kind} for ServerId ${JSON.stringify(serverId)}, which the client ${kind === "Add" ? "holds" : "does not hold"}`;
}

function markOf({ element, kind }: ServerCommand) {
  return markAt(element, `${commandsPath}/${kind}`);
}

function* clientIds({ exchange, request, response }: SyncStep): Iterable<MonitorObservation> {
  for (const command of request?.commands ?? []) {
    if (command.kind !== "Add") continue;
    const count = response.responses.filter(
      ({ kind, clientId }) => kind === "Add" && clientId === command.clientId,
    ).length;
    const seen = count === 0 ? "an Add without a word in Responses" : `an Add with ${count} words in Responses`;
    yield {
      requirement: "ASMS-3.1.4.1.2-1",
      exchange,
      observation:
        count === 1
          ? held(answered, "it is")
          : broken(answered, seen, markAt(response.element, "Sync/Collections/Collection")),
    };
  }
}
