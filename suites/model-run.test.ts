import { afterEach, expect, test } from "vitest";
import { createDevice, freshDeviceId } from "../harness/device/index.js";
import { type Rules, strictRules } from "../harness/model/index.js";
import { type ReferenceServer, startReferenceServer } from "../harness/reference/index.js";
import type { DriverInput } from "./model-driver.js";
import { runModel } from "./model-run.js";

const user = "alice";
const authorization = `Basic ${Buffer.from(`${user}:secret`).toString("base64")}`;
const servers: ReferenceServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A reset mailbox and a way to fresh devices, for each history. */
async function starter(mutants: readonly string[], rules: Rules): Promise<() => Promise<DriverInput>> {
  const server = await startReferenceServer({ mutants });
  servers.push(server);
  return async () => {
    server.reset(user);
    return {
      user,
      settleMs: rules.settleMs,
      hooks: {
        deliverEmail: async (input) => server.deliverEmail(input),
        deliverSms: async (input) => server.deliverSms(input),
        edit: async (input) => server.edit(input),
        remove: async (input) => server.remove(input),
        outbound: async (who) => server.outbound(who),
      },
      connect: async (label) => {
        const device = createDevice({
          endpoint: { url: server.url, authorization, keepAlive: true },
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

test("random histories find nothing wrong with the reference server", async () => {
  const start = await starter([], strictRules);
  const runs = Number(process.env.MODEL_RUNS ?? 25);
  const result = await runModel({ rules: strictRules, budget: { runs, maxCommands: 40 }, seed: 1, start });
  expect(result.failed, `${result.report}\n${result.error}`).toBe(false);
  expect(result.histories).toBe(runs);
});
