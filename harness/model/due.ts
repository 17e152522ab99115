import { effective, filterOf, wanted } from "./sets.js";
import type { SetsInForce, Token, Values } from "./types.js";
import type { Box, View } from "./world.js";

/** What a server owes a device that holds `base`: five disjoint sets of tokens. */
export interface Due {
  readonly add: ReadonlySet<Token>;
  readonly change: ReadonlySet<Token>;
  readonly delete: ReadonlySet<Token>;
  /** Gone from the mailbox and its class no longer synchronised: Delete or SoftDelete (reading decision D11). */
  readonly removed: ReadonlySet<Token>;
  /** Still in the mailbox, no longer asked for ([MS-ASMS] 3.1.4.1.1.1). */
  readonly softDelete: ReadonlySet<Token>;
}

export function same(one: Values, other: Values): boolean {
  return one.read === other.read && one.flag === other.flag;
}

/** Set differences between what is held, what exists and what is wanted. */
export function dueBetween(base: View, box: Box, sets: SetsInForce): Due {
  const { email, sms } = effective(sets);
  const synchronised = { Email: email !== undefined, SMS: sms !== undefined };
  const missing = [...box].filter(([token]) => !base.has(token));
  const gone = [...base].filter(([token]) => !box.has(token));
  const both = [...base].flatMap(([token, held]) => {
    const item = box.get(token);
    return item === undefined ? [] : [{ token, held, item }];
  });
  return {
    add: tokens(missing.filter(([, item]) => wanted(sets, item))),
    delete: tokens(gone.filter(([, held]) => synchronised[held.class])),
    removed: tokens(gone.filter(([, held]) => !synchronised[held.class])),
    softDelete: new Set(both.filter(({ item }) => !wanted(sets, item)).map(({ token }) => token)),
    change: new Set(both.filter(({ item, held }) => wanted(sets, item) && !same(held, item)).map(({ token }) => token)),
  };
}

export function isNothing(due: Due): boolean {
  return Object.values(due).every((set: ReadonlySet<Token>) => set.size === 0);
}

/** Plain words: "Add a, b; SoftDelete c"; "nothing". */
export function describeDue(due: Due): string {
  const parts = (
    [
      ["Add", due.add],
      ["Change", due.change],
      ["Delete", due.delete],
      ["SoftDelete", due.softDelete],
      ["Delete or SoftDelete", due.removed],
    ] as const
  ).flatMap(([kind, set]) => (set.size === 0 ? [] : [`${kind} ${[...set].join(", ")}`]));
  return parts.length === 0 ? "nothing" : parts.join("; ");
}

/** Is the class without a set of its own, so that its items have to go? */
export function isDropped(sets: SetsInForce, itemClass: "Email" | "SMS"): boolean {
  return filterOf(sets, itemClass) === undefined;
}

function tokens(entries: readonly (readonly [Token, unknown])[]): ReadonlySet<Token> {
  return new Set(entries.map(([token]) => token));
}
