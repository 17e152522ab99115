import { describe, expect, it } from "vitest";
import {
  buildEstimateResponse,
  type ClientCommand,
  readEstimateRequest,
  readSyncRequest,
  type SyncCollectionRequest,
} from "../eas/index.js";
import {
  collectionOf,
  phone,
  type Reply,
  type Script,
  type ScriptedTarget,
  scriptedTarget,
  synced,
  syncRefused,
} from "./testing/scripted-target.js";
import type { DeviceFolder, DeviceSetup } from "./types.js";

interface Opened {
  readonly target: ScriptedTarget;
  readonly inbox: DeviceFolder;
  /** Sync requests after the first one. */
  syncs(): (SyncCollectionRequest | undefined)[];
}

/** An Inbox with key "k1"; `replies` are given to the Syncs that follow, the last one for ever. */
async function opened(replies: readonly Reply[], setup: Partial<Omit<DeviceSetup, "endpoint">> = {}): Promise<Opened> {
  const Sync: Script[string] = (_asked, nth) =>
    nth === 1 ? synced({ syncKey: "k1" }) : (replies[Math.min(nth - 2, replies.length - 1)] ?? "empty");
  const target = await scriptedTarget({ Sync });
  const { device } = phone(target, setup);
  await device.connect();
  const inbox = await device.open("Inbox");
  const syncs = () =>
    target.asked
      .filter(({ command }) => command === "Sync")
      .slice(1)
      .map(collectionOf);
  return { target, inbox, syncs };
}

const sms = (serverId: string) => ({ kind: "Add", class: "SMS", serverId, item: { read: "0" } }) as const;
const add: ClientCommand = { kind: "Add", class: "SMS", clientId: "c1", item: { from: "x" } };
const added = synced({ responses: [{ kind: "Add", clientId: "c1", serverId: "5:9", status: "1" }] });

