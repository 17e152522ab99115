import type { Item, Token, Values } from "./types.js";
import { type FolderState, folderState, type World, withEntry, withFolder, withoutEntry } from "./world.js";

// What happens to the mailbox itself, whoever does it. `at` is the time in milliseconds; it matters in the field only.

export function itemCreated(world: World, folder: string, token: Token, item: Omit<Item, "rev">, at = 0): World {
  const { class: itemClass, ageDays, read, flag, payload } = item;
  const made: Item = { class: itemClass, ageDays, read, flag, payload, rev: 0 };
  const state = folderState(world, folder);
  return changed(world, folder, token, at, { ...state, box: withEntry(state.box, token, made) });
}

/** @throws Error when the item is not there (or in dispute): the harness asked for the impossible. */
export function itemEdited(world: World, folder: string, token: Token, values: Partial<Values>, at = 0): World {
  const state = folderState(world, folder);
  const item = present(state, folder, token);
  const edited = { ...item, ...values, rev: item.rev + 1 };
  return changed(world, folder, token, at, { ...state, box: withEntry(state.box, token, edited) });
}

/** @throws Error as `itemEdited`. */
export function itemRemoved(world: World, folder: string, token: Token, at = 0): World {
  const state = folderState(world, folder);
  const item = present(state, folder, token);
  return changed(world, folder, token, at, {
    ...state,
    box: withoutEntry(state.box, token),
    removed: withEntry(state.removed, token, item),
  });
}

/** Counts one event of the mailbox against an item. */
export function changed(world: World, folder: string, token: Token, at: number, state: FolderState): World {
  const lastChange = withEntry(state.lastChange, token, { position: world.position, at });
  return { ...withFolder(world, folder, { ...state, lastChange }), position: world.position + 1 };
}

function present(state: FolderState, folder: string, token: Token): Item {
  const item = state.box.get(token);
  if (item === undefined) throw new Error(`The model holds no item ${token} in folder ${folder}.`);
  return item;
}
