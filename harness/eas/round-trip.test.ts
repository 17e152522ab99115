import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, type Element, encode } from "../wbxml/index.js";
import {
  deviceInformation,
  identifier,
  itemFields,
  optionSet,
  smallBytes,
  statusCode,
  syncRequest,
  syncResponse,
  wireText,
} from "./arbitraries.js";
import * as eas from "./index.js";

// For every command and both directions: reading what was built gives the same, also after a passage through the codec;
// building what was read gives the same element; and a correct request or response has no fault in its schema.

interface Law<T> {
  readonly command: string;
  readonly direction: "request" | "response";
  readonly values: fc.Arbitrary<T>;
  readonly build: (value: T, version: eas.ProtocolVersion) => Element;
  readonly read: (root: Element) => T | undefined;
}

function law<T>(
  command: string,
  direction: Law<T>["direction"],
  values: fc.Arbitrary<T>,
  build: Law<T>["build"],
  read: Law<T>["read"],
): () => void {
  return () => {
    fc.assert(
      fc.property(values, fc.constantFrom("14.1" as const, "16.1" as const), (value, version) => {
        const root = build(value, version);
        expect(bare(read(root))).toEqual(value);
        const decoded = decode(encode(root));
        expect(bare(read(decoded))).toEqual(value);
        const again = read(decoded);
        expect(again === undefined ? undefined : build(again, version)).toEqual(root);
        const validate = direction === "request" ? eas.inspectRequest : eas.inspectResponse;
        expect(validate(command, root, version)).toEqual({ faults: [], remarks: [] });
      }),
    );
  };
}

