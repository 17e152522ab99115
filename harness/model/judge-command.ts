import type { Answering } from "./answering.js";
import { dutyFor, narrowed } from "./conflict.js";
import { isDropped } from "./due.js";
import { softDeleteForDelete } from "./freedoms.js";
import { failConflict, judgeClass, judgePayload, settleValues, shownBefore } from "./judge-values.js";
import { wanted } from "./sets.js";
import type { Item, SeenCommand, Token } from "./types.js";
import type { Held, Outcome } from "./world.js";

/** One command of the server, held against what is due; the device's view follows it. */
export function judgeCommand(answering: Answering, command: SeenCommand): void {
  if (command.serverId === "") {
    answering.book.fail({
      code: "server-id-missing",
      ...(command.token === undefined ? {} : { token: command.token }),
      expected: `${command.kind} with a ServerId`,
      seen: `${command.kind} without one`,
    });
    return;
  }
  if (command.kind === "Add") judgeAdd(answering, command);
  else judgeHeld(answering, command);
}

function judgeAdd(answering: Answering, command: SeenCommand): void {
  const { token, serverId } = command;
  const { book, base } = answering;
  const item = token === undefined ? undefined : answering.known(token);
  if (token === undefined || item === undefined) {
    judgeUnknown(answering, command);
    return;
  }
  const place = { token, serverId };
  const holder = answering.holderOf(serverId);
  if (holder !== undefined && holder !== token) {
    book.fail({
      ...place,
      code: "server-id-reused",
      expected: `Add with a ServerId that the device does not hold`,
      seen: `Add of ${answering.name(token)} with ServerId ${serverId}, which stands for ${holder}`,
      rests: "I1",
    });
    return;
  }
  const held = base.get(token);
  if (held !== undefined) {
    judgeSecondAdd(answering, command, token, held);
    return;
  }
  const shown = shownBefore(answering, command, token, item);
  if (shown !== undefined) {
    judgeClass(answering, command, item);
    answering.left.add.delete(token);
    base.set(token, { class: item.class, ...shown, rev: -1, serverId, payload: command.payload ?? {} });
    return;
  }
  if (!answering.folder.contested.has(token)) {
    if (!answering.left.add.has(token)) {
      failUnduly(answering, token, item, serverId);
      return;
    }
    answering.left.add.delete(token);
  }
  judgeClass(answering, command, item);
  if (!settleValues(answering, command, token, { read: 0, flag: 0 }, "Add")) return;
  judgePayload(answering, token, item.payload, command.payload);
  const now = answering.known(token) ?? item;
  base.set(token, {
    class: item.class,
    read: now.read,
    flag: now.flag,
    rev: now.rev,
    serverId,
    payload: command.payload ?? {},
  });
}

/** An item that the model never made. A foreign server may have mail of its own, an SMS only from before (freedom N14). */
function judgeUnknown(answering: Answering, { token, serverId, looksLike, class: tag }: SeenCommand): void {
  const refused = token !== undefined && answering.world.refused.has(token);
  const failure = {
    code: refused ? ("add-refused-request" as const) : ("add-invented" as const),
    serverId,
    ...(token === undefined ? {} : { token }),
    expected: refused
      ? "Nothing of a refused request carried out (ruling Q45)"
      : "Only items that were put into the mailbox",
    seen: `Add of ${tag ?? "an item without Class"}, ${token ?? "without any identity"}, ServerId ${serverId}`,
  };
  const foreign = token !== undefined && answering.world.foreign.has(token);
  const tolerated = !answering.strict && (refused || foreign || (looksLike ?? tag ?? "Email") !== "SMS");
  if (!tolerated) {
    answering.book.fail(failure);
    return;
  }
  answering.strangers.add(serverId);
  if (foreign) return;
  answering.book.note({ ...failure, rests: refused ? "D6" : "N14" });
}

/** The device holds the item already. */
function judgeSecondAdd(answering: Answering, command: SeenCommand, token: Token, held: Held): void {
  const own = held.payload === undefined;
  const failure = {
    code: own ? ("add-echo" as const) : ("add-held" as const),
    token,
    serverId: command.serverId,
    expected: answering.left.change.has(token)
      ? `Change of ${answering.tell(token)}`
      : own
        ? "No Add of an item that the device itself added"
        : "No Add of an item that the device holds",
    seen: `Add of ${answering.name(token)} with ServerId ${command.serverId}; the device holds it under ${held.serverId ?? "no ServerId"}`,
    rests: own ? "D12" : "I1",
  };
  // Ruling Q37: a foreign server that repeats the Add under the same ServerId has doubled nothing.
  if (own && !answering.strict && held.serverId === command.serverId) answering.book.note(failure);
  else answering.book.fail(failure);
}

function failUnduly(answering: Answering, token: Token, item: Item, serverId: string): void {
  const removed = answering.folder.removed.has(token);
  const unasked = isDropped(answering.pending.sets, item.class);
  // What this very request asks for rests on no reading.
  const rests = removed ? "D11" : answering.pending.asked.sets === undefined ? "D1" : undefined;
  answering.book.fail({
    code: removed ? "add-removed" : unasked ? "add-unrequested" : "add-outside-window",
    token,
    serverId,
    expected: `No Add of ${answering.tell(token)}`,
    seen: `Add of ${answering.name(token)} with ServerId ${serverId}`,
    ...(rests === undefined ? {} : { rests }),
  });
}

