import { randomBytes } from "node:crypto";
import { codePage } from "../../eas/index.js";
import { child, element, isElement, textOf } from "../../wbxml/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { inSms } from "./extra-items.js";
import { convertTree } from "./tree.js";

/** What comes back of every SMS, and is lost here. */
const supplied: readonly string[] = ["From", "Importance"];

/** Mutants of this project that concern what clients send: items, changes, settings, the form of requests. */
export const extraInput: readonly ExtraEntry[] = [
  described(
    "An SMS without DateReceived or From, or with a From that has no name, gets Status 6.",
    mutant("X-optional-demanded", ({ commands: { admitsAdd } }) => ({
      commands: {
        admitsAdd: (input) => {
          const { dateReceived, from = "" } = input.item;
          return dateReceived === undefined || !/^"[^"]+"/.test(from) ? "6" : admitsAdd(input);
        },
      },
    })),
  ),
  described(
    "An SMS gets Status 6 when the number in From has other signs than plus, blank and brackets.",
    mutant("X-number-signs", ({ commands: { admitsAdd } }) => ({
      commands: {
        admitsAdd: (input) => (/\[MOBILE:[^\]]*[-.*#]/.test(input.item.from ?? "") ? "6" : admitsAdd(input)),
      },
    })),
  ),
  described(
    "Requests as XML text are answered like any other.",
    mutant("X-xml-taken", { wire: { takesXml: () => true } }),
  ),
  described(
    "Texts with characters that XML does not have are stored and sent on.",
    mutant("X-control-characters", { commands: { admitsText: () => true } }),
  ),
  described(
    "An SMS comes without From and Importance.",
    mutant(
      "X-supplied-lost",
      inSms((one) => (one.page === codePage.email && supplied.includes(one.tag) ? [] : [one])),
    ),
  ),
  described(
    "Every time that an SMS is sent it has another ConversationId.",
    mutant("X-conversation-random", ({ item: { conversation } }) => ({
      item: { conversation: (item) => ({ ...conversation(item), conversationId: Uint8Array.from(randomBytes(16)) }) },
    })),
  ),
  described(
    "An SMS that was marked as read has another ConversationId.",
    mutant("X-conversation-read", ({ item: { conversation } }) => ({
      item: {
        conversation: (item) => {
          const own = conversation(item);
          if (item.class !== "SMS" || item.fields.read !== "1") return own;
          return { ...own, conversationId: new Uint8Array(16).fill(0xa5) };
        },
      },
    })),
  ),
  described(
    "A Change that clears a flag is acknowledged and thrown away.",
    mutant("X-flag-sticks", {
      commands: {
        storedChange: ({ flag, ...others }) =>
          flag === undefined || Object.keys(flag).length === 0 ? others : { ...others, flag },
      },
    }),
  ),
  described(
    "The Change of an SMS that goes out has Importance beside what was changed.",
    mutant("X-change-more", {
      wire: {
        document: (root) =>
          convertTree(root, (one) => {
            const name = child(one, codePage.airSync, "Class");
            if (one.tag !== "Change" || name === undefined || textOf(name) !== "SMS") return [one];
            const more = element(codePage.email, "Importance", "1");
            const content = (one.content ?? []).map((part) =>
              isElement(part) && part.tag === "ApplicationData"
                ? { ...part, content: [more, ...(part.content ?? [])] }
                : part,
            );
            return [{ ...one, content }];
          }),
      },
    }),
  ),
  described(
    "GetItemEstimate answers with success and no number.",
    mutant("X-est-no-number", {
      wire: {
        document: (root) =>
          convertTree(root, (one) => (one.page === codePage.getItemEstimate && one.tag === "Estimate" ? [] : [one])),
      },
    }),
  ),
  described(
    "Device information without EnableOutboundSMS and without a number gets Status 5.",
    mutant("X-information-refused", { settings: { needsNumber: (enable) => enable !== "0" } }),
  ),
];
