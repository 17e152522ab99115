import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ClientCommand, Exchange, ItemFields, OptionSet, ProtocolVersion } from "../eas/index.js";
import { type ReferenceServer, startReferenceServer } from "../reference/index.js";
import {
  createDevice,
  type Device,
  type DeviceFolder,
  type Endpoint,
  fetchOptions,
  freshDeviceId,
  type HeldItem,
} from "./index.js";

// The phone and the reference server were written apart from one another: what they agree on here is the protocol.

const authorization = `Basic ${Buffer.from("alice:secret").toString("base64")}`;
const sets: readonly OptionSet[] = [{ class: "SMS", filterType: "0" }, { filterType: "0" }];
let server: ReferenceServer;
let exchanges: Exchange[];

beforeAll(async () => {
  server = await startReferenceServer({ minimumHeartbeat: 1, heartbeatSecondMs: 20 });
});
beforeEach(() => {
  server.reset("alice");
  exchanges = [];
});
afterAll(() => server.close());

interface Choice {
  readonly version?: ProtocolVersion;
  readonly endpoint?: Partial<Endpoint>;
}

async function connected(label: string, { version = "14.1", endpoint = {} }: Choice = {}): Promise<Device> {
  const device = createDevice({
    endpoint: { url: server.url, authorization, ...endpoint },
    label,
    partnership: { user: "alice", deviceId: freshDeviceId(), deviceType: "Phone" },
    protocolVersion: version,
    idPrefix: "reference",
    record: (exchange) => exchanges.push(exchange),
    settleMs: 0,
  });
  await device.connect();
  return device;
}

async function inboxOf(label: string, choice: Choice = {}): Promise<DeviceFolder> {
  const inbox = await (await connected(label, choice)).open("Inbox");
  expect((await inbox.drain({ options: sets })).complete).toBe(true);
  return inbox;
}

function sms(text: string): ItemFields {
  return {
    to: '"Bob" [MOBILE:+15550101]',
    from: '"Ann" [MOBILE:+15550100]',
    dateReceived: new Date().toISOString(),
    importance: "1",
    read: "0",
    body: { type: "1", estimatedDataSize: String(Buffer.byteLength(text)), data: text },
  };
}

function add(clientId: string, text = clientId): ClientCommand {
  return { kind: "Add", class: "SMS", clientId, item: sms(text) };
}

/** The bodies that a device holds, sorted. */
function texts(folder: DeviceFolder): string[] {
  return [...folder.held.values()].map(({ item }) => item.body?.data ?? "").sort();
}

const ways: [string, Choice][] = [
  ["14.0", { version: "14.0" }],
  ["14.1", {}],
  ["16.1", { version: "16.1" }],
  ["14.1 with connections kept alive", { endpoint: { keepAlive: true } }],
  ["14.1 with base64 queries", { endpoint: { queryForm: "base64" } }],
];

describe.each(ways)("at %s", (_name, choice) => {
  it("an SMS goes from one device to the other, changes, and goes", async () => {
    const [observer, feeder] = [await inboxOf("A", choice), await inboxOf("B", choice)];
    const added = await feeder.sync({ options: sets, commands: [add("c1", "hello")] });
    expect(added.succeeded()).toMatchObject({ holds: true });
    const [serverId = ""] = [...feeder.held.keys()];
    const drained = await observer.drain();
    expect(drained.commands).toMatchObject([{ kind: "Add", class: "SMS", item: { body: { data: "hello" } } }]);
    await feeder.sync({ commands: [{ kind: "Change", serverId, item: { read: "1" } }] });
    await observer.drain();
    expect([...observer.held.values()]).toMatchObject([{ class: "SMS", item: { read: "1", body: { data: "hello" } } }]);
    await feeder.sync({ commands: [{ kind: "Delete", serverId }], deletesAsMoves: "0" });
    await observer.drain();
    expect([observer.held.size, feeder.held.size]).toEqual([0, 0]);
    expect(exchanges.flatMap(({ request, response }) => [...request.faults, ...(response?.faults ?? [])])).toEqual([]);
    expect(exchanges.filter(({ failure }) => failure !== undefined)).toEqual([]);
  });
});

