import { syncAnswer } from "../../harness/device/sync-answer.js";
import type { Device, DeviceFolder, HeldItem, SyncAnswer } from "../../harness/device/types.js";
import {
  buildSyncResponse,
  type CommandResponse,
  type ItemFields,
  readSyncResponse,
  type ServerCommand,
} from "../../harness/eas/index.js";
import { sampleExchange } from "../../harness/judging/testing/samples.js";
import type { SeededItem } from "../../harness/run/index.js";
import { fakeDevice, fakeMailbox } from "../../harness/run/testing/fakes.js";
import { diagnose, encode } from "../../harness/wbxml/index.js";
import type { View } from "../observe.js";

// Answers and devices by hand, for tests of what is made of them.

const folderId = "5";
let count = 0;

export function smsItem(token: string): SeededItem {
  return { token, class: "SMS", folder: "Inbox", item: { from: `[MOBILE:${token}]` } };
}

export function mailItem(token: string): SeededItem {
  return { token, class: "Email", folder: "Inbox", item: { subject: token } };
}

/** The mailbox of a case that knows its items by the number in From and by the Subject. */
export const mailbox = {
  ...fakeMailbox(),
  tokenOf: ({ item }: Pick<HeldItem, "item">) => /MOBILE:(\d+)/.exec(item.from ?? "")?.[1] ?? item.subject,
};

export function add(serverId: string, seeded: SeededItem, name?: string): ServerCommand {
  return { kind: "Add", serverId, item: seeded.item, ...(name === undefined ? {} : { class: name }) };
}

export function command(kind: "Delete" | "SoftDelete", serverId: string): ServerCommand {
  return { kind, serverId };
}

export function changed(serverId: string, item: ItemFields): ServerCommand {
  return { kind: "Change", serverId, item };
}

export interface AnswerParts {
  readonly status?: string;
  readonly commands?: readonly ServerCommand[];
  readonly responses?: readonly CommandResponse[];
  readonly moreAvailable?: boolean;
  readonly http?: number;
  /** No body at all. */
  readonly empty?: true;
}

/** What the device makes of an answer with this in it. */
export function answer({
  status = "1",
  commands = [],
  responses = [],
  moreAvailable = false,
  http = 200,
  empty,
}: AnswerParts = {}): SyncAnswer {
  count += 1;
  if (empty) return syncAnswer({ exchange: bareExchange(http) }, folderId);
  const body = encode(
    buildSyncResponse(
      { collections: [{ syncKey: `${count}`, collectionId: folderId, status, commands, responses, moreAvailable }] },
      "14.1",
    ),
  );
  const { root } = diagnose(body);
  const document = root === undefined ? {} : { document: root };
  const exchange = sampleExchange(`scene/A/${count}`, {
    response: { status: http, reason: "", headers: [], body, faults: [], ...document },
  });
  return syncAnswer({ exchange, ...(http === 200 ? document : {}) }, folderId);
}

function bareExchange(status: number) {
  const response = { status, reason: "", headers: [], body: new Uint8Array(), faults: [] };
  return sampleExchange(`scene/A/${count}`, { response });
}

/** Was it read back as it was written? Guards the helpers of this file. */
export function commandsIn({ exchange }: SyncAnswer): readonly ServerCommand[] {
  const document = exchange.response?.document;
  return document === undefined ? [] : (readSyncResponse(document)?.collections[0]?.commands ?? []);
}

/** A device that holds these items, by ServerId. */
export function holding(items: Readonly<Record<string, SeededItem>>, label = "A"): View {
  const held = new Map(
    Object.entries(items).map(([serverId, { item, class: name }]): [string, HeldItem] => [
      serverId,
      { serverId, item, exchange: "scene/A/1", ...(name === "SMS" ? { class: "SMS" } : {}) },
    ]),
  );
  return { mailbox, folder: folderWith(held, label) };
}

function folderWith(held: ReadonlyMap<string, HeldItem>, label: string): DeviceFolder {
  const never = (): never => {
    throw new Error("this folder talks to nobody");
  };
  return {
    folder: { serverId: folderId, parentId: "0", displayName: "Inbox", type: 2 },
    device: deviceNamed(label),
    syncKey: "1",
    held,
    sync: never,
    drain: never,
    retry: never,
    restart: never,
    estimate: never,
  };
}

/** A device that does nothing and is asked nothing. */
export function deviceNamed(label: string): Device {
  return fakeDevice({
    endpoint: { url: "http://127.0.0.1:1/" },
    label,
    partnership: { user: "alice", deviceId: label, deviceType: "Phone" },
    protocolVersion: "14.1",
    idPrefix: "scene",
    record: () => undefined,
    settleMs: 0,
  });
}
