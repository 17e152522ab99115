import type { OptionSet } from "../../eas/index.js";
import type { Monitor, MonitorObservation } from "../monitor.js";
import { broken, held } from "../observe.js";
import { isClientsOwn, markIn } from "./requests.js";
import { type SetsStep, setsSteps } from "./sets-sent.js";

const expected = "a request that changes a set carries the sets for all classes that were synchronised";

/** What the operator of the client under test declared. */
export interface StickyDeclaration {
  /** Both classes stay enabled in every folder that has both: a missing set is then no wish to drop a class (ruling Q55). */
  readonly bothStayEnabled: boolean;
}

/** All sets are sent when one of them changes ([MS-ASMS] 3.1.4.1.1.1, ruling Q55). */
export function stickySets({ bothStayEnabled }: StickyDeclaration = { bothStayEnabled: false }): Monitor {
  const ruling = bothStayEnabled ? "Q55.declared" : "Q55.undeclared";
  return {
    id: "CLI-STICKY",
    section: "3.1.4.1.1.1",
    purpose: "When the client changes one set of options it sends all of them again",
    requirements: ["ASMS-3.1.4.1.1.1-2", "ASMS-3.1.4.1.1.1-3"],
    judges: "client",
    *observe(session) {
      for (const step of setsSteps(session)) if (isClientsOwn(step.exchange)) yield* judge(step, ruling);
    },
  };
}

function* judge({ before, exchange, request }: SetsStep, ruling: string): Iterable<MonitorObservation> {
  const now = request?.options;
  if (before.kind !== "sent" || before.options.length < 2 || now === undefined) return;
  const missing = before.options.filter((old) => sameClass(now, old) === undefined);
  const changed = before.options.filter((old) => {
    const current = sameClass(now, old);
    return current !== undefined && shapeOf(current) !== shapeOf(old);
  });
  if (missing.length === 0 && changed.length === 0) return;
  const dropped = missing.map(nameOf).join(" and ");
  const rest = changed.length === 0 ? "the other is as it was" : "the other changed";
  const observation =
    missing.length === 0
      ? held(expected, "it carries them all")
      : broken(
          expected,
          `the set for ${dropped} is missing, ${rest}`,
          markIn(request?.element, "Sync/Collections/Collection"),
        );
  yield { requirement: "ASMS-3.1.4.1.1.1-2", exchange, observation, ruling };
  const old = before.options.find(isSms);
  const current = now.find(isSms);
  if (old !== undefined && current !== undefined && limitOf(current) > limitOf(old)) {
    yield { requirement: "ASMS-3.1.4.1.1.1-3", exchange, observation, ruling };
  }
}

/** A set without Class and one with Class Email are for the same class (ruling Q6). */
function classOf({ class: name }: OptionSet): string {
  return name ?? "Email";
}

function sameClass(sets: readonly OptionSet[], set: OptionSet): OptionSet | undefined {
  return sets.find((one) => classOf(one) === classOf(set));
}

function isSms({ class: name }: OptionSet): boolean {
  return name === "SMS";
}

function nameOf(set: OptionSet): string {
  return isSms(set) ? "SMS" : "the default class";
}

/** What a set says, whatever the order and spelling. */
function shapeOf({ filterType = "0", bodyPreferences = [], conflict, mimeSupport }: OptionSet): string {
  return JSON.stringify({ filterType, bodyPreferences, conflict, mimeSupport });
}

/** Bytes up to which text is wanted; no limit without TruncationSize. */
function limitOf({ bodyPreferences = [] }: OptionSet): number {
  return Math.max(0, ...bodyPreferences.map(({ truncationSize = Number.POSITIVE_INFINITY }) => truncationSize));
}
