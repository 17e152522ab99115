import type { WireCommand, WireSync } from "../driver.js";
import type { BadOptionsKind, Seat, SeenCommand, SeenResponse, SeenSync, Sets, Token } from "../types.js";
import { type ToyItem, ToyMailbox } from "./toy-mailbox.js";
import { days, type Flawed, isWanted, setsOf, setsOfEstimate } from "./toy-select.js";

/** What a partnership knows under one SyncKey. */
interface Snapshot {
  readonly view: ReadonlyMap<string, Sent>;
  readonly sets: Sets | undefined;
  /** Tokens of the run that is under way: what becomes due meanwhile comes after it. */
  readonly run?: ReadonlySet<Token>;
}

interface Sent {
  readonly token: Token;
  readonly class: string;
  readonly read: number;
  readonly flag: number;
  readonly version: number;
}

interface Partnership {
  readonly seat: Seat;
  readonly snapshots: Map<string, Snapshot>;
  /** What a request under a key did, so that its repetition does nothing: ServerIds by ClientId. */
  readonly carriedOut: Map<string, ReadonlyMap<string, string>>;
  readonly answers: Map<string, readonly string[]>;
  /** M-sd-twice. */
  again: SeenCommand[];
  /** Answers for which the items of a dropped class stay. */
  delay: number;
}

type Working = Map<string, Sent>;

export interface ToyHabits {
  /** Ids of deliberate violations (vectors/mutants.json). */
  readonly flaws: ReadonlySet<string>;
  /** Lawful liberties: any of "small batches", "reversed", "empty answers", "echo", "global ids", "client wins" … */
  readonly liberties: ReadonlySet<string>;
}

/** A server without HTTP, written for these tests alone: items, snapshots under keys, differences. */
export class ToyServer {
  readonly mailbox = new ToyMailbox();
  private readonly partnerships = new Map<string, Partnership>();
  private readonly usedClientIds = new Map<string, string>();
  private serial = 0;

  private readonly has: Flawed;

  constructor(private readonly habits: ToyHabits) {
    this.has = (id) => habits.flaws.has(id);
  }

  private flawed(id: string): boolean {
    return this.habits.flaws.has(id);
  }

  private takes(liberty: string): boolean {
    return this.habits.liberties.has(liberty);
  }

  init(seat: Seat): SeenSync {
    const partnership = this.partnershipOf(seat);
    const before = [...partnership.snapshots.values()].at(-1);
    partnership.snapshots.clear();
    partnership.carriedOut.clear();
    const key = this.freshId("k");
    partnership.snapshots.set(key, { view: new Map(), sets: before?.sets });
    if (this.takes("welcome mail")) {
      const welcome = {
        token: "welcome",
        class: "Email",
        ageDays: 0,
        read: 0,
        flag: 0,
        payload: {},
      } as const;
      this.mailbox.put(seat.folder, welcome);
    }
    return { status: "1", empty: false, syncKey: key, commands: [], responses: [], moreAvailable: false };
  }

  sync(seat: Seat, request: WireSync): SeenSync {
    const partnership = this.partnershipOf(seat);
    const snapshot = partnership.snapshots.get(request.syncKey);
    if (snapshot === undefined) return refusal("3");
    if (this.flawed("M-class-email-rejected") && request.sets?.email !== undefined && request.style.spellEmail) {
      return refusal("4");
    }
    if (this.flawed("M-flt-status4") && (request.sets?.sms ?? 0) !== 0) return refusal("4");
    const asked = setsOf(this.has, request, snapshot.sets);
    const changed = request.sets !== undefined && JSON.stringify(asked) !== JSON.stringify(snapshot.sets);
    if (this.flawed("M-optchange-status3") && changed && snapshot.sets !== undefined) return refusal("3");
    const working: Working = new Map(snapshot.view);
    const responses = this.carryOut(partnership, request, working);
    return this.answer(partnership, request, snapshot, working, asked, responses);
  }

