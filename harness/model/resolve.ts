import {
  agesInside,
  changeable,
  colliding,
  editable,
  isIdle,
  isPicky,
  type Named,
  namedBy,
  tokensMade,
} from "./candidates.js";
import type { Draw, OpDraw, PartDraw, SeatDraw, SetsDraw, SyncDraw, ValuesDraw } from "./draw.js";
import type { Style } from "./driver.js";
import { estimateRange } from "./estimate.js";
import { payloadOf, tokenOf } from "./naming.js";
import { needsOptions } from "./refused.js";
import { canResend } from "./request.js";
import { allSets, type Rules } from "./rules.js";
import { ages, filterOf, setsAfter } from "./sets.js";
import { type Stage, seatsInTurn, seatWhere } from "./stage.js";
import { againOf, type Step, type SyncPart } from "./step.js";
import type { OwnCommand, Seat, Sets, SetsInForce, SyncAsked, Token, Values } from "./types.js";
import { folderState, type SeatState, seatState, type World } from "./world.js";

/** Items alive in one folder, at most. */
const roomFor = 15;

/** The command as the present state lets it be; undefined when it has no meaning now. */
export function resolve(world: World, stage: Stage, draw: Draw): Step | undefined {
  switch (draw.do) {
    case "init":
    case "reset":
    case "retry":
    case "resend":
    case "quiesce":
      return resolvePlain(world, stage, draw.seat, draw.do);
    case "sync":
    case "lost":
      return resolveSync(world, stage, draw);
    case "sync-both":
    case "lost-both":
      return resolveBoth(world, stage, draw);
    case "estimate":
      return resolveEstimate(world, stage, draw);
    case "bad-options":
      return resolveBadOptions(world, stage, draw);
    case "settings": {
      const device = at(stage.devices, draw.device);
      // Whether a number that comes with 0 is kept is not said ([MS-ASMS] 3.1.4.3 calls it not needed).
      const asked = draw.number === undefined || draw.on === 0 ? {} : { number: at(phoneNumbers, draw.number) };
      return { do: "settings", device, asked: { on: draw.on, ...asked } };
    }
    default:
      return resolveSideChannel(world, stage, draw);
  }
}

function resolvePlain(
  world: World,
  stage: Stage,
  draw: SeatDraw,
  what: "init" | "reset" | "retry" | "resend" | "quiesce",
): Step | undefined {
  const possible = {
    init: (state: SeatState) => state.key === undefined,
    reset: isIdle,
    retry: (state: SeatState) => state.limbo !== undefined,
    resend: (_: SeatState, seat: Seat) => canResend(world, seat),
    quiesce: (state: SeatState) => isIdle(state) && state.sets !== "unknown",
  };
  const seat = seatWhere(world, stage, draw, possible[what]);
  if (seat === undefined || (what !== "retry" && what !== "resend")) return seat && { do: what, seat };
  const { limbo, last } = seatState(world, seat);
  return againOf(what, seat, (what === "retry" ? limbo : last)?.together ?? [seat]);
}

function resolveSync(world: World, stage: Stage, draw: { readonly do: "sync" | "lost" } & SyncDraw): Step | undefined {
  const collides = (_: SeatState, one: Seat) => isIdle(seatState(world, one)) && canCollide(world, one);
  const seat =
    (seeksCollision(world, draw) ? seatWhere(world, stage, draw.seat, collides) : undefined) ??
    seatWhere(world, stage, draw.seat, (state) => state.limbo === undefined);
  if (seat === undefined) return undefined;
  if (seatState(world, seat).key === undefined) return { do: "init", seat };
  return { do: draw.do, ...partFrom(world, stage, seat, draw, draw.do, []) };
}

/** Where devices may collide, most of the Syncs that change something look for a device that can. */
function seeksCollision({ rules }: World, draw: { readonly do: "sync" | "lost" } & SyncDraw): boolean {
  const change = draw.ops.find(({ kind }) => kind !== "Add");
  return rules.conflicts && draw.do === "sync" && change !== undefined && isPicky(change.pick);
}

/** Does the device hold something that it may change under the sets in force, and that is not as it knows it any more? */
function canCollide(world: World, seat: Seat): boolean {
  const { sets } = seatState(world, seat);
  return sets !== "unknown" && colliding(world, seat, sets).length > 0;
}

