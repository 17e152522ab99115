import { describe, expect, test } from "vitest";
import {
  buildFolderCreateRequest,
  buildFolderDeleteRequest,
  buildItemOperationsRequest,
  buildMoveItemsRequest,
  buildPingRequest,
  buildProvisionRequest,
  buildSendMailRequest,
  buildSettingsRequest,
  type PingRequest,
  type ProvisionRequest,
  readFolderCreateResponse,
  readFolderDeleteResponse,
  readItem,
  readItemOperationsResponse,
  readMoveItemsResponse,
  readPingResponse,
  readProvisionResponse,
  readSendMailResponse,
  readSettingsResponse,
  wbxmlPolicyType,
} from "../../eas/index.js";
import { validateResponse } from "../../eas/schemas/index.js";
import { type Element, element } from "../../wbxml/index.js";
import { both, calendar, inbox, Phone, type RawAnswer, sentItems, smsOf, smsSet, summary } from "../testing/phone.js";
import { withServer } from "../testing/running.js";

/** What the reader makes of the answer, which must keep to its schema. */
function read<T>(command: string, { document }: RawAnswer, reader: (root: Element) => T | undefined): T | undefined {
  if (document === undefined) return undefined;
  expect(validateResponse(command, document, "14.1")).toEqual([]);
  return reader(document);
}

describe("Provision", () => {
  const ask = async (phone: Phone, request: Partial<ProvisionRequest>) => {
    const whole = { policyType: wbxmlPolicyType, ...request };
    return read(
      "Provision",
      await phone.post("Provision", buildProvisionRequest(whole, "14.1")),
      readProvisionResponse,
    );
  };
  const deviceInformation = { model: "Phone" };

  test("from 14.1 on the first request names the device, before it must not", async () => {
    await withServer({}, async ({ url }) => {
      expect(await ask(new Phone(url), {})).toMatchObject({ status: "165" });
      const offered = await ask(new Phone(url), { deviceInformation });
      expect(offered).toMatchObject({ status: "1", deviceInformationStatus: "1", policy: { status: "1" } });
      expect(offered?.policy?.document).toMatchObject({ AllowTextMessaging: "1" });
      expect(await ask(new Phone(url, "14.0"), { deviceInformation })).toMatchObject({ status: "2" });
      expect(await ask(new Phone(url, "14.0"), {})).toMatchObject({ status: "1" });
    });
  });

  test("a policy is acknowledged with its own key, and applied", async () => {
    await withServer({}, async ({ url }) => {
      const phone = new Phone(url);
      const policyKey = (await ask(phone, { deviceInformation }))?.policy?.policyKey ?? "";
      expect((await ask(phone, { policyKey: "7", acknowledgement: "1" }))?.policy?.status).toBe("5");
      expect(await ask(phone, { policyKey, acknowledgement: "2" })).toMatchObject({ status: "139" });
      expect(await ask(phone, { policyKey, acknowledgement: "4" })).toMatchObject({ status: "145" });
      const accepted = await ask(phone, { policyKey, acknowledgement: "1" });
      expect(accepted).toMatchObject({ status: "1", policy: { status: "1" } });
      expect(accepted?.policy?.policyKey).not.toBe(policyKey);
    });
  });

  test("a policy type that nobody knows, and one that is missing", async () => {
    await withServer({}, async ({ url }) => {
      expect(await ask(new Phone(url), { deviceInformation, policyType: "X" })).toMatchObject({
        policy: { status: "3" },
      });
      expect(await ask(new Phone(url), { deviceInformation, policyType: "" })).toMatchObject({ status: "2" });
    });
  });
});

