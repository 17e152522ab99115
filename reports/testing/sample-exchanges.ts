import {
  buildEstimateRequest,
  buildEstimateResponse,
  buildSettingsRequest,
  buildSettingsResponse,
  buildSyncRequest,
  buildSyncResponse,
  type ClientCommand,
  type Exchange,
  type OptionSet,
  type ServerCommand,
  type SyncCollectionResponse,
} from "../../harness/eas/index.js";
import { makeExchange } from "./exchange-builder.js";

const version = "14.1";
const inbox = "mail%2Fc7ad41f0";
const sms: OptionSet = { class: "SMS", filterType: "0", bodyPreferences: [{ type: 1 }] };
const email: OptionSet = { filterType: "2", bodyPreferences: [{ type: 2, truncationSize: 5120 }] };

function syncRequest(syncKey: string, options: readonly OptionSet[], commands: readonly ClientCommand[] = []) {
  const collection = { syncKey, collectionId: inbox, ...(options.length > 0 ? { options } : {}) };
  return buildSyncRequest(
    { collections: [{ ...collection, ...(commands.length > 0 ? { commands } : {}), windowSize: 100 }] },
    version,
  );
}

function syncAnswer(collection: Partial<SyncCollectionResponse>) {
  const whole = { collectionId: inbox, commands: [], responses: [], moreAvailable: false, ...collection };
  return buildSyncResponse({ collections: [whole] }, version);
}

function mail(number: number, text = `Minutes of week ${number}: the budget is settled.`): ServerCommand {
  return {
    kind: "Add",
    serverId: String(number),
    item: {
      to: '"Alice" <alice@example.com>',
      from: '"Bob Builder" <bob@example.com>',
      subject: `Minutes ${number}`,
      dateReceived: `2026-11-${String(10 + number).padStart(2, "0")}T08:30:00.000Z`,
      importance: "1",
      read: "0",
      body: { type: "1", estimatedDataSize: String(text.length), truncated: "0", data: text },
      messageClass: "IPM.Note",
    },
  };
}

function newSms(text: string): ClientCommand {
  return {
    kind: "Add",
    class: "SMS",
    clientId: "c-104",
    item: {
      to: '"14255550143" [MOBILE:14255550143]',
      from: '"14255550777" [MOBILE:14255550777]',
      dateReceived: "2026-11-22T20:04:00.000Z",
      importance: "1",
      read: "0",
      body: { type: "1", data: text },
    },
  };
}

const five = [1, 2, 3, 4, 5].map((number) => mail(number));

/** sync-three-options: five mails come where a refusal was due. */
export const threeOptions: readonly Exchange[] = [
  makeExchange({
    id: "sync-three-options[order=sms-first]/A/1",
    command: "Sync",
    minute: 3,
    request: syncRequest("0", []),
    response: syncAnswer({ syncKey: "-1", status: "1" }),
  }),
  makeExchange({
    id: "sync-three-options[order=sms-first]/A/2",
    command: "Sync",
    minute: 3,
    request: syncRequest("-1", [sms, email, { class: "SMS", filterType: "1" }]),
    response: syncAnswer({ class: "Email", syncKey: "1-6", status: "1", commands: five, hasCommands: true }),
    deliberate: "three Options in one Collection",
  }),
];

/** sms-round-trip: acknowledged, and read back as mail. */
export const roundTrip: readonly Exchange[] = [
  makeExchange({
    id: "sms-round-trip/B/1",
    device: "B",
    command: "Sync",
    minute: 4,
    request: syncRequest("6-6", [sms, email], [newSms("Running late, see you at 8.")]),
    response: syncAnswer({
      class: "Email",
      syncKey: "6-6",
      status: "1",
      responses: [{ kind: "Add", clientId: "c-104", serverId: "7", status: "1" }],
      hasResponses: true,
    }),
  }),
  makeExchange({
    id: "sms-round-trip/A/2",
    command: "Sync",
    minute: 4,
    request: syncRequest("6-6", [sms, email]),
    response: syncAnswer({
      class: "Email",
      syncKey: "6-7",
      status: "1",
      commands: [mail(7, "Running late, see you at 8.")],
      hasCommands: true,
    }),
  }),
];

/** settings-no-number: Status 1 where 5 was due. */
export const settingsNoNumber: readonly Exchange[] = [
  makeExchange({
    id: "settings-no-number/A/1",
    command: "Settings",
    minute: 5,
    request: buildSettingsRequest({ deviceInformation: { model: "Simulated phone", enableOutboundSms: "1" } }, version),
    response: buildSettingsResponse({ status: "1", hasDeviceInformation: false }, version),
  }),
];

/** estimate-email: obeys. */
export const estimate: readonly Exchange[] = [
  makeExchange({
    id: "estimate-email/A/1",
    command: "GetItemEstimate",
    minute: 6,
    request: buildEstimateRequest({ collections: [{ syncKey: "-1", collectionId: inbox }] }, version),
    response: buildEstimateResponse(
      { responses: [{ status: "1", collectionId: inbox, estimate: "5", class: "Email" }] },
      version,
    ),
  }),
];

/** sync-body-type: the worker dies and no answer comes. */
export const crash: readonly Exchange[] = [
  makeExchange({
    id: "sync-foreign-class[class=Calendar]/A/1",
    command: "Sync",
    minute: 7,
    request: syncRequest("6-6", [{ class: "Calendar" }]),
    deliberate: "class Calendar in a mail folder",
    failure: { kind: "closed", message: "the server closed the connection before it sent an answer" },
  }),
];

export const offer: Exchange = makeExchange({
  id: "probe/A/1",
  command: "OPTIONS",
  minute: 1,
  response: null,
  responseHeaders: [
    ["MS-Server-ActiveSync", "14.1"],
    ["MS-ASProtocolVersions", "2.5,12.0,12.1,14.0,14.1"],
    ["MS-ASProtocolCommands", "Sync,SendMail,GetItemEstimate,FolderSync,Settings,Ping"],
  ],
});
