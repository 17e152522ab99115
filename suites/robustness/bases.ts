import {
  buildEstimateRequest,
  buildFolderSyncRequest,
  buildSettingsRequest,
  buildSyncRequest,
  type ItemFields,
  type OptionSet,
  type ProtocolVersion,
} from "../../harness/eas/index.js";
import type { SmsInput } from "../../harness/run/index.js";
import type { Element } from "../../harness/wbxml/index.js";
import { type Place, placesOf } from "./places.js";

/** Requests that a server takes when nothing is done to them: what the edits start from. */
export const baseNames = ["sync-add", "sync", "estimate", "settings", "folder-sync"] as const;

export type BaseName = (typeof baseNames)[number];

/** What a request needs to be a good one at this moment. */
export interface Moment {
  readonly collectionId: string;
  readonly syncKey: string;
  readonly sets: readonly OptionSet[];
  readonly version: ProtocolVersion;
  /** A new SMS with a token of its own, known to the clean-up. */
  readonly draft: () => ItemFields;
}

export interface Base {
  readonly command: string;
  readonly document: Element;
  /** Its bytes, with what the target gave in one place each. */
  readonly places: readonly Place[];
}

/** The SMS that a request adds, but for its numbers and its marker: as long on every attempt, so that what is made small is one request. */
export const sameLength = {
  folder: "Inbox",
  fromName: "Ginger Harbor",
  words: "wren on a stone",
} as const satisfies SmsInput;

/** They stand for what the target gives, which is as long as it likes. */
const marks = { syncKey: "[SyncKey]", collectionId: "[CollectionId]" };

/** Is this a command that every server of this protocol has, as the query spells it? */
export function isBaseCommand(command: string): boolean {
  return ["Sync", "GetItemEstimate", "Settings", "FolderSync"].includes(command);
}

export function baseRequest(name: BaseName, moment: Moment): Base {
  const { syncKey, collectionId } = moment;
  const item = name === "sync-add" ? moment.draft() : {};
  const request = requestOf(name, moment, item);
  const marked = requestOf(name, { ...moment, ...marks }, item).document;
  return {
    ...request,
    places: placesOf(marked, { [marks.syncKey]: syncKey, [marks.collectionId]: collectionId }),
  };
}

function requestOf(name: BaseName, moment: Moment, item: ItemFields): Omit<Base, "places"> {
  const { collectionId, syncKey, sets, version } = moment;
  switch (name) {
    case "sync":
      return { command: "Sync", document: syncOf(moment, []) };
    case "sync-add":
      return { command: "Sync", document: syncOf(moment, [item]) };
    case "estimate":
      return {
        command: "GetItemEstimate",
        document: buildEstimateRequest({ collections: [{ collectionId, syncKey, options: sets }] }, version),
      };
    case "settings":
      return {
        command: "Settings",
        document: buildSettingsRequest({ deviceInformation: { model: "Simulated phone", os: "asms" } }, version),
      };
    case "folder-sync":
      return { command: "FolderSync", document: buildFolderSyncRequest({ syncKey: "0" }, version) };
  }
}

function syncOf({ collectionId, syncKey, sets, version }: Moment, items: readonly ItemFields[]): Element {
  const commands = items.map((item, index) => ({
    kind: "Add" as const,
    class: "SMS",
    clientId: `r${index}`,
    item,
  }));
  return buildSyncRequest(
    {
      collections: [
        {
          syncKey,
          collectionId,
          getChanges: "1",
          windowSize: 5,
          options: sets,
          ...(commands.length === 0 ? {} : { commands }),
        },
      ],
    },
    version,
  );
}
