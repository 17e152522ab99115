import { afterAll, beforeAll, expect, test } from "vitest";
import { createDevice, freshDeviceId } from "../device/index.js";
import { buildFolderSyncResponse, buildProvisionResponse, type Exchange } from "../eas/index.js";
import { type ReferenceServer, startReferenceServer } from "../reference/index.js";
import { diagnose, type Element, encode } from "../wbxml/index.js";
import { badRequest, requestFault } from "./self-check.js";

// A device at work, whose requests are then sabotaged one by one: whatever leaves us wrong must be found, and named ours.

let server: ReferenceServer;
const sent = new Map<string, Exchange>();

beforeAll(async () => {
  server = await startReferenceServer({ minimumHeartbeat: 1, heartbeatSecondMs: 20 });
  for (const queryForm of ["plain", "base64"] as const) {
    const device = createDevice({
      endpoint: {
        url: server.url,
        authorization: `Basic ${Buffer.from("alice:secret").toString("base64")}`,
        queryForm,
      },
      label: "A",
      partnership: { user: "alice", deviceId: freshDeviceId(), deviceType: "Phone" },
      protocolVersion: "14.1",
      idPrefix: queryForm,
      record: (exchange) => sent.set(`${queryForm} ${exchange.command}`, exchange),
      settleMs: 0,
    });
    await device.connect();
    const inbox = await device.open("Inbox");
    await inbox.sync({ options: [{ class: "SMS", filterType: "0" }] });
    await inbox.estimate({ options: [{ class: "SMS", filterType: "0" }] });
    await device.setDeviceInformation({ phoneNumber: "1", enableOutboundSms: "1" });
    await device.close();
  }
});
afterAll(() => server.close());

function exchange(name: string): Exchange {
  const found = sent.get(name);
  if (found === undefined) throw new Error(`nothing was sent as ${name}; there are ${[...sent.keys()].join(", ")}`);
  return found;
}

test("what the device sends is in order, in both forms of the query", () => {
  expect([...sent.keys()]).toEqual(
    expect.arrayContaining([
      "plain Sync",
      "base64 Sync",
      "plain GetItemEstimate",
      "plain Settings",
      "plain FolderSync",
    ]),
  );
  expect(badRequest([...sent.values()], requestFault)).toBeUndefined();
});

type Sabotage = (request: Exchange["request"]) => Partial<Exchange["request"]>;
const header =
  (name: string, value: string | undefined): Sabotage =>
  ({ headers }) => ({
    headers: headers.flatMap((line) => {
      if (line[0].toLowerCase() !== name.toLowerCase()) return [line];
      return value === undefined ? [] : [[line[0], value] as const];
    }),
  });
const url =
  (from: RegExp, to: string): Sabotage =>
  ({ url: old }) => ({ url: old.replace(from, to) });
const bytes =
  (change: (body: Uint8Array) => Uint8Array): Sabotage =>
  ({ body, headers }) => {
    const changed = change(body);
    const { root, faults } = diagnose(changed);
    const lines = headers.map(([name, value]) =>
      name.toLowerCase() === "content-length" ? ([name, String(changed.length)] as const) : ([name, value] as const),
    );
    return { headers: lines, body: changed, faults, ...(root === undefined ? {} : { document: root }) };
  };

const sabotages: readonly (readonly [string, string, Sabotage, RegExp])[] = [
  [
    "another command in the query",
    "plain Sync",
    url(/Cmd=Sync/, "Cmd=Ping"),
    /Cmd of its query is Ping, expected Sync/,
  ],
  ["no Cmd", "plain Sync", url(/Cmd=Sync&/, ""), /query string cannot be read/],
  ["no User", "plain Sync", url(/User=alice&/, ""), /User is missing/],
  ["fields out of order", "plain Sync", url(/(Cmd=Sync)&(User=alice)/, "$2&$1"), /the fields stand as/],
  ["another device", "plain Sync", url(/DeviceId=\w+/, "DeviceId=OTHER"), /DeviceId of its query is OTHER/],
  ["a cut base64 query", "base64 Sync", url(/\?.*/, "?AAA"), /query string cannot be read/],
  ["GET", "plain Sync", () => ({ method: "GET" }), /sent as GET/],
  ["no version", "plain Sync", header("MS-ASProtocolVersion", undefined), /protocol version none, expected 14\.1/],
  ["another version", "plain Settings", header("MS-ASProtocolVersion", "12.1"), /protocol version 12\.1/],
  ["text/xml", "plain FolderSync", header("Content-Type", "text/xml"), /Content-Type is text\/xml/],
  ["no Content-Type", "plain Sync", header("Content-Type", undefined), /Content-Type is missing/],
  ["a wrong length", "plain Sync", header("Content-Length", "1"), /Content-Length is 1/],
  ["a header twice", "plain Sync", ({ headers }) => ({ headers: [...headers, ...headers] }), /more than once/],
  ["a policy key in letters", "plain Sync", header("X-MS-PolicyKey", "abc"), /X-MS-PolicyKey is abc/],
  ["a cut body", "plain Sync", bytes((body) => body.slice(0, -1)), /at byte \d+/],
  ["an unknown tag", "plain Sync", bytes((body) => Uint8Array.from(body, (byte, at) => (at === 5 ? 0x7f : byte))), /./],
  [
    "another command's body",
    "plain GetItemEstimate",
    () => bodyOf("plain Sync"),
    /at Sync expected|expected GetItemEstimate/,
  ],
];

