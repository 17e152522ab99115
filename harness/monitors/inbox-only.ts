import { folderTypes, isOfOtherClass, readFolderSyncResponse, type ServerCommand } from "../eas/index.js";
import type { Session } from "./monitor.js";
import { isSms, type SyncStep } from "./sync-steps.js";

/** Is this an SMS that the server calls something else, in another folder than the Inbox? Where no Inbox is known, none is. */
export function filedElsewhere({ exchanges }: Session): (step: SyncStep, command: ServerCommand) => boolean {
  const inboxes = exchanges.flatMap(({ command, response }) =>
    command === "FolderSync" && response?.document !== undefined
      ? (readFolderSyncResponse(response.document)?.added ?? []).filter(({ type }) => type === folderTypes.Inbox)
      : [],
  );
  const ids = new Set(inboxes.map(({ serverId }) => serverId));
  return ({ collectionId, held }, command) => {
    if (ids.size === 0 || ids.has(collectionId) || !isOfOtherClass(command)) return false;
    return isSms(command) || held?.get(command.serverId)?.sms === true;
  };
}