describe("sync", () => {
  it("writes what it is given and nothing more", async () => {
    const { inbox, syncs, target } = await opened(["empty"]);
    await inbox.sync();
    const options = [{ class: "SMS", filterType: "3" }, {}];
    await inbox.sync({ options, windowSize: 7, getChanges: "empty", deletesAsMoves: "0", commands: [add] });
    const [bare, rich] = syncs();
    const { element: _one, ...written } = bare ?? {};
    expect(written).toEqual({ syncKey: "k1", collectionId: "5" });
    expect(rich).toMatchObject({
      windowSize: 7,
      getChanges: "empty",
      deletesAsMoves: "0",
      commands: [{ clientId: "c1" }],
    });
    expect(rich?.options).toMatchObject(options);
    expect(target.asked.at(-1)?.query.toString()).toBe("Cmd=Sync&User=alice&DeviceId=DEV1&DeviceType=Phone");
  });

  it("names the class of the Collection before 14.0 only", async () => {
    const old = await opened(["empty"], { protocolVersion: "12.1" });
    await old.inbox.sync();
    expect(old.syncs()[0]?.class).toBe("Email");
    const newer = await opened(["empty"], { protocolVersion: "14.0" });
    await newer.inbox.sync();
    expect(newer.syncs()[0]).not.toHaveProperty("class");
  });

  it("passes Wait and HeartbeatInterval on, and waits that much longer for the answer", async () => {
    const { inbox, target } = await opened(["empty"]);
    await inbox.sync({ heartbeatInterval: 60 });
    await inbox.sync({ wait: 1 });
    const requests = target.asked.slice(-2).map(({ root }) => root && readSyncRequest(root));
    expect(requests).toMatchObject([{ heartbeatInterval: 60 }, { wait: 1 }]);
  });

  it("moves on with each new key, opaque as it is", async () => {
    const { inbox, syncs } = await opened([
      synced({ syncKey: "-1" }),
      synced({ syncKey: "{%2F} 6-6" }),
      "empty",
      "empty",
    ]);
    for (let n = 0; n < 4; n += 1) await inbox.sync();
    expect(syncs().map((one) => one?.syncKey)).toEqual(["k1", "-1", "{%2F} 6-6", "{%2F} 6-6"]);
  });

  it("keeps key and replica when the answer is empty", async () => {
    const { inbox } = await opened([synced({ commands: [sms("5:1")] }), "empty"]);
    await inbox.sync();
    const answer = await inbox.sync();
    expect(answer).toMatchObject({ empty: true, status: "1", commands: [], moreAvailable: false });
    expect([inbox.syncKey, [...inbox.held.keys()]]).toEqual(["k2", ["5:1"]]);
  });

  it.each([
    ["Sync/Status 4", syncRefused("4")],
    ["Collection/Status 3 with key 0", synced({ status: "3", syncKey: "0", commands: [sms("5:2")] })],
    ["Collection/Status 12", synced({ status: "12", syncKey: "k9" })],
    ["HTTP 500", { status: 500 }],
    ["HTTP 503 for an hour", { status: 503, headers: { "Retry-After": "3600" } }],
    ["a dropped connection", "drop"],
    ["a page of HTML", { headers: { "Content-Type": "text/html" }, body: "<html>" }],
  ] as const)("keeps key and replica after %s, and does not throw", async (_what, reply) => {
    const { inbox } = await opened([synced({ commands: [sms("5:1")] }), reply]);
    await inbox.sync();
    await inbox.sync({ commands: [{ kind: "Delete", serverId: "5:1" }] });
    expect([inbox.syncKey, [...inbox.held.keys()]]).toEqual(["k2", ["5:1"]]);
  });

  it("reads the Collection by its id, else the only one", async () => {
    const { inbox } = await opened([synced({ collectionId: "other", syncKey: "k2" })]);
    expect((await inbox.sync()).collection?.collectionId).toBe("other");
    expect(inbox.syncKey).toBe("k2");
  });

  it("takes part in the replica with its own commands", async () => {
    const { inbox } = await opened([added, "empty", "empty"]);
    await inbox.sync({ commands: [add] });
    expect(inbox.held.get("5:9")).toMatchObject({ class: "SMS", item: { from: "x" }, exchange: "case/A/5" });
    await inbox.sync({ commands: [{ kind: "Change", serverId: "5:9", item: { read: "1" } }] });
    expect(inbox.held.get("5:9")?.item).toEqual({ from: "x", read: "1" });
    await inbox.sync({ commands: [{ kind: "Delete", serverId: "5:9" }] });
    expect(inbox.held.size).toBe(0);
  });

  it("does not hold an own item that the server gave no ServerId", async () => {
    const { inbox } = await opened([synced(), "empty"]);
    await inbox.sync({ commands: [add] });
    await inbox.sync({ commands: [add] });
    expect(inbox.held.size).toBe(0);
  });

  it("with key 0 starts the replica anew, once that succeeded", async () => {
    const { inbox } = await opened([synced({ commands: [sms("5:1")] }), syncRefused("5"), synced({ syncKey: "n1" })]);
    await inbox.sync();
    await inbox.sync({ syncKey: "0" });
    expect(inbox.held.size).toBe(1);
    await inbox.sync({ syncKey: "0" });
    expect([inbox.syncKey, inbox.held.size]).toEqual(["n1", 0]);
  });

  it("marks a request that is wrong on purpose", async () => {
    const { inbox } = await opened([syncRefused("4")]);
    const { exchange } = await inbox.sync({ deliberate: "three Options" });
    expect(exchange.deliberate).toBe("three Options");
  });

  it("waits for as long as a 503 asks, where that fits into the limit", async () => {
    const busy = (after: string): Reply => ({ status: 503, headers: { "Retry-After": after } });
    const { inbox, syncs } = await opened([busy("0"), added, busy("3600"), "empty"]);
    expect((await inbox.sync({ commands: [add] })).status).toBe("1");
    expect(syncs()).toHaveLength(2);
    expect((await inbox.sync()).exchange.response?.status).toBe(503);
    expect(syncs()).toHaveLength(3);
  });

  it.each([
    ["HTTP 503", { status: 503 }],
    ["HTTP 429", { status: 429 }],
    ["Status 111", syncRefused("111")],
  ])("sends the same bytes again after %s, which names no time", async (_, busy) => {
    const { inbox, syncs } = await opened([busy, added]);
    expect((await inbox.sync({ commands: [add] })).status).toBe("1");
    const [first, second] = syncs();
    expect(syncs()).toHaveLength(2);
    expect(second).toEqual(first);
  });

  it.each([
    ["16", []],
    ["12", ["FolderSync"]],
  ])("sends the same once more after a Status %s that comes out of the blue", async (status, between) => {
    const { inbox, syncs, target } = await opened([syncRefused(status), added]);
    const before = target.asked.length;
    expect((await inbox.sync({ commands: [add] })).status).toBe("1");
    expect(target.asked.slice(before).map(({ command }) => command)).toEqual(["Sync", ...between, "Sync"]);
    const [first, second] = syncs();
    expect(second).toEqual(first);
  });

  it.each(["16", "12"])("takes a second Status %s as it is", async (status) => {
    const { inbox, syncs } = await opened([syncRefused(status)]);
    expect((await inbox.sync()).status).toBe(status);
    expect(syncs()).toHaveLength(2);
  });

  it("sends a wrong request once more after Status 16, which says nothing about it, and takes a 12 as it is", async () => {
    const { inbox, syncs } = await opened([syncRefused("16"), syncRefused("4"), syncRefused("12")]);
    expect((await inbox.sync({ deliberate: "wrong" })).status).toBe("4");
    expect((await inbox.sync({ deliberate: "wrong" })).status).toBe("12");
    expect(syncs()).toHaveLength(3);
  });

  it("repeats a repeated request after Status 16", async () => {
    const { inbox, syncs } = await opened([added, syncRefused("16"), added]);
    await inbox.sync({ commands: [add] });
    expect((await inbox.retry()).status).toBe("1");
    const [first, second, third] = syncs();
    expect([second, third]).toEqual([first, first]);
  });

  it("does not wait for ever for a server that is always busy", async () => {
    const { inbox, syncs } = await opened([{ status: 503, headers: { "Retry-After": "0" } }]);
    expect((await inbox.sync()).exchange.response?.status).toBe(503);
    expect(syncs()).toHaveLength(4);
  });
});

