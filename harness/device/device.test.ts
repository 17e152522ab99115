import { afterEach, describe, expect, it } from "vitest";
import {
  buildFolderCreateResponse,
  buildFolderDeleteResponse,
  buildFolderSyncResponse,
  buildMoveItemsResponse,
  buildPingResponse,
  type FolderSyncResponse,
  parseQuery,
  readFolderCreateRequest,
  readFolderSyncRequest,
  readItemOperationsRequest,
  readMoveItemsRequest,
  readPingRequest,
  readSendMailRequest,
  readSettingsRequest,
} from "../eas/index.js";
import { element } from "../wbxml/index.js";
import {
  collectionOf,
  phone,
  type Script,
  type ScriptedTarget,
  scriptedTarget,
  synced,
  syncRefused,
} from "./testing/scripted-target.js";
import { StageError } from "./types.js";

const targets: ScriptedTarget[] = [];

afterEach(async () => {
  for (const target of targets.splice(0)) await target.close();
});

async function target(script: Script = {}): Promise<ScriptedTarget> {
  const made = await scriptedTarget(script);
  targets.push(made);
  return made;
}

const folderSync = (response: Partial<FolderSyncResponse>) =>
  buildFolderSyncResponse({ status: "1", syncKey: "f2", added: [], updated: [], deleted: [], ...response }, "14.1");
const inbox = { serverId: "5", parentId: "0", displayName: "Inbox", type: 2 };

describe("a request", () => {
  it("introduces the partnership in the query string and the headers", async () => {
    const server = await target();
    const { device } = phone(server, {
      partnership: { user: "alice@example.com", deviceId: "D1", deviceType: "SmartPhone" },
      endpoint: {
        url: `${server.url}/SOGo/Microsoft-Server-ActiveSync`,
        authorization: "Bearer abc",
        userAgent: "U/1",
      },
    });
    await device.send("Settings", element(18, "Settings"));
    const [asked] = server.asked;
    expect(asked?.path).toBe("/SOGo/Microsoft-Server-ActiveSync");
    expect(asked?.query.toString()).toBe("Cmd=Settings&User=alice%40example.com&DeviceId=D1&DeviceType=SmartPhone");
    expect(asked?.headers).toMatchObject({
      authorization: "Bearer abc",
      "user-agent": "U/1",
      "ms-asprotocolversion": "14.1",
      "x-ms-policykey": "0",
      "content-type": "application/vnd.ms-sync.wbxml",
      "content-length": "7",
    });
  });

  it("keeps a query that the URL has of its own", async () => {
    const server = await target();
    const { device } = phone(server, { endpoint: { url: `${server.url}/eas?tenant=7` } });
    await device.send("Settings", undefined);
    expect(server.asked[0]?.query.get("tenant")).toBe("7");
    expect(server.asked[0]?.command).toBe("Settings");
  });

  it("says all of it in base64 when asked to, and then not in headers", async () => {
    const server = await target();
    const { device } = phone(server, { endpoint: { queryForm: "base64" } });
    await expect(device.connect()).rejects.toThrow(StageError);
    const [asked] = server.asked;
    expect(parseQuery(asked?.query.toString().replace(/=$/, "") ?? "")).toMatchObject({
      form: "base64",
      command: "Provision",
      deviceId: "DEV1",
      deviceType: "Phone",
      protocolVersion: "14.1",
    });
    expect(asked?.headers).not.toHaveProperty("ms-asprotocolversion");
    expect(asked?.headers).not.toHaveProperty("x-ms-policykey");
  });

  it("has numbered ids, a deliberate fault named", async () => {
    const server = await target();
    const { device, exchanges } = phone(server, { label: "B", idPrefix: "some-case" });
    await device.send("Sync", undefined, { deliberate: "no body" });
    await device.settings({ userInformation: true });
    expect(exchanges.map(({ id, deliberate }) => [id, deliberate])).toEqual([
      ["some-case/B/1", "no body"],
      ["some-case/B/2", undefined],
    ]);
  });

  it("gives cookies back from 16.0 on, and not before", async () => {
    const Ping: Script[string] = () => ({ headers: { "Set-Cookie": "sid=42; Path=/; HttpOnly" } });
    for (const [version, cookie] of [
      ["14.1", undefined],
      ["16.1", "sid=42"],
    ] as const) {
      const server = await target({ Ping });
      const { device, exchanges } = phone(server, { protocolVersion: version });
      await device.ping({ heartbeatInterval: 60, folders: [] });
      await device.ping({ heartbeatInterval: 60, folders: [] });
      expect(server.asked[1]?.headers.cookie).toBe(cookie);
      expect(JSON.stringify(exchanges)).not.toContain("sid=42");
    }
  });

  it("to a URL that is none is refused at once, without its credentials in the message", () => {
    const endpoint = { url: "ftp://bob:hunter2@host/" };
    expect(() => phone({ url: "", connections: () => 0, close: async () => undefined }, { endpoint })).toThrow(
      'The target\'s URL "ftp://host/" is none: expected http:// or https://, a host, and a path.',
    );
  });
});

