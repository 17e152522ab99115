// What the names mean that drawn histories use for their steps and for what went wrong (docs/model.md, sections 4 and 6).

const steps: Readonly<Record<string, string>> = {
  init: "a device asks for the first SyncKey of a folder",
  reset: "a device starts the folder again from SyncKey 0",
  sync: "a device synchronises, perhaps with other sets or with commands of its own",
  "sync-both": "a device synchronises two folders in one request",
  deliver: "an SMS or an e-mail arrives in the mailbox",
  edit: "an item is changed in the mailbox, past all devices",
  remove: "an item is deleted in the mailbox, past all devices",
  lost: "the answer to a Sync is thrown away unread, as if the connection had broken",
  retry: "the request whose answer was lost is sent once more, byte for byte",
  resend: "a request that was answered is sent once more, byte for byte",
  estimate: "a device asks how much is due",
  settings: "a device switches the sending of SMS on or off",
  "bad-options": "a device asks with sets that have to be refused",
  quiesce: "a device synchronises until nothing more comes; it must then hold just what it asked for",
};

const departures: Readonly<Record<string, string>> = {
  "add-invented": "the device was sent an item that nobody put into the mailbox",
  "add-removed": "the device was sent an item that had been deleted",
  "add-refused-request": "an item of a refused request was stored",
  "add-echo": "the device was sent what it had added itself",
  "add-held": "the device was sent what it held already",
  "add-unrequested": "the device was sent a class that it had not asked for",
  "add-outside-window": "the device was sent an item older than its filter lets through",
  "class-tag": "the Class of a command is missing or wrong",
  "class-disguised": "an SMS came as something else",
  "delete-alive": "the device was told that an item is deleted which still lies in the mailbox",
  "soft-delete-wanted": "an item was soft-deleted that the device still asks for",
  "soft-delete-removed": "an item was soft-deleted that no longer exists: it had to be deleted",
  "missing-add": "an item that is due never came",
  "missing-change": "a change that is due never came",
  "missing-delete": "the device was not told that an item is deleted",
  "missing-soft-delete": "the device was not told to drop what it no longer asks for",
  "missing-removal": "the device was not told that an item is gone",
  "options-accepted": "sets were accepted that have to be refused",
  "refusal-commands": "a refused request delivered something",
  "held-differs": "in the end a device does not hold what lies in the mailbox",
  "payload-differs": "in the end an item is not what was put into the mailbox",
  "not-quiet": "changes went on coming although nothing was due",
};

/** What a name of a step or of a departure means; undefined for one that speaks for itself. */
export function drawnWords(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(steps, key) ? steps[key] : Object.hasOwn(departures, key) ? departures[key] : undefined;
}
