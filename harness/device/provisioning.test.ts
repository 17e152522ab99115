import { describe, expect, it } from "vitest";
import {
  buildFolderSyncResponse,
  buildProvisionResponse,
  type ProvisionResponse,
  readProvisionRequest,
  readSettingsRequest,
  wbxmlPolicyType,
} from "../eas/index.js";
import { element } from "../wbxml/index.js";
import { phone, type Script, scriptedTarget, syncRefused } from "./testing/scripted-target.js";
import { StageError } from "./types.js";

const policyType = wbxmlPolicyType;
const answer = (response: Partial<ProvisionResponse>) =>
  buildProvisionResponse({ status: "1", remoteWipe: false, ...response }, "14.1");

async function stageErrorOf(script: Script): Promise<StageError> {
  const { device } = phone(await scriptedTarget(script));
  const error = await device.connect().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StageError) return error;
  throw new Error(`no StageError but ${String(error)}`);
}

describe("connect", () => {
  it("goes through both phases and carries the key from then on", async () => {
    const server = await scriptedTarget();
    const { device } = phone(server);
    await device.connect();
    expect(server.commands()).toEqual(["Provision", "Provision", "FolderSync"]);
    expect(server.asked.map(({ headers }) => headers["x-ms-policykey"])).toEqual(["0", "111", "222"]);
    expect(device.policyKey).toBe("222");
    const [first, second] = server.asked.map(({ root }) => root && readProvisionRequest(root));
    expect(first?.policyKey).toBeUndefined();
    expect(second).toMatchObject({ policyType, policyKey: "111", acknowledgement: "1" });
  });

  it.each(["abc\r\nX-Evil: 1", "schl\u00fcssel", "a b"])(
    "stops at a policy key that no header carries: %j",
    async (policyKey) => {
      const policy = { policyType, status: "1", policyKey };
      const error = await stageErrorOf({ Provision: () => answer({ policy }) });
      expect(error.message).toContain("policy key that no request can carry");
    },
  );

  it.each(["14.1", "16.0", "16.1"] as const)("at %s tells about the device in the first Provision", async (version) => {
    const server = await scriptedTarget();
    await phone(server, { protocolVersion: version }).device.connect();
    const [first, second] = server.asked.map(({ root }) => root && readProvisionRequest(root));
    expect(first?.deviceInformation).toMatchObject({ friendlyName: "asms-conformance A" });
    expect(first?.deviceInformation).not.toHaveProperty("phoneNumber");
    expect(first?.deviceInformation).not.toHaveProperty("enableOutboundSms");
    expect(second?.deviceInformation).toBeUndefined();
  });

  it.each(["12.1", "14.0"] as const)("at %s tells it by Settings, before FolderSync", async (version) => {
    const server = await scriptedTarget();
    await phone(server, { protocolVersion: version }).device.connect();
    expect(server.commands()).toEqual(["Provision", "Provision", "Settings", "FolderSync"]);
    const requests = server.asked.map(({ root }) => root);
    expect(requests[0] && readProvisionRequest(requests[0])?.deviceInformation).toBeUndefined();
    const told = requests[2] && readSettingsRequest(requests[2])?.deviceInformation;
    expect(told).toMatchObject({ friendlyName: "asms-conformance A" });
    expect(told).not.toHaveProperty("phoneNumber");
  });

  it.each([
    ["no policy for this device", { policy: { policyType, status: "2" } }],
    ["no policy at all", {}],
    ["a policy without a key", { policy: { policyType, status: "1" } }],
    ["an empty key", { policy: { policyType, status: "1", policyKey: "" } }],
  ])("takes it as done when there is %s", async (_what, response) => {
    const server = await scriptedTarget({ Provision: () => answer(response) });
    const { device } = phone(server);
    await device.connect();
    expect(server.commands()).toEqual(["Provision", "FolderSync"]);
    expect(device.policyKey).toBe("0");
  });

  it.each([
    ["keeps the first key when the acknowledgement brings none", { policy: { policyType, status: "1" } }, "111"],
    ["has none when the acknowledgement takes the policy back", { policy: { policyType, status: "2" } }, "0"],
  ])("%s", async (_what, second, key) => {
    const first = { policy: { policyType, status: "1", policyKey: "111" } };
    const { device } = phone(await scriptedTarget({ Provision: (_asked, nth) => answer(nth === 1 ? first : second) }));
    await device.connect();
    expect(device.policyKey).toBe(key);
  });

  it("never acknowledges a remote wipe", async () => {
    const policy = { policyType, status: "1", policyKey: "111" };
    for (const wiped of [1, 2]) {
      const server = await scriptedTarget({
        Provision: (_asked, nth) => answer({ policy, remoteWipe: nth === wiped }),
      });
      const { device } = phone(server);
      await expect(device.connect()).rejects.toThrow(/remote wipe.*Nothing was acknowledged/);
      expect(server.commands()).toHaveLength(wiped);
    }
  });

  it.each([
    ["Status 3 under Provision", "3", answer({ status: "3" })],
    ["Status 165 under Provision", "165", answer({ status: "165" })],
    ["Status 4 under Policy", "4", answer({ policy: { policyType, status: "4" } })],
  ])("stops at %s", async (words, status, reply) => {
    const error = await stageErrorOf({ Provision: () => reply });
    expect(error.message).toBe(`The target refuses Provision: ${words}.`);
    expect(error).toMatchObject({ status, exchange: { id: "case/A/1", command: "Provision" } });
  });

  it.each([
    [{ status: 401 }, "HTTP 401", /user name or password/],
    [{ status: 403 }, "HTTP 403", /may not use ActiveSync/],
    [{ status: 404 }, "HTTP 404", /no ActiveSync server at this path/],
    [{ status: 451, headers: { "X-MS-Location": "https://other.example" } }, "HTTP 451", /https:\/\/other\.example/],
    [{ status: 500 }, "HTTP 500", /HTTP 500 \(Internal Server Error\)\.$/],
    [{ headers: { "Content-Type": "text/html" }, body: "<html>" }, undefined, /no WBXML document \(text\/html\)/],
    ["empty", undefined, /HTTP 200 with an empty body/],
    ["drop", undefined, /closed the connection without an answer/],
    [element(7, "FolderSync"), undefined, /whose root is FolderSync/],
    [element(14, "Provision"), undefined, /has no Status/],
  ] as const)("explains case %# in one sentence", async (reply, status, words) => {
    const error = await stageErrorOf({ Provision: () => reply });
    expect(error.message).toMatch(words);
    expect(error.message.split("\n")).toHaveLength(1);
    expect(error.status).toBe(status);
  });

  it("looks for the reason of a 403 elsewhere where another device of the user was let in", async () => {
    const server = await scriptedTarget({ Provision: () => ({ status: 403 }) });
    const { device } = phone(server, { servedBefore: true });
    await expect(device.connect()).rejects.toThrow(/HTTP 403 \(Forbidden\): another device .* is used up\.$/);
  });

  it("stops when FolderSync is refused", async () => {
    const refused = { status: "111", added: [], updated: [], deleted: [] };
    const error = await stageErrorOf({ FolderSync: () => buildFolderSyncResponse(refused, "14.1") });
    expect(error).toMatchObject({ status: "111", exchange: { command: "FolderSync" } });
  });
});