function bodyOf(name: string): Partial<Exchange["request"]> {
  const { body, document, faults } = exchange(name).request;
  const headers = exchange(name).request.headers;
  return { body, faults, headers, ...(document === undefined ? {} : { document }) };
}

test.each(sabotages)("%s in %s is found, as our own fault", (_, name, sabotage, reason) => {
  const good = exchange(name);
  const wrong: Exchange = { ...good, request: { ...good.request, ...sabotage(good.request) } };
  const told = badRequest([good, wrong], requestFault);
  expect(told).toMatch(/^our own request \S+ \(\w+\) is wrong: /);
  expect(told).toMatch(reason);
  expect(badRequest([{ ...wrong, deliberate: "on purpose" }], requestFault)).toBeUndefined();
});

test("a command that we have no schema of is one that we cannot vouch for", () => {
  const good = exchange("plain Sync");
  const request = { ...good.request, url: good.request.url.replace("Cmd=Sync", "Cmd=Search") };
  expect(badRequest([{ ...good, command: "Search", request }], requestFault)).toContain(
    "no schema of the command Search",
  );
});

/** What the server says, put in the place of the answer to an exchange. */
function answering(name: string, document: Element): Exchange {
  const good = exchange(name);
  if (good.response === undefined) throw new Error(`${name} was not answered`);
  return { ...good, response: { ...good.response, body: encode(document), document } };
}

/** A Sync whose CollectionId is this. */
function syncOf(collectionId: string): Exchange {
  const good = exchange("plain Sync");
  const named = (one: Element): Element => ({
    ...one,
    content:
      one.tag === "CollectionId"
        ? [collectionId]
        : (one.content?.map((inner) => (typeof inner === "object" && "tag" in inner ? named(inner) : inner)) ?? null),
  });
  const { document } = good.request;
  if (document === undefined) throw new Error("the Sync has no body");
  const changed = named(document);
  const body = encode(changed);
  const headers = good.request.headers.map(([key, value]) =>
    key.toLowerCase() === "content-length" ? ([key, String(body.length)] as const) : ([key, value] as const),
  );
  return { ...good, request: { ...good.request, document: changed, body, headers } };
}

test.each(["i".repeat(70), ""])("a CollectionId that the target gave, %j, is its own fault and none of ours", (id) => {
  const folder = { serverId: id, parentId: "0", displayName: "Inbox", type: 2 };
  const told = buildFolderSyncResponse(
    { status: "1", syncKey: "1", added: [folder], updated: [], deleted: [] },
    "14.1",
  );
  expect(badRequest([answering("plain FolderSync", told), syncOf(id)], requestFault)).toBeUndefined();
  expect(badRequest([exchange("plain FolderSync"), syncOf(id)], requestFault)).toContain("expected 1 to 64 characters");
});

test("a policy key that is no number goes back as it was given", () => {
  const policy = { policyType: "MS-EAS-Provisioning-WBXML", status: "1", policyKey: "abc" };
  const told = buildProvisionResponse({ status: "1", remoteWipe: false, policy }, "14.1");
  const good = exchange("plain Sync");
  const request = { ...good.request, ...header("X-MS-PolicyKey", "abc")(good.request) };
  expect(badRequest([answering("plain FolderSync", told), { ...good, request }], requestFault)).toBeUndefined();
});