describe("the folder hierarchy", () => {
  test("is told in full once, and then by its changes", async () => {
    await withServer({}, async ({ url }) => {
      const [one, other] = [await Phone.connected(url), await Phone.connected(url)];
      const first = await one.folders();
      const base = await other.folders();
      const create = { parentId: "0", displayName: "Work", type: 12, syncKey: first?.syncKey ?? "" };
      const made = read(
        "FolderCreate",
        await one.post("FolderCreate", buildFolderCreateRequest(create, "14.1")),
        readFolderCreateResponse,
      );
      expect(made).toMatchObject({ status: "1", serverId: "10" });
      const changes = await other.folders(base?.syncKey);
      expect(changes?.added).toEqual([{ serverId: "10", parentId: "0", displayName: "Work", type: 12 }]);
      expect((await other.folders(base?.syncKey))?.added).toHaveLength(1);
      const remove = async (serverId: string, syncKey = made?.syncKey ?? "") =>
        read(
          "FolderDelete",
          await one.post("FolderDelete", buildFolderDeleteRequest({ syncKey, serverId }, "14.1")),
          readFolderDeleteResponse,
        )?.status;
      expect(await remove("1")).toBe("3");
      expect(await remove("99")).toBe("4");
      expect(await remove("10", "7777")).toBe("9");
      expect(await remove("10")).toBe("1");
      expect((await other.folders((await other.folders(changes?.syncKey))?.syncKey))?.deleted).toEqual([]);
      expect((await one.sync("10")).collection?.status).toBe("8");
    });
  });

  test("has a key, and a folder a free name and a kind", async () => {
    await withServer({}, async ({ url }) => {
      const phone = await Phone.connected(url);
      expect((await phone.folders("7777"))?.status).toBe("9");
      const syncKey = (await phone.folders())?.syncKey ?? "";
      const create = async (displayName: string, type = 12, parentId = "0", key = syncKey) => {
        const body = buildFolderCreateRequest({ syncKey: key, parentId, displayName, type }, "14.1");
        return read("FolderCreate", await phone.post("FolderCreate", body), readFolderCreateResponse)?.status;
      };
      expect(await create("inbox")).toBe("2");
      expect(await create("Work", 2)).toBe("10");
      expect(await create("Work", 12, "99")).toBe("5");
      expect(await create("Work", 12, "0", "7777")).toBe("9");
      expect(await create("")).toBe("10");
    });
  });
});

describe("SendMail", () => {
  const mail = (headers: string, text = "Hello") => new TextEncoder().encode(`${headers}\r\n\r\n${text}\r\n`);

  test("to the own address arrives in the Inbox, and is kept in Sent Items when asked", async () => {
    await withServer({}, async ({ url }) => {
      const phone = await Phone.connected(url);
      const mime = mail("From: <alice@example.com>\r\nTo: alice@example.com\r\nSubject: =?utf-8?B?R3LDvMOfZQ==?=");
      const send = async (clientId: string, saveInSentItems: boolean) =>
        phone.post("SendMail", buildSendMailRequest({ clientId, saveInSentItems, mime }, "14.1"));
      const sent = await send("1", true);
      expect([sent.status, sent.bytes.length]).toEqual([200, 0]);
      expect(read("SendMail", await send("1", true), readSendMailResponse)?.status).toBe("118");
      expect(summary((await phone.sync(inbox)).commands)).toEqual(["Add Grüße"]);
      expect(summary((await phone.sync(sentItems)).commands)).toEqual(["Add Grüße"]);
    });
  });

  test("needs a message and a recipient", async () => {
    await withServer({}, async ({ url }) => {
      const phone = await Phone.connected(url);
      const send = async (clientId: string, mime: Uint8Array) =>
        read(
          "SendMail",
          await phone.post("SendMail", buildSendMailRequest({ clientId, mime }, "14.1")),
          readSendMailResponse,
        )?.status;
      expect(await send("1", new Uint8Array())).toBe("107");
      expect(await send("2", mail("Subject: nobody"))).toBe("119");
      expect(await send("", mail("To: alice@example.com"))).toBe("103");
    });
  });
});

describe("MoveItems and ItemOperations", () => {
  test("a moved SMS is gone here and new there; an SMS does not go where no e-mail is", async () => {
    await withServer({}, async (server) => {
      server.deliverSms({ user: "alice", folder: "Inbox", item: smsOf("+12025550101") });
      const phone = await Phone.connected(server.url);
      const [add] = (await phone.sync(inbox, { options: both })).commands;
      await phone.sync(sentItems, { options: both });
      const move = async (destinationFolderId: string, sourceMessageId = add?.serverId ?? "") => {
        const moves = [{ sourceMessageId, sourceFolderId: inbox, destinationFolderId }];
        const body = buildMoveItemsRequest({ moves }, "14.1");
        return read("MoveItems", await phone.post("MoveItems", body), readMoveItemsResponse)?.responses[0];
      };
      expect((await move(calendar))?.status).toBe("2");
      expect((await move("99"))?.status).toBe("2");
      expect((await move(inbox))?.status).toBe("4");
      expect((await move(sentItems, "1:7"))?.status).toBe("1");
      const moved = await move(sentItems);
      expect(moved?.status).toBe("3");
      expect((await phone.sync(inbox)).commands).toMatchObject([{ kind: "Delete", serverId: add?.serverId }]);
      expect((await phone.sync(sentItems)).commands).toMatchObject([
        { kind: "Add", serverId: moved?.destinationMessageId },
      ]);
    });
  });

  test("an item is fetched by its id", async () => {
    await withServer({}, async (server) => {
      server.deliverSms({ user: "alice", folder: "Inbox", item: smsOf("+12025550101") });
      const phone = await Phone.connected(server.url);
      const [add] = (await phone.sync(inbox, { options: [smsSet] })).commands;
      const fetchOne = async (serverId: string, store = "Mailbox") => {
        const fetches = [{ store, collectionId: inbox, serverId, bodyType: 1 }];
        const body = buildItemOperationsRequest({ fetches }, "14.1");
        return read("ItemOperations", await phone.post("ItemOperations", body), readItemOperationsResponse)?.fetches[0];
      };
      const found = await fetchOne(add?.serverId ?? "");
      expect(found).toMatchObject({ status: "1", class: "SMS" });
      expect(found?.properties && readItem(found.properties)).toEqual(add?.item);
      expect((await fetchOne("1:7"))?.status).toBe("6");
      expect((await fetchOne("1:7", "DocumentLibrary"))?.status).toBe("2");
    });
  });
});

