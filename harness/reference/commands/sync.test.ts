import { describe, expect, test } from "vitest";
import { buildSyncRequest, type SyncRequest } from "../../eas/index.js";
import { validateResponse } from "../../eas/schemas/index.js";
import { addSms, both, calendar, deletedItems, emailSet, inbox, Phone, sentItems, smsOf } from "../testing/phone.js";
import { withServer } from "../testing/running.js";

async function ask(phone: Phone, request: SyncRequest) {
  const answer = await phone.raw(buildSyncRequest(request, phone.version));
  if (answer.document !== undefined) expect(validateResponse("Sync", answer.document, phone.version)).toEqual([]);
  return answer.response;
}

const e = (token: string) => ({ user: "alice", folder: "Inbox", token }) as const;
const s = (number: string) => ({ user: "alice", folder: "Inbox", item: smsOf(number) }) as const;

async function primed(url: string): Promise<[Phone, string]> {
  const phone = await Phone.connected(url);
  await phone.prime(inbox);
  return [phone, phone.keys.get(inbox) ?? ""];
}

describe("SyncKey", () => {
  test("0 gives a key and nothing else, and asks for nothing", async () => {
    await withServer({}, async (server) => {
      server.deliverEmail(e("mail"));
      const phone = await Phone.connected(server.url);
      const start = { syncKey: "0", collectionId: inbox };
      const first = await ask(phone, { collections: [start] });
      expect(first?.collections).toMatchObject([{ status: "1", commands: [] }]);
      expect(first?.collections[0]?.syncKey).not.toBe("0");
      expect((await ask(phone, { collections: [{ ...start, getChanges: "1" }] }))?.status).toBe("4");
      const commands = [addSms("c0", smsOf("+12025550101"))];
      expect((await ask(phone, { collections: [{ ...start, commands }] }))?.status).toBe("4");
    });
  });

  test("that is wrong, of another folder or of another device gets Status 3", async () => {
    await withServer({}, async ({ url }) => {
      const [phone, syncKey] = await primed(url);
      const other = await Phone.connected(url);
      const status = async (who: Phone, collectionId: string, key: string) =>
        (await ask(who, { collections: [{ syncKey: key, collectionId }] }))?.collections[0]?.status;
      expect(await status(phone, inbox, "7777")).toBe("3");
      expect(await status(phone, sentItems, syncKey)).toBe("3");
      expect(await status(other, inbox, syncKey)).toBe("3");
      await phone.prime(inbox);
      expect(await status(phone, inbox, syncKey)).toBe("3");
    });
  });

  test("is good until the one after it has been used", async () => {
    await withServer({}, async (server) => {
      const [phone] = await primed(server.url);
      const keys: string[] = [];
      for (const token of ["one", "two", "three"]) {
        server.deliverEmail(e(token));
        keys.push(phone.keys.get(inbox) ?? "");
        await phone.sync(inbox);
      }
      const [first = "", , last = ""] = keys;
      const again = await ask(phone, { collections: [{ syncKey: last, collectionId: inbox }] });
      expect(again?.collections[0]?.commands).toHaveLength(1);
      const old = await ask(phone, { collections: [{ syncKey: first, collectionId: inbox }] });
      expect(old?.collections[0]?.status).toBe("3");
    });
  });

  test("stays good after Status 4", async () => {
    await withServer({}, async ({ url }) => {
      const [phone, syncKey] = await primed(url);
      const collection = { syncKey, collectionId: inbox };
      expect((await ask(phone, { collections: [{ ...collection, options: [{}, {}, {}] }] }))?.status).toBe("4");
      const after = await ask(phone, { collections: [{ ...collection, options: both }] });
      expect(after?.collections[0]?.status).toBe("1");
    });
  });
});

