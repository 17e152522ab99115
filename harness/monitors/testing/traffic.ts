import {
  buildSyncRequest,
  buildSyncResponse,
  type ClientCommand,
  type CommandResponse,
  type Exchange,
  type ItemFields,
  type OptionSet,
  type ServerCommand,
  type SyncCollectionResponse,
} from "../../eas/index.js";
import { diagnose, type Element, encode } from "../../wbxml/index.js";
import type { Monitor, MonitorObservation, Session } from "../monitor.js";

// Hand-made traffic: one phone and its Inbox.

const partnership = { user: "alice", deviceId: "ASMS1", deviceType: "Phone" };
const wbxml = ["Content-Type", "application/vnd.ms-sync.wbxml"] as const;

export const bothSets: readonly OptionSet[] = [
  { class: "SMS", filterType: "0", bodyPreferences: [{ type: 1 }] },
  { filterType: "0" },
];
export const smsAlone = bothSets.slice(0, 1);
export const emailAlone = bothSets.slice(1);

/** An SMS with the elements of the example of [MS-ASMS] 4.3. */
export const sms: ItemFields = {
  to: '"12025550164" [MOBILE:12025550164]',
  from: '"12025550171" [MOBILE:+12025550171]',
  dateReceived: "2019-03-05T17:42:10.000Z",
  importance: "1",
  read: "0",
  body: { type: "1", estimatedDataSize: "37", data: "The ferry leaves at nine, not at ten." },
  internetCpid: "1252",
  flag: {},
  conversationId: Uint8Array.from({ length: 16 }, (_, index) => index),
  conversationIndex: Uint8Array.of(1, 2, 3, 4, 5),
};

export const mail: ItemFields = {
  to: '"Bob" <bob@example.com>',
  from: '"Ann" <ann@example.com>',
  subject: "Lunch",
  dateReceived: "2019-03-05T17:42:10.000Z",
  read: "0",
};

export function add(serverId: string, item: ItemFields, name?: string): ServerCommand {
  return { kind: "Add", serverId, item, ...(name === undefined ? {} : { class: name }) };
}

export function addSms(serverId: string, changes: ItemFields = {}): ServerCommand {
  return add(serverId, { ...sms, ...changes }, "SMS");
}

/** One Sync of the Inbox. */
export interface SyncTraffic {
  readonly key?: string;
  readonly options?: readonly OptionSet[];
  readonly sends?: readonly ClientCommand[];
  readonly nextKey?: string;
  readonly status?: string;
  readonly brings?: readonly ServerCommand[];
  readonly says?: readonly CommandResponse[];
  readonly lost?: boolean;
  readonly deliberate?: string;
  readonly version?: string;
  /** Changes the document before it is encoded. */
  readonly reshape?: (root: Element) => Element;
  /** Changes the bytes of the answer. */
  readonly spoil?: (bytes: Uint8Array) => Uint8Array;
  readonly http?: { readonly status?: number; readonly type?: string | undefined; readonly empty?: boolean };
}

let count = 0;

export function sync(traffic: SyncTraffic): Exchange {
  const { key = "1", options, sends, nextKey = "2", status = "1", brings = [], says = [], http = {} } = traffic;
  count += 1;
  const request = buildSyncRequest(
    {
      collections: [
        {
          syncKey: key,
          collectionId: "5",
          ...(options === undefined ? {} : { options }),
          ...(sends === undefined ? {} : { commands: sends }),
        },
      ],
    },
    "14.1",
  );
  const collection: SyncCollectionResponse = {
    syncKey: nextKey,
    collectionId: "5",
    status,
    commands: brings,
    responses: says,
    moreAvailable: false,
  };
  const answer = buildSyncResponse({ collections: [collection] }, "14.1");
  const bytes = http.empty ? new Uint8Array() : encode(traffic.reshape?.(answer) ?? answer);
  return exchange("Sync", encode(request), traffic.spoil?.(bytes) ?? bytes, traffic);
}

/** An exchange with these bodies. */
export function exchange(command: string, sent: Uint8Array, came: Uint8Array, traffic: SyncTraffic = {}): Exchange {
  const { http = {}, lost, deliberate, version = "14.1" } = traffic;
  const type = "type" in http ? http.type : wbxml[1];
  const status = http.status ?? 200;
  return {
    id: `monitors/A/${count}`,
    device: "A",
    partnership,
    command,
    protocolVersion: version,
    startedAt: "2024-01-01T00:00:00.000Z",
    durationMs: 1,
    request: { method: "POST", url: "http://127.0.0.1/", headers: [wbxml], ...message(sent) },
    response: {
      status,
      reason: "",
      headers: type === undefined ? [] : [["content-type", type]],
      ...message(came),
    },
    ...(lost ? { lost } : {}),
    ...(deliberate === undefined ? {} : { deliberate }),
  };
}

function message(body: Uint8Array) {
  if (body.length === 0) return { body, faults: [] };
  const { root, faults } = diagnose(body);
  return { body, faults, ...(root === undefined ? {} : { document: root }) };
}

/** The same element with other children somewhere inside. */
export function mapElements(root: Element, change: (element: Element) => Element): Element {
  const content = root.content?.map((one) =>
    typeof one === "object" && "tag" in one ? mapElements(one, change) : one,
  );
  return change({ ...root, content: content ?? null });
}

export function session(...exchanges: Exchange[]): Session {
  return { partnership, exchanges };
}

/** What a monitor says of this traffic. */
export function watch(monitor: Monitor, ...exchanges: Exchange[]): MonitorObservation[] {
  return [...monitor.observe(session(...exchanges))];
}

/** Row, clause and words of everything that did not hold. */
export function broken(observations: readonly MonitorObservation[]): string[] {
  return observations
    .filter(({ observation }) => !observation.holds)
    .map(
      ({ requirement, ruling, observation }) => `${requirement}${ruling ? ` (${ruling})` : ""}: ${observation.seen}`,
    );
}

/** Rows about which something was seen to hold. */
export function held(observations: readonly MonitorObservation[]): string[] {
  return [
    ...new Set(observations.filter(({ observation }) => observation.holds).map(({ requirement }) => requirement)),
  ];
}