  private carryOut(partnership: Partnership, request: WireSync, working: Working): SeenResponse[] {
    const known = partnership.carriedOut.get(request.syncKey);
    const repeated = known !== undefined && !this.flawed("M-retry-dup");
    const ids = new Map<string, string>(repeated ? known : []);
    const responses = request.ops.flatMap((op) => this.carryOutOne(partnership, op, working, ids, repeated));
    if (request.ops.length > 0) partnership.carriedOut.set(request.syncKey, ids);
    return responses;
  }

  private carryOutOne(
    partnership: Partnership,
    op: WireCommand,
    working: Working,
    ids: Map<string, string>,
    repeated: boolean,
  ): SeenResponse[] {
    if (op.kind === "Add") return this.add(partnership, op, working, ids, repeated);
    const { folder } = partnership.seat;
    const sent = working.get(op.serverId);
    if (sent === undefined) return [];
    const item = this.mailbox.folder(folder).get(sent.token);
    const current = item !== undefined && item.read === sent.read && item.flag === sent.flag;
    const wins = current || this.takes("client wins");
    if (op.kind === "Delete") {
      working.delete(op.serverId);
      if (!repeated && wins && !this.flawed("M-delete-ignored")) this.mailbox.remove(folder, sent.token);
      return repeated && this.takes("statuses") ? [{ kind: "Delete", serverId: op.serverId, status: "8" }] : [];
    }
    const values = {
      ...(op.read === undefined ? {} : { read: op.read }),
      ...(op.flag === undefined ? {} : { flag: op.flag }),
    };
    if (!repeated && wins && !this.flawed("M-change-ignored")) this.mailbox.edit(folder, sent.token, values);
    const version = this.takes("echo") || item === undefined ? sent.version : item.version;
    working.set(op.serverId, { ...sent, ...values, version });
    return this.takes("statuses") ? [{ kind: "Change", serverId: op.serverId, status: wins ? "1" : "7" }] : [];
  }

  private add(
    { seat }: Partnership,
    op: Extract<WireCommand, { kind: "Add" }>,
    working: Working,
    ids: Map<string, string>,
    repeated: boolean,
  ): SeenResponse[] {
    const { token, clientId, ageDays, read, flag, payload } = op;
    const used = this.usedClientIds.get(clientId);
    if (this.flawed("M-cid-forever") && used !== undefined && !repeated) {
      return [{ kind: "Add", clientId, serverId: used, status: "1" }];
    }
    const serverId = (repeated ? ids.get(clientId) : undefined) ?? this.idFor(token);
    ids.set(clientId, serverId);
    this.usedClientIds.set(clientId, serverId);
    if (!repeated && !this.flawed("M-add-phoney")) {
      const asEmail = this.flawed("M-add-as-email");
      const text = payload.text ?? "";
      const cut = this.flawed("M-body-160") ? text.slice(0, 160) : text;
      const kept = this.flawed("M-body-ascii") ? cut.replace(/[^\0-\x7f]/g, "?") : cut;
      const item = {
        token,
        class: asEmail ? "Email" : "SMS",
        ageDays,
        read,
        flag,
        payload: { ...payload, text: kept },
      } as const;
      this.mailbox.put(seat.folder, item);
    }
    if (!this.flawed("M-add-echo")) {
      const version = this.takes("echo") ? 0 : 1;
      working.set(serverId, { token, class: "SMS", read, flag, version });
    }
    return this.flawed("M-resp-add-missing") ? [] : [{ kind: "Add", clientId, serverId, status: "1" }];
  }

