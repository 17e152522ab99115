import * as fc from "fast-check";
import {
  type BodyPreference,
  type ClientCommand,
  type CommandResponse,
  type DeviceInformation,
  flagMembers,
  formatDateTime,
  type ItemFields,
  type OptionSet,
  type ServerCommand,
  type SyncCollectionRequest,
  type SyncCollectionResponse,
  type SyncRequest,
  type SyncResponse,
} from "./index.js";

// Generators of what the commands carry, for properties. All are what a correct peer could send, in the normal form of the
// readers, so that reading what was built gives the same.

/** Text that WBXML can carry: no U+0000, no lone surrogates. */
export const wireText = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => text.replaceAll("\0", ""));
export const identifier = fc.stringMatching(/^[A-Za-z0-9:%_{}-]{1,64}$/);
export const statusCode = fc.integer({ min: 1, max: 177 }).map(String);
export const smallBytes = fc.uint8Array({ maxLength: 24 });

/** Keys at random: absent ones are left out, as exactOptionalPropertyTypes wants them. */
export const anyKeys = { requiredKeys: [] } as const satisfies { requiredKeys: [] };

const boolean01 = fc.constantFrom("0", "1");
const number = fc.nat({ max: 100_000 });
const moment = fc
  .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true })
  .map(formatDateTime);

function flagValue(name: string): fc.Arbitrary<string> {
  if (name === "Status") return fc.constantFrom("0", "1", "2");
  if (name === "ReminderSet") return boolean01;
  return ["Subject", "FlagType", "SubOrdinalDate"].includes(name) ? wireText : moment;
}

const flag = fc
  .subarray(Object.keys(flagMembers))
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, flagValue(name)]))));

export const itemFields: fc.Arbitrary<ItemFields> = fc.record(
  {
    to: wireText,
    from: wireText,
    subject: wireText,
    dateReceived: moment,
    importance: fc.constantFrom("0", "1", "2"),
    read: boolean01,
    internetCpid: fc.constantFrom("65001", "1252"),
    body: fc.record(
      {
        type: fc.constantFrom("1", "2", "3", "4"),
        estimatedDataSize: number.map(String),
        truncated: boolean01,
        data: wireText,
      },
      { requiredKeys: ["type"] },
    ),
    flag,
    conversationId: smallBytes,
    conversationIndex: smallBytes,
    messageClass: wireText,
  },
  anyKeys,
);

const bodyPreference: fc.Arbitrary<BodyPreference> = fc.record(
  {
    type: fc.integer({ min: 1, max: 4 }),
    truncationSize: number,
    allOrNone: fc.boolean(),
    preview: fc.nat({ max: 255 }),
  },
  { requiredKeys: ["type"] },
);

