import type { ModelDriver, WireSync } from "../driver.js";
import type { Seat, SeenSync } from "../types.js";
import { type ToyHabits, ToyServer } from "./toy-server.js";

/** Devices of the toy server: they keep the bytes of their last request, here the request itself. */
export function toyDriver(habits: ToyHabits): ModelDriver {
  const server = new ToyServer(habits);
  const last = new Map<string, WireSync>();
  const again = async (seat: Seat): Promise<SeenSync> => {
    const request = last.get(name(seat));
    if (request === undefined) throw new Error("Nothing was sent yet.");
    return server.sync(seat, request);
  };
  const sync = async (seat: Seat, request: WireSync): Promise<SeenSync> => {
    last.set(name(seat), request);
    return server.sync(seat, request);
  };
  return {
    init: async (seat) => server.init(seat),
    sync,
    lose: async (seat, request) => {
      await sync(seat, request);
    },
    retry: again,
    resend: again,
    estimate: async (seat, { syncKey, sets }) => {
      const estimate = server.estimate(seat, syncKey, sets);
      return estimate < 0 ? { status: "4" } : { status: "1", estimate };
    },
    settings: async (device, { on, number }) => server.settings(device, on, number),
    badOptions: async (seat, { syncKey, kind, add }) => server.badOptions(seat, syncKey, kind, add),
    deliver: async ({ folder, ...item }) => server.mailbox.put(folder, item),
    serverEdit: async (folder, token, values) => server.mailbox.edit(folder, token, values),
    serverDelete: async (folder, token) => server.mailbox.remove(folder, token),
    outbound: async () => server.outbound(),
    now: () => 0,
    pause: async () => undefined,
  };
}

function name({ device, folder }: Seat): string {
  return `${device} ${folder}`;
}
