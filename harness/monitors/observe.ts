import type { Exchange, Mark, Observation } from "../eas/index.js";
import { child, type Element } from "../wbxml/index.js";
import type { Session } from "./monitor.js";
import { type SyncStep, syncSteps } from "./sync-steps.js";
import { isJudged } from "./versions.js";

/** An answer with a body, to a version that has SMS. */
export interface Answered {
  readonly exchange: Exchange;
  readonly response: NonNullable<Exchange["response"]>;
}

/** Answers to these commands, or to all; those that were thrown away unseen are the server's word all the same. */
export function* answers(session: Session, commands?: readonly string[]): Iterable<Answered> {
  for (const exchange of session.exchanges) {
    const { response, command } = exchange;
    if (response === undefined || !isJudged(exchange)) continue;
    if (commands === undefined || commands.includes(command)) yield { exchange, response };
  }
}

/** An item of an answer to Sync that is tagged SMS. */
export interface SmsItem {
  readonly step: SyncStep;
  readonly kind: "Add" | "Change";
  /** ApplicationData. */
  readonly data: Element;
  readonly path: string;
}

/** Every Add and Change of an item with Class=SMS, and every Change of one that is held as SMS. */
export function* smsItems(session: Session): Iterable<SmsItem> {
  for (const step of syncSteps(session)) {
    for (const command of step.response.commands) {
      const { kind, element } = command;
      if (kind !== "Add" && kind !== "Change") continue;
      const heldAsSms = kind === "Change" && step.held?.get(command.serverId)?.sms === true;
      if (command.class !== "SMS" && !heldAsSms) continue;
      const data = element === undefined ? undefined : child(element, 0, "ApplicationData");
      if (data !== undefined) yield { step, kind, data, path: `${commandsPath}/${kind}/ApplicationData` };
    }
  }
}

export const commandsPath = "Sync/Collections/Collection/Commands";

/** Where an element of an answer stands. */
export function markAt(source: Element | undefined, path: string): { readonly mark?: Mark } {
  if (source?.start === undefined || source.end === undefined) return {};
  return { mark: { side: "response", start: source.start, end: source.end, path } };
}

export function held(expected: string, seen: string): Observation {
  return { holds: true, expected, seen };
}

export function broken(
  expected: string,
  seen: string,
  where: Pick<Observation, "mark" | "about" | "within"> = {},
): Observation {
  return { holds: false, expected, seen, ...where };
}
