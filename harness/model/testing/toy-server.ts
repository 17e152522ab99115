import type { WireCommand, WireSync } from "../driver.js";
import type { BadOptionsKind, Seat, SeenCommand, SeenResponse, SeenSync, Sets } from "../types.js";
import { ToyCommands } from "./toy-commands.js";
import { isDropped, type Partnership, refusal, type Snapshot, type Working } from "./toy-house.js";
import { setsOf, setsOfEstimate } from "./toy-select.js";

export type { ToyHabits } from "./toy-house.js";

/** A server without HTTP, written for these tests alone: items, snapshots under keys, differences. */
export class ToyServer extends ToyCommands {
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
        zeroFilter: true,
      } as const;
      return this.sync(seat, { syncKey, ops: [], windowSize: 100, style, sets: { email: 0, sms: 0 } });
    }
    if (this.flawed("M-opt-three-103") && kind === "three sets") return refusal("103");
    if (!this.flawed("M-opt-three-4-with-commands")) return refusal("4");
    const commands = this.difference(partnership, snapshot.view, { email: 0, sms: 0 }, snapshot.sets, false);
    return { ...refusal("4"), commands };
  }
}