describe("Ping", () => {
  const ask = async (phone: Phone, request?: PingRequest) =>
    read("Ping", await phone.post("Ping", request && buildPingRequest(request, "14.1")), readPingResponse);
  const folders = [{ id: inbox, class: "Email" }];

  test("tells of a new e-mail, and of none when the interval is over; SMS are not its business", async () => {
    await withServer({}, async (server) => {
      const phone = await Phone.connected(server.url);
      await phone.sync(inbox, { options: both });
      const waiting = ask(phone, { heartbeatInterval: 600, folders });
      await phone.folders();
      server.deliverSms({ user: "alice", folder: "Inbox", item: smsOf("+12025550101") });
      server.deliverEmail({ user: "alice", folder: "Inbox", token: "mail" });
      expect(await waiting).toMatchObject({ status: "2", folders: [inbox] });
      expect(await ask(phone)).toMatchObject({ status: "2", folders: [inbox] });
      await phone.sync(inbox);
      expect(await ask(phone, { heartbeatInterval: 60 })).toMatchObject({ status: "1", folders: [] });
    });
  });

  test("refuses what it cannot wait for", async () => {
    await withServer({}, async (server) => {
      const phone = await Phone.connected(server.url);
      expect(await ask(phone)).toMatchObject({ status: "3" });
      expect(await ask(phone, { heartbeatInterval: 59, folders })).toMatchObject({
        status: "5",
        heartbeatInterval: "60",
      });
      expect(await ask(phone, { heartbeatInterval: 3541, folders })).toMatchObject({
        status: "5",
        heartbeatInterval: "3540",
      });
      expect(await ask(phone, { heartbeatInterval: 60, folders: [{ id: "99", class: "Email" }] })).toMatchObject({
        status: "7",
      });
      expect(await ask(phone, { heartbeatInterval: 60, folders: [{ id: inbox, class: "SMS" }] })).toMatchObject({
        status: "4",
      });
    });
  });
});

describe("Settings", () => {
  test("answers what it knows, and 2 to what it does not", async () => {
    await withServer({}, async ({ url }) => {
      const phone = await Phone.connected(url);
      const ask = async (body: Element) => read("Settings", await phone.post("Settings", body), readSettingsResponse);
      const both = buildSettingsRequest({ deviceInformation: { model: "M" }, userInformation: true }, "14.1");
      expect(await ask(both)).toMatchObject({ status: "1", deviceInformationStatus: "1", userInformationStatus: "1" });
      expect(await ask(element(18, "Settings"))).toMatchObject({ status: "2" });
      expect(await ask(element(18, "Settings", element(18, "Oof", element(18, "Get"))))).toMatchObject({ status: "2" });
    });
  });

  test.each(["2", "-1", "true", ""])("EnableOutboundSMS %j is an invalid argument", async (enableOutboundSms) => {
    await withServer({}, async ({ url }) => {
      const { response } = await (await Phone.connected(url)).settings({ enableOutboundSms, phoneNumber: "1" });
      expect(response?.deviceInformationStatus).toBe("5");
    });
  });

  test("a number changes while the relay is on, and a refused request changes nothing", async () => {
    await withServer({}, async (server) => {
      const phone = await Phone.connected(server.url);
      await phone.settings({ enableOutboundSms: "1", phoneNumber: "1" });
      await phone.settings({ phoneNumber: "2" });
      await phone.settings({ enableOutboundSms: "1", phoneNumber: "" });
      expect(server.outbound("alice")).toEqual([{ deviceId: phone.deviceId, number: "2" }]);
    });
  });
});
