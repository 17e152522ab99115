import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, commandsPath, held, markAt } from "./observe.js";
import { type HeldNote, isSms, printOf, type SyncStep, syncSteps } from "./sync-steps.js";

const requirement = "ASMS-3.1.4.1-2";
const once = "the client is sent each SMS under one ServerId, and keeps it under that";

/**
 * Every SMS by what it says: sender, recipients, moment and text ([MS-ASMS] 3.1.4.1). Two that agree in all of these are one;
 * e-mail, of which lawful twins exist, is passed over, and so is text that was cut.
 */
export const sentOnce: Monitor = {
  id: "ORC-ONCE",
  section: "3.1.4.1",
  purpose: "No SMS is sent twice under different ServerIds, and none is given another ServerId while it is held",
  requirements: [requirement],
  judges: "server",
  *observe(session) {
    for (const step of syncSteps(session)) {
      if (step.succeeded && step.held !== undefined) yield* judge(step, step.held);
    }
  },
};

function* judge(step: SyncStep, before: ReadonlyMap<string, HeldNote>): Iterable<MonitorObservation> {
  const byPrint = new Map(
    [...before].flatMap(([serverId, { print }]) => (print === undefined ? [] : [[print, serverId]])),
  );
  const removed = new Map<string, string>();
  for (const { kind, serverId } of step.response.commands) {
    const print = before.get(serverId)?.print;
    if (print === undefined || kind === "Add" || kind === "Change") continue;
    byPrint.delete(print);
    if (kind === "Delete") removed.set(print, serverId);
  }
  for (const command of step.response.commands) {
    if (command.kind !== "Add" || !isSms(command)) continue;
    const print = printOf(command.item);
    if (print === undefined) continue;
    const twin = byPrint.get(print);
    const former = removed.get(print);
    const fault =
      twin !== undefined && twin !== command.serverId
        ? `an SMS comes as ${command.serverId}, and is held as ${twin}`
        : former !== undefined
          ? `an SMS is deleted as ${former} and comes as ${command.serverId} in one answer`
          : undefined;
    const mark = markAt(command.element, `${commandsPath}/Add`);
    const observation = fault === undefined ? held(once, "it does") : broken(once, fault, mark);
    yield { requirement, exchange: step.exchange, observation, ruling: "Q60.once" };
    byPrint.set(print, command.serverId);
  }
}
