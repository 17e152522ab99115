import { codePage } from "../../eas/index.js";
import { child, type Element, element, isElement, isOpaque, textOf } from "../../wbxml/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { inSms, isSmsAdd } from "./extra-items.js";
import { encodeRaw } from "./raw-encoder.js";
import { convertTree } from "./tree.js";

const utf8 = new TextEncoder();
const conversation: readonly string[] = ["ConversationId", "ConversationIndex"];
/** What comes with an SMS although nobody supplied it. */
const additions: readonly string[] = ["InternetCPID", "Flag", "EstimatedDataSize", ...conversation];

function isData(one: Element): boolean {
  return one.page === codePage.airSync && one.tag === "ApplicationData";
}

/** Bytes in base64, as a string. */
function spelled(one: Element): Element {
  const [bytes] = (one.content ?? []).filter(isOpaque);
  return { ...one, content: [Buffer.from(bytes?.opaque ?? []).toString("base64")] };
}

function cut(one: Element, length: number): Element {
  const [bytes] = (one.content ?? []).filter(isOpaque);
  return { ...one, content: [{ opaque: (bytes?.opaque ?? new Uint8Array()).slice(0, length) }] };
}

/** The token 0x3F, which no version of the page defines. */
function unknownToken(one: Element): Element[] {
  return [one.tag === "ConversationIndex" ? { ...one, page: codePage.airSyncBase, tag: "#63" } : one];
}

/** The Adds of SMS once more, each under a ServerId of its own. */
function doubled(one: Element): Element[] {
  if (!isSmsAdd(one)) return [one];
  const again = convertTree(one, (inner) => [
    inner.tag === "ServerId" ? { ...inner, content: [`${textOf(inner)}x`] } : inner,
  ]);
  return [one, again];
}

function hasSmsAdd(root: Element): boolean {
  return isSmsAdd(root) || (root.content ?? []).some((one) => isElement(one) && hasSmsAdd(one));
}

/** Responses, where no Add says whether it succeeded. */
function withoutStatus(responses: Element): Element {
  return convertTree(responses, (one) => {
    if (one.tag !== "Add" || one.content === null) return [one];
    return [{ ...one, content: one.content.filter((part) => !isElement(part) || part.tag !== "Status") }];
  });
}

/** Mutants of this project that break the schema of the SMS class or of an answer. */
export const extraSchema: readonly ExtraEntry[] = [
  described(
    "Responses/Add tells the ClientId and the ServerId, and no Status.",
    mutant("X-add-without-status", {
      wire: { document: (root) => convertTree(root, (one) => [one.tag === "Responses" ? withoutStatus(one) : one]) },
    }),
  ),
  described(
    "An SMS has a FirstName of the Contacts namespace.",
    mutant(
      "X-contact-in-sms",
      inSms((one) => [
        isData(one) ? { ...one, content: [...(one.content ?? []), element(1, "FirstName", "Ann")] } : one,
      ]),
    ),
  ),
  described(
    "The Body of an SMS has no Type.",
    mutant(
      "X-body-typeless",
      inSms((one) => (one.page === codePage.airSyncBase && one.tag === "Type" ? [] : [one])),
    ),
  ),
  described(
    "Everything in the Body of an SMS stands there twice.",
    mutant(
      "X-body-doubled",
      inSms((one) => [
        one.tag === "Body" ? { ...one, content: [...(one.content ?? []), ...(one.content ?? [])] } : one,
      ]),
    ),
  ),
  described(
    "To, From and DateReceived of an SMS come as opaque bytes.",
    mutant(
      "X-strings-opaque",
      inSms((one) => {
        const isOne = one.page === codePage.email && ["To", "From", "DateReceived"].includes(one.tag);
        return [isOne ? { ...one, content: [{ opaque: utf8.encode(textOf(one)) }] } : one];
      }),
    ),
  ),
  described(
    "ConversationId and ConversationIndex of an SMS come as strings.",
    mutant(
      "X-conversation-string",
      inSms((one) => [conversation.includes(one.tag) ? spelled(one) : one]),
    ),
  ),
  described(
    "ConversationId of an SMS is empty, and ConversationIndex has three bytes.",
    mutant(
      "X-conversation-short",
      inSms((one) => [conversation.includes(one.tag) ? cut(one, one.tag === "ConversationId" ? 0 : 3) : one]),
    ),
  ),
  described(
    "An SMS comes without InternetCPID, Flag, EstimatedDataSize and the conversation elements.",
    mutant(
      "X-added-absent",
      inSms((one) => (additions.includes(one.tag) ? [] : [one])),
    ),
  ),
  described(
    "ConversationIndex of an SMS comes under a token that AirSyncBase does not have.",
    mutant("X-token-unknown", {
      wire: { encode: (root) => encodeRaw(convertTree(root, unknownToken), { header: [0x03, 0x01, 0x6a, 0x00] }) },
    }),
  ),
  described(
    "To of an SMS is a bare number.",
    mutant("X-to-bare", ({ item: { parties } }) => ({
      item: {
        parties: (item, folder) => {
          const { to, ...others } = parties(item, folder);
          if (item.class !== "SMS" || to === undefined) return parties(item, folder);
          return { to: to.replace(/^.*\[MOBILE:(.*)\]$/, "$1"), ...others };
        },
      },
    })),
  ),
  described(
    "An answer with an SMS has the root Collections.",
    mutant("X-sync-root", {
      wire: { document: (root) => (hasSmsAdd(root) ? { ...root, tag: "Collections" } : root) },
    }),
  ),
  described(
    "Every SMS is sent twice, under two ServerIds.",
    mutant("X-sms-twice", { wire: { document: (root) => convertTree(root, doubled) } }),
  ),
  described(
    "A Change of an SMS that is in view goes out as a SoftDelete.",
    mutant("X-soft-in-view", {
      wire: {
        document: (root) =>
          convertTree(root, (one) => {
            const name = child(one, codePage.airSync, "Class");
            const isChange = one.page === codePage.airSync && one.tag === "Change" && name !== undefined;
            if (!isChange || textOf(name) !== "SMS") return [one];
            return [
              {
                ...one,
                tag: "SoftDelete",
                content: (one.content ?? []).filter((part) => !isElement(part) || !isData(part)),
              },
            ];
          }),
      },
    }),
  ),
];