  private answer(
    partnership: Partnership,
    request: WireSync,
    snapshot: Snapshot,
    working: Working,
    sets: Sets | undefined,
    responses: readonly SeenResponse[],
  ): SeenSync {
    const before = this.flawed("M-retry-loses") ? partnership.answers.get(request.syncKey) : undefined;
    const drops = ["Email", "SMS"].some((one) => isDropped(sets, one) && !isDropped(snapshot.sets, one));
    const first = !partnership.answers.has(request.syncKey);
    partnership.delay = drops && first && this.takes("late removal") ? 3 : Math.max(0, partnership.delay - 1);
    const tokenOf = ({ token, serverId }: SeenCommand) => token ?? working.get(serverId)?.token ?? "";
    const run = request.sets === undefined ? snapshot.run : undefined;
    const due = this.difference(partnership, working, sets, snapshot.sets, request.sets === undefined).filter(
      (command) =>
        !(before ?? []).includes(command.serverId) &&
        !(partnership.delay > 0 && isDropped(sets, working.get(command.serverId)?.class)) &&
        (run === undefined || run.has(tokenOf(command))),
    );
    const listed = this.takes("snapshots") ? (run ?? new Set(due.map(tokenOf))) : undefined;
    const limit = this.takes("small batches") ? Math.max(1, Math.ceil(request.windowSize / 2)) : request.windowSize;
    const uncounted = this.flawed("M-window-sms-uncounted") ? due.filter(({ class: tag }) => tag === "SMS").length : 0;
    const commands = due.slice(0, limit + uncounted);
    const rest = due.slice(limit + uncounted);
    for (const command of commands) this.apply(partnership, working, command);
    const quiet = this.flawed("M-window-drop") || this.flawed("M-moreavailable-missing");
    if (this.flawed("M-window-drop")) for (const command of rest) this.apply(partnership, working, command);
    if (this.flawed("M-sd-twice")) {
      commands.push(...partnership.again);
      partnership.again = commands.filter(({ kind }) => kind === "SoftDelete");
    }
    const empty = commands.length === 0 && responses.length === 0 && request.ops.length === 0;
    if (empty && this.takes("empty answers")) {
      partnership.snapshots.set(request.syncKey, { view: working, sets });
      return { status: "1", empty: true, commands: [], responses: [], moreAvailable: false };
    }
    const key = this.freshId("k");
    const under = rest.length > 0 && listed !== undefined ? { run: listed } : {};
    partnership.snapshots.set(key, { view: working, sets, ...under });
    partnership.answers.set(
      request.syncKey,
      commands.map(({ serverId }) => serverId),
    );
    return {
      status: "1",
      empty: false,
      syncKey: key,
      commands,
      responses,
      moreAvailable: rest.length > 0 && !quiet,
    };
  }

  /** All commands that bring the device up to date. */
  private difference(
    { seat }: Partnership,
    working: ReadonlyMap<string, Sent>,
    sets: Sets | undefined,
    setsBefore: Sets | undefined,
    sticky: boolean,
  ): SeenCommand[] {
    const folder = this.mailbox.folder(seat.folder);
    const commands: SeenCommand[] = [];
    const present = new Set<Token>();
    const silent = this.flawed("M-sticky-forget-silent") && sticky;
    for (const [serverId, sent] of working) {
      present.add(sent.token);
      if (silent && sent.class === "SMS") continue;
      const command = this.about(seat, serverId, sent, folder.get(sent.token), sets);
      if (command !== undefined) commands.push(command);
    }
    for (const item of folder.values()) {
      if (present.has(item.token) || !isWanted(this.has, seat.folder, item, sets) || (silent && item.class === "SMS"))
        continue;
      if (this.flawed("M-flt-widen-none") && item.class === "SMS" && isWidened(setsBefore, sets, item)) continue;
      commands.push(this.addOf(item));
      const both = sets?.email !== undefined && sets.sms !== undefined;
      if (this.flawed("M-double-delivery") && both && item.class === "Email") {
        commands.push({ ...this.addOf(item), serverId: this.freshId("d") });
      }
    }
    return this.takes("reversed") ? commands.reverse() : commands;
  }

