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
  "lost-both": "the answer to a Sync of two folders is thrown away unread",
  retry: "the request whose answer was lost is sent once more, byte for byte",
  resend: "a request that was answered is sent once more, byte for byte",
  "retry-both": "a Sync of two folders whose answer was lost is sent once more, byte for byte",
  "resend-both": "a Sync of two folders that was answered is sent once more, byte for byte",
  estimate: "a device asks how much is due",
  settings: "a device switches the sending of SMS on or off",
  "bad-options": "a device asks with sets that have to be refused",
  quiesce: "a device synchronises until nothing more comes; it must then hold just what it asked for",
};

const departures: Readonly<Record<string, string>> = {
  "no-answer": "a request had no answer: the connection was closed, or nothing came in time",
  "http-status": "a request was answered with another HTTP status than 200",
  environment: "the target spoke of the login, the device, the account or the hour, and not of the request",
  status: "the Status of an answer is not what it has to be",
  "sync-key": "an answer lacks a SyncKey that works",
  "init-commands": "the answer to SyncKey 0 delivered something",
  "empty-answer": "the body was empty, though the device had asked for something",
  "window-exceeded": "more commands came at once than the device had allowed",
  "more-without-commands": "more was announced, and nothing came",
  "response-missing": "the device was not told what became of an SMS that it added",
  "response-repeated": "the device was told twice what became of an SMS that it added",
  "response-status": "a command of the device was refused without cause",
  "response-server-id": "an SMS that the device added was given no ServerId, or another one than before",
  "response-stray": "the device was told of an SMS that it had not added",
  "server-id-missing": "a command of the server says of no item that it is about it",
  "server-id-reused": "one ServerId stands for two items",
  "server-id-not-held": "a command of the server is about an item that the device was never given",
  "identity-changed": "an item came as another one than before",
  values: "Read or Flag is not as it is in the mailbox",
  payload: "sender, recipient, text or date is not as it was put into the mailbox",
  "change-removed": "the device was sent a change of an item that is no longer in the mailbox",
  "change-unwanted": "the device was sent a change of an item that it had not asked for",
  "conflict-outcome": "after two sides changed an item at once, the device was left with a state that neither had made",
  "estimate-status": "the number of changes that are due was not given",
  "estimate-number": "the number of changes that are due is wrong",
  "settings-status": "the switch for sending SMS was taken or refused against the rule",
  "outbound-list": "the list of devices that may send SMS is not what the devices said",
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

/** What a name of a step or of a departure means, "delete-alive SMS" as "delete-alive"; undefined for one that speaks for itself. */
export function drawnWords(name: string): string | undefined {
  const key = name
    .trim()
    .toLowerCase()
    .replace(/(?: (?:sms|e-mail)|(?<=^no-answer) .*)$/, "");
  return Object.hasOwn(steps, key) ? steps[key] : Object.hasOwn(departures, key) ? departures[key] : undefined;
}
