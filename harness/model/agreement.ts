import { dutyFor } from "./conflict.js";
import { estimateRange } from "./estimate.js";
import { missingOf } from "./freedoms.js";
import { estimateOn, type Ledger, type LedgerRequest, openVerdicts, setsOn, verdictsOn } from "./ledger/index.js";
import { type Asking, dueFor } from "./request.js";
import { describeSets } from "./sets.js";
import type { Seat, Sets, Token } from "./types.js";
import { folderState, type World } from "./world.js";

/** The two formulations say different things: a mistake of the harness, never of the target. */
export class FormulationsDiffer extends Error {
  constructor(what: string, first: string, second: string) {
    super(`The two formulations of the model differ on ${what}: ${first} against ${second}.`);
    this.name = "FormulationsDiffer";
  }
}

/** A request as both formulations see it, as far as it is for one folder. */
export interface Sent {
  readonly asking: Asking;
  readonly request: LedgerRequest;
}

/** What is sent again, Collection by Collection. @throws FormulationsDiffer unless both say the same folders */
export function sameAgain(askings: readonly Asking[], request: readonly LedgerRequest[]): Sent[] {
  const folders = (seats: readonly Seat[]) => seats.map(({ device, folder }) => `${device}/${folder}`).join(" and ");
  const first = folders(askings.map(({ pending }) => pending.seat));
  compare("the folders of a repeated request", first, folders(request.map(({ seat }) => seat)));
  return request.flatMap((one, index) => {
    const asking = askings[index];
    return asking === undefined ? [] : [{ asking, request: one }];
  });
}

/** @throws FormulationsDiffer unless both have the same sets in force, and expect the same of the answer, item by item. */
export function assertSameDue(asking: Asking, ledger: Ledger, request: LedgerRequest): void {
  compare("the sets in force", describeSets(asking.pending.sets), describeSets(setsOn(ledger, request)));
  compare("what is due", inWords(expectationOf(asking)), inWords(verdictsOn(ledger, request)));
}

/** @throws FormulationsDiffer unless both allow the same estimates. */
export function assertSameEstimate(world: World, ledger: Ledger, seat: Seat, sets: Sets | undefined): void {
  const first = estimateRange(world, seat, sets);
  const second = estimateOn(ledger, seat, sets);
  compare("an estimate", `${first.min} to ${first.max}`, `${second.min} to ${second.max}`);
}

/**
 * At rest nothing is owed, by the ledger as well: the invariant I4 is the first formulation's word for it.
 * @throws FormulationsDiffer otherwise
 */
export function assertAtRest(ledger: Ledger, seat: Seat): void {
  compare(`what is owed at rest to ${seat.device}/${seat.folder}`, "nothing", inWords(openVerdicts(ledger, seat)));
}

/** What the first formulation expects, token by token; several where a conflict is open. */
export function expectationOf(asking: Asking): Map<Token, readonly string[]> {
  const { world, pending } = asking;
  const expected = new Map<Token, readonly string[]>();
  for (const { token, duty } of missingOf(dueFor(asking))) expected.set(token, [duty]);
  for (const [token, { item, outcomes }] of folderState(world, pending.seat.folder).contested) {
    const duties = outcomes.map((outcome) => dutyFor(pending.base.get(token), item, outcome, pending.sets));
    if (duties.some((duty) => duty !== "nothing")) expected.set(token, [...new Set(duties)].sort());
  }
  return expected;
}

function inWords(expected: ReadonlyMap<Token, readonly string[]>): string {
  const lines = [...expected].map(([token, duties]) => `${duties.join(" or ")} ${token}`);
  return lines.length === 0 ? "nothing" : lines.sort().join(", ");
}

function compare(what: string, first: string, second: string): void {
  if (first !== second) throw new FormulationsDiffer(what, first, second);
}