describe("send", () => {
  it("sends any bytes with any headers", async () => {
    const server = await target();
    const headers = { "content-type": "text/plain", "X-MS-PolicyKey": undefined, "X-Extra": "1" };
    const exchange = await phone(server).device.send("Nonsense", Buffer.from("<x/>"), { headers });
    const [asked] = server.asked;
    expect(asked?.body.toString()).toBe("<x/>");
    expect(asked?.headers).toMatchObject({ "content-type": "text/plain", "x-extra": "1" });
    expect(asked?.headers).not.toHaveProperty("x-ms-policykey");
    expect(exchange).toMatchObject({ command: "Nonsense", response: { status: 501 }, protocolVersion: "14.1" });
  });

  it("names the protocol version that the request claims", async () => {
    const exchange = await phone(await target()).device.send("Sync", undefined, {
      headers: { "ms-asprotocolversion": "99" },
    });
    expect(exchange.protocolVersion).toBe("99");
    const silent = await phone(await target()).device.send("Sync", undefined, {
      headers: { "ms-asprotocolversion": undefined },
    });
    expect(silent).not.toHaveProperty("protocolVersion");
  });

  it("has no Content-Type without a body", async () => {
    const server = await target();
    await phone(server).device.send("Sync", undefined);
    expect(server.asked[0]?.headers).not.toHaveProperty("content-type");
    expect(server.asked[0]?.headers["content-length"]).toBe("0");
  });
});

