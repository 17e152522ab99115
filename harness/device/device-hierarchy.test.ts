import { describe, expect, it } from "vitest";
import {
  buildFolderCreateResponse,
  buildFolderDeleteResponse,
  buildFolderSyncResponse,
  type FolderSyncResponse,
  readFolderCreateRequest,
  readFolderSyncRequest,
} from "../eas/index.js";
import { collectionOf, phone, scriptedTarget, synced, syncRefused } from "./testing/scripted-target.js";
import { StageError } from "./types.js";

const folderSync = (response: Partial<FolderSyncResponse>) =>
  buildFolderSyncResponse({ status: "1", syncKey: "f2", added: [], updated: [], deleted: [], ...response }, "14.1");
const inbox = { serverId: "5", parentId: "0", displayName: "Inbox", type: 2 };

describe("folders", () => {
  it("are those of the last FolderSync, ids opaque", async () => {
    const changes = folderSync({
      added: [{ ...inbox, serverId: "9", type: 12 }],
      deleted: ["cal"],
      updated: [{ ...inbox, displayName: "In" }],
    });
    const server = await scriptedTarget({
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
    const server = await scriptedTarget({ FolderSync: (_asked, nth) => answers[nth - 1] ?? "empty" });
    const { device } = phone(server);
    await device.connect();
    await device.folderSync();
    expect(device.folders.map(({ serverId }) => serverId)).toEqual(["6"]);
    const { root } = server.asked.at(-1) ?? {};
    expect(root && readFolderSyncRequest(root)?.syncKey).toBe("0");
  });

  it("are made and taken away with the hierarchy's key", async () => {
    const server = await scriptedTarget({
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
    const { device } = phone(
      await scriptedTarget({ FolderCreate: () => buildFolderCreateResponse({ status: "2" }, "14.1") }),
    );
    await device.connect();
    const before = device.folders;
    expect((await device.createFolder("x")).response?.status).toBe("2");
    expect(device.folders).toEqual(before);
  });
});

describe("open", () => {
  it("asks for a first key, with the id exactly as it came", async () => {
    const server = await scriptedTarget({ Sync: () => synced({ syncKey: "-1", collectionId: "mail%2Fc7ad" }) });
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
    const server = await scriptedTarget({
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
    const { device } = phone(await scriptedTarget({ Sync: () => reply }));
    await device.connect();
    const error = await device.open(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StageError);
    expect(error).toMatchObject({ message: expect.stringContaining(message), status });
    expect(error).toHaveProperty("exchange.id");
  });
});
