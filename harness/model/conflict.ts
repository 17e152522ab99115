import { same } from "./due.js";
import { changed } from "./mailbox.js";
import { effective, wanted } from "./sets.js";
import type { Item, OwnCommand, SetsInForce, Token, Values } from "./types.js";
import {
  type Contested,
  type FolderState,
  folderState,
  type Held,
  type Outcome,
  type World,
  withEntry,
  withoutEntry,
} from "./world.js";

// A command on an item that somebody else changed meanwhile. The document does not say who wins, so every outcome that a
// server may choose stays possible until a device has seen one.

/** What a server may require of a device about one item. */
export type Duty = "Add" | "Change" | "Delete" | "SoftDelete" | "Removed" | "nothing";

/** Takes the item out of the settled mailbox and keeps all its possible outcomes. */
export function dispute(world: World, folder: string, command: OwnCommand, held: Held, at: number): World {
  const state = folderState(world, folder);
  const { token } = command;
  const item = state.box.get(token) ?? state.removed.get(token);
  if (item === undefined || command.kind === "Add") throw new Error(`There is no item ${token} to dispute about.`);
  const server: Outcome = state.box.has(token) ? { read: item.read, flag: item.flag } : "gone";
  const outcomes = distinct(command.kind === "Delete" ? ["gone", server] : changeOutcomes(command, server, held));
  const disputed: FolderState = {
    ...state,
    box: withoutEntry(state.box, token),
    contested: withEntry(state.contested, token, { item: { ...item, rev: item.rev + 1 }, outcomes }),
  };
  const [only, ...others] = outcomes;
  if (only !== undefined && others.length === 0)
    return changed(world, folder, token, at, settled(disputed, token, only));
  return changed(world, folder, token, at, disputed);
}

/** Field by field, either side may win; fields that the command does not name are the server's. */
function changeOutcomes(
  command: Extract<OwnCommand, { kind: "Change" }>,
  server: Outcome,
  held: Held,
): readonly Outcome[] {
  const { read, flag } = command;
  if (server === "gone") return ["gone", { read: read ?? held.read, flag: flag ?? held.flag }];
  const reads = read === undefined ? [server.read] : [server.read, read];
  const flags = flag === undefined ? [server.flag] : [server.flag, flag];
  return reads.flatMap((r) => flags.map((f) => ({ read: r, flag: f })));
}

/** What a server with this outcome owes a device. */
export function dutyFor(held: Held | undefined, item: Item, outcome: Outcome, sets: SetsInForce): Duty {
  if (outcome === "gone") {
    if (held === undefined) return "nothing";
    const { email, sms } = effective(sets);
    return (item.class === "Email" ? email : sms) === undefined ? "Removed" : "Delete";
  }
  if (!wanted(sets, item)) return held === undefined ? "nothing" : "SoftDelete";
  if (held === undefined) return "Add";
  return same(held, outcome) ? "nothing" : "Change";
}

/** Keeps the outcomes for which `keep` holds; an item with a single outcome goes back to the settled ones. */
export function narrowed(state: FolderState, token: Token, keep: (outcome: Outcome) => boolean): FolderState {
  const contested = state.contested.get(token);
  if (contested === undefined) return state;
  const outcomes = contested.outcomes.filter(keep);
  const [only, ...others] = outcomes;
  if (only !== undefined && others.length === 0) return settled(state, token, only);
  return { ...state, contested: withEntry(state.contested, token, { ...contested, outcomes }) };
}

function settled(state: FolderState, token: Token, outcome: Outcome): FolderState {
  const { item } = state.contested.get(token) as Contested;
  const rest = { ...state, contested: withoutEntry(state.contested, token) };
  if (outcome === "gone") {
    return { ...rest, box: withoutEntry(state.box, token), removed: withEntry(state.removed, token, item) };
  }
  const alive: Item = { ...item, ...outcome };
  return { ...rest, box: withEntry(state.box, token, alive), removed: withoutEntry(state.removed, token) };
}

export function isOutcome(outcome: Outcome, values: Values): boolean {
  return outcome !== "gone" && same(outcome, values);
}

function distinct(outcomes: readonly Outcome[]): Outcome[] {
  const seen = new Map(outcomes.map((outcome) => [JSON.stringify(outcome), outcome]));
  return [...seen.values()];
}