  private about(
    seat: Seat,
    serverId: string,
    sent: Sent,
    item: ToyItem | undefined,
    sets: Sets | undefined,
  ): SeenCommand | undefined {
    const tag = sent.class === "SMS" ? { class: "SMS" } : {};
    if (item === undefined) {
      if (this.flawed("M-delete-not-sent") && sent.class === "SMS") return undefined;
      const dropped = sent.class === "SMS" ? sets?.sms === undefined : sets !== undefined && sets.email === undefined;
      const soft = (this.flawed("M-delete-as-soft") && sent.class === "SMS") || (dropped && this.takes("soft removal"));
      return { kind: soft ? "SoftDelete" : "Delete", serverId, ...tag };
    }
    if (!isWanted(this.has, seat.folder, item, sets)) return this.removalOf(seat, serverId, item, sets);
    if (this.flawed("M-sd-all") && this.isNarrowed(sets, item)) return { kind: "SoftDelete", serverId };
    if (this.flawed("M-sd-other-class") && sets !== undefined && sets.sms === undefined && item.class === "Email") {
      return { kind: "SoftDelete", serverId };
    }
    const edited =
      item.read !== sent.read || item.flag !== sent.flag || (item.version !== sent.version && this.takes("echo"));
    if (!edited) return undefined;
    const wrong = this.flawed("M-change-class-wrong") && item.class === "SMS" ? { class: "Email" } : tag;
    const kind = this.flawed("M-change-as-add") && item.class === "SMS" ? "Add" : "Change";
    if (kind === "Add") return { ...this.addOf(item), serverId };
    return { kind, serverId, ...wrong, read: item.read, flag: item.flag };
  }

  private isNarrowed(sets: Sets | undefined, item: ToyItem): boolean {
    return sets !== undefined && (item.class === "Email" ? sets.sms === undefined : sets.email === undefined);
  }

  private removalOf(seat: Seat, serverId: string, item: ToyItem, sets: Sets | undefined): SeenCommand | undefined {
    const dropped = item.class === "SMS" ? sets?.sms === undefined : sets?.email === undefined;
    if (dropped) {
      if (this.flawed("M-sd-none") || (this.flawed("M-sd-default-not") && item.class === "Email")) return undefined;
      if (this.flawed("M-sd-other-class") && item.class === "SMS") return undefined;
      if (this.flawed("M-sd-destroys")) this.mailbox.remove(seat.folder, item.token);
      return { kind: this.flawed("M-sd-hard") ? "Delete" : "SoftDelete", serverId };
    }
    if (this.flawed("M-flt-narrow-none") && item.class === "SMS") return undefined;
    return { kind: this.flawed("M-flt-narrow-hard") ? "Delete" : "SoftDelete", serverId };
  }

  private addOf(item: ToyItem): SeenCommand {
    const tag = item.class === "SMS" ? this.tagOfSms() : this.takes("spelt class") ? { class: "Email" } : {};
    const { token, read, flag, payload } = item;
    return { kind: "Add", serverId: this.idFor(token), ...tag, token, looksLike: item.class, read, flag, payload };
  }

  private tagOfSms(): { readonly class?: string } {
    if (this.flawed("M-class-omitted")) return {};
    return { class: this.flawed("M-class-value") ? "IPM.Note.Mobile.SMS" : "SMS" };
  }

  private apply({ seat }: Partnership, working: Working, command: SeenCommand): void {
    if (command.kind === "Delete" || command.kind === "SoftDelete") {
      working.delete(command.serverId);
      return;
    }
    const token = command.token ?? working.get(command.serverId)?.token ?? "";
    const item = this.mailbox.folder(seat.folder).get(token);
    if (item === undefined) return;
    const { read, flag, version } = item;
    working.set(command.serverId, { token, class: item.class, read, flag, version });
  }

