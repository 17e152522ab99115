import { isConflicting } from "./request.js";
import type { Step, SyncPart } from "./step.js";
import type { FilterType, SeenEstimate, SeenSync, Sets } from "./types.js";
import { folderState, type World } from "./world.js";

/** Counts by kind, in several ways of counting: what a history reached. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  count(of: string, kind: string): void {
    const kinds = this.#counts.get(of) ?? new Map<string, number>();
    this.#counts.set(of, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
  }

  /** Each way of counting, kind and number, in the order in which they were first counted. */
  get entries(): readonly { readonly of: string; readonly kind: string; readonly times: number }[] {
    return [...this.#counts].flatMap(([of, kinds]) => [...kinds].map(([kind, times]) => ({ of, kind, times })));
  }
}

/** What a step is about to do, in the state in which it is done. */
export function countStep(tally: Tally, world: World, step: Step): void {
  tally.count("commands", step.do);
  if (step.do === "sync" || step.do === "lost") countSync(tally, world, step.do, step);
  else if (step.do === "sync-both" || step.do === "lost-both") {
    for (const part of step.parts) countSync(tally, world, step.do, part);
  } else if (step.do === "estimate") {
    tally.count("option sets", `${step.do} ${setsInWords(step.sets)}`);
  } else if (step.do === "bad-options") tally.count("refused Options", step.kind);
  for (const folder of foldersOf(step)) tally.count("folders", folder);
}

function countSync(tally: Tally, world: World, what: string, { seat, asked, style }: SyncPart): void {
  const { sets, ops, windowSize } = asked;
  tally.count("option sets", `${what} ${setsInWords(sets)}`);
  const filter = (value: FilterType) => (value === 0 && !style.zeroFilter ? "left out" : value);
  if (sets?.email !== undefined) tally.count("FilterTypes", `Email ${filter(sets.email)}`);
  if (sets?.sms !== undefined) tally.count("FilterTypes", `SMS ${filter(sets.sms)}`);
  tally.count("WindowSize", String(windowSize));
  for (const op of ops) {
    tally.count("client commands", op.kind);
    if (!isConflicting(world, seat, op)) continue;
    const other = folderState(world, seat.folder).box.has(op.token) ? "changed elsewhere" : "removed elsewhere";
    tally.count("conflicts", `${op.kind} of what was ${other}`);
  }
}

/** What an answer to a Sync brought. */
export function countAnswer(tally: Tally, { status, empty, commands, moreAvailable }: SeenSync): void {
  if (empty) tally.count("answers", "empty");
  else if (status !== "1") tally.count("answers", `Status ${status ?? "absent"}`);
  else if (moreAvailable) tally.count("answers", "MoreAvailable");
  else tally.count("answers", commands.length === 0 ? "no Commands" : "complete");
  for (const { kind } of commands) tally.count("server commands", kind);
}

/** What an estimate said of the classes that it was asked for. */
export function countEstimate(tally: Tally, sets: Sets | undefined, { estimate }: SeenEstimate): void {
  if (estimate === undefined) return;
  tally.count("estimates", `${estimate < 3 ? estimate : "3 and more"}, option sets ${setsInWords(sets)}`);
}

function foldersOf(step: Step): readonly string[] {
  switch (step.do) {
    case "settings":
      return [];
    case "deliver":
      return [step.item.folder];
    case "edit":
    case "remove":
      return [step.folder];
    case "sync-both":
    case "lost-both":
      return [step.parts.map(({ seat }) => seat.folder).join(" with ")];
    case "retry-both":
    case "resend-both":
      return [step.seats.map(({ folder }) => folder).join(" with ")];
    default:
      return [step.seat.folder];
  }
}

function setsInWords(sets: Sets | undefined): string {
  return sets === undefined ? "none" : Object.keys(sets).sort().join(" and ");
}