/** The drawn device, or the next one of which no folder waits for a lost answer. */
function resolveBoth(world: World, stage: Stage, draw: Extract<Draw, { readonly parts: unknown }>): Step | undefined {
  const [one, two] = stage.folders;
  if (one === undefined || two === undefined) return undefined;
  const first = draw.device % stage.devices.length;
  const inTurn = [...stage.devices.slice(first), ...stage.devices.slice(0, first)];
  const state = (device: string, folder: string) => seatState(world, { device, folder });
  const device = inTurn.find((name) => [one, two].every((folder) => state(name, folder).limbo === undefined));
  if (device === undefined) return undefined;
  const keyless = [one, two].find((folder) => state(device, folder).key === undefined);
  if (keyless !== undefined) return { do: "init", seat: { device, folder: keyless } };
  const what = draw.do === "sync-both" ? "sync" : "lost";
  const part = partFrom(world, stage, { device, folder: one }, draw.parts[0], what, []);
  const other = partFrom(world, stage, { device, folder: two }, draw.parts[1], what, part.asked.ops);
  return { do: draw.do, device, parts: [part, other] };
}

/** @param before commands of another Collection of the same request */
function partFrom(
  world: World,
  stage: Stage,
  seat: Seat,
  draw: PartDraw,
  what: "sync" | "lost",
  before: readonly OwnCommand[],
): SyncPart {
  const drawn = setsFrom(draw.sets, world.rules);
  // Options are due here: the sets of the draw would be none, so everything is asked for.
  const sets = drawn ?? (needsOptions(world, seat) ? allSets(world.rules) : undefined);
  const inForce = setsAfter(seatState(world, seat).sets, sets);
  const ops = opsFrom(world, stage, seat, inForce, { ...draw, do: what }, before);
  const asked: SyncAsked = { ...(sets === undefined ? {} : { sets }), ops, windowSize: draw.windowSize };
  return { seat, asked, style: styleFrom(draw.style) };
}

function opsFrom(
  world: World,
  stage: Stage,
  seat: Seat,
  sets: SetsInForce,
  draw: { readonly do: string } & PartDraw,
  before: readonly OwnCommand[],
): OwnCommand[] {
  // A lost request may be repeated, and who wins a conflict is open: one uncertainty at a time.
  const conflicts = world.rules.conflicts && draw.do === "sync";
  const named = changeable(world, seat, sets, conflicts);
  const ops: OwnCommand[] = [];
  for (const one of draw.ops) {
    const op =
      one.kind === "Add"
        ? addFrom(world, stage, seat, sets, one, [...before, ...ops], draw.do)
        : changeFrom(world, seat, one, without(named, ops));
    if (op !== undefined) ops.push(op);
  }
  return ops;
}

/** No command names what another one of the request does. */
function without({ all, rather }: Named, ops: readonly OwnCommand[]): Named {
  const isFree = (token: Token) => ops.every((op) => op.token !== token);
  return { all: all.filter(isFree), rather: rather.filter(isFree) };
}

function addFrom(
  world: World,
  stage: Stage,
  seat: Seat,
  sets: SetsInForce,
  draw: OpDraw,
  before: readonly OwnCommand[],
  what: string,
): OwnCommand | undefined {
  const filter = filterOf(sets, "SMS");
  const added = before.filter(({ kind }) => kind === "Add").length;
  const full = folderState(world, seat.folder).box.size + added >= roomFor;
  if (stage.noSmsAdds === true || filter === undefined || full || (what === "lost" && !world.rules.retryDedupe))
    return undefined;
  const token = tokenOf("SMS", tokensMade(world) + added, stage.naming);
  return {
    kind: "Add",
    token,
    clientId: `c${added}`,
    ageDays: at(agesInside(filter, ages, world.rules.smsBackdate && world.rules.addBackdate), draw.age),
    read: draw.values === "flag" ? 0 : 1,
    flag: draw.values === "read" ? 0 : 2,
    payload: payloadOf("SMS", token, draw.text),
  };
}

function changeFrom(world: World, seat: Seat, draw: OpDraw, free: Named): OwnCommand | undefined {
  if (free.all.length === 0) return undefined;
  const token = namedBy(free, draw.pick);
  if (draw.kind === "Delete") return { kind: "Delete", token };
  const held = seatState(world, seat).view.get(token);
  return held === undefined ? undefined : { kind: "Change", token, ...otherValues(held, draw.values) };
}