  estimate(seat: Seat, syncKey: string, sets: Sets | undefined): number {
    const partnership = this.partnershipOf(seat);
    const snapshot = partnership.snapshots.get(syncKey);
    if (snapshot === undefined) return -1;
    const counted = setsOfEstimate(this.has, sets, snapshot.sets);
    const classes = new Set([
      ...((counted ?? { email: 0 }).email === undefined ? [] : ["Email"]),
      ...(counted?.sms === undefined ? [] : ["SMS"]),
    ]);
    if (this.flawed("M-est-no-sms")) classes.delete("SMS");
    if (this.flawed("M-est-total")) return this.mailbox.folder(seat.folder).size;
    const due = this.difference(partnership, snapshot.view, counted, counted, false).filter(
      ({ kind, serverId, token }) => {
        const itemClass =
          snapshot.view.get(serverId)?.class ?? this.mailbox.folder(seat.folder).get(token ?? "")?.class;
        if (this.flawed("M-est-adds-only") && kind !== "Add" && itemClass === "SMS") return false;
        if (kind === "SoftDelete" && !this.takes("estimates softly")) return false;
        return itemClass !== undefined && classes.has(itemClass);
      },
    );
    if (this.flawed("M-est-consumes")) {
      const view = new Map(snapshot.view);
      for (const command of due) this.apply(partnership, view, command);
      partnership.snapshots.set(syncKey, { ...snapshot, view });
    }
    return this.flawed("M-est-always-one") ? Math.max(1, due.length) : due.length;
  }

  badOptions(
    seat: Seat,
    syncKey: string,
    kind: BadOptionsKind,
    add: Extract<WireCommand, { kind: "Add" }> | undefined,
  ): SeenSync {
    const partnership = this.partnershipOf(seat);
    const snapshot = partnership.snapshots.get(syncKey);
    if (snapshot === undefined) return refusal("3");
    if (this.flawed("M-opt-4-executes") && add !== undefined) {
      const { token, ageDays, read, flag, payload } = add;
      this.mailbox.put(seat.folder, { token, class: "SMS", ageDays, read, flag, payload });
    }
    if (this.flawed("M-opt-three-poison")) partnership.snapshots.delete(syncKey);
    const accepted = kind === "three sets" ? "M-opt-three-accepted" : "M-class-tasks-ignored";
    if (this.flawed(accepted)) {
      const style = {
        smsFirst: true,
        spellEmail: false,
        deletesAsMoves: true,
        getChanges: "1",
        bodyPreference: true,
      } as const;
      return this.sync(seat, { syncKey, ops: [], windowSize: 100, style, sets: { email: 0, sms: 0 } });
    }
    if (this.flawed("M-opt-three-103") && kind === "three sets") return refusal("103");
    if (!this.flawed("M-opt-three-4-with-commands")) return refusal("4");
    const commands = this.difference(partnership, snapshot.view, { email: 0, sms: 0 }, snapshot.sets, false);
    return { ...refusal("4"), commands };
  }

  private partnershipOf(seat: Seat): Partnership {
    const name = `${seat.device} ${seat.folder}`;
    const found = this.partnerships.get(name) ?? {
      seat,
      snapshots: new Map(),
      carriedOut: new Map(),
      answers: new Map(),
      again: [],
      delay: 0,
    };
    this.partnerships.set(name, found);
    return found;
  }

  private idFor(token: Token): string {
    return this.takes("global ids") ? `g-${token}` : this.freshId("i");
  }

  private freshId(prefix: string): string {
    this.serial += 1;
    return `${prefix}${this.serial}`;
  }
}

function isDropped(sets: Sets | undefined, itemClass: string | undefined): boolean {
  if (itemClass === undefined) return false;
  return itemClass === "SMS" ? sets?.sms === undefined : sets !== undefined && sets.email === undefined;
}

function isWidened(before: Sets | undefined, now: Sets | undefined, item: ToyItem): boolean {
  const [old, wide] = [before?.sms, now?.sms];
  return old !== undefined && wide !== undefined && old !== wide && item.ageDays > (days[old] ?? 0);
}

function refusal(status: string): SeenSync {
  return { status, empty: false, commands: [], responses: [], moreAvailable: false };
}
