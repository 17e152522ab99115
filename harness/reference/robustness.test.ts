import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSyncRequest } from "../eas/index.js";
import { type Content, codePages, type Element } from "../wbxml/index.js";
import { commands } from "./commands/index.js";
import { type ReferenceServer, startReferenceServer } from "./index.js";
import { both, inbox, Phone, smsOf } from "./testing/phone.js";
import { noon } from "./testing/running.js";

const authorization = `Basic ${Buffer.from("alice:secret").toString("base64")}`;

describe("nothing that a client sends ends in HTTP 500", () => {
  let server: ReferenceServer;
  let phone: Phone;
  const warnings: unknown[] = [];
  const hear = (warning: unknown) => warnings.push(warning);

  beforeAll(async () => {
    process.on("warning", hear);
    server = await startReferenceServer({ now: () => noon, heartbeatSecondMs: 0 });
    phone = await Phone.connected(server.url);
    await phone.folders();
    server.deliverSms({ user: "alice", folder: "Inbox", item: smsOf("+12025550101") });
    await phone.sync(inbox, { options: both });
  });
  afterAll(async () => {
    process.off("warning", hear);
    await server.close();
    expect(warnings).toEqual([]);
  });

  const command = fc.constantFrom(...commands.keys());

  test("any bytes under any command", async () => {
    const body = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300, size: "max" }),
      fc.uint8Array({ maxLength: 100, size: "max" }).map((bytes) => Uint8Array.of(0x03, 0x01, 0x6a, 0x00, ...bytes)),
    );
    await fc.assert(
      fc.asyncProperty(command, body, async (name, bytes) => {
        expect((await phone.post(name, bytes)).status).toBe(200);
      }),
      { numRuns: 300 },
    );
  });

  test("any document under any command", async () => {
    const texts = ["0", "1", "2", "SMS", "Email", "", "60", "12", "Mailbox", "MS-EAS-Provisioning-WBXML", "1:1001"];
    const document = command.chain((name) => documentOf(name, [...texts, ...phone.keys.values()]));
    await fc.assert(
      fc.asyncProperty(document, async (root) => {
        expect((await phone.post(root.tag, root)).status).toBe(200);
      }),
      { numRuns: 500 },
    );
  });

  test("any Sync request whose structure is right", async () => {
    const text = fc.constantFrom("0", "1", "2", "", "SMS", "Email", "Foo", "-1", "999999999999", "\u{1F600}", "1:1001");
    const options = fc.record({ class: text, filterType: text, conflict: text }, { requiredKeys: [] });
    const item = fc.record(
      {
        to: text,
        from: text,
        dateReceived: text,
        read: text,
        importance: text,
        flag: fc.dictionary(fc.constantFrom("Status", "StartDate"), text),
      },
      { requiredKeys: [] },
    );
    const add = fc.record({ kind: fc.constant("Add" as const), class: text, clientId: text, item });
    const change = fc.record({ kind: fc.constant("Change" as const), serverId: text, item });
    const remove = fc.record({ kind: fc.constantFrom("Delete" as const, "Fetch" as const), serverId: text });
    const collection = fc.record({
      syncKey: fc.oneof(text, fc.constantFrom("1", "2", "3")),
      collectionId: fc.constantFrom("1", "4", "5", "6", "99", ""),
      options: fc.array(options, { maxLength: 3 }),
      windowSize: fc.integer({ min: -1, max: 600 }),
      commands: fc.array(fc.oneof(add, change, remove), { maxLength: 3 }),
    });
    const request = fc.record(
      {
        collections: fc.array(collection, { maxLength: 3 }),
        wait: fc.integer({ min: -1, max: 70 }),
        heartbeatInterval: fc.integer({ min: -1, max: 4000 }),
        windowSize: fc.integer({ min: -1, max: 600 }),
        partial: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(request, async (one) => {
        expect((await phone.raw(buildSyncRequest(one, "14.1"))).status).toBe(200);
      }),
      { numRuns: 300 },
    );
  });

  test("any query", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60, size: "max" }), async (query) => {
        const response = await fetch(`${server.url}?${encodeURI(query)}`, {
          method: "POST",
          headers: { Authorization: authorization, "MS-ASProtocolVersion": "14.1" },
        });
        expect([200, 400, 501]).toContain(response.status);
      }),
    );
  });
});

/** A document under the root of a command, of elements that are mostly of its page. */
function documentOf(command: string, texts: readonly string[]): fc.Arbitrary<Element> {
  const page = commands.get(command)?.page ?? 0;
  const pages = fc.oneof(
    { weight: 4, arbitrary: fc.constant(page) },
    { weight: 1, arbitrary: fc.constantFrom(0, 2, 17, 18) },
  );
  const { node } = fc.letrec<{ node: Content }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom<Content>(...texts),
      fc.constant<Content>({ opaque: Uint8Array.of(1, 2, 3) }),
      fc.tuple(pages, fc.nat(), fc.array(tie("node"), { maxLength: 4 })).map(inElement),
    ),
  }));
  return fc.array(node, { maxLength: 5 }).map((content) => ({ page, tag: command, content }));
}

function inElement([page, pick, content]: [number, number, Content[]]): Content {
  const tags = [...(codePages[page]?.tags.keys() ?? [])];
  return { page, tag: tags[pick % tags.length] ?? "Status", content };
}
