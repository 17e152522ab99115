import { dutyFor } from "./conflict.js";
import { type Due, dueBetween } from "./due.js";
import type { Failure, Findings } from "./failure.js";
import { pointing } from "./pointing.js";
import { effective } from "./sets.js";
import type { ItemClass, Seat, SeenEstimate, Sets, SetsInForce, Token } from "./types.js";
import { type FolderState, folderState, seatState, type View, type World } from "./world.js";

/** The numbers that an estimate may be. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * GetItemEstimate looks at the sets of its own request and never at the sticky ones (reading decision D8). Removals of
 * items that left the view, and edits that ended where they began, may be counted (freedom N6).
 */
export function estimateRange(world: World, seat: Seat, asked: Sets | undefined): Range {
  const sets: SetsInForce = asked ?? "unset";
  return rangeOf(folderState(world, seat.folder), seatState(world, seat).view, sets, classesOf(sets));
}

function classesOf(sets: SetsInForce): ReadonlySet<ItemClass> {
  const { email, sms } = effective(sets);
  const classes = new Set<ItemClass>();
  if (email !== undefined) classes.add("Email");
  if (sms !== undefined) classes.add("SMS");
  return classes;
}

function rangeOf(folder: FolderState, view: View, sets: SetsInForce, classes: ReadonlySet<ItemClass>): Range {
  const settled = new Map([...view].filter(([token]) => !folder.contested.has(token)));
  const due = dueBetween(settled, folder.box, sets);
  const counts = (tokens: ReadonlySet<Token>) =>
    [...tokens].filter((token) => classes.has(classOf(folder, token))).length;
  const min = counts(due.add) + counts(due.change) + counts(due.delete);
  const edited = [...settled].filter(([token, held]) => isEditedBack(folder, due, token, held.rev));
  const maybe = counts(new Set(edited.map(([token]) => token)));
  let range = { min, max: min + counts(due.softDelete) + maybe };
  for (const [token, { item, outcomes }] of folder.contested) {
    if (!classes.has(item.class)) continue;
    const duties = outcomes.map((outcome) => dutyFor(view.get(token), item, outcome, sets));
    const counted = duties.map((duty) => duty === "Add" || duty === "Change" || duty === "Delete");
    range = { min: range.min + (counted.every(Boolean) ? 1 : 0), max: range.max + 1 };
  }
  return range;
}

/** Held, the same in value, but edited since it was delivered. */
function isEditedBack(folder: FolderState, due: Due, token: Token, rev: number): boolean {
  const item = folder.box.get(token);
  return item !== undefined && item.rev !== rev && !due.change.has(token) && !due.softDelete.has(token);
}

function classOf(folder: FolderState, token: Token): ItemClass {
  const item = folder.box.get(token) ?? folder.removed.get(token) ?? folder.contested.get(token)?.item;
  if (item === undefined) throw new Error(`The model does not know the class of ${token}.`);
  return item.class;
}

export function judgeEstimate(world: World, seat: Seat, asked: Sets | undefined, answer: SeenEstimate): Findings {
  const place = { ...seat, ...(answer.exchange === undefined ? {} : { exchange: answer.exchange }) };
  if (answer.status !== "1" || answer.estimate === undefined) {
    const seen = `Status ${answer.status ?? "absent"}, Estimate ${answer.estimate ?? "absent"}`;
    const expected = "Status 1 and a number";
    const failure: Failure = { ...place, code: "estimate-status", expected, seen, rests: "D8" };
    return { failures: [pointing(failure, { answer })], notes: [] };
  }
  const range = estimateRange(world, seat, asked);
  if (answer.estimate >= range.min && answer.estimate <= range.max) return { failures: [], notes: [] };
  const strict = world.rules.tolerance === "strict";
  const alone = strict || isAlone(world, seat.folder);
  const failure: Failure = {
    ...place,
    code: "estimate-number",
    expected: `Estimate ${range.min === range.max ? range.min : `${range.min} to ${range.max}`}`,
    seen: `Estimate ${answer.estimate}`,
    rests: alone ? "D8" : "N14",
  };
  const wrong = strict || (alone && isForbidden(world, seat, asked, range, answer.estimate));
  const pointed = pointing(failure, { answer });
  return wrong ? { failures: [pointed], notes: [] } : { failures: [], notes: [pointed] };
}

/**
 * Is it known that the folder holds nothing but what the model put there? An estimate also counts mail of others that no
 * device was sent yet (freedom N14): a device that took all e-mail must have seen the folder, and nobody a stranger.
 */
function isAlone(world: World, folder: string): boolean {
  const seats = [...world.seats].flatMap(([name, state]) => (name.endsWith(`/${folder}`) ? [state] : []));
  const takesAll = (sets: SetsInForce) => sets !== "unknown" && effective(sets).email === 0;
  const told = seats.some(({ synced, more, sets }) => synced && !more && takesAll(sets));
  return told && seats.every(({ strangers }) => strangers.size === 0);
}

/** Figures that differ by less than this cannot be told apart in the field. */
const distinguishable = 3;

/**
 * In the field an estimate is an estimate: only one that is nearer to a forbidden reading than to the right number is
 * wrong (SMS counted unasked, SMS not counted, the other class counted).
 */
function isForbidden(world: World, seat: Seat, asked: Sets | undefined, range: Range, answer: number): boolean {
  const tolerated = asked === undefined && world.rules.profile === "current";
  const distance = answer < range.min ? range.min - answer : answer - range.max;
  return forbiddenNumbers(world, seat, asked, tolerated).some(
    (number) =>
      (number <= range.min - distinguishable || number >= range.max + distinguishable) &&
      Math.abs(answer - number) < distance,
  );
}

function forbiddenNumbers(world: World, seat: Seat, asked: Sets | undefined, smsTolerated: boolean): number[] {
  const folder = folderState(world, seat.folder);
  const { view } = seatState(world, seat);
  const sets = asked ?? { email: 0 };
  const alone = (itemClass: ItemClass, all: Sets) => rangeOf(folder, view, all, new Set([itemClass])).min;
  const everything: Sets = { email: sets.email ?? 0, sms: sets.sms ?? 0 };
  const email = alone("Email", everything);
  const sms = alone("SMS", everything);
  if (sets.email !== undefined && sets.sms !== undefined) return [email];
  if (sets.sms !== undefined) return [email, email + sms];
  return smsTolerated ? [] : [sms, email + sms];
}