/** Sets in the readers' normal form: no empty list of preferences, classPosition only where it says something. */
export const optionSet: fc.Arbitrary<OptionSet> = fc
  .tuple(
    fc.record(
      {
        class: fc.constantFrom("SMS", "Email", "Calendar"),
        filterType: fc.constantFrom("0", "1", "2", "3", "4", "5"),
        conflict: boolean01,
        mimeSupport: fc.constantFrom("0", "1", "2"),
      },
      anyKeys,
    ),
    fc.array(bodyPreference, { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([set, preferences, last]) => {
    const full: OptionSet = { ...set, ...(preferences.length === 0 ? {} : { bodyPreferences: preferences }) };
    return last && full.class !== undefined && Object.keys(full).length > 1
      ? { ...full, classPosition: "last" as const }
      : full;
  });

const className = fc.constantFrom("SMS", "Email");

export const clientCommand: fc.Arbitrary<ClientCommand> = fc.oneof(
  fc.record(
    { kind: fc.constant("Add" as const), class: className, clientId: identifier, item: itemFields },
    { requiredKeys: ["kind", "clientId", "item"] },
  ),
  fc.record(
    { kind: fc.constant("Change" as const), class: className, serverId: identifier, item: itemFields },
    { requiredKeys: ["kind", "serverId", "item"] },
  ),
  fc.record(
    { kind: fc.constant("Delete" as const), class: className, serverId: identifier },
    { requiredKeys: ["kind", "serverId"] },
  ),
  fc.record({ kind: fc.constant("Fetch" as const), serverId: identifier }),
);

const syncCollectionRequest: fc.Arbitrary<SyncCollectionRequest> = fc.record(
  {
    syncKey: identifier,
    collectionId: identifier,
    deletesAsMoves: fc.constantFrom("0", "1", "empty"),
    getChanges: fc.constantFrom("0", "1", "empty"),
    windowSize: fc.nat({ max: 512 }),
    conversationMode: fc.constantFrom("0", "1"),
    options: fc.array(optionSet, { minLength: 1, maxLength: 2 }),
    commands: fc.array(clientCommand, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ["syncKey", "collectionId"] },
);

export const syncRequest: fc.Arbitrary<SyncRequest> = fc
  .tuple(
    fc.array(syncCollectionRequest, { minLength: 1, maxLength: 3 }),
    fc.oneof(
      fc.record({ wait: fc.integer({ min: 1, max: 59 }) }, anyKeys),
      fc.record({ heartbeatInterval: fc.integer({ min: 60, max: 3540 }) }, anyKeys),
    ),
    fc.record({ windowSize: fc.nat({ max: 512 }), partial: fc.constant(true) }, anyKeys),
  )
  .map(([collections, waiting, rest]) => ({ collections, ...waiting, ...rest }));

const serverCommand: fc.Arbitrary<ServerCommand> = fc.oneof(
  fc.record(
    {
      kind: fc.constantFrom("Add" as const, "Change" as const),
      class: className,
      serverId: identifier,
      item: itemFields,
    },
    { requiredKeys: ["kind", "serverId", "item"] },
  ),
  fc.record(
    { kind: fc.constant("Delete" as const), class: className, serverId: identifier },
    { requiredKeys: ["kind", "serverId"] },
  ),
  fc.record({ kind: fc.constant("SoftDelete" as const), serverId: identifier }),
);

const commandResponse: fc.Arbitrary<CommandResponse> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("Add" as const),
      class: className,
      clientId: identifier,
      serverId: identifier,
      status: statusCode,
    },
    { requiredKeys: ["kind", "clientId", "status"] },
  ),
  fc.record(
    { kind: fc.constant("Change" as const), class: className, serverId: identifier, status: statusCode },
    { requiredKeys: ["kind", "serverId", "status"] },
  ),
  fc.record({ kind: fc.constant("Delete" as const), serverId: identifier, status: statusCode }),
  fc.record(
    { kind: fc.constant("Fetch" as const), serverId: identifier, status: statusCode, item: itemFields },
    { requiredKeys: ["kind", "serverId", "status"] },
  ),
);

const syncCollectionResponse: fc.Arbitrary<SyncCollectionResponse> = fc
  .record({
    syncKey: identifier,
    collectionId: identifier,
    status: statusCode,
    commands: fc.array(serverCommand, { maxLength: 4 }),
    responses: fc.array(commandResponse, { maxLength: 4 }),
    moreAvailable: fc.boolean(),
  })
  .map((collection) => ({
    ...collection,
    hasCommands: collection.commands.length > 0,
    hasResponses: collection.responses.length > 0,
  }));

export const syncResponse: fc.Arbitrary<SyncResponse> = fc.oneof(
  fc.record({ collections: fc.array(syncCollectionResponse, { minLength: 1, maxLength: 3 }) }),
  fc.record({ status: statusCode, collections: fc.constant([]) }),
  fc.record({ status: statusCode, limit: number.map(String), collections: fc.constant([]) }),
);

export const deviceInformation: fc.Arbitrary<DeviceInformation> = fc.record(
  {
    model: wireText,
    imei: wireText,
    friendlyName: wireText,
    os: wireText,
    osLanguage: wireText,
    phoneNumber: wireText,
    userAgent: wireText,
    enableOutboundSms: boolean01,
    mobileOperator: wireText,
  },
  anyKeys,
);
