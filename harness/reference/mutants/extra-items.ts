import { codePage } from "../../eas/index.js";
import { child, type Element, element, encode, textOf } from "../../wbxml/index.js";
import { conformantRules, protocolError, refuse } from "../rules/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/** Every element of an SMS that is added, written in another way. */
export function inSms(convert: (element: Element) => readonly Element[]): Overrides {
  const document = (root: Element) => convertTree(root, (one) => (isSmsAdd(one) ? [convertTree(one, convert)] : [one]));
  return { wire: { document } };
}

export function isSmsAdd(one: Element): boolean {
  const name = child(one, codePage.airSync, "Class");
  return one.page === codePage.airSync && one.tag === "Add" && name !== undefined && textOf(name) === "SMS";
}

/** An element of this name with another text. */
function reworded(tag: string, text: string): (one: Element) => readonly Element[] {
  return (one) => [one.tag === tag ? { ...one, content: [text] } : one];
}

const words: Readonly<Record<string, string>> = {
  Importance: "normal",
  InternetCPID: "utf-8",
  EstimatedDataSize: "some",
};

/** Mutants of this project that concern how items and answers are written, and the words on a client's commands. */
export const extraItems: readonly ExtraEntry[] = [
  described(
    "Numbers of an SMS are written as words: Importance, InternetCPID, EstimatedDataSize, the Status of its Flag.",
    mutant(
      "X-number-words",
      inSms((one) => {
        const word = words[one.tag];
        if (one.tag === "Flag") return [{ ...one, content: [element(codePage.email, "Status", "cleared")] }];
        return [word === undefined ? one : { ...one, content: [word] }];
      }),
    ),
  ),
  described(
    "Where an SMS is cut to TruncationSize, the last character may be cut in two.",
    mutant("X-body-cut-bytes", ({ item: { body } }) => ({
      item: {
        body: (item, set) => {
          const written = body(item, set);
          const size = set.bodyPreferences?.find(({ type }) => type === 1)?.truncationSize;
          if (item.class !== "SMS" || written?.truncated !== "1") return written;
          return {
            ...written,
            data: Buffer.from(item.fields.body?.data ?? "")
              .subarray(0, size)
              .toString(),
          };
        },
      },
    })),
  ),
  described("Importance of every SMS comes as 1.", mutant("X-importance-normal", inSms(reworded("Importance", "1")))),
  described(
    "The country code of the number in From is dropped.",
    mutant("X-number-national", ({ item: { parties } }) => ({
      item: {
        parties: (item, folder) => {
          const { from, ...others } = parties(item, folder);
          if (item.class !== "SMS" || from === undefined) return parties(item, folder);
          return { ...others, from: from.replace(/\[MOBILE:\+?1/, "[MOBILE:") };
        },
      },
    })),
  ),
  described(
    "Every answer ends with a byte too many.",
    mutant("X-wbxml-trailing", { wire: { encode: (root) => Uint8Array.from([...encode(root), 0x01]) } }),
  ),
  described(
    "Collection has no CollectionId in the answer.",
    mutant("X-collection-unnamed", {
      wire: {
        document: (root) =>
          convertTree(root, (one) => (one.page === codePage.airSync && one.tag === "CollectionId" ? [] : [one])),
      },
    }),
  ),
  described(
    "FolderSync lists the Inbox as a folder that the user made.",
    mutant("X-inbox-unmarked", {
      wire: {
        document: (root) =>
          convertTree(root, (one) => {
            const isInbox = one.page === codePage.folderHierarchy && one.tag === "Type" && textOf(one) === "2";
            return [isInbox ? { ...one, content: ["12"] } : one];
          }),
      },
    }),
  ),
  described(
    "Change and Delete of an SMS have no Class, as at 14.0; nor has Responses/Add.",
    mutant("X-class-on-add-only", {
      item: { classOnChange: () => undefined, classOnDelete: () => undefined },
      commands: { classOfResponse: () => undefined },
    }),
  ),
  described(
    "The response to the Add of an SMS names the class Email.",
    mutant("X-response-class", { commands: { classOfResponse: () => "Email" } }),
  ),
  described(
    "The SMS set is accepted beside the default set and refused alone.",
    mutant("X-sms-alone-refused", {
      options: {
        foreignClass: (sets, folder) =>
          sets.length === 1 && sets[0]?.class === "SMS"
            ? refuse(protocolError)
            : conformantRules.options.foreignClass(sets, folder),
      },
    }),
  ),
  described(
    "Of the recipients of an SMS three are kept.",
    mutant("X-to-three", ({ item: { parties } }) => ({
      item: {
        parties: (item, folder) => {
          const { to, ...others } = parties(item, folder);
          if (item.class !== "SMS" || to === undefined) return parties(item, folder);
          return {
            ...others,
            to: to
              .split(/(?<=\])/)
              .slice(0, 3)
              .join(""),
          };
        },
      },
    })),
  ),
  described(
    "FilterType 0 for SMS means the last month.",
    mutant("X-filter-0-month", ({ filter: { days } }) => ({
      filter: { days: (type, item) => (item.class === "SMS" && type === "0" ? 31 : days(type, item)) },
    })),
  ),
  described(
    "Change and Delete of an SMS are refused with Status 6.",
    mutant("X-sms-frozen", { commands: { admitsEdit: (className) => (className === "SMS" ? "6" : "1") } }),
  ),
  described(
    "GetItemEstimate counts SMS alone.",
    mutant("X-est-no-email", ({ estimate: { counts } }) => ({
      estimate: { counts: (due) => (due.item ?? due.held)?.class === "SMS" && counts(due) },
    })),
  ),
];