describe("with the reference server", () => {
  it("OPTIONS offers what the suites need", async () => {
    const offer = await fetchOptions({
      endpoint: { url: server.url, authorization },
      label: "A",
      partnership: { user: "alice", deviceId: "X", deviceType: "Phone" },
      idPrefix: "preflight",
      record: () => undefined,
    });
    expect(offer.versions).toContain("14.1");
    expect(offer.commands).toEqual(expect.arrayContaining(["Sync", "GetItemEstimate", "Settings", "FolderSync"]));
  });

  it("a wrong password is named as such", async () => {
    const wrong = { authorization: `Basic ${Buffer.from("alice:wrong!").toString("base64")}` };
    await expect(connected("A", { endpoint: wrong })).rejects.toThrow(/HTTP 401.*user name or password/);
  });

  it("a lost answer is made good by the same bytes, without a second item", async () => {
    const [observer, feeder] = [await inboxOf("A"), await inboxOf("B")];
    const keyBefore = feeder.syncKey;
    await feeder.sync({ options: sets, commands: [add("c1", "once")], lose: true });
    expect([feeder.syncKey, feeder.held.size]).toEqual([keyBefore, 0]);
    expect((await feeder.retry()).status).toBe("1");
    expect(texts(feeder)).toEqual(["once"]);
    await observer.drain();
    expect(texts(observer)).toEqual(["once"]);
  });

  it("a refused request leaves the key usable", async () => {
    const inbox = await inboxOf("A");
    const three = await inbox.sync({ options: [...sets, { class: "SMS" }], deliberate: "three Options" });
    expect(three.refusedWith("4")).toMatchObject({ holds: true, mark: { side: "response" } });
    expect(three.refused().holds).toBe(true);
    expect((await inbox.sync()).succeeded().holds).toBe(true);
  });

  it("a small window comes in rounds", async () => {
    const [observer, feeder] = [await inboxOf("A"), await inboxOf("B")];
    await feeder.sync({ options: sets, commands: ["a", "b", "c", "d", "e"].map((id) => add(id)) });
    const drained = await observer.drain({ windowSize: 2 });
    expect(drained.answers.map(({ commands }) => commands.length).filter((count) => count > 0)).toEqual([2, 2, 1]);
    expect(texts(observer)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("a hanging Sync ends with what another device adds, and else with nothing", async () => {
    const [observer, feeder] = [await inboxOf("A"), await inboxOf("B")];
    expect((await observer.sync({ heartbeatInterval: 2 })).empty).toBe(true);
    const hanging = observer.sync({ heartbeatInterval: 500 });
    await feeder.sync({ options: sets, commands: [add("c1", "wake up")] });
    expect((await hanging).adds()).toHaveLength(1);
  });

  it("estimates count what the next Sync brings", async () => {
    const [observer, feeder] = [await inboxOf("A"), await inboxOf("B")];
    await feeder.sync({ options: sets, commands: [add("c1"), add("c2")] });
    expect((await observer.estimate({ options: sets })).estimate).toBe(2);
    expect((await observer.estimate({ options: sets, syncKey: "nonsense" })).refused().holds).toBe(true);
    await observer.drain();
    expect((await observer.estimate({ options: sets })).estimate).toBe(0);
  });

  it("outbound SMS without a number are refused where the document says so", async () => {
    const device = await connected("A");
    expect((await device.setDeviceInformation({ enableOutboundSms: "1" })).refusedWith("5").holds).toBe(true);
    const numbered = await device.setDeviceInformation({ enableOutboundSms: "1", phoneNumber: "+15550100" });
    expect(numbered.succeeded()).toMatchObject({ holds: true });
  });

  it("mail to oneself arrives as e-mail, is fetched, and moves to a folder of one's own", async () => {
    const device = await connected("A");
    const inbox = await device.open("Inbox");
    await inbox.drain({ options: sets });
    const sent = await device.sendMail(
      "From: alice@example.com\r\nTo: alice@example.com\r\nSubject: token-1\r\n\r\nHello.\r\n",
    );
    expect(sent.exchange.response?.status).toBe(200);
    await inbox.drain();
    const [held] = [...inbox.held.values()].filter(({ item }) => item.subject === "token-1");
    expect(held).toBeDefined();
    expect(held).not.toHaveProperty("class", "SMS");
    const id = held?.serverId ?? "";
    expect((await device.fetch(inbox.folder.serverId, id, 1)).response).toMatchObject({ status: "1" });
    const created = await device.createFolder("mine");
    const folderId = created.response?.serverId ?? "";
    const moved = await device.moveItem(inbox.folder.serverId, id, folderId);
    expect(moved.response?.responses).toMatchObject([{ status: "3" }]);
    await inbox.drain();
    expect(inbox.held.size).toBe(0);
    const mine = await device.open({ serverId: folderId });
    await mine.drain({ options: sets });
    expect([...mine.held.values()].map(({ item }) => item.subject)).toEqual(["token-1"]);
    expect((await device.deleteFolder(folderId)).response?.status).toBe("1");
  });

  it("two devices hold the same after any exchange of commands", async () => {
    const step = fc.record({
      who: fc.nat(1),
      what: fc.constantFrom("add", "read", "delete"),
      lose: fc.boolean(),
      pick: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        server.reset("alice");
        const folders = [await inboxOf("A"), await inboxOf("B")];
        for (const [index, { who, what, lose, pick }] of steps.entries()) {
          const folder = folders[who];
          if (folder === undefined) continue;
          await folder.drain();
          const ids = [...folder.held.keys()];
          const serverId = ids[pick % Math.max(ids.length, 1)];
          const commands = [commandFor(what, serverId, `t${index}`)];
          await folder.sync({ commands, lose });
          if (lose) await folder.retry();
        }
        for (const folder of folders) expect((await folder.drain()).complete).toBe(true);
        const [one, other] = folders.map((folder) => [...folder.held.values()].map(stateOf).sort());
        expect(one).toEqual(other);
      }),
      { numRuns: 12 },
    );
  });
});

function commandFor(what: string, serverId: string | undefined, text: string): ClientCommand {
  if (what === "add" || serverId === undefined) return add(text);
  if (what === "delete") return { kind: "Delete", serverId };
  return { kind: "Change", serverId, item: { read: "1" } };
}

/** Without the ServerId, which each device gets its own of. */
function stateOf({ class: className, item }: HeldItem): string {
  return [className, item.read, item.from, item.body?.data].join("|");
}
