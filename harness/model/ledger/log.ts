import type { ItemClass, Token, Values } from "../types.js";

// The line of facts of every item, in the order in which they happened.

/** How an item stands at the end of its line. */
export type Ending = Values | "gone";

export type Fact =
  | {
      readonly token: Token;
      readonly what: "creation";
      readonly class: ItemClass;
      readonly ageDays: number;
      readonly values: Values;
    }
  | { readonly token: Token; readonly what: "edit"; readonly values: Partial<Values> }
  | { readonly token: Token; readonly what: "removal" }
  /** Two sides changed it at once: any of these endings. */
  | { readonly token: Token; readonly what: "dispute"; readonly endings: readonly Ending[] }
  /** A device saw how the dispute ended. */
  | { readonly token: Token; readonly what: "sighting"; readonly endings: readonly Ending[] };

export type Creation = Extract<Fact, { readonly what: "creation" }>;

export function creationOf(log: readonly Fact[], token: Token): Creation | undefined {
  return log.find((fact): fact is Creation => fact.what === "creation" && fact.token === token);
}

/** All items of the log, in order of creation. */
export function creations(log: readonly Fact[]): Creation[] {
  return log.filter((fact): fact is Creation => fact.what === "creation");
}

/** Reads the item's line to its end; several endings while a dispute is open, none before the item was made. */
export function endingsOf(log: readonly Fact[], token: Token): readonly Ending[] {
  let endings: readonly Ending[] = [];
  for (const fact of log) {
    if (fact.token !== token) continue;
    if (fact.what === "creation") endings = [fact.values];
    else if (fact.what === "removal") endings = ["gone"];
    else if (fact.what === "edit") {
      endings = endings.map((ending) => (ending === "gone" ? ending : { ...ending, ...fact.values }));
    } else endings = fact.endings;
  }
  return endings;
}

/** Was the item made or edited at or after this position of the log? */
export function isNewsSince(log: readonly Fact[], token: Token, position: number): boolean {
  return log
    .slice(position)
    .some(
      ({ token: other, what }) => other === token && (what === "creation" || what === "edit" || what === "dispute"),
    );
}

export function positionOfCreation(log: readonly Fact[], token: Token): number {
  return log.findIndex((fact) => fact.what === "creation" && fact.token === token);
}
