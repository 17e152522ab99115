import type { OwnCommand, Sets, SetsInForce, Token, Values } from "../types.js";
import { type Fact, positionOfCreation } from "./log.js";

// What a device was told, answer by answer. A lost answer leaves no entry.

export interface Mark {
  readonly token: Token;
  readonly op: "Add" | "Change" | "Delete" | "SoftDelete" | "OwnAdd" | "OwnChange" | "OwnDelete";
  /** Read and Flag as told, of Add, Change and their own counterparts. */
  readonly values?: Partial<Values>;
  readonly serverId?: string;
}

export interface Entry {
  /** Index of the entry whose SyncKey was sent; -1 after SyncKey 0. */
  readonly base: number;
  readonly marks: readonly Mark[];
  /** The Options that the request carried; absent when it carried none. */
  readonly carried?: Sets;
  /** Length of the log when the answer came. */
  readonly position: number;
  /** Brought a document without MoreAvailable. */
  readonly complete: boolean;
}

export interface Known extends Values {
  readonly serverId?: string;
  /** Edits from this position of the log on are news to the device. */
  readonly upTo: number;
}

/** Walks the chain of entries down to `index`, oldest first, and keeps the last values written. */
export function knownAt(entries: readonly Entry[], index: number, log: readonly Fact[]): Map<Token, Known> {
  const known = new Map<Token, Known>();
  for (const entry of chainTo(entries, index)) {
    for (const mark of entry.marks) write(known, mark, entry.position, log);
    if (!entry.complete) continue;
    for (const [token, value] of known) known.set(token, { ...value, upTo: entry.position });
  }
  return known;
}

/** The device's own commands, written over what it knows. */
export function withOwn(
  known: ReadonlyMap<Token, Known>,
  ops: readonly OwnCommand[],
  log: readonly Fact[],
): Map<Token, Known> {
  const after = new Map(known);
  for (const op of ops) write(after, ownMark(op, undefined), log.length, log);
  return after;
}

export function ownMark(op: OwnCommand, serverId: string | undefined): Mark {
  const { token } = op;
  if (op.kind === "Delete") return { token, op: "OwnDelete" };
  const values: Partial<Values> = {
    ...(op.read === undefined ? {} : { read: op.read }),
    ...(op.flag === undefined ? {} : { flag: op.flag }),
  };
  if (op.kind === "Change") return { token, op: "OwnChange", values };
  return { token, op: "OwnAdd", values, ...(serverId === undefined ? {} : { serverId }) };
}

export function write(known: Map<Token, Known>, mark: Mark, position: number, log: readonly Fact[]): void {
  const { token, op, values, serverId } = mark;
  if (op === "Delete" || op === "SoftDelete" || op === "OwnDelete") {
    known.delete(token);
    return;
  }
  const before = known.get(token) ?? { read: 0, flag: 0, upTo: 0 };
  const upTo = op === "OwnAdd" ? positionOfCreation(log, token) : op === "OwnChange" ? before.upTo : position;
  known.set(token, { ...before, ...values, upTo, ...(serverId === undefined ? {} : { serverId }) });
}

/**
 * Which sets count for a request that belongs to entry `index`, by what this and earlier requests carried: its own
 * Options, or else the last before it that were answered ([MS-ASMS] 3.1.4.1.1.1).
 */
export function setsFor(entries: readonly Entry[], index: number, carried: Sets | undefined): SetsInForce {
  if (carried !== undefined) return carried;
  const last = chainTo(entries, index).findLast((entry) => entry.carried !== undefined);
  if (last?.carried !== undefined) return last.carried;
  // Answers from before a SyncKey 0 are no part of the chain: whether their Options survive it is not said.
  return entries.some((entry) => entry.carried !== undefined) ? "unknown" : "unset";
}

function chainTo(entries: readonly Entry[], index: number): Entry[] {
  const chain: Entry[] = [];
  for (let at = index; at >= 0; ) {
    const entry = entries[at];
    if (entry === undefined) throw new Error(`The ledger has no entry ${at}.`);
    chain.unshift(entry);
    at = entry.base;
  }
  return chain;
}
