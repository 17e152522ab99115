import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import {
  buildFolderSyncResponse,
  buildProvisionResponse,
  buildSettingsResponse,
  buildSyncResponse,
  type Exchange,
  readSyncRequest,
  type SyncCollectionResponse,
  wbxmlPolicyType,
} from "../../eas/index.js";
import { decode, type Element, encode } from "../../wbxml/index.js";
import { createDevice } from "../device.js";
import type { Device, DeviceSetup, Endpoint } from "../types.js";
import { type LocalServer, serveHttp } from "./local-server.js";

// A target that says what a test tells it to, over real HTTP, until that test has ended.

export interface Asked {
  readonly command: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly root?: Element;
}

/** A document, an empty 200, a dropped connection, or anything that HTTP can say. */
export type Reply =
  | Element
  | "empty"
  | "drop"
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: Uint8Array | string };

/** By command; `nth` counts from 1 the requests of this command. */
export type Script = Readonly<Record<string, (asked: Asked, nth: number) => Reply>>;

export interface ScriptedTarget extends LocalServer {
  readonly asked: readonly Asked[];
  commands(): string[];
}

export async function scriptedTarget(script: Script = {}): Promise<ScriptedTarget> {
  const asked: Asked[] = [];
  const server = await serveHttp((request, body, response) => {
    const url = new URL(request.url ?? "", "http://target");
    const command = url.searchParams.get("Cmd") ?? request.method ?? "";
    const root = body[0] === 3 ? { root: decode(body) } : {};
    const { headers, rawHeaders } = request;
    const one = { command, path: url.pathname, query: url.searchParams, headers, rawHeaders, body, ...root };
    asked.push(one);
    const nth = asked.filter((other) => other.command === command).length;
    say(response, (script[command] ?? defaults[command] ?? (() => ({ status: 501 })))(one, nth));
  });
  onTestFinished(() => server.close());
  return { ...server, asked, commands: () => asked.map(({ command }) => command) };
}

/** A device for a target, and everything that it recorded. */
export function phone(
  target: LocalServer,
  setup: Partial<Omit<DeviceSetup, "endpoint">> & { readonly endpoint?: Partial<Endpoint> } = {},
): { readonly device: Device; readonly exchanges: Exchange[] } {
  const exchanges: Exchange[] = [];
  const device = createDevice({
    label: "A",
    partnership: { user: "alice", deviceId: "DEV1", deviceType: "Phone" },
    protocolVersion: "14.1",
    idPrefix: "case",
    record: (exchange) => exchanges.push(exchange),
    settleMs: 0,
    ...setup,
    endpoint: { url: `${target.url}/Microsoft-Server-ActiveSync`, timeoutMs: 10_000, ...setup.endpoint },
  });
  return { device, exchanges };
}

/** A Sync answer with one Collection: Status 1 and key "k2" unless given otherwise. */
export function synced(collection: Partial<SyncCollectionResponse> = {}): Element {
  const whole = { syncKey: "k2", collectionId: "5", status: "1", commands: [], responses: [], moreAvailable: false };
  return buildSyncResponse({ collections: [{ ...whole, ...collection }] }, "14.1");
}

export function syncRefused(status: string): Element {
  return buildSyncResponse({ status, collections: [] }, "14.1");
}

/** The only Collection of a Sync request. */
export function collectionOf({ root }: Asked) {
  return root && readSyncRequest(root)?.collections?.[0];
}

const policy = { policyType: wbxmlPolicyType, status: "1" };

const defaults: Script = {
  Provision: (_asked, nth) =>
    buildProvisionResponse(
      { status: "1", policy: { ...policy, policyKey: nth % 2 === 1 ? "111" : "222" }, remoteWipe: false },
      "14.1",
    ),
  Settings: () =>
    buildSettingsResponse({ status: "1", deviceInformationStatus: "1", hasDeviceInformation: true }, "14.1"),
  FolderSync: () =>
    buildFolderSyncResponse(
      {
        status: "1",
        syncKey: "f1",
        added: [
          { serverId: "5", parentId: "0", displayName: "Inbox", type: 2 },
          { serverId: "mail%2Fc7ad", parentId: "0", displayName: "Sent", type: 5 },
          { serverId: "cal", parentId: "0", displayName: "Calendar", type: 8 },
        ],
        updated: [],
        deleted: [],
      },
      "14.1",
    ),
  Sync: (asked) => synced({ syncKey: "k1", collectionId: collectionOf(asked)?.collectionId ?? "" }),
};

function say(response: ServerResponse, reply: Reply): void {
  if (reply === "drop") {
    response.destroy();
    return;
  }
  if (reply === "empty") {
    response.end();
    return;
  }
  if ("tag" in reply) {
    response.writeHead(200, { "Content-Type": "application/vnd.ms-sync.wbxml" }).end(encode(reply));
    return;
  }
  response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
}