describe("folders", () => {
  it("are those of the last FolderSync, ids opaque", async () => {
    const changes = folderSync({
      added: [{ ...inbox, serverId: "9", type: 12 }],
      deleted: ["cal"],
      updated: [{ ...inbox, displayName: "In" }],
    });
    const server = await target({
      FolderSync: (_asked, nth) =>
        nth === 1 ? folderSync({ syncKey: "f1", added: [inbox, { ...inbox, serverId: "cal", type: 8 }] }) : changes,
    });
    const { device } = phone(server);
    await device.connect();
    expect([device.hasFolder("Inbox"), device.hasFolder("Calendar"), device.hasFolder("Outbox")]).toEqual([
      true,
      true,
      false,
    ]);
    await device.folderSync();
    expect(device.folders.map(({ serverId, displayName }) => [serverId, displayName])).toEqual([
      ["5", "In"],
      ["9", "Inbox"],
    ]);
    const keys = server.asked.flatMap(({ root }) => (root && readFolderSyncRequest(root)?.syncKey) ?? []);
    expect(keys).toEqual(["0", "f1"]);
  });

  it("are asked for from key 0 when the key is refused", async () => {
    const answers = [
      folderSync({ added: [inbox] }),
      folderSync({ status: "9" }),
      folderSync({ added: [{ ...inbox, serverId: "6" }] }),
    ];
    const server = await target({ FolderSync: (_asked, nth) => answers[nth - 1] ?? "empty" });
    const { device } = phone(server);
    await device.connect();
    await device.folderSync();
    expect(device.folders.map(({ serverId }) => serverId)).toEqual(["6"]);
    const { root } = server.asked.at(-1) ?? {};
    expect(root && readFolderSyncRequest(root)?.syncKey).toBe("0");
  });

  it("are made and taken away with the hierarchy's key", async () => {
    const server = await target({
      FolderCreate: () => buildFolderCreateResponse({ status: "1", syncKey: "f2", serverId: "n%2F1" }, "14.1"),
      FolderDelete: () => buildFolderDeleteResponse({ status: "1", syncKey: "f3" }, "14.1"),
    });
    const { device } = phone(server);
    await device.connect();
    const created = await device.createFolder("asms 1");
    expect(created.response?.serverId).toBe("n%2F1");
    const { root } = server.asked.at(-1) ?? {};
    expect(root && readFolderCreateRequest(root)).toMatchObject({
      syncKey: "f1",
      parentId: "0",
      displayName: "asms 1",
      type: 12,
    });
    expect((await device.open({ serverId: "n%2F1" })).folder).toMatchObject({ displayName: "asms 1", type: 12 });
    await device.deleteFolder("n%2F1");
    expect(device.folders.map(({ serverId }) => serverId)).not.toContain("n%2F1");
    await device.folderSync();
    const last = server.asked.at(-1)?.root;
    expect(last && readFolderSyncRequest(last)?.syncKey).toBe("f3");
  });

  it("stay as they are when FolderCreate is refused", async () => {
    const { device } = phone(await target({ FolderCreate: () => buildFolderCreateResponse({ status: "2" }, "14.1") }));
    await device.connect();
    const before = device.folders;
    expect((await device.createFolder("x")).response?.status).toBe("2");
    expect(device.folders).toEqual(before);
  });
});

describe("open", () => {
  it("asks for a first key, with the id exactly as it came", async () => {
    const server = await target({ Sync: () => synced({ syncKey: "-1", collectionId: "mail%2Fc7ad" }) });
    const { device } = phone(server);
    await device.connect();
    const sent = await device.open("Sent Items");
    expect(sent.syncKey).toBe("-1");
    expect(sent.device).toBe(device);
    const asked = server.asked.at(-1);
    expect(asked && collectionOf(asked)).toMatchObject({ syncKey: "0", collectionId: "mail%2Fc7ad" });
    expect(asked && collectionOf(asked)).not.toHaveProperty("getChanges");
  });

  it("goes by FolderSync when the hierarchy has changed", async () => {
    const server = await target({
      Sync: (_asked, nth) => (nth === 1 ? synced({ status: "12" }) : synced({ syncKey: "k1" })),
    });
    const { device } = phone(server);
    await device.connect();
    expect((await device.open("Inbox")).syncKey).toBe("k1");
    expect(server.commands().slice(-3)).toEqual(["Sync", "FolderSync", "Sync"]);
  });

  it.each([
    ["Outbox", synced(), "The target lists no Outbox (no folder of type 6).", undefined],
    ["Inbox", syncRefused("130"), "The target refuses the first Sync of Inbox: Status 130 under Sync.", "130"],
    ["Inbox", synced({ status: "8" }), "The target refuses the first Sync of Inbox: Status 8 under Collection.", "8"],
    ["Inbox", "empty", "The target gives no SyncKey for Inbox.", "1"],
    ["Inbox", { status: 500 }, "Inbox: HTTP 500", "HTTP 500"],
    ["Inbox", "drop", "closed the connection without an answer", undefined],
  ] as const)("of %s, case %#, is a StageError", async (folder, reply, message, status) => {
    const { device } = phone(await target({ Sync: () => reply }));
    await device.connect();
    const error = await device.open(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StageError);
    expect(error).toMatchObject({ message: expect.stringContaining(message), status });
    expect(error).toHaveProperty("exchange.id");
  });
});

