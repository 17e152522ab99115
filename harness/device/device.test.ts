import { describe, expect, it } from "vitest";
import {
  buildMoveItemsResponse,
  buildPingResponse,
  parseQuery,
  readItemOperationsRequest,
  readMoveItemsRequest,
  readPingRequest,
  readSendMailRequest,
  readSettingsRequest,
} from "../eas/index.js";
import { element } from "../wbxml/index.js";
import { phone, type Script, scriptedTarget, syncRefused } from "./testing/scripted-target.js";
import { StageError } from "./types.js";

describe("a request", () => {
  it("introduces the partnership in the query string and the headers", async () => {
    const server = await scriptedTarget();
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
    const server = await scriptedTarget();
    const { device } = phone(server, { endpoint: { url: `${server.url}/eas?tenant=7` } });
    await device.send("Settings", undefined);
    expect(server.asked[0]?.query.get("tenant")).toBe("7");
    expect(server.asked[0]?.command).toBe("Settings");
  });

  it("says all of it in base64 when asked to, and then not in headers", async () => {
    const server = await scriptedTarget();
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
    const server = await scriptedTarget();
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
      const server = await scriptedTarget({ Ping });
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
    const server = await scriptedTarget();
    const headers = { "content-type": "text/plain", "X-MS-PolicyKey": undefined, "X-Extra": "1" };
    const exchange = await phone(server).device.send("Nonsense", Buffer.from("<x/>"), { headers });
    const [asked] = server.asked;
    expect(asked?.body.toString()).toBe("<x/>");
    expect(asked?.headers).toMatchObject({ "content-type": "text/plain", "x-extra": "1" });
    expect(asked?.headers).not.toHaveProperty("x-ms-policykey");
    expect(exchange).toMatchObject({ command: "Nonsense", response: { status: 501 }, protocolVersion: "14.1" });
  });

  it("names the protocol version that the request claims", async () => {
    const exchange = await phone(await scriptedTarget()).device.send("Sync", undefined, {
      headers: { "ms-asprotocolversion": "99" },
    });
    expect(exchange.protocolVersion).toBe("99");
    const silent = await phone(await scriptedTarget()).device.send("Sync", undefined, {
      headers: { "ms-asprotocolversion": undefined },
    });
    expect(silent).not.toHaveProperty("protocolVersion");
  });

  it("has no Content-Type without a body", async () => {
    const server = await scriptedTarget();
    await phone(server).device.send("Sync", undefined);
    expect(server.asked[0]?.headers).not.toHaveProperty("content-type");
    expect(server.asked[0]?.headers["content-length"]).toBe("0");
  });
});

describe("the smaller commands", () => {
  it("Settings: writes what it is given", async () => {
    const server = await scriptedTarget();
    const { device } = phone(server);
    const answer = await device.setDeviceInformation({ enableOutboundSms: "1", phoneNumber: "" }, "no number");
    expect(answer.succeeded().holds).toBe(true);
    expect(answer.exchange.deliberate).toBe("no number");
    const { root } = server.asked[0] ?? {};
    expect(root && readSettingsRequest(root)?.deviceInformation).toEqual({ enableOutboundSms: "1", phoneNumber: "" });
  });

  it("SendMail: a document with the message as opaque data from 14.0 on", async () => {
    const server = await scriptedTarget({ SendMail: () => "empty" });
    const { device } = phone(server);
    expect((await device.sendMail("To: a@b\r\n\r\nü\r\n")).empty).toBe(true);
    const { root } = server.asked[0] ?? {};
    const request = root && readSendMailRequest(root);
    expect(request?.clientId).toMatch(/^[0-9a-f]{32}$/);
    expect(Buffer.from(request?.mime ?? []).toString()).toBe("To: a@b\r\n\r\nü\r\n");
  });

  it("SendMail: the message itself before", async () => {
    const server = await scriptedTarget({ SendMail: () => "empty" });
    const { device, exchanges } = phone(server, { protocolVersion: "12.1" });
    await device.sendMail(Buffer.from("To: a@b\r\n\r\nhi"));
    expect(server.asked[0]?.headers["content-type"]).toBe("message/rfc822");
    expect(server.asked[0]?.body.toString()).toBe("To: a@b\r\n\r\nhi");
    expect(exchanges[0]?.request.faults).toEqual([]);
  });

  it("Ping: without a policy key, and with the interval on top of the limit", async () => {
    const server = await scriptedTarget({ Ping: () => buildPingResponse({ status: "2", folders: ["5"] }, "14.1") });
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
    const server = await scriptedTarget({
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
    const server = await scriptedTarget({ Sync: () => syncRefused("4") });
    const collections = [
      { syncKey: "a", collectionId: "1" },
      { syncKey: "b", collectionId: "2" },
    ];
    const answer = await phone(server).device.syncRaw({ collections, windowSize: 3 }, "why not");
    expect(answer).toMatchObject({ response: { status: "4" }, exchange: { deliberate: "why not" } });
  });

  it("repeatSyncRaw: the very bytes of the last one, whether its answer came or was lost", async () => {
    const server = await scriptedTarget({ Sync: () => syncRefused("4") });
    const { device } = phone(server);
    await expect(device.repeatSyncRaw()).rejects.toThrow("Nothing to repeat");
    const request = (syncKey: string) => ({
      collections: ["1", "2"].map((collectionId) => ({ syncKey, collectionId })),
    });
    await device.syncRaw(request("a"));
    expect(await device.repeatSyncRaw()).toMatchObject({ response: { status: "4" } });
    expect((await device.loseSyncRaw(request("b"))).lost).toBe(true);
    expect((await device.repeatSyncRaw()).exchange).not.toHaveProperty("lost");
    const bodies = server.asked.map(({ body }) => body.toString("hex"));
    expect(bodies.map((body) => bodies.indexOf(body))).toEqual([0, 0, 2, 2]);
    expect(server.asked[3]?.rawHeaders).toEqual(server.asked[2]?.rawHeaders);
  });
});

describe("close", () => {
  it("ends what is under way, and is recorded as our own doing", async () => {
    const server = await scriptedTarget({
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
