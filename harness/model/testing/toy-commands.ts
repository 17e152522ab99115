import type { WireCommand, WireSync } from "../driver.js";
import type { SeenResponse } from "../types.js";
import { ToyDifference } from "./toy-difference.js";
import type { Partnership, Working } from "./toy-house.js";

/** Carries the commands of a device out, once for each SyncKey. */
export class ToyCommands extends ToyDifference {
  private readonly usedClientIds = new Map<string, string>();

  protected carryOut(partnership: Partnership, request: WireSync, working: Working): SeenResponse[] {
    const known = partnership.carriedOut.get(request.syncKey);
    const repeated = known !== undefined && !this.flawed("M-retry-dup");
    const ids = new Map<string, string>(repeated ? known : []);
    const responses = request.ops.flatMap((op) => this.carryOutOne(partnership, op, working, ids, repeated));
    if (request.ops.length > 0) partnership.carriedOut.set(request.syncKey, ids);
    return responses;
  }

  protected carryOutOne(
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

  protected add(
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
}
