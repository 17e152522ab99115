import { describe, expect, it } from "vitest";
import type { Exchange } from "../eas/index.js";
import { encode } from "../wbxml/index.js";
import { phone, type Reply, scriptedTarget, synced } from "./testing/scripted-target.js";

const password = "s3cret+pass/word";
const authorization = `Basic ${Buffer.from(`alice:${password}`).toString("base64")}`;
async function exchangeOf(reply: Reply, command = "Sync"): Promise<Exchange> {
  const target = await scriptedTarget({ [command]: () => reply });
  const { device } = phone(target, { endpoint: { authorization } });
  return device.send(command, synced());
}

/** Everything in an exchange as one text, byte arrays included. */
function allText(exchange: Exchange): string {
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString("latin1"));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
    else texts.push(String(value));
  };
  visit(exchange);
  return [...texts, JSON.stringify(exchange)].join("\n");
}

describe("an Exchange", () => {
  it("shows what was sent and what came, decoded", async () => {
    const exchange = await exchangeOf(synced());
    expect(exchange).toMatchObject({
      id: "case/A/1",
      device: "A",
      command: "Sync",
      protocolVersion: "14.1",
      partnership: { user: "alice", deviceId: "DEV1", deviceType: "Phone" },
      request: { method: "POST", faults: [], document: { page: 0, tag: "Sync" } },
      response: { status: 200, reason: "OK", faults: [], document: { page: 0, tag: "Sync", start: 4 } },
    });
    expect(exchange.request.body).toEqual(encode(synced()));
    expect(exchange.request.url).toMatch(/\?Cmd=Sync&User=alice&DeviceId=DEV1&DeviceType=Phone$/);
    expect(exchange.request.headers.map(([name]) => name)).toEqual([
      "host",
      "connection",
      "Authorization",
      "User-Agent",
      "MS-ASProtocolVersion",
      "X-MS-PolicyKey",
      "Content-Type",
      "content-length",
    ]);
    expect(exchange).not.toHaveProperty("failure");
    expect(exchange).not.toHaveProperty("lost");
  });

  it("lists the departures of a body and keeps what could be read of it", async () => {
    const bytes = Buffer.concat([encode(synced()), Buffer.from([0x99])]);
    const { response } = await exchangeOf({
      headers: { "Content-Type": "application/vnd.ms-sync.wbxml" },
      body: bytes,
    });
    expect(response?.faults).toMatchObject([{ code: "trailing-bytes", offset: bytes.length - 1 }]);
    expect(response?.document?.tag).toBe("Sync");
  });

  it("takes WBXML for it whatever its type, and a page of HTML for a page", async () => {
    const wbxml = await exchangeOf({ headers: { "Content-Type": "text/plain" }, body: encode(synced()) });
    expect(wbxml.response?.document?.tag).toBe("Sync");
    const html = await exchangeOf({ headers: { "Content-Type": "text/html" }, body: "<html>hello</html>" });
    expect(html.response).toMatchObject({ faults: [] });
    expect(html.response).not.toHaveProperty("document");
  });

  it("without an answer says why", async () => {
    const exchange = await exchangeOf("drop");
    expect(exchange.failure?.kind).toBe("closed");
    expect(exchange).not.toHaveProperty("response");
    expect(exchange.request.body.length).toBeGreaterThan(0);
  });
});

describe("the password", () => {
  const echoes: [string, Reply][] = [
    ["an ordinary answer", synced()],
    ["a page that echoes it", { status: 401, body: `<p>${password} in ${authorization}</p>` }],
    ["headers that echo it", { status: 200, headers: { "X-Login": authorization, "Set-Cookie": `p=${password}` } }],
    ["a document that echoes it", synced({ syncKey: `key-${password}` })],
    ["a reason and a URL that echo it", { status: 302, headers: { Location: `/?p=${encodeURIComponent(password)}` } }],
    ["a dropped connection", "drop"],
  ];

  it.each(echoes)("is nowhere in the exchange: %s", async (_what, reply) => {
    const text = allText(await exchangeOf(reply));
    const base64 = Buffer.from(password).toString("base64");
    const needles = [password, encodeURIComponent(password), base64, base64.replace(/=+$/, ""), authorization];
    for (const needle of [...needles, authorization.slice(6)]) expect(text).not.toContain(needle);
    expect(text).toContain("Basic ********");
  });

  it("in a key is hidden in the record alone: the phone gives the key back as it came", async () => {
    const key = `key-${password}`;
    const target = await scriptedTarget({ Sync: () => synced({ syncKey: key }) });
    const { device, exchanges } = phone(target, { endpoint: { authorization } });
    await device.connect();
    const inbox = await device.open("Inbox");
    expect(inbox.syncKey).toBe(key);
    expect(exchanges.map(allText).join()).not.toContain(password);
  });
});
