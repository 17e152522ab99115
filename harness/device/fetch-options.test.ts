import { expect, it } from "vitest";
import type { Exchange } from "../eas/index.js";
import { fetchOptions } from "./fetch-options.js";
import { type Reply, scriptedTarget } from "./testing/scripted-target.js";

async function ask(reply: Reply) {
  const target = await scriptedTarget({ OPTIONS: () => reply });
  const exchanges: Exchange[] = [];
  const offer = await fetchOptions({
    endpoint: { url: `${target.url}/Microsoft-Server-ActiveSync`, authorization: "Basic YWxpY2U6c2VjcmV0" },
    label: "A",
    partnership: { user: "alice", deviceId: "D", deviceType: "T" },
    idPrefix: "preflight",
    record: (exchange) => exchanges.push(exchange),
  });
  return { target, offer, exchanges };
}

it("asks with the login, without query and body, and reads the offer", async () => {
  const headers = {
    "MS-ASProtocolVersions": "2.5,12.1, 14.0,14.1",
    "MS-ASProtocolCommands": "Sync,Settings",
    "MS-Server-ActiveSync": "14.1",
    Server: "nginx",
  };
  const { target, offer, exchanges } = await ask({ headers });
  const [asked] = target.asked;
  expect(asked?.query.toString()).toBe("");
  expect(asked?.body.length).toBe(0);
  expect(asked?.rawHeaders.map((name) => name.toLowerCase())).not.toContain("ms-asprotocolversion");
  expect(asked?.headers).toMatchObject({ authorization: "Basic YWxpY2U6c2VjcmV0" });
  expect(asked?.headers).not.toHaveProperty("content-type");
  expect(offer).toMatchObject({
    versions: ["2.5", "12.1", "14.0", "14.1"],
    commands: ["Sync", "Settings"],
    server: "nginx, ActiveSync 14.1",
  });
  expect(exchanges).toEqual([offer.exchange]);
  expect(offer.exchange).toMatchObject({ id: "preflight/A/1", command: "OPTIONS", request: { method: "OPTIONS" } });
  expect(offer.exchange).not.toHaveProperty("protocolVersion");
  expect(JSON.stringify(offer.exchange)).not.toContain("YWxpY2U6c2VjcmV0");
});

it("does not throw for a refused login or a target that hangs up", async () => {
  const refused = await ask({ status: 401, headers: { "WWW-Authenticate": "Basic" } });
  expect(refused.offer).toMatchObject({ versions: [], commands: [], exchange: { response: { status: 401 } } });
  expect(refused.offer).not.toHaveProperty("server");
  const dropped = await ask("drop");
  expect(dropped.offer.exchange.failure?.kind).toBe("closed");
});