describe("the smaller commands", () => {
  it("Settings: writes what it is given", async () => {
    const server = await target();
    const { device } = phone(server);
    const answer = await device.setDeviceInformation({ enableOutboundSms: "1", phoneNumber: "" }, "no number");
    expect(answer.succeeded().holds).toBe(true);
    expect(answer.exchange.deliberate).toBe("no number");
    const { root } = server.asked[0] ?? {};
    expect(root && readSettingsRequest(root)?.deviceInformation).toEqual({ enableOutboundSms: "1", phoneNumber: "" });
  });

  it("SendMail: a document with the message as opaque data from 14.0 on", async () => {
    const server = await target({ SendMail: () => "empty" });
    const { device } = phone(server);
    expect((await device.sendMail("To: a@b\r\n\r\nü\r\n")).empty).toBe(true);
    const { root } = server.asked[0] ?? {};
    const request = root && readSendMailRequest(root);
    expect(request?.clientId).toMatch(/^[0-9a-f]{32}$/);
    expect(Buffer.from(request?.mime ?? []).toString()).toBe("To: a@b\r\n\r\nü\r\n");
  });

  it("SendMail: the message itself before", async () => {
    const server = await target({ SendMail: () => "empty" });
    const { device, exchanges } = phone(server, { protocolVersion: "12.1" });
    await device.sendMail(Buffer.from("To: a@b\r\n\r\nhi"));
    expect(server.asked[0]?.headers["content-type"]).toBe("message/rfc822");
    expect(server.asked[0]?.body.toString()).toBe("To: a@b\r\n\r\nhi");
    expect(exchanges[0]?.request.faults).toEqual([]);
  });

  it("Ping: without a policy key, and with the interval on top of the limit", async () => {
    const server = await target({ Ping: () => buildPingResponse({ status: "2", folders: ["5"] }, "14.1") });
    const { device } = phone(server);
    const answer = await device.ping({ heartbeatInterval: 60, folders: [{ id: "5", class: "Email" }] });
    expect(answer.response).toMatchObject({ status: "2", folders: ["5"] });
    const { root, headers } = server.asked[0] ?? {};
    expect(root && readPingRequest(root)).toMatchObject({
      heartbeatInterval: 60,
      folders: [{ id: "5", class: "Email" }],
    });
    expect(headers).not.toHaveProperty("x-ms-policykey");
  });

  it("MoveItems and ItemOperations: ids as they came", async () => {
    const moved = { responses: [{ sourceMessageId: "5:1", status: "3", destinationMessageId: "6:1" }] };
    const server = await target({
      MoveItems: () => buildMoveItemsResponse(moved, "14.1"),
      ItemOperations: () => "empty",
    });
    const { device } = phone(server);
    const answer = await device.moveItem("5", "5:1", "mail%2F6");
    expect(answer.response?.responses).toMatchObject(moved.responses);
    await device.fetch("5", "5:1", 1);
    const [move, fetch] = server.asked.map(({ root }) => root);
    expect(move && readMoveItemsRequest(move)?.moves).toEqual([
      { sourceMessageId: "5:1", sourceFolderId: "5", destinationFolderId: "mail%2F6" },
    ]);
    expect(fetch && readItemOperationsRequest(fetch)?.fetches).toEqual([
      { store: "Mailbox", collectionId: "5", serverId: "5:1", bodyType: 1 },
    ]);
  });

  it("syncRaw: several Collections, keys of the caller", async () => {
    const server = await target({ Sync: () => syncRefused("4") });
    const collections = [
      { syncKey: "a", collectionId: "1" },
      { syncKey: "b", collectionId: "2" },
    ];
    const answer = await phone(server).device.syncRaw({ collections, windowSize: 3 }, "why not");
    expect(answer).toMatchObject({ response: { status: "4" }, exchange: { deliberate: "why not" } });
  });
});

describe("close", () => {
  it("ends what is under way, and is recorded as our own doing", async () => {
    const server = await target({
      Ping: () => {
        void device.close();
        return "empty";
      },
    });
    const { device, exchanges } = phone(server);
    await device.ping({ heartbeatInterval: 60, folders: [] });
    await device.ping({ heartbeatInterval: 60, folders: [] });
    expect(exchanges.at(-1)?.failure?.kind).toBe("aborted");
  });
});
