import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decode, type Element, encode } from "../wbxml/index.js";
import { syncRequest, syncResponse } from "./arbitraries.js";
import * as peer from "./command-arbitraries.js";
import * as eas from "./index.js";

// For every command and both directions: reading what was built gives the same, also after a passage through the codec;
// building what was read gives the same element; and a correct request or response has no fault in its schema.

type Build<T> = (value: T, version: eas.ProtocolVersion) => Element;
type Read<T> = (root: Element) => T | undefined;

function law<T>(
  command: string,
  inspect: typeof eas.inspectRequest,
  values: fc.Arbitrary<T>,
  build: Build<T>,
  read: Read<T>,
) {
  fc.assert(
    fc.property(values, fc.constantFrom("14.1" as const, "16.1" as const), (value, version) => {
      const root = build(value, version);
      expect(bare(read(root))).toEqual(value);
      const again = read(decode(encode(root)));
      expect(bare(again)).toEqual(value);
      expect(again === undefined ? undefined : build(again, version)).toEqual(root);
      expect(inspect(command, root, version)).toEqual({ faults: [], remarks: [] });
    }),
  );
}

/** The value without the elements that readers leave in it for marks. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "element");
  return Object.fromEntries(entries.map(([key, member]) => [key, bare(member)]));
}

const request = <T>(command: string, values: fc.Arbitrary<T>, build: Build<T>, read: Read<T>) =>
  test(`${command} requests`, () => law(command, eas.inspectRequest, values, build, read));
const response = <T>(command: string, values: fc.Arbitrary<T>, build: Build<T>, read: Read<T>) =>
  test(`${command} responses`, () => law(command, eas.inspectResponse, values, build, read));

// A client writes Class in Add only; elsewhere it is a remark, so correct requests do without.
const correct = syncRequest.map((sync) => ({
  ...sync,
  collections: (sync.collections ?? []).map((collection) => ({
    ...collection,
    ...(collection.commands === undefined ? {} : { commands: collection.commands.map(withoutClass) }),
  })),
}));

function withoutClass(command: eas.ClientCommand): eas.ClientCommand {
  if (command.kind === "Add" || command.kind === "Fetch") return command;
  const { class: _class, ...rest } = command;
  return rest;
}

request("Sync", correct, eas.buildSyncRequest, eas.readSyncRequest);
response("Sync", syncResponse, eas.buildSyncResponse, eas.readSyncResponse);
request("GetItemEstimate", peer.estimateRequest, eas.buildEstimateRequest, eas.readEstimateRequest);
response("GetItemEstimate", peer.estimateResponse, eas.buildEstimateResponse, eas.readEstimateResponse);
request("Settings", peer.settingsRequest, eas.buildSettingsRequest, eas.readSettingsRequest);
response("Settings", peer.settingsResponse, eas.buildSettingsResponse, eas.readSettingsResponse);
request("Provision", peer.provisionRequest, eas.buildProvisionRequest, eas.readProvisionRequest);
response("Provision", peer.provisionResponse, eas.buildProvisionResponse, eas.readProvisionResponse);
request("FolderSync", peer.folderSyncRequest, eas.buildFolderSyncRequest, eas.readFolderSyncRequest);
response("FolderSync", peer.folderSyncResponse, eas.buildFolderSyncResponse, eas.readFolderSyncResponse);
request("FolderCreate", peer.folderCreateRequest, eas.buildFolderCreateRequest, eas.readFolderCreateRequest);
response("FolderCreate", peer.folderCreateResponse, eas.buildFolderCreateResponse, eas.readFolderCreateResponse);
request("FolderDelete", peer.folderDeleteRequest, eas.buildFolderDeleteRequest, eas.readFolderDeleteRequest);
response("FolderDelete", peer.folderDeleteResponse, eas.buildFolderDeleteResponse, eas.readFolderDeleteResponse);
request("Ping", peer.pingRequest, eas.buildPingRequest, eas.readPingRequest);
response("Ping", peer.pingResponse, eas.buildPingResponse, eas.readPingResponse);
request("MoveItems", peer.moveItemsRequest, eas.buildMoveItemsRequest, eas.readMoveItemsRequest);
response("MoveItems", peer.moveItemsResponse, eas.buildMoveItemsResponse, eas.readMoveItemsResponse);
request("ItemOperations", peer.itemOperationsRequest, eas.buildItemOperationsRequest, eas.readItemOperationsRequest);
request("SendMail", peer.sendMailRequest, eas.buildSendMailRequest, eas.readSendMailRequest);
response("SendMail", peer.sendMailResponse, eas.buildSendMailResponse, eas.readSendMailResponse);

test("ItemOperations responses", () => {
  // Properties come back as an element with its offsets, so what is compared is their fields.
  const plain = (value: eas.ItemOperationsResponse | undefined) =>
    value?.fetches.map(({ properties, ...rest }) => ({ ...rest, item: properties && eas.readItem(properties) }));
  fc.assert(
    fc.property(peer.itemOperationsResponse, (answer) => {
      const root = eas.buildItemOperationsResponse(answer, "14.1");
      expect(plain(eas.readItemOperationsResponse(decode(encode(root))))).toEqual(plain(answer));
      expect(eas.validateResponse("ItemOperations", root, "14.1")).toEqual([]);
    }),
  );
});

test("estimates before 14.0 have an order of their own and one filter", () => {
  const old: eas.EstimateRequest = {
    collections: [{ syncKey: "k", collectionId: "5", class: "Email", options: [{ filterType: "2" }] }],
  };
  const root = eas.buildEstimateRequest(old, "12.1");
  expect(bare(eas.readEstimateRequest(decode(encode(root))))).toEqual(old);
  expect(eas.validateRequest("GetItemEstimate", root, "12.1")).toEqual([]);
  expect(eas.validateRequest("GetItemEstimate", root, "14.1")).not.toEqual([]);
});