describe("a request as a whole", () => {
  test("is refused for what it says in itself", async () => {
    await withServer({}, async ({ url }) => {
      const [phone, syncKey] = await primed(url);
      const collections = [{ syncKey, collectionId: inbox }];
      const status = async (request: SyncRequest) => (await ask(phone, request))?.status;
      expect(await status({})).toBe("4");
      expect(await status({ collections, wait: 1, heartbeatInterval: 60 })).toBe("4");
      expect(await status({ collections: [...collections, ...collections] })).toBe("4");
      expect(await status({ collections: [{ syncKey: "", collectionId: inbox }] })).toBe("103");
      const commands = Array.from({ length: 201 }, (_, index) => addSms(`c${index}`, smsOf("+12025550101")));
      expect(await status({ collections: [{ syncKey, collectionId: inbox, commands }] })).toBe("4");
      const conversationMode = "1" as const;
      const calendarKey = { syncKey: "0", collectionId: calendar, conversationMode };
      expect(await status({ collections: [calendarKey] })).toBe("4");
    });
  });

  test.each([
    [{ heartbeatInterval: 59 }, "60"],
    [{ heartbeatInterval: 3541 }, "3540"],
    [{ wait: 0 }, "1"],
    [{ wait: 60 }, "59"],
  ])("interval %j gets Status 14 and the nearest limit", async (interval, limit) => {
    await withServer({}, async ({ url }) => {
      const [phone, syncKey] = await primed(url);
      const answer = await ask(phone, { collections: [{ syncKey, collectionId: inbox }], ...interval });
      expect(answer).toMatchObject({ status: "14", limit, collections: [] });
    });
  });

  test("an empty one stands for the one before; without it there is Status 13", async () => {
    await withServer({}, async (server) => {
      const [phone] = await primed(server.url);
      const fresh = await Phone.connected(server.url);
      expect((await fresh.raw(undefined)).response?.status).toBe("13");
      await phone.sync(inbox, { options: both });
      await phone.sync(inbox);
      server.deliverSms(s("+12025550101"));
      expect((await phone.raw(undefined)).commands).toHaveLength(1);
      await phone.sync(inbox, { commands: [addSms("c0", smsOf("+12025550102"))] });
      expect((await phone.raw(undefined)).response?.status).toBe("13");
    });
  });

  test("Partial takes what it does not name from the one before", async () => {
    await withServer({}, async (server) => {
      const [phone] = await primed(server.url);
      await phone.prime(sentItems);
      const collection = (id: string) => ({ syncKey: phone.keys.get(id) ?? "", collectionId: id });
      await ask(phone, { collections: [collection(inbox), collection(sentItems)] });
      server.deliverEmail(e("mail"));
      const answer = await ask(phone, { partial: true, collections: [{ ...collection(sentItems), windowSize: 7 }] });
      expect(answer?.collections.map(({ collectionId }) => collectionId).sort()).toEqual([inbox, sentItems]);
      expect((await ask(await Phone.connected(server.url), { partial: true }))?.status).toBe("13");
    });
  });

  test("two Collections with two sets each are fine, and share the window of the request", async () => {
    await withServer({}, async (server) => {
      for (const folder of ["Inbox", "Sent Items"] as const) {
        server.deliverSms({ user: "alice", folder, item: smsOf("+12025550101") });
        server.deliverSms({ user: "alice", folder, item: smsOf("+12025550102") });
      }
      const [phone] = await primed(server.url);
      await phone.prime(sentItems);
      const collections = [inbox, sentItems].map((collectionId) => ({
        syncKey: phone.keys.get(collectionId) ?? "",
        collectionId,
        options: both,
      }));
      const answer = await ask(phone, { collections, windowSize: 3 });
      expect(answer?.collections.map(({ commands }) => commands.length)).toEqual([2, 1]);
      expect(answer?.collections.map(({ moreAvailable }) => moreAvailable)).toEqual([false, true]);
    });
  });
});

