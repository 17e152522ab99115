// The document leaves these points open; docs/model.md has the reasons and the whole wording.

const readings: Readonly<Record<string, string>> = {
  D1: "a request without Options leaves the sets in force; before any Options the default class alone is asked for",
  D6: "Options that have to be refused get Status 4, and nothing of their request is carried out",
  D8: "an estimate goes by the sets in its own request, and counts what the device was not sent yet",
  D11: "an item that no longer exists is taken back with Delete, one that exists but is not asked for any more with SoftDelete",
  D12: "a device is not sent back what it has itself added or deleted",
  D13: "a request that is sent again with its SyncKey is answered as the first time, and takes effect once",
  D14: "a device that never gave a number cannot switch the sending of SMS on",
  I1: "a ServerId stands for one item, and each item has one",
  I2: "an item stays of the class that it was made with",
  I4: "at rest, a device holds just what it asked for",
  I6: "an item reads the same on every device",
  I7: "what is at rest stays at rest",
  I8: "the list of devices that may send SMS is what the devices said",
  N4: "an answer may be empty only when nothing was asked and nothing is due",
  N8: "Class may be missing where it says nothing new",
  N14: "a server may have mail of its own in the folder",
  N17: "at 14.0 a deleted SMS may be taken back with SoftDelete; a server that never says that it is gone is warned",
};

/** What a failure rests on where the document is silent, in words; `rests` is the name of it in docs/model.md. */
export function readingWords(rests: string): string {
  const words = readings[rests];
  return words === undefined
    ? `Reading ${rests} in docs/model.md`
    : `The document is read so: ${words} (${rests} in docs/model.md)`;
}
