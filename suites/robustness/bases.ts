import {
  buildEstimateRequest,
  buildFolderSyncRequest,
  buildSettingsRequest,
  buildSyncRequest,
  type ItemFields,
  type OptionSet,
  type ProtocolVersion,
} from "../../harness/eas/index.js";
import type { Element } from "../../harness/wbxml/index.js";

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
}

/** Is this a command that every server of this protocol has, as the query spells it? */
export function isBaseCommand(command: string): boolean {
  return ["Sync", "GetItemEstimate", "Settings", "FolderSync"].includes(command);
}

export function baseRequest(name: BaseName, moment: Moment): Base {
  const { collectionId, syncKey, sets, version } = moment;
  switch (name) {
    case "sync":
      return { command: "Sync", document: syncOf(moment, []) };
    case "sync-add":
      return { command: "Sync", document: syncOf(moment, [moment.draft()]) };
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
