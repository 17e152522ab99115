import type { Seat, SeenCommand, Sets, Token } from "../types.js";
import { type Partnership, type Sent, ToyHouse, type Working } from "./toy-house.js";
import type { ToyItem } from "./toy-mailbox.js";
import { days, isWanted } from "./toy-select.js";

/** What a device is owed: the commands between what it holds and what it wants of the mailbox. */
export class ToyDifference extends ToyHouse {
  /** All commands that bring the device up to date. */
  protected difference(
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

  protected about(
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

  protected isNarrowed(sets: Sets | undefined, item: ToyItem): boolean {
    return sets !== undefined && (item.class === "Email" ? sets.sms === undefined : sets.email === undefined);
  }

  protected removalOf(seat: Seat, serverId: string, item: ToyItem, sets: Sets | undefined): SeenCommand | undefined {
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

  protected addOf(item: ToyItem): SeenCommand {
    const tag = item.class === "SMS" ? this.tagOfSms() : this.takes("spelt class") ? { class: "Email" } : {};
    const { token, read, flag, payload } = item;
    return { kind: "Add", serverId: this.idFor(token), ...tag, token, looksLike: item.class, read, flag, payload };
  }

  protected tagOfSms(): { readonly class?: string } {
    if (this.flawed("M-class-omitted")) return {};
    return { class: this.flawed("M-class-value") ? "IPM.Note.Mobile.SMS" : "SMS" };
  }

  protected apply({ seat }: Partnership, working: Working, command: SeenCommand): void {
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
}

function isWidened(before: Sets | undefined, now: Sets | undefined, item: ToyItem): boolean {
  const [old, wide] = [before?.sms, now?.sms];
  return old !== undefined && wide !== undefined && old !== wide && item.ageDays > (days[old] ?? 0);
}
