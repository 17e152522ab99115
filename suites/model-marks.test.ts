import { expect, test } from "vitest";
import {
  buildSyncResponse,
  type Exchange,
  markOfAbout,
  readSyncResponse,
  type SyncCollectionResponse,
} from "../harness/eas/index.js";
import { sampleExchange } from "../harness/judging/testing/samples.js";
import { newWorld, type OwnCommand, observationOf, strictRules } from "../harness/model/index.js";
import { itemCreated } from "../harness/model/mailbox.js";
import { judgeBadOptions } from "../harness/model/refused.js";
import { askSync } from "../harness/model/request.js";
import { judgeInit, judgeSync } from "../harness/model/sync.js";
import { decode, encode } from "../harness/wbxml/index.js";
import { seenOf } from "./model-wire.js";

const seat = { device: "A", folder: "Inbox" };
const token = "12015550100";
const payload = { from: `[MOBILE:+${token}]`, text: "Hi" };
const ours = { class: "SMS", serverId: "1", item: { from: payload.from, read: "0", body: { type: "1", data: "Hi" } } };
const add = { kind: "Add", ...ours } as const;

/** An answer about the Inbox, from its bytes. */
function answered(collection: Partial<SyncCollectionResponse>) {
  const whole = { syncKey: "2", collectionId: "5", status: "1", commands: [], responses: [], moreAvailable: false };
  const body = encode(buildSyncResponse({ collections: [{ ...whole, ...collection }] }, "14.1"));
  const document = decode(body);
  const exchange: Exchange = sampleExchange("a/A/1", {
    response: { status: 200, reason: "OK", headers: [], faults: [], body, document },
  });
  const response = readSyncResponse(document);
  return { exchange, seen: seenOf({ exchange, empty: false, ...(response && { response }) }, "5") };
}

const fresh = judgeInit(newWorld(strictRules, ["Inbox"]), seat, answered({ syncKey: "1" }).seen).world;
const item = { class: "SMS", ageDays: 1 / 24, read: 0, flag: 0, payload } as const;
const own: OwnCommand = {
  kind: "Add",
  token: "12015550101",
  clientId: "c0",
  ageDays: 0,
  read: 0,
  flag: 0,
  payload: {},
};

/** Code and marked path of each failure of an answer to a Sync with both sets. */
function marked(collection: Partial<SyncCollectionResponse>, ops: readonly OwnCommand[] = []): (string | undefined)[] {
  const { exchange, seen } = answered(collection);
  const world = ops.length > 0 ? fresh : itemCreated(fresh, "Inbox", token, item);
  const { failures } = judgeSync(askSync(world, seat, { sets: { email: 0, sms: 0 }, ops, windowSize: 2 }), seen);
  return failures.map((failure) => {
    const path = markOfAbout(observationOf(failure), exchange)?.path.replace("Sync/Collections/Collection", "…");
    return `${failure.code}: ${path}`;
  });
}

const wrong = { ...add, class: "Email" } as const;
const response = { kind: "Add", clientId: "c0", serverId: "9", status: "1" } as const;

test.each<[string, Partial<SyncCollectionResponse>, string[]]>([
  ["a Class", { commands: [wrong] }, ["class-tag: …/Commands/Add/Class"]],
  [
    "the Class that lacks",
    { commands: [{ kind: "Add", serverId: "1", item: ours.item }] },
    ["class-tag: …/Commands/Add"],
  ],
  [
    "Read",
    { commands: [{ ...add, item: { ...ours.item, read: "1" } }] },
    ["values: …/Commands/Add/ApplicationData/Read"],
  ],
  [
    "the text",
    { commands: [{ ...add, item: { ...ours.item, body: { type: "1", data: "H?" } } }] },
    ["payload: …/Commands/Add/ApplicationData/Body/Data"],
  ],
  [
    "the second of two commands",
    { commands: [add, { kind: "Delete", class: "SMS", serverId: "1" }] },
    ["delete-alive: …/Commands/Delete"],
  ],
  ["a Status", { status: "3", commands: [] }, ["status: …/Status"]],
  ["MoreAvailable", { moreAvailable: true }, ["more-without-commands: …/MoreAvailable"]],
  ["nothing, where something did not come", {}, ["missing-add: undefined"]],
])("a failure of the model marks %s", (_, collection, expected) => {
  expect(marked(collection)).toEqual(expected);
});

test.each<[string, Partial<SyncCollectionResponse>, string[]]>([
  ["its Status", { responses: [{ ...response, status: "6" }] }, ["response-status: …/Responses/Add/Status"]],
  ["the second of two", { responses: [response, response] }, ["response-repeated: …/Responses/Add"]],
  ["nothing, where it did not come", {}, ["response-missing: undefined"]],
])("a failure about the word on an Add of the device marks %s", (_, collection, expected) => {
  expect(marked(collection, [own])).toEqual(expected);
});

test("options that were accepted mark the Status, and what came beside it the Commands", () => {
  const { exchange, seen } = answered({ commands: [add] });
  const { failures } = judgeBadOptions(fresh, seat, undefined, seen);
  expect(failures.map((failure) => markOfAbout(observationOf(failure), exchange)?.path)).toEqual([
    "Sync/Collections/Collection/Status",
    "Sync/Collections/Collection/Commands",
  ]);
});
