import * as fc from "fast-check";
import {
  anyKeys,
  deviceInformation,
  identifier,
  itemFields,
  optionSet,
  smallBytes,
  statusCode,
  wireText,
} from "./arbitraries.js";
import * as eas from "./index.js";

// Generators of the smaller commands, for properties; see arbitraries.ts.

const count = fc.nat({ max: 9999 });
const policyKey = fc.nat({ max: 0xffffffff }).map(String);

/** Of a set only Class and FilterType exist in GetItemEstimate, and one of them is needed. */
const estimateOptions = optionSet
  .map(
    ({ class: className, filterType, classPosition }): eas.OptionSet => ({
      ...(className === undefined ? {} : { class: className }),
      ...(filterType === undefined ? {} : { filterType }),
      ...(classPosition === undefined || className === undefined || filterType === undefined ? {} : { classPosition }),
    }),
  )
  .filter((set) => Object.keys(set).length > 0);

export const estimateRequest: fc.Arbitrary<eas.EstimateRequest> = fc.record({
  collections: fc.array(
    fc.record(
      {
        syncKey: identifier,
        collectionId: identifier,
        options: fc.array(estimateOptions, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ["syncKey", "collectionId"] },
    ),
    { minLength: 1 },
  ),
});

export const estimateResponse: fc.Arbitrary<eas.EstimateResponse> = fc.record(
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

export const settingsRequest: fc.Arbitrary<eas.SettingsRequest> = fc
  .record({ deviceInformation, userInformation: fc.constant(true) }, anyKeys)
  .filter((request) => Object.keys(request).length > 0);

export const settingsResponse: fc.Arbitrary<eas.SettingsResponse> = fc.oneof(
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

export const provisionRequest: fc.Arbitrary<eas.ProvisionRequest> = fc.record(
  {
    deviceInformation,
    policyType: fc.constant(eas.wbxmlPolicyType),
    policyKey,
    acknowledgement: fc.constantFrom("1", "2", "3", "4"),
  },
  { requiredKeys: ["policyType"] },
);

const policySetting = fc.constantFrom("AllowTextMessaging", "DevicePasswordEnabled", "MaxEmailAgeFilter");

export const provisionResponse: fc.Arbitrary<eas.ProvisionResponse> = fc.record(
  {
    status: statusCode,
    deviceInformationStatus: statusCode,
    policy: fc.record(
      {
        policyType: fc.constant(eas.wbxmlPolicyType),
        status: statusCode,
        policyKey,
        document: fc.dictionary(policySetting, wireText),
      },
      { requiredKeys: ["policyType", "status"] },
    ),
    remoteWipe: fc.boolean(),
  },
  { requiredKeys: ["status", "remoteWipe"] },
);

const folderType = fc.integer({ min: 1, max: 19 });

export const folder: fc.Arbitrary<eas.Folder> = fc.record({
  serverId: identifier,
  parentId: identifier,
  displayName: wireText,
  type: folderType,
});

export const folderSyncRequest: fc.Arbitrary<eas.FolderSyncRequest> = fc.record({ syncKey: identifier });

export const folderSyncResponse: fc.Arbitrary<eas.FolderSyncResponse> = fc.record(
  {
    status: statusCode,
    syncKey: identifier,
    added: fc.array(folder),
    updated: fc.array(folder),
    deleted: fc.array(identifier),
  },
  { requiredKeys: ["status", "added", "updated", "deleted"] },
);

export const folderCreateRequest: fc.Arbitrary<eas.FolderCreateRequest> = fc.record({
  syncKey: identifier,
  parentId: identifier,
  displayName: wireText,
  type: folderType,
});

export const folderCreateResponse: fc.Arbitrary<eas.FolderCreateResponse> = fc.record(
  { status: statusCode, syncKey: identifier, serverId: identifier },
  { requiredKeys: ["status"] },
);

export const folderDeleteRequest: fc.Arbitrary<eas.FolderDeleteRequest> = fc.record({
  syncKey: identifier,
  serverId: identifier,
});

export const folderDeleteResponse: fc.Arbitrary<eas.FolderDeleteResponse> = fc.record(
  { status: statusCode, syncKey: identifier },
  { requiredKeys: ["status"] },
);

export const pingRequest: fc.Arbitrary<eas.PingRequest> = fc.record(
  {
    heartbeatInterval: count,
    folders: fc.array(fc.record({ id: identifier, class: fc.constantFrom("Email", "Calendar") }), { minLength: 1 }),
  },
  anyKeys,
);

export const pingResponse: fc.Arbitrary<eas.PingResponse> = fc.record(
  {
    status: statusCode,
    heartbeatInterval: count.map(String),
    maxFolders: count.map(String),
    folders: fc.array(identifier),
  },
  { requiredKeys: ["status", "folders"] },
);

export const moveItemsRequest: fc.Arbitrary<eas.MoveItemsRequest> = fc.record({
  moves: fc.array(
    fc.record({ sourceMessageId: identifier, sourceFolderId: identifier, destinationFolderId: identifier }),
    { minLength: 1 },
  ),
});

export const moveItemsResponse: fc.Arbitrary<eas.MoveItemsResponse> = fc.record(
  {
    status: statusCode,
    responses: fc.array(
      fc.record(
        { sourceMessageId: identifier, status: statusCode, destinationMessageId: identifier },
        { requiredKeys: ["sourceMessageId", "status"] },
      ),
    ),
  },
  { requiredKeys: ["responses"] },
);

export const itemOperationsRequest: fc.Arbitrary<eas.ItemOperationsRequest> = fc.record({
  fetches: fc.array(
    fc.record(
      {
        store: fc.constant("Mailbox"),
        collectionId: identifier,
        serverId: identifier,
        bodyType: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: ["store", "collectionId", "serverId"] },
    ),
    { minLength: 1 },
  ),
});

export const itemOperationsResponse: fc.Arbitrary<eas.ItemOperationsResponse> = fc.record({
  status: statusCode,
  fetches: fc.array(
    fc.record(
      {
        status: statusCode,
        collectionId: identifier,
        serverId: identifier,
        class: fc.constantFrom("SMS", "Email"),
        properties: itemFields.map(eas.buildProperties),
      },
      { requiredKeys: ["status"] },
    ),
  ),
});

export const sendMailRequest: fc.Arbitrary<eas.SendMailRequest> = fc.record(
  { clientId: identifier, saveInSentItems: fc.constant(true), mime: smallBytes },
  { requiredKeys: ["clientId", "mime"] },
);

export const sendMailResponse: fc.Arbitrary<eas.SendMailResponse> = fc.record({ status: statusCode });
