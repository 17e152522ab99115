import { type Held, sameFlag, type View } from "./collection.js";
import type { Item, Mailbox } from "./mailbox.js";
import { inWindow, type Leaving, type Rules, type Scope } from "./rules/index.js";

/** One command that a device is owed. */
export interface Due {
  readonly kind: "Add" | "Change" | "Delete" | "SoftDelete";
  readonly holding: string;
  /** Absent when the item is gone. */
  readonly item?: Item;
  /** What the device holds; absent for an Add. */
  readonly held?: Held;
}

type DeltaRules = Pick<Rules, "select" | "filter" | "softDelete" | "change">;

/** Everything in which a device that holds `view` differs from what it is to hold: removals, then changes, then additions. */
export function differences(rules: DeltaRules, mailbox: Mailbox, view: View, scope: Scope): Due[] {
  const held = [...view].flatMap(([holding, one]) => differenceOf(rules, mailbox, holding, one, scope));
  const changes = held.filter(({ kind }) => kind === "Change" || kind === "Add");
  return [
    ...held.filter((due) => !changes.includes(due)),
    ...changes,
    ...mailbox.items(scope.folder.id).flatMap((item) => additionsOf(rules, item, view, scope)),
  ];
}

function differenceOf(rules: DeltaRules, mailbox: Mailbox, holding: string, held: Held, scope: Scope): Due[] {
  const item = mailbox.item(held.itemId);
  if (item === undefined) {
    if (!rules.select.visible(mailbox.removedAt(held.itemId) ?? 0, scope.now)) return [];
    const kind = rules.change.removal(held, scope);
    return kind === undefined ? [] : [{ kind, holding, held }];
  }
  const kind =
    rules.softDelete.commandFor({ item, held, reason: leavingOf(rules, item, scope) }, scope) ??
    updateOf(rules, item, held, scope);
  return kind === undefined ? [] : [{ kind, holding, item, held }];
}

function updateOf(rules: DeltaRules, item: Item, held: Held, scope: Scope): "Change" | "Add" | undefined {
  if (leavingOf(rules, item, scope) !== undefined || sameValues(item, held)) return undefined;
  if (!rules.select.examines(item.class, scope)) return undefined;
  if (!rules.select.visible(item.changedAt, scope.now)) return undefined;
  return rules.change.update(item, scope);
}

function additionsOf(rules: DeltaRules, item: Item, view: View, scope: Scope): Due[] {
  if (leavingOf(rules, item, scope) !== undefined || !rules.select.examines(item.class, scope)) return [];
  if (!rules.select.mayAdd(item, scope)) return [];
  if (!rules.select.visible(item.changedAt, scope.now)) return [];
  return holdingsOf(rules, item, scope)
    .filter((holding) => !view.has(holding))
    .map((holding) => ({ kind: "Add", holding, item }));
}

/** Names of the holdings that a device has of an item. */
function holdingsOf(rules: DeltaRules, item: Item, scope: Scope): string[] {
  const copies = Array.from({ length: rules.select.copies(item, scope) }, (_, index) => index);
  return copies.map((index) => (index === 0 ? String(item.id) : `${item.id}#${index + 1}`));
}

function leavingOf(rules: DeltaRules, item: Item, scope: Scope): Leaving | undefined {
  const set = rules.select.setFor(item, scope);
  if (set === undefined) return "class";
  return inWindow(rules.filter, item, set, scope) ? undefined : "window";
}

export function sameValues(item: Item, held: Held): boolean {
  return item.fields.read === held.read && sameFlag(item.fields.flag, held.flag);
}

/** Number of items that the sets ask for. */
export function countInView(rules: DeltaRules, mailbox: Mailbox, scope: Scope): number {
  return mailbox.items(scope.folder.id).filter((item) => leavingOf(rules, item, scope) === undefined).length;
}
