import { describe, expect, test } from "vitest";
import { buildBase64Query, buildFolderSyncRequest, readFolderSyncResponse } from "../eas/index.js";
import { child, type Element, encode, textOf } from "../wbxml/index.js";
import { commands } from "./commands/index.js";
import { Phone } from "./testing/phone.js";
import { withServer } from "./testing/running.js";

const authorization = `Basic ${Buffer.from("alice:secret").toString("base64")}`;

function statusOf(document: Element | undefined): string | undefined {
  const status = document && child(document, document.page, "Status");
  return status && textOf(status);
}

describe("the HTTP envelope", () => {
  test("OPTIONS names versions and commands", async () => {
    await withServer({}, async ({ url }) => {
      const response = await fetch(url, { method: "OPTIONS", headers: { Authorization: authorization } });
      expect(response.status).toBe(200);
      expect(response.headers.get("ms-asprotocolversions")).toBe("14.0,14.1,16.0,16.1");
      expect(response.headers.get("ms-asprotocolcommands")?.split(",")).toEqual([...commands.keys()]);
      expect(await response.text()).toBe("");
    });
  });

  test.each([
    ["nothing", undefined],
    ["another password", `Basic ${Buffer.from("alice:wrong").toString("base64")}`],
    ["no such user", `Basic ${Buffer.from("bob:secret").toString("base64")}`],
    ["a name of Object.prototype", `Basic ${Buffer.from("constructor:secret").toString("base64")}`],
    ["another scheme", "Bearer secret"],
  ])("401 with a challenge for %s", async (_, value) => {
    await withServer({}, async ({ url }) => {
      const response = await fetch(url, {
        method: "OPTIONS",
        headers: value === undefined ? {} : { Authorization: value },
      });
      expect([response.status, response.headers.get("www-authenticate")?.startsWith("Basic realm=")]).toEqual([
        401,
        true,
      ]);
    });
  });

  test("another path, method, query, command or version is refused by HTTP", async () => {
    await withServer({}, async ({ url }) => {
      const ask = async (address: string, headers = {}, method = "POST") =>
        (await fetch(address, { method, headers: { Authorization: authorization, ...headers } })).status;
      const version = { "MS-ASProtocolVersion": "14.1" };
      const device = "User=alice&DeviceId=X1&DeviceType=Phone";
      expect(await ask(new URL("/other", url).href)).toBe(404);
      expect(await ask(`${url}?Cmd=Sync&${device}`, version, "GET")).toBe(501);
      expect(await ask(url, version)).toBe(400);
      expect(await ask(`${url}?Cmd=Nothing&${device}`, version)).toBe(501);
      expect(await ask(`${url}?Cmd=Sync&${device}`)).toBe(400);
      expect(await ask(`${url}?Cmd=Sync&${device}`, { "MS-ASProtocolVersion": "12.1" })).toBe(400);
    });
  });

  test("a body that is not WBXML gets Status 102 under the root of its command", async () => {
    await withServer({}, async ({ url }) => {
      const phone = await Phone.connected(url);
      for (const command of commands.keys()) {
        const { status, document } = await phone.post(command, Uint8Array.of(1, 2, 3));
        expect([status, document?.tag, statusOf(document)]).toEqual([200, command, "102"]);
      }
    });
  });

  test("a body without the right Content-Type gets HTTP 400", async () => {
    await withServer({}, async ({ url }) => {
      const phone = await Phone.connected(url);
      const body = buildFolderSyncRequest({ syncKey: "0" }, "14.1");
      expect((await phone.post("FolderSync", body, { "Content-Type": "text/xml" })).status).toBe(400);
    });
  });

  test("a device id that is none gets Status 108, a missing device type 109", async () => {
    await withServer({}, async ({ url }) => {
      const ask = async (device: string) => {
        const response = await fetch(`${url}?Cmd=FolderSync&User=alice&${device}`, {
          method: "POST",
          headers: { Authorization: authorization, "MS-ASProtocolVersion": "14.1" },
        });
        return Buffer.from(await response.arrayBuffer()).toString("latin1");
      };
      expect(await ask("DeviceId=a,b&DeviceType=Phone")).toContain("108");
      expect(await ask("DeviceId=ab")).toContain("109");
    });
  });

  test("the base64 query says what the headers say in the plain form", async () => {
    await withServer({}, async ({ url }) => {
      const phone = await Phone.connected(url);
      const query = buildBase64Query({
        protocolVersion: "14.1",
        command: "FolderSync",
        locale: 0x0409,
        deviceId: phone.deviceId,
        policyKey: phone.policyKey,
        deviceType: "Phone",
      });
      const response = await fetch(`${url}?${query}`, {
        method: "POST",
        headers: { Authorization: authorization, "Content-Type": "application/vnd.ms-sync.wbxml" },
        body: Buffer.from(encode(buildFolderSyncRequest({ syncKey: "0" }, "14.1"))),
      });
      expect(response.headers.get("content-type")).toBe("application/vnd.ms-sync.wbxml");
      expect(Number(response.headers.get("content-length"))).toBeGreaterThan(100);
    });
  });

  test("without a policy key there is 142, with a wrong one 144", async () => {
    await withServer({}, async ({ url }) => {
      const phone = new Phone(url);
      const body = buildFolderSyncRequest({ syncKey: "0" }, "14.1");
      expect(statusOf((await phone.post("FolderSync", body)).document)).toBe("142");
      await phone.provision();
      const folders = (await phone.post("FolderSync", body)).document;
      expect(folders && readFolderSyncResponse(folders)?.added).toHaveLength(9);
      expect(statusOf((await phone.post("FolderSync", body, { "X-MS-PolicyKey": "1" })).document)).toBe("144");
    });
  });

  test("a server that demands no policy says so and asks for no key", async () => {
    await withServer({ demandPolicy: false }, async ({ url }) => {
      const phone = await Phone.connected(url);
      expect(phone.policyKey).toBe("0");
      expect((await phone.folders())?.added).toHaveLength(9);
    });
  });
});
