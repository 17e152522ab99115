import type { Addressed, ModelDriver, WireSync } from "../driver.js";
import type { Seat, SeenSync } from "../types.js";
import { ToyRegister } from "./toy-register.js";
import { type ToyHabits, ToyServer } from "./toy-server.js";

/** How long the toy server takes to show a change when it takes the liberty "lag". */
export const toySettleMs = 100;

/** Devices of the toy server: they keep the bytes of their last request, here the request itself. */
export function toyDriver(habits: ToyHabits): ModelDriver {
  const server = new ToyServer(habits);
  const register = new ToyRegister(habits);
  const last = new Map<string, WireSync>();
  const { mailbox } = server;
  let time = 0;
  // Everything that is sent takes ten milliseconds of this clock.
  const tick = () => {
    time += 10;
    mailbox.catchUp(time);
  };
  const happen = async (what: () => void): Promise<void> => {
    if (habits.liberties.has("lag")) mailbox.later(time + toySettleMs, what);
    else what();
  };
  const sentOn = (seat: Seat): WireSync => {
    const request = last.get(name(seat));
    if (request === undefined) throw new Error("Nothing was sent yet.");
    return request;
  };
  const exchanged = async (requests: readonly Addressed[]): Promise<readonly SeenSync[]> => {
    for (const { seat, request } of requests) last.set(name(seat), request);
    tick();
    return requests.map(({ seat, request }) => server.sync(seat, request));
  };
  const sync = async (seat: Seat, request: WireSync): Promise<SeenSync> => {
    last.set(name(seat), request);
    tick();
    return server.sync(seat, request);
  };
  return {
    init: async (seat) => server.init(seat),
    sync,
    syncBoth: async (requests) => {
      const answers = await exchanged(requests);
      return habits.flaws.has("collections mixed up") ? [...answers].reverse() : answers;
    },
    lose: async (requests) => {
      await exchanged(requests);
      return undefined;
    },
    again: async (seats) => {
      const answers = await exchanged(seats.map((seat) => ({ seat, request: sentOn(seat) })));
      if (!habits.flaws.has("only the first repeated")) return answers;
      return answers.map((answer, index) => (index === 0 ? answer : silence));
    },
    estimate: async (seat, { syncKey, sets }) => {
      tick();
      const estimate = server.estimate(seat, syncKey, sets);
      return estimate < 0 ? { status: "4" } : { status: "1", estimate };
    },
    settings: async (device, { on, number }) => register.settings(device, on, number),
    badOptions: async (seat, { syncKey, kind, add }) => server.badOptions(seat, syncKey, kind, add),
    deliver: ({ folder, ...item }) => happen(() => mailbox.put(folder, item)),
    serverEdit: (folder, token, values) => happen(() => mailbox.edit(folder, token, values)),
    serverDelete: (folder, token) => happen(() => mailbox.remove(folder, token)),
    outbound: async () => register.outbound(),
    now: () => time,
    pause: async (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** Not a word about a folder is as an empty answer. */
const silence: SeenSync = { status: "1", empty: true, commands: [], responses: [], moreAvailable: false };

function name({ device, folder }: Seat): string {
  return `${device} ${folder}`;
}