function judgeHeld(answering: Answering, command: SeenCommand): void {
  const { serverId, kind } = command;
  const token = answering.holderOf(serverId);
  if (token === undefined) {
    if (answering.strangers.has(serverId)) return;
    answering.book.fail({
      code: "server-id-not-held",
      serverId,
      expected: `${kind} of an item that the device holds`,
      seen: `${kind} of ServerId ${serverId}, which it does not hold`,
      rests: "I1",
    });
    return;
  }
  const item = answering.known(token);
  const held = answering.base.get(token);
  if (item === undefined || held === undefined) throw new Error(`A device holds ${token}, which the model never made.`);
  if (command.token !== undefined && command.token !== token) {
    answering.book.fail({
      code: "identity-changed",
      token,
      serverId,
      expected: `ServerId ${serverId} stands for ${token}`,
      seen: `${kind} of ServerId ${serverId} with the identity of ${command.token}`,
    });
  }
  if (command.class !== undefined) judgeClass(answering, command, item);
  if (kind === "Change") judgeChange(answering, command, token, item, held);
  else judgeRemoval(answering, command, token);
}

function judgeChange(answering: Answering, command: SeenCommand, token: Token, item: Item, held: Held): void {
  const shown = shownBefore(answering, command, token, item);
  if (shown !== undefined) {
    answering.left.change.delete(token);
    answering.base.set(token, { ...held, ...shown, rev: -1 });
    return;
  }
  const { box, contested } = answering.folder;
  if (!contested.has(token)) {
    const exists = box.has(token);
    if (!exists || !wanted(answering.pending.sets, item)) {
      answering.book.fail({
        code: exists ? "change-unwanted" : "change-removed",
        token,
        serverId: command.serverId,
        expected: `No Change of ${answering.tell(token)}`,
        seen: `Change of ${answering.name(token)}${exists ? "" : ", which is no longer in the mailbox"}`,
      });
      return;
    }
  }
  if (!settleValues(answering, command, token, held, "Change")) return;
  answering.left.change.delete(token);
  const now = answering.known(token) ?? item;
  answering.base.set(token, { ...held, read: now.read, flag: now.flag, rev: now.rev });
}

function judgeRemoval(answering: Answering, { kind, serverId }: SeenCommand, token: Token): void {
  const { left, base, folder } = answering;
  if (folder.contested.has(token)) {
    removeContested(answering, kind, serverId, token);
    return;
  }
  const soft = kind === "SoftDelete";
  const consumed = left.removed.delete(token) || (soft ? left.softDelete.delete(token) : left.delete.delete(token));
  const silent = soft && (isQuietDelete(answering, token) || answering.inFlux(token));
  if (consumed || (silent && left.delete.delete(token))) {
    base.delete(token);
    return;
  }
  const exists = folder.box.has(token);
  answering.book.fail({
    code: exists ? (soft ? "soft-delete-wanted" : "delete-alive") : "soft-delete-removed",
    token,
    serverId,
    expected: exists
      ? left.softDelete.has(token)
        ? `SoftDelete of ${answering.tell(token)}`
        : `No removal of ${answering.tell(token)}`
      : `Delete of ${answering.tell(token)}`,
    seen: `${kind} of ${answering.name(token)}, ${exists ? (soft ? "which the device asks for" : "which still lies in the mailbox") : "which is no longer in the mailbox"}`,
    rests: "D11",
  });
}

/** At 14.0 the removal of an SMS may come as SoftDelete. */
function isQuietDelete(answering: Answering, token: Token): boolean {
  return softDeleteForDelete(answering.world) && answering.base.get(token)?.class === "SMS";
}

function removeContested(answering: Answering, kind: SeenCommand["kind"], serverId: string, token: Token): void {
  const contested = answering.folder.contested.get(token);
  const held = answering.base.get(token);
  if (contested === undefined) return;
  const dutyOf = (outcome: Outcome) => dutyFor(held, contested.item, outcome, answering.pending.sets);
  const soft = kind === "SoftDelete";
  const other = soft ? "Delete" : "SoftDelete";
  const told = contested.outcomes.filter((outcome) => dutyOf(outcome) === other);
  const exact = contested.outcomes.filter((outcome) => dutyOf(outcome) === kind || dutyOf(outcome) === "Removed");
  const fits = exact.length === 0 && soft && isQuietDelete(answering, token) ? told : exact;
  if (fits.length === 0) {
    if (told.length > 0) failTold(answering, serverId, token, { kind, other });
    else failConflict(answering, token, serverId, kind);
    return;
  }
  answering.folder = narrowed(answering.folder, token, (outcome) => fits.includes(outcome));
  answering.base.delete(token);
}

/** The outcome is one that a server may choose, and only the command is the wrong one: the same fault as without a conflict. */
function failTold(
  answering: Answering,
  serverId: string,
  token: Token,
  { kind, other }: { readonly kind: SeenCommand["kind"]; readonly other: "Delete" | "SoftDelete" },
): void {
  const which = other === "Delete" ? "removed from the mailbox" : "left in the mailbox and not asked for";
  answering.book.fail({
    code: other === "Delete" ? "soft-delete-removed" : "delete-alive",
    token,
    serverId,
    expected: `${other} of ${answering.tell(token)}`,
    seen: `${kind} of ${answering.name(token)}, which after the conflict about it may be ${which}`,
    rests: "D11",
  });
}