describe("a lost answer", () => {
  it("changes nothing on the device, and is recorded as lost", async () => {
    const { inbox } = await opened([synced({ commands: [sms("5:1")] }), added]);
    await inbox.sync();
    const lost = await inbox.sync({ commands: [add, { kind: "Delete", serverId: "5:1" }], lose: true });
    expect(lost.exchange.lost).toBe(true);
    expect(lost.status).toBe("1");
    expect([inbox.syncKey, [...inbox.held.keys()]]).toEqual(["k2", ["5:1"]]);
  });

  it("is got again by the very same bytes, headers included", async () => {
    const { inbox, target } = await opened([added, added]);
    await inbox.sync({ commands: [add], options: [{ class: "SMS" }], lose: true });
    const answer = await inbox.retry();
    const [first, second] = target.asked.slice(-2);
    expect(second?.body).toEqual(first?.body);
    expect(second?.rawHeaders).toEqual(first?.rawHeaders);
    expect(second?.query.toString()).toBe(first?.query.toString());
    expect(answer.exchange).not.toHaveProperty("lost");
    expect([inbox.syncKey, [...inbox.held.keys()]]).toEqual(["k2", ["5:9"]]);
  });

  it("may be got again more than once, also when it was not lost", async () => {
    const { inbox, target } = await opened([added]);
    await inbox.sync({ commands: [add] });
    await inbox.retry();
    await inbox.retry();
    expect(new Set(target.asked.slice(-3).map(({ body }) => body.toString("hex"))).size).toBe(1);
    expect([inbox.syncKey, [...inbox.held.keys()]]).toEqual(["k2", ["5:9"]]);
  });

  it("that demands provisioning is not looked at", async () => {
    const { inbox, target } = await opened([syncRefused("142")]);
    const before = target.asked.length;
    await inbox.sync({ lose: true });
    expect(target.asked.length).toBe(before + 1);
  });
});

describe("restart", () => {
  it("forgets key and replica and asks for a new key", async () => {
    const { inbox, syncs } = await opened([synced({ commands: [sms("5:1")] }), synced({ syncKey: "n1" })]);
    await inbox.sync();
    const answer = await inbox.restart();
    expect(answer.status).toBe("1");
    const { element: _one, ...written } = syncs()[1] ?? {};
    expect(written).toEqual({ syncKey: "0", collectionId: "5" });
    expect([inbox.syncKey, inbox.held.size]).toEqual(["n1", 0]);
  });
});

describe("estimate", () => {
  const response = { status: "1", collectionId: "5", estimate: "3" };

  async function estimating(reply: Reply, protocolVersion: DeviceSetup["protocolVersion"] = "14.1") {
    const target = await scriptedTarget({ GetItemEstimate: () => reply });
    const { device } = phone(target, { protocolVersion });
    await device.connect();
    return { target, inbox: await device.open("Inbox") };
  }

  it("asks with the folder's key and gives the number", async () => {
    const { target, inbox } = await estimating(buildEstimateResponse({ responses: [response] }, "14.1"));
    const answer = await inbox.estimate({ options: [{ class: "SMS", filterType: "3" }] });
    expect(answer).toMatchObject({ status: "1", estimate: 3, empty: false });
    const { root } = target.asked.at(-1) ?? {};
    expect(root && readEstimateRequest(root)?.collections).toMatchObject([
      { syncKey: "k1", collectionId: "5", options: [{ class: "SMS", filterType: "3" }] },
    ]);
    expect(inbox.syncKey).toBe("k1");
  });

  it("takes another key where one is given, and names the class at 12.1", async () => {
    const { target, inbox } = await estimating("empty", "12.1");
    const answer = await inbox.estimate({ syncKey: "0", deliberate: "not primed" });
    expect(answer).toMatchObject({ empty: true, exchange: { deliberate: "not primed" } });
    expect(answer.status).toBeUndefined();
    const { root } = target.asked.at(-1) ?? {};
    expect(root && readEstimateRequest(root)?.collections).toMatchObject([{ syncKey: "0", class: "Email" }]);
  });
});