/** The value without the elements that readers leave in it for marks. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "element");
  return Object.fromEntries(entries.map(([key, member]) => [key, bare(member)]));
}

const text = wireText;
const count = fc.nat({ max: 9999 });

describe("Sync", () => {
  // A client writes Class in Add only; elsewhere it is a remark, so the correct requests do without.
  const correct = syncRequest.map((request) => ({
    ...request,
    collections: (request.collections ?? []).map((collection) => ({
      ...collection,
      ...(collection.commands === undefined ? {} : { commands: collection.commands.map(withoutClass) }),
    })),
  }));
  test("requests", law("Sync", "request", correct, eas.buildSyncRequest, eas.readSyncRequest));
  test("responses", law("Sync", "response", syncResponse, eas.buildSyncResponse, eas.readSyncResponse));
});

function withoutClass(command: eas.ClientCommand): eas.ClientCommand {
  if (command.kind === "Add" || command.kind === "Fetch") return command;
  const { class: _class, ...rest } = command;
  return rest;
}

describe("GetItemEstimate", () => {
  const options = optionSet
    .map(
      ({ class: className, filterType, classPosition }): eas.OptionSet => ({
        ...(className === undefined ? {} : { class: className }),
        ...(filterType === undefined ? {} : { filterType }),
        ...(classPosition === undefined || className === undefined || filterType === undefined
          ? {}
          : { classPosition }),
      }),
    )
    .filter((set) => Object.keys(set).length > 0);
  const collections = fc.array(
    fc.record(
      { syncKey: identifier, collectionId: identifier, options: fc.array(options, { minLength: 1, maxLength: 2 }) },
      { requiredKeys: ["syncKey", "collectionId"] },
    ),
    { minLength: 1 },
  );
  const requests: fc.Arbitrary<eas.EstimateRequest> = fc.record({ collections });
  const answers: fc.Arbitrary<eas.EstimateResponse> = fc.record(
    {
      status: statusCode,
      responses: fc.array(
        fc.oneof(
          fc.record({ status: statusCode }),
          fc.record({ status: statusCode, collectionId: identifier, estimate: count.map(String) }),
        ),
      ),
    },
    { requiredKeys: ["responses"] },
  );
  test("requests", law("GetItemEstimate", "request", requests, eas.buildEstimateRequest, eas.readEstimateRequest));
  test("responses", law("GetItemEstimate", "response", answers, eas.buildEstimateResponse, eas.readEstimateResponse));

  test("requests before 14.0 have an order of their own and one filter", () => {
    const request: eas.EstimateRequest = {
      collections: [{ syncKey: "k", collectionId: "5", class: "Email", options: [{ filterType: "2" }] }],
    };
    const root = eas.buildEstimateRequest(request, "12.1");
    expect(bare(eas.readEstimateRequest(decode(encode(root))))).toEqual(request);
    expect(eas.validateRequest("GetItemEstimate", root, "12.1")).toEqual([]);
    expect(eas.validateRequest("GetItemEstimate", root, "14.1")).not.toEqual([]);
  });
});

describe("Settings", () => {
  const requests: fc.Arbitrary<eas.SettingsRequest> = fc
    .record({ deviceInformation, userInformation: fc.constant(true) }, { requiredKeys: [] })
    .filter((request) => Object.keys(request).length > 0);
  const answers: fc.Arbitrary<eas.SettingsResponse> = fc.oneof(
    fc.record({ status: statusCode, hasDeviceInformation: fc.constant(false) }),
    fc.record(
      {
        status: statusCode,
        hasDeviceInformation: fc.constant(true),
        deviceInformationStatus: statusCode,
        userInformationStatus: statusCode,
      },
      { requiredKeys: ["status", "hasDeviceInformation", "deviceInformationStatus"] },
    ),
  );
  test("requests", law("Settings", "request", requests, eas.buildSettingsRequest, eas.readSettingsRequest));
  test("responses", law("Settings", "response", answers, eas.buildSettingsResponse, eas.readSettingsResponse));
});

describe("Provision", () => {
  const key = fc.nat({ max: 0xffffffff }).map(String);
  const requests: fc.Arbitrary<eas.ProvisionRequest> = fc.record(
    {
      deviceInformation,
      policyType: fc.constant(eas.wbxmlPolicyType),
      policyKey: key,
      acknowledgement: fc.constantFrom("1", "2", "3", "4"),
    },
    { requiredKeys: ["policyType"] },
  );
  const document = fc.dictionary(
    fc.constantFrom("AllowTextMessaging", "DevicePasswordEnabled", "MaxEmailAgeFilter"),
    text,
  );
  const policy = fc.record(
    { policyType: fc.constant(eas.wbxmlPolicyType), status: statusCode, policyKey: key, document },
    { requiredKeys: ["policyType", "status"] },
  );
  const answers: fc.Arbitrary<eas.ProvisionResponse> = fc.record(
    { status: statusCode, deviceInformationStatus: statusCode, policy, remoteWipe: fc.boolean() },
    { requiredKeys: ["status", "remoteWipe"] },
  );
  test("requests", law("Provision", "request", requests, eas.buildProvisionRequest, eas.readProvisionRequest));
  test("responses", law("Provision", "response", answers, eas.buildProvisionResponse, eas.readProvisionResponse));
});

describe("the folder commands", () => {
  const folder: fc.Arbitrary<eas.Folder> = fc.record({
    serverId: identifier,
    parentId: identifier,
    displayName: text,
    type: fc.integer({ min: 1, max: 19 }),
  });
  const key = fc.record({ syncKey: identifier });
  const listings: fc.Arbitrary<eas.FolderSyncResponse> = fc.record(
    {
      status: statusCode,
      syncKey: identifier,
      added: fc.array(folder),
      updated: fc.array(folder),
      deleted: fc.array(identifier),
    },
    { requiredKeys: ["status", "added", "updated", "deleted"] },
  );
  test("FolderSync requests", law("FolderSync", "request", key, eas.buildFolderSyncRequest, eas.readFolderSyncRequest));
  test(
    "FolderSync responses",
    law("FolderSync", "response", listings, eas.buildFolderSyncResponse, eas.readFolderSyncResponse),
  );

  const create: fc.Arbitrary<eas.FolderCreateRequest> = fc.record({
    syncKey: identifier,
    parentId: identifier,
    displayName: text,
    type: fc.integer({ min: 1, max: 19 }),
  });
  const created: fc.Arbitrary<eas.FolderCreateResponse> = fc.record(
    { status: statusCode, syncKey: identifier, serverId: identifier },
    { requiredKeys: ["status"] },
  );
  test(
    "FolderCreate requests",
    law("FolderCreate", "request", create, eas.buildFolderCreateRequest, eas.readFolderCreateRequest),
  );
  test(
    "FolderCreate responses",
    law("FolderCreate", "response", created, eas.buildFolderCreateResponse, eas.readFolderCreateResponse),
  );

  const remove = fc.record({ syncKey: identifier, serverId: identifier });
  const removed: fc.Arbitrary<eas.FolderDeleteResponse> = fc.record(
    { status: statusCode, syncKey: identifier },
    { requiredKeys: ["status"] },
  );
  test(
    "FolderDelete requests",
    law("FolderDelete", "request", remove, eas.buildFolderDeleteRequest, eas.readFolderDeleteRequest),
  );
  test(
    "FolderDelete responses",
    law("FolderDelete", "response", removed, eas.buildFolderDeleteResponse, eas.readFolderDeleteResponse),
  );
});

describe("Ping", () => {
  const requests: fc.Arbitrary<eas.PingRequest> = fc.record(
    {
      heartbeatInterval: count,
      folders: fc.array(fc.record({ id: identifier, class: fc.constantFrom("Email", "Calendar") }), { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  const answers: fc.Arbitrary<eas.PingResponse> = fc.record(
    {
      status: statusCode,
      heartbeatInterval: count.map(String),
      maxFolders: count.map(String),
      folders: fc.array(identifier),
    },
    { requiredKeys: ["status", "folders"] },
  );
  test("requests", law("Ping", "request", requests, eas.buildPingRequest, eas.readPingRequest));
  test("responses", law("Ping", "response", answers, eas.buildPingResponse, eas.readPingResponse));
});

describe("MoveItems", () => {
  const move = fc.record({ sourceMessageId: identifier, sourceFolderId: identifier, destinationFolderId: identifier });
  const moved = fc.record(
    { sourceMessageId: identifier, status: statusCode, destinationMessageId: identifier },
    { requiredKeys: ["sourceMessageId", "status"] },
  );
  const requests: fc.Arbitrary<eas.MoveItemsRequest> = fc.record({ moves: fc.array(move, { minLength: 1 }) });
  const answers: fc.Arbitrary<eas.MoveItemsResponse> = fc.record(
    { status: statusCode, responses: fc.array(moved) },
    { requiredKeys: ["responses"] },
  );
  test("requests", law("MoveItems", "request", requests, eas.buildMoveItemsRequest, eas.readMoveItemsRequest));
  test("responses", law("MoveItems", "response", answers, eas.buildMoveItemsResponse, eas.readMoveItemsResponse));
});

describe("ItemOperations", () => {
  const fetch = fc.record(
    {
      store: fc.constant("Mailbox"),
      collectionId: identifier,
      serverId: identifier,
      bodyType: fc.integer({ min: 1, max: 4 }),
    },
    { requiredKeys: ["store", "collectionId", "serverId"] },
  );
  const fetched = fc.record(
    {
      status: statusCode,
      collectionId: identifier,
      serverId: identifier,
      class: fc.constantFrom("SMS", "Email"),
      properties: itemFields.map(eas.buildProperties),
    },
    { requiredKeys: ["status"] },
  );
  const requests: fc.Arbitrary<eas.ItemOperationsRequest> = fc.record({ fetches: fc.array(fetch, { minLength: 1 }) });
  const answers: fc.Arbitrary<eas.ItemOperationsResponse> = fc.record({
    status: statusCode,
    fetches: fc.array(fetched),
  });
  test(
    "requests",
    law("ItemOperations", "request", requests, eas.buildItemOperationsRequest, eas.readItemOperationsRequest),
  );
  test("responses", () => {
    // Properties come back as an element with its offsets, so what is compared here is their fields.
    const plain = (value: eas.ItemOperationsResponse | undefined) =>
      value?.fetches.map(({ properties, ...rest }) => ({ ...rest, item: properties && eas.readItem(properties) }));
    fc.assert(
      fc.property(answers, (answer) => {
        const root = eas.buildItemOperationsResponse(answer, "14.1");
        expect(plain(eas.readItemOperationsResponse(decode(encode(root))))).toEqual(plain(answer));
        expect(eas.validateResponse("ItemOperations", root, "14.1")).toEqual([]);
      }),
    );
  });
});

describe("SendMail", () => {
  const requests: fc.Arbitrary<eas.SendMailRequest> = fc.record(
    { clientId: identifier, saveInSentItems: fc.constant(true), mime: smallBytes },
    { requiredKeys: ["clientId", "mime"] },
  );
  const answers: fc.Arbitrary<eas.SendMailResponse> = fc.record({ status: statusCode });
  test("requests", law("SendMail", "request", requests, eas.buildSendMailRequest, eas.readSendMailRequest));
  test("responses", law("SendMail", "response", answers, eas.buildSendMailResponse, eas.readSendMailResponse));
});
