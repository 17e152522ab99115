// The document leaves these points open; docs/model.md has the reasons and the whole wording.

const readings: Readonly<Record<string, string>> = {
  D1: "a request without Options leaves the sets in force; before any Options the default class alone is asked for",
  D2: "Options in a request replace all sets in force, and a class that has none in them is dropped",
  D3: "a set without FilterType asks for everything, whatever filter was in force before",
  D4: "after SyncKey 0 a device holds nothing; whether its sets are still in force is left open, so that its next Sync says them",
  D5: "Options beside SyncKey 0, an empty Options and two sets of one class are not drawn in histories; written cases try them",
  D6: "Options that have to be refused get Status 4, and nothing of their request is carried out",
  D7: "a class other than SMS and Email is refused in mail folders; in other folders nothing is asked",
  D8: "an estimate goes by the sets in its own request, and counts what the device was not sent yet",
  D9: "a filter looks at the DateReceived that another device sees, not at the one that the client sent",
  D10: "a client changes Read and Flag of an SMS, and nothing else of it",
  D11: "an item that no longer exists is taken back with Delete, one that exists but is not asked for any more with SoftDelete",
  D12: "a device is not sent back what it has itself added or deleted",
  D13: "a request that is sent again with its SyncKey is answered as the first time, and takes effect once",
  D14: "a device that never gave a number cannot switch the sending of SMS on",
  D15: "Class has to stand in the Add of an SMS; in Change and Delete it may be missing, but not be wrong",
  I1: "a ServerId stands for one item, and each item has one",
  I2: "an item stays of the class that it was made with",
  I3: "Settings, estimates and refused Options change nothing of what a device holds or asks for",
  I4: "at rest, a device holds just what it asked for",
  I5: "a device that starts anew is sent the whole mailbox, nothing twice and nothing else",
  I6: "an item reads the same on every device",
  I7: "what is at rest stays at rest",
  I8: "the list of devices that may send SMS is what the devices said",
  N1: "commands may come in any order, and in as many answers as WindowSize and MoreAvailable allow",
  N2: "ServerIds may differ by device, and be new after SyncKey 0 or after an item went and came back",
  N3: "a SyncKey may be anything, and an old one may be refused once the new one was used",
  N4: "an answer may be empty only when nothing was asked and nothing is due",
  N5: "a Change may repeat what the device knows already",
  N6: "an estimate may count items that were changed back, and what the device has just added itself",
  N7: "Responses may list what succeeded",
  N8: "Class may be missing where it says nothing new",
  N9: "a repeated Change or Delete may be passed over, succeed again, or be told that it is done",
  N10: "a Status may stand at either of the two places that the texts name",
  N11: "e-mail may carry further fields",
  N12: "a server may work off the list that it made when a run of answers began; what came later is owed by the next run",
  N13: "a server may show what was done elsewhere only after a while, which is bounded",
  N14: "a server may have mail of its own in the folder",
  N15: "after refused Options, or an estimate with other sets, the device says its sets again",
  N16: "SoftDeletes for a dropped class may take five answers to come",
  N17: "at 14.0 a deleted SMS may be taken back with SoftDelete; a server that never says that it is gone is warned",
  N18: "on a server that doubles repeated Adds, no request with an Add is repeated",
};

const kinds: Readonly<Record<string, string>> = {
  D: "a decision: where the document can be read in two ways, the model of the random histories takes one",
  I: "an invariant: it has to hold after every step of a random history, or at its end",
  N: "a freedom: the model of the random histories accuses no server that makes use of it",
};

const places: Readonly<Record<string, string>> = {
  D: "docs/model.md, section 1",
  I: "docs/model.md, section 8",
  N: "docs/model.md, section 7",
};

export interface Reading {
  readonly id: string;
  /** A clause, as `readingWords` has it. */
  readonly words: string;
  /** Decision, invariant or freedom, and what that is. */
  readonly kind: string;
  /** Where its whole wording stands. */
  readonly place: string;
}

/** The decisions, invariants and freedoms of the model that a finding may rest on, in the order of docs/model.md. */
export const allReadings: readonly Reading[] = Object.entries(readings).map(([id, words]) => {
  const letter = id.charAt(0);
  return { id, words, kind: kinds[letter] ?? "", place: places[letter] ?? "docs/model.md" };
});

/** What a failure rests on where the document is silent, in words; `rests` is the name of it in docs/model.md. */
export function readingWords(rests: string): string {
  const words = readings[rests];
  return words === undefined
    ? `Reading ${rests} in docs/model.md`
    : `The document is read so: ${words} (${rests} in docs/model.md)`;
}
