import type { ItemFields } from "../../eas/index.js";
import { codePage } from "../../eas/index.js";
import { child, textOf } from "../../wbxml/index.js";
import { conformantRules, protocolError, refuse } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { isSmsAdd } from "./extra-items.js";
import { convertTree } from "./tree.js";

/** Of a Change: what no client may change, if it names any of it. */
function frozenOf({ body, to, from, conversationId }: ItemFields): ItemFields | undefined {
  const named = Object.entries({ body, to, from, conversationId }).filter(([, value]) => value !== undefined);
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

/** Mutants of this project that let through what others turn down, and one that turns down what others let through. */
export const extraThawed: readonly ExtraEntry[] = [
  described(
    "A Change of Body, To, From or ConversationId is carried out.",
    mutant(
      "X-change-thawed",
      ({ item: { conversation } }) => ({
        commands: { storedFrozen: frozenOf },
        item: {
          conversation: (item) => {
            const { conversationId } = item.fields;
            return { ...conversation(item), ...(conversationId === undefined ? {} : { conversationId }) };
          },
        },
      }),
      { shows: "inform" },
    ),
  ),
  described(
    "A DateReceived that is none is stored and sent on as it came.",
    mutant("X-date-as-sent", { commands: { admitsDate: () => true } }),
  ),
  described(
    "Two sets are accepted whatever classes they name, and however often.",
    mutant("X-mix-any", { options: { foreignClass: (sets) => ({ sets }), sameClass: (sets) => ({ sets }) } }),
  ),
  described(
    "A Sync that does not ask for SMS gets Status 4.",
    mutant(
      "X-mix-sms-only",
      {
        options: {
          limit: (sets, folder) =>
            sets.some(({ class: name }) => name === "SMS")
              ? conformantRules.options.limit(sets, folder)
              : refuse(protocolError),
        },
      },
      { axes: { sets: ["no-options", "none", "Email"] } },
    ),
  ),
  described(
    "A Sync without Options of a device that never sent any gets Status 3.",
    mutant(
      "X-options-demanded",
      { sticky: { forcesRestart: ({ stored, given }) => stored === undefined && given === undefined } },
      { axes: { sets: ["no-options"] } },
    ),
  ),
  described(
    "Every e-mail is delivered twice.",
    mutant(
      "X-mail-twice",
      { select: { copies: (item) => (item.class === "Email" ? 2 : 1) } },
      { axes: { sets: ["no-options", "none", "Email"] } },
    ),
  ),
  described(
    "Class stands twice in the Add of an SMS.",
    mutant("X-class-twice", {
      wire: {
        document: (root) =>
          convertTree(root, (one) => {
            const name = child(one, codePage.airSync, "Class");
            return [isSmsAdd(one) && name !== undefined ? { ...one, content: [name, ...(one.content ?? [])] } : one];
          }),
      },
    }),
  ),
  described(
    "The Add of an SMS to the Outbox is refused with Status 6.",
    mutant(
      "X-outbox-add-refused",
      ({ commands: { admitsAdd } }) => ({
        commands: { admitsAdd: (input) => (input.folder.type === 6 ? "6" : admitsAdd(input)) },
      }),
      { shows: "inform" },
    ),
  ),
  described(
    "FolderSync lists no Outbox.",
    mutant(
      "X-outbox-hidden",
      {
        wire: {
          document: (root) =>
            convertTree(root, (one) => {
              const type = child(one, codePage.folderHierarchy, "Type");
              return one.tag === "Add" && type !== undefined && textOf(type) === "6" ? [] : [one];
            }),
        },
      },
      { shows: "inform" },
    ),
  ),
];