/** Most estimates are asked for where there is most to count: elsewhere nearly all of them would be 0. */
function resolveEstimate(world: World, stage: Stage, draw: Extract<Draw, { do: "estimate" }>): Step | undefined {
  const able = seatsInTurn(stage, draw.seat).filter((seat) => {
    const state = seatState(world, seat);
    return isIdle(state) && state.synced;
  });
  const sets = setsFrom(draw.sets, world.rules);
  const least = new Map(able.map((seat) => [seat, estimateRange(world, seat, sets).min]));
  const [fullest] = able.toSorted((one, other) => (least.get(other) ?? 0) - (least.get(one) ?? 0));
  const seat = isPicky(draw.style) ? fullest : able[0];
  if (seat === undefined) return undefined;
  return { do: "estimate", seat, ...(sets === undefined ? {} : { sets }), style: styleFrom(draw.style) };
}

function resolveBadOptions(world: World, stage: Stage, draw: Extract<Draw, { do: "bad-options" }>): Step | undefined {
  const seat = seatWhere(world, stage, draw.seat, isIdle);
  if (seat === undefined) return undefined;
  const token = tokenOf("SMS", tokensMade(world), stage.naming);
  const add = {
    kind: "Add",
    token,
    clientId: "c0",
    ageDays: at(ages, 0),
    read: 0,
    flag: 0,
    payload: payloadOf("SMS", token, draw.text),
  } as const;
  return { do: "bad-options", seat, kind: draw.kind, ...(draw.add ? { add } : {}) };
}

function resolveSideChannel(
  world: World,
  stage: Stage,
  draw: Extract<Draw, { do: "deliver" | "edit" | "remove" }>,
): Step | undefined {
  if (draw.do === "deliver") {
    const folder = at(stage.folders, draw.folder);
    if (stage.undelivered?.includes(draw.class) === true) return undefined;
    if (folderState(world, folder).box.size >= roomFor) return undefined;
    const token = tokenOf(draw.class, tokensMade(world), stage.naming);
    const backdate = draw.class === "SMS" ? world.rules.smsBackdate : world.rules.emailBackdate;
    const ageDays = at(agesInside(0, ages, backdate), draw.age);
    const payload = payloadOf(draw.class, token, draw.text);
    const read = draw.class === "SMS" ? draw.read : 0;
    return { do: "deliver", item: { folder, token, class: draw.class, ageDays, payload, read, flag: 0 } };
  }
  const folder = editedFolder(world, stage, draw.folder);
  if (folder === undefined) return undefined;
  const token = namedBy(editable(world, folder), draw.pick);
  if (draw.do === "remove") return { do: "remove", folder, token };
  const item = folderState(world, folder).box.get(token);
  return item === undefined ? undefined : { do: "edit", folder, token, values: otherValues(item, draw.values) };
}

/** The drawn folder, or the next one, where a change is news to a device; else where there is something to change. */
function editedFolder(world: World, { folders }: Stage, drawn: number): string | undefined {
  const first = drawn % folders.length;
  const inTurn = [...folders.slice(first), ...folders.slice(0, first)];
  const has = (what: keyof Named) => inTurn.find((folder) => editable(world, folder)[what].length > 0);
  return has("rather") ?? has("all");
}

/** Numbers of devices, with and without punctuation; the last is an empty element. */
const phoneNumbers: readonly string[] = ["+12015550123", "+1 (425) 555-0142", "4255550177", ""];

function otherValues({ read, flag }: Values, draw: ValuesDraw): Partial<Values> {
  const toggled = { read: read === 0 ? 1 : 0, flag: flag === 0 ? 2 : 0 } as const;
  if (draw === "both") return toggled;
  return draw === "read" ? { read: toggled.read } : { flag: toggled.flag };
}

function setsFrom({ classes, filters: [email, sms] }: SetsDraw, { smsSets }: Rules): Sets | undefined {
  if (!smsSets) return classes === "none" ? undefined : { email };
  return { none: undefined, both: { email, sms }, email: { email }, sms: { sms } }[classes];
}

function styleFrom(bits: number): Style {
  return {
    smsFirst: (bits & 1) === 0,
    spellEmail: (bits & 2) !== 0,
    deletesAsMoves: (bits & 4) === 0,
    getChanges: (["absent", "empty", "1"] as const)[(bits >> 3) % 3] ?? "absent",
    bodyPreference: (bits & 32) === 0,
    zeroFilter: (bits & 64) === 0,
  };
}

/** The candidate that an index stands for. @throws Error for an empty list. */
function at<T>(candidates: readonly T[], index: number): T {
  const found = candidates[index % candidates.length];
  if (found === undefined) throw new Error("There is nothing to choose from.");
  return found;
}
