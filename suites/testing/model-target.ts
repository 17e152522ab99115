import { createDevice, freshDeviceId } from "../../harness/device/index.js";
import type { Rules } from "../../harness/model/index.js";
import { type EmbeddedServer, startEmbedded } from "../../harness/run/embedded.js";
import type { DriverInput } from "../model-driver.js";

const servers: EmbeddedServer[] = [];

/** Stops what `starter` started. */
export async function stopServers(): Promise<void> {
  for (const server of servers.splice(0)) await server.close();
}

/** The reference server with these variants on: an empty mailbox and fresh devices for each history. */
export async function starter(variants: readonly string[], rules: Rules): Promise<() => Promise<DriverInput>> {
  const server = await startEmbedded(variants);
  servers.push(server);
  return async () => {
    const { user, authorization } = server.newAccount();
    return {
      user,
      hooks: server.hooks,
      settleMs: rules.settleMs,
      connect: async (label) => {
        const device = createDevice({
          endpoint: { url: server.url, keepAlive: true, ...(authorization === undefined ? {} : { authorization }) },
          label,
          partnership: { user, deviceId: freshDeviceId(), deviceType: "Phone" },
          protocolVersion: "14.1",
          idPrefix: "model",
          record: () => undefined,
          settleMs: rules.settleMs,
        });
        await device.connect();
        return device;
      },
    };
  };
}
