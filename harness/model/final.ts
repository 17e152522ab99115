import type { Failure } from "./failure.js";
import { wanted } from "./sets.js";
import type { Payload, Seat, Token } from "./types.js";
import { folderState, type Held, seatName, seatState, type World } from "./world.js";

// The invariants of docs/model.md, section 8.

/** I1: no ServerId stands for two items; I2: every item has the class it was made with. */
export function judgeView(world: World, seat: Seat): Failure[] {
  const holders = new Map<string, Token>();
  const failures: Failure[] = [];
  const { box, removed, contested } = folderState(world, seat.folder);
  for (const [token, held] of seatState(world, seat).view) {
    const item = box.get(token) ?? removed.get(token) ?? contested.get(token)?.item;
    if (item !== undefined && item.class !== held.class) {
      const [expected, seen] = [`${token} as ${item.class}`, `held as ${held.class}`];
      failures.push({ ...seat, code: "class-disguised", token, expected, seen, rests: "I2" });
    }
    if (held.serverId === undefined) continue;
    const other = holders.get(held.serverId);
    if (other !== undefined) {
      const [expected, seen] = [`One item for ServerId ${held.serverId}`, `${other} and ${token}`];
      failures.push({ ...seat, code: "server-id-reused", token, expected, seen, rests: "I1" });
    }
    holders.set(held.serverId, token);
  }
  return failures;
}

/** I4, and I5 for a witness with both sets and FilterType 0: the view is the mailbox, restricted to what is wanted. */
export function judgeQuiet(world: World, seat: Seat): Failure[] {
  const { view, sets } = seatState(world, seat);
  const { box, contested } = folderState(world, seat.folder);
  const expected = new Map(
    [...box].filter(([, item]) => wanted(sets, item)).map(([token, item]) => [token, `${item.read}${item.flag}`]),
  );
  const failures: Failure[] = [];
  const differ = (token: Token, should: string, is: string) =>
    failures.push({ ...seat, code: "held-differs", token, expected: should, seen: is, rests: "I4" });
  for (const [token, held] of view) {
    if (contested.has(token)) continue;
    const should = expected.get(token);
    if (should === undefined) differ(token, `${token} not held`, "held");
    else if (should !== `${held.read}${held.flag}`)
      differ(token, `Read and Flag ${should}`, `${held.read}${held.flag}`);
  }
  for (const token of expected.keys()) if (!view.has(token)) differ(token, `${token} held`, "not held");
  return failures;
}

/** I6: From, To, text and DateReceived are the same on all devices that were given the item. */
export function judgePayloads(world: World, seats: readonly Seat[]): Failure[] {
  const first = new Map<string, { readonly seat: Seat; readonly payload: Payload }>();
  const failures: Failure[] = [];
  for (const seat of seats) {
    for (const [token, held] of seatState(world, seat).view) {
      if (held.payload === undefined) continue;
      const key = `${seat.folder}/${token}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, { seat, payload: held.payload });
      else failures.push(...differences(seat, token, held, other));
    }
  }
  return failures;
}

function differences(
  seat: Seat,
  token: Token,
  { payload = {} }: Held,
  other: { readonly seat: Seat; readonly payload: Payload },
): Failure[] {
  const names = new Set([...Object.keys(payload), ...Object.keys(other.payload)]);
  return [...names].flatMap((name) => {
    if (payload[name] === other.payload[name]) return [];
    const expected = `${name} of ${token} as device ${other.seat.device} has it: ${JSON.stringify(other.payload[name])}`;
    const seen = JSON.stringify(payload[name]) ?? "absent";
    return [{ ...seat, code: "payload-differs" as const, token, expected, seen, rests: "I6" }];
  });
}

/** All seats of the world, in the order in which they were first used. */
export function seatsOf(world: World, devices: readonly string[]): Seat[] {
  return [...world.folders.keys()].flatMap((folder) =>
    devices.map((device) => ({ device, folder })).filter((seat) => world.seats.has(seatName(seat))),
  );
}
