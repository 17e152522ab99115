import type { Failure, FailureCode, Findings } from "./failure.js";
import { pointing } from "./pointing.js";
import type { Seat, SeenSync, Sets, Token } from "./types.js";
import { seatState, type World, withSeat } from "./world.js";

/** A Sync with Options that must be refused ([MS-ASMS] 3.2.5.1); `token` is that of an Add inside it. */
export function judgeBadOptions(
  world: World,
  seat: Seat,
  token: Token | undefined,
  answer: SeenSync,
): Findings & { readonly world: World } {
  const failures: Failure[] = [];
  const fail = (code: FailureCode, expected: string, seen: string) =>
    failures.push(
      pointing(
        {
          ...seat,
          ...(answer.exchange === undefined ? {} : { exchange: answer.exchange }),
          code,
          expected,
          seen,
          rests: "D6",
        },
        { answer },
      ),
    );
  if (answer.status !== "4") fail("options-accepted", "Status 4", `Status ${answer.status ?? "absent"}`);
  if (answer.commands.length > 0) {
    fail("refusal-commands", "No Commands beside Status 4", `${answer.commands.length} commands`);
  }
  const refused = token === undefined ? world.refused : new Set([...world.refused, token]);
  return { world: requestSent({ ...world, refused }, seat, true), failures, notes: [] };
}

/**
 * An estimate changes nothing (I3), but it was sent on the folder, so the request before it cannot be sent again. A
 * foreign server may have let it disturb the sets, which the rulings only report (freedom N15).
 */
export function afterEstimate(world: World, seat: Seat, asked: Sets | undefined): World {
  const { sets } = seatState(world, seat);
  const inForce = sets === "unset" || sets === "unknown" ? {} : sets;
  const disturbing = asked !== undefined && (asked.email !== inForce.email || asked.sms !== inForce.sms);
  return requestSent(world, seat, disturbing);
}

/** Nothing may be sent again across this request; in the field the one after a doubtful request carries Options. */
function requestSent(world: World, seat: Seat, doubtful: boolean): World {
  const { last: _, ...state } = seatState(world, seat);
  const field = world.rules.tolerance === "field";
  return withSeat(world, seat, { ...state, optionsDue: state.optionsDue || (doubtful && field) });
}

/** Must the next Sync of this seat carry Options? */
export function needsOptions(world: World, seat: Seat): boolean {
  const { sets, optionsDue: due } = seatState(world, seat);
  return sets === "unknown" || due;
}
