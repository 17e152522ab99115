import type { SeatDraw } from "./draw.js";
import type { Naming } from "./naming.js";
import type { ItemClass, Seat } from "./types.js";
import { type SeatState, seatState, type World } from "./world.js";

/** Where a history plays. */
export interface Stage {
  readonly devices: readonly string[];
  readonly folders: readonly string[];
  readonly naming: Naming;
  /** Classes that cannot be put into the mailbox from outside. Default: none. */
  readonly undelivered?: readonly ItemClass[];
  /** The target keeps no SMS that a device adds, so none is added. Default false. */
  readonly noSmsAdds?: boolean;
}

/** All seats, the drawn one first. */
export function seatsInTurn(stage: Stage, draw: SeatDraw): readonly Seat[] {
  const seats = stage.folders.flatMap((folder) => stage.devices.map((device) => ({ device, folder })));
  const first = (draw.folder % stage.folders.length) * stage.devices.length + (draw.device % stage.devices.length);
  return [...seats.slice(first), ...seats.slice(0, first)];
}

/** The drawn seat, or the next one of which the condition holds. */
export function seatWhere(
  world: World,
  stage: Stage,
  draw: SeatDraw,
  condition: (state: SeatState, seat: Seat) => boolean,
): Seat | undefined {
  return seatsInTurn(stage, draw).find((seat) => condition(seatState(world, seat), seat));
}
