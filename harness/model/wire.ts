import type { Addressed, Style, WireCommand } from "./driver.js";
import type { Step, SyncPart } from "./step.js";
import type { Seat, SyncAsked } from "./types.js";
import { seatName, seatState, type World } from "./world.js";

export const plainStyle: Style = {
  smsFirst: true,
  spellEmail: false,
  deletesAsMoves: true,
  getChanges: "absent",
  bodyPreference: true,
  zeroFilter: true,
};

/** A request as it goes out. @throws Error for a seat without a SyncKey, or an item of which the device knows no ServerId. */
export function addressed(world: World, { seat, asked, style }: SyncPart): Addressed {
  const { sets, ops, windowSize } = asked;
  const { view } = seatState(world, seat);
  const commands = ops.map((op): WireCommand => {
    if (op.kind === "Add") return op;
    const serverId = view.get(op.token)?.serverId;
    if (serverId === undefined) throw new Error(`Device ${seat.device} knows no ServerId of ${op.token}.`);
    return { ...op, serverId };
  });
  const options = sets === undefined ? {} : { sets };
  return { seat, request: { syncKey: keyOf(world, seat), ...options, ops: commands, windowSize, style } };
}

export function keyOf(world: World, seat: Seat): string {
  const { key } = seatState(world, seat);
  if (key === undefined) throw new Error(`${seatName(seat)} has no SyncKey yet.`);
  return key;
}

/** A Sync in the plainest form. */
export function syncOf(seat: Seat, asked: SyncAsked): Step {
  return { do: "sync", seat, asked, style: plainStyle };
}
