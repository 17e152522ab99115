import { readdirSync, readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createDevice, freshDeviceId } from "../harness/device/index.js";
import type { Device, DeviceFolder } from "../harness/device/types.js";
import {
  type Exchange,
  type ItemFields,
  readSyncResponse,
  validateRequest,
  validateResponse,
} from "../harness/eas/index.js";
import { checkedData } from "../harness/judging/data-file.js";
import { startEmbedded } from "../harness/run/embedded.js";
import {
  childElements,
  decode,
  diagnose,
  type Element,
  encode,
  fromXml,
  isElement,
  namespaceOf,
  toXml,
} from "../harness/wbxml/index.js";

// The examples of section 4, with values of our own: as vectors, and played against the reference server.

interface Example {
  readonly id: string;
  readonly side: "request" | "response";
  readonly command: string;
  readonly xml: string;
  readonly hex: string;
}

const folder = new URL("../vectors/examples/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const examples = readdirSync(folder)
  .filter((name) => /^4.*\.json$/.test(name))
  .map((name) => checkedData<Example>(read(name), read("examples.schema.json"), `vectors/examples/${name}`));

function example(id: string): Element {
  const found = examples.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no example ${id}`);
  return decode(Uint8Array.from(Buffer.from(found.hex, "hex")));
}

test("every example of section 4 is there", () => {
  expect(examples.map(({ id }) => id)).toEqual([
    "4.1-both-classes",
    "4.2-sms-alone",
    "4.3-server-add",
    "4.4-enable-outbound",
  ]);
});

test.each(examples)("$id: its bytes decode to its XML without any departure, and back", ({ hex, xml }) => {
  const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
  const { root, faults } = diagnose(bytes);
  expect(faults).toEqual([]);
  expect(toXml(root ?? decode(bytes))).toBe(xml);
  expect(Buffer.from(encode(fromXml(xml))).toString("hex")).toBe(hex);
});

test.each(examples)("$id follows the schema of its command", ({ id, side, command }) => {
  const validate = side === "request" ? validateRequest : validateResponse;
  expect(validate(command, example(id), "14.1")).toEqual([]);
});

/** "AirSync:Sync" and what is in it, values left out. */
function shapeOf(element: Element): string {
  const inside = childElements(element).map(shapeOf).join(" ");
  return `${namespaceOf(element.page)}:${element.tag}${inside === "" ? "" : `(${inside})`}`;
}

/** The element with other text where a tag of this name stands. */
function withText(element: Element, texts: Readonly<Record<string, string>>): Element {
  const text = texts[element.tag];
  if (text !== undefined) return { ...element, content: [text] };
  if (element.content === null) return element;
  return { ...element, content: element.content.map((one) => (isElement(one) ? withText(one, texts) : one)) };
}

async function phone(): Promise<{
  readonly device: Device;
  readonly inbox: DeviceFolder;
  readonly deliver: () => Promise<void>;
}> {
  const server = await startEmbedded([]);
  const account = server.newAccount();
  const device = createDevice({
    endpoint: {
      url: server.url,
      ...(account.authorization === undefined ? {} : { authorization: account.authorization }),
    },
    label: "A",
    partnership: { user: account.user, deviceId: freshDeviceId(), deviceType: "Phone" },
    protocolVersion: "14.1",
    idPrefix: "examples",
    record: () => undefined,
    settleMs: 0,
  });
  onTestFinished(async () => {
    await device.close();
    await server.close();
  });
  await device.connect();
  const inbox = await device.open("Inbox");
  const deliver = async () => {
    await server.hooks.deliverEmail?.({ user: account.user, token: "lunch", folder: "Inbox" });
    await server.hooks.deliverSms?.({ user: account.user, folder: "Inbox", item: sms });
  };
  return { device, inbox, deliver };
}

const sms: ItemFields = {
  to: '"15555550142" [MOBILE:15555550142]',
  from: '"15555550121" [MOBILE:+15555550121]',
  dateReceived: new Date().toISOString(),
  importance: "1",
  read: "0",
  body: { type: "1", data: "The train is late. " },
  internetCpid: "1252",
};

/** The example as a request, with the SyncKey and the CollectionId that the server gave. */
async function played(id: string, device: Device, { syncKey, folder: { serverId } }: DeviceFolder): Promise<Exchange> {
  return device.send("Sync", withText(example(id), { SyncKey: syncKey, CollectionId: serverId }));
}

function addsIn({ response }: Exchange) {
  const [collection] = response?.document === undefined ? [] : (readSyncResponse(response.document)?.collections ?? []);
  return { status: collection?.status, adds: (collection?.commands ?? []).filter(({ kind }) => kind === "Add") };
}

test("4.1 played: both classes come", async () => {
  const { device, inbox, deliver } = await phone();
  await deliver();
  const { status, adds } = addsIn(await played("4.1-both-classes", device, inbox));
  expect([status, adds.map((add) => add.class ?? "none").sort()]).toEqual(["1", ["SMS", "none"]]);
});

test("4.2 played: the SMS alone comes, in the structure of 4.3", async () => {
  const { device, inbox, deliver } = await phone();
  await deliver();
  const exchange = await played("4.2-sms-alone", device, inbox);
  const { status, adds } = addsIn(exchange);
  expect([status, adds.map((add) => add.class)]).toEqual(["1", ["SMS"]]);
  expect(adds[0]?.item).toMatchObject({ ...sms, flag: {} });
  const { document } = exchange.response ?? {};
  expect(document === undefined ? "" : shapeOf(document)).toBe(shapeOf(example("4.3-server-add")));
});

test("4.4 played: outbound SMS is enabled", async () => {
  const { device } = await phone();
  const { response } = await device.send("Settings", example("4.4-enable-outbound"));
  expect(response?.document === undefined ? "" : toXml(response.document)).toBe(
    '<Settings xmlns="Settings"><Status>1</Status><DeviceInformation><Status>1</Status></DeviceInformation></Settings>',
  );
});