describe("a client's commands", () => {
  test("have their Status each", async () => {
    await withServer({}, async (server) => {
      server.deliverSms(s("+12025550101"));
      const [phone] = await primed(server.url);
      const [add] = (await phone.sync(inbox, { options: both })).commands;
      const serverId = add?.serverId ?? "";
      const answer = await phone.sync(inbox, {
        commands: [
          { kind: "Add", clientId: "mail", item: { subject: "no" } },
          { kind: "Add", class: "Email", clientId: "named", item: { subject: "no" } },
          addSms("bad", smsOf("+12025550102", { read: "maybe" })),
          { kind: "Change", serverId: "1:7", item: { read: "1" } },
          { kind: "Change", serverId, item: { to: "other" } },
          { kind: "Delete", serverId: "1:7" },
          { kind: "Fetch", serverId },
          { kind: "Fetch", serverId: "1:7" },
        ],
      });
      const statuses = answer.collection?.responses.map(({ kind, status }) => `${kind} ${status}`);
      expect(statuses).toEqual(["Add 6", "Add 6", "Add 6", "Change 8", "Change 6", "Delete 8", "Fetch 1", "Fetch 8"]);
      expect(answer.collection?.responses[6]?.item?.body?.data).toBe("Text of +12025550101");
    });
  });

  test("an SMS cannot be fetched by a device that has no set for it", async () => {
    await withServer({}, async (server) => {
      server.deliverSms(s("+12025550101"));
      const [phone] = await primed(server.url);
      const [add] = (await phone.sync(inbox, { options: both })).commands;
      await phone.sync(inbox, { options: [emailSet] });
      const fetched = await phone.sync(inbox, { commands: [{ kind: "Fetch", serverId: add?.serverId ?? "" }] });
      expect(fetched.collection?.responses).toMatchObject([{ kind: "Fetch", status: "8" }]);
    });
  });

  test.each([
    ["the server wins", undefined, "7", "0"],
    ["the client wins", "0", undefined, "1"],
  ])("when both sides changed an item %s", async (_, conflict, status, read) => {
    await withServer({}, async (server) => {
      server.deliverSms({ ...s("+12025550101"), item: smsOf("+12025550101", { read: "1" }) });
      const [phone] = await primed(server.url);
      const options = both.map((set) => ({ ...set, ...(conflict === undefined ? {} : { conflict }) }));
      const [add] = (await phone.sync(inbox, { options })).commands;
      server.edit({ user: "alice", token: "+12025550101", read: "0", flagStatus: "2" });
      const item = { flag: { Status: "1", CompleteTime: "2026-03-01T00:00:00.000Z" }, read: "1" };
      const answer = await phone.sync(inbox, { commands: [{ kind: "Change", serverId: add?.serverId ?? "", item }] });
      expect(answer.collection?.responses[0]?.status).toBe(status);
      const witness = await Phone.connected(server.url);
      expect((await witness.sync(inbox, { options: both })).commands[0]?.item?.read).toBe(
        conflict === undefined ? read : "1",
      );
    });
  });

  test("GetChanges 0 brings nothing back", async () => {
    await withServer({}, async (server) => {
      const [phone] = await primed(server.url);
      await phone.sync(inbox, { options: both });
      server.deliverSms(s("+12025550101"));
      const quiet = await phone.sync(inbox, { getChanges: "0", commands: [addSms("c0", smsOf("+12025550102"))] });
      expect([quiet.commands.length, quiet.collection?.responses.length]).toEqual([0, 1]);
      expect((await phone.sync(inbox)).commands).toHaveLength(1);
    });
  });
});

test("Deleted Items receives what a client deletes, unless it wants it gone", async () => {
  await withServer({}, async (server) => {
    for (const number of ["+12025550101", "+12025550102"]) {
      server.deliverSms({ user: "alice", folder: "Inbox", item: smsOf(number) });
    }
    const phone = await Phone.connected(server.url);
    const [first, second] = (await phone.sync(inbox, { options: both })).commands;
    const remove = (serverId = "") => [{ kind: "Delete", serverId } as const];
    await phone.sync(inbox, { commands: remove(first?.serverId) });
    await phone.sync(inbox, { commands: remove(second?.serverId), deletesAsMoves: "0" });
    expect((await phone.sync(deletedItems, { options: both })).commands).toMatchObject([
      { kind: "Add", item: { from: first?.item?.from } },
    ]);
  });
});