describe("a demand to provision", () => {
  it.each(["140", "141", "142", "143", "144"])(
    "by Status %s is met once, then the request is repeated",
    async (code) => {
      const server = await scriptedTarget({
        Ping: (_asked, nth) => (nth === 1 ? element(13, "Ping", element(13, "Status", code)) : "empty"),
      });
      const { device } = phone(server);
      const { exchange } = await device.ping({ heartbeatInterval: 60, folders: [] });
      expect(server.commands()).toEqual(["Ping", "Provision", "Provision", "Ping"]);
      expect(server.asked.map(({ headers }) => headers["x-ms-policykey"])).toEqual([undefined, "0", "111", undefined]);
      expect(exchange.id).toBe("case/A/4");
    },
  );

  it("by HTTP 449 is met with the new key, and only once", async () => {
    const server = await scriptedTarget({ MoveItems: () => ({ status: 449 }) });
    const { device } = phone(server);
    const { exchange } = await device.moveItem("5", "5:1", "6");
    expect(server.commands()).toEqual(["MoveItems", "Provision", "Provision", "MoveItems"]);
    expect(server.asked[3]?.headers["x-ms-policykey"]).toBe("222");
    expect(server.asked[3]?.body).toEqual(server.asked[0]?.body);
    expect(exchange.response?.status).toBe(449);
  });

  it("that cannot be met leaves the caller with the answer that made it", async () => {
    const server = await scriptedTarget({
      Sync: () => syncRefused("140"),
      Provision: () => answer({ remoteWipe: true }),
    });
    const { device } = phone(server);
    const { response } = await device.syncRaw({});
    expect(response?.status).toBe("140");
    expect(server.commands()).toEqual(["Sync", "Provision"]);
  });

  it("is left alone in raw requests", async () => {
    const server = await scriptedTarget({ Sync: () => syncRefused("142") });
    await phone(server).device.send("Sync", element(0, "Sync"));
    expect(server.commands()).toEqual(["Sync"]);
  });
});
