/**
 * Words of the protocol and of this suite that stand in verdicts, findings and diagrams, and that nobody need know who has read
 * neither the document nor ours. The page of a report lists them, `asms explain` tells each by itself.
 */
export const protocolTerms: readonly (readonly [term: string, meaning: string])[] = [
  ["Sync", "the request by which a device fetches what is new in a folder and hands over what it changed itself."],
  [
    "SyncKey",
    "the number of the last answer that a device has, sent with each Sync: the server tells what is new since then. 0 begins anew.",
  ],
  ["Collection", "one folder in a request or an answer."],
  [
    "ServerId, ClientId",
    "the name of an item that the server gives to it, and the one that the device gives to what it adds.",
  ],
  [
    "Options, set",
    "a device names in up to two Options what it wants of a folder: each is a set, of e-mail or of SMS. The default set is one without Class, which means e-mail in a mail folder.",
  ],
  [
    "sets in force",
    "the classes that a device asked for last, each with its filter by age. FilterType 0 lets everything through, 1 to 5 only what is newer than 1, 3, 7, 14 or 31 days.",
  ],
  ["GetChanges 0", "the device hands over changes of its own, and wants to be told none this time."],
  [
    "WindowSize, MoreAvailable",
    "how many changes the device wants in one answer at most, and the server's word that there are more to fetch.",
  ],
  ["Add, Change", "the server hands over a new item, or what has changed in one that the device holds."],
  ["Delete", "the server says that an item no longer exists: the device forgets it for good."],
  [
    "SoftDelete",
    "the server says that the device is to drop an item that it no longer asked for, or that its filter leaves out. The item itself stays in the mailbox.",
  ],
  [
    "Heartbeat, hanging Sync",
    "a Sync that the server holds until something new arrives or the time named in it is over.",
  ],
  ["estimate", "how many changes a device has to expect, which it may ask for beforehand (GetItemEstimate)."],
  [
    "device A, B, W …",
    "phones that the suite plays. Most cases look at A; a W is a witness, which shows that an item lies in the mailbox at all.",
  ],
  ["feeder", "a phone that the suite plays to put SMS and e-mail into the mailbox; no verdict is about it."],
];

const byName: ReadonlyMap<string, string> = new Map(
  protocolTerms.flatMap(([names, meaning]) => names.split(", ").map((name): [string, string] => [name, meaning])),
);

/** The single names of the terms: "Options", "set", … */
export const protocolTermNames: readonly string[] = [...byName.keys()];

/** What a term means, by one of its names; undefined for what is none. */
export function meaningOfTerm(name: string): string | undefined {
  return byName.get(name);
}
