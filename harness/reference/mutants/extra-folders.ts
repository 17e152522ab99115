import { codePage, folderTypes, readSyncRequest, userMailFolderType } from "../../eas/index.js";
import { child, childElements, type Element } from "../../wbxml/index.js";
import type { MailFolder } from "../folder.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/** Mutants of this project that are right in one folder and wrong in others: [MS-ASMS] 3.1.4.1.1 speaks of all that hold e-mail. */
export const extraFolders: readonly ExtraEntry[] = [
  described(
    "Outside the Inbox SMS are sent to devices that ask for e-mail alone.",
    mutant("X-folder-sms-unasked", ({ select: { setFor } }) => ({
      select: {
        setFor: (item, scope) =>
          item.class === "SMS" && !isInbox(scope.folder) && scope.sets.SMS === undefined
            ? scope.sets.Email
            : setFor(item, scope),
      },
    })),
  ),
  described(
    "Outside the Inbox items whose set is left out go by Delete.",
    mutant("X-folder-drop-hard", ({ softDelete: { commandFor } }) => ({
      softDelete: {
        commandFor: (kept, scope) =>
          kept.reason === "class" && !isInbox(scope.folder) ? "Delete" : commandFor(kept, scope),
      },
    })),
  ),
  described(
    "Outside the Inbox an estimate for e-mail counts SMS.",
    mutant(
      "X-folder-est-unasked",
      ({ estimate: { sets } }) => ({
        estimate: {
          sets: (input) => {
            const asked = sets(input);
            const wrong = !isInbox(input.folder) && asked.Email !== undefined && asked.SMS === undefined;
            return wrong ? { ...asked, SMS: { class: "SMS", filterType: "0" } } : asked;
          },
        },
      }),
      { axes: { folder: ["sent-items", "outbox", "drafts", "deleted-items"] } },
    ),
  ),
  described(
    "Outside the Inbox the first two of three Options are served.",
    mutant(
      "X-folder-three-served",
      ({ options: { limit } }) => ({
        options: {
          limit: (sets, folder) =>
            !isInbox(folder) && sets.length > 2 ? { sets: sets.slice(0, 2) } : limit(sets, folder),
        },
      }),
      { axes: { folder: ["sent-items", "outbox", "drafts", "deleted-items", "user-folder"] } },
    ),
  ),
  described(
    "Outside the Inbox Options of a foreign class are passed over.",
    mutant(
      "X-folder-foreign-served",
      ({ options: { foreignClass } }) => ({
        options: {
          foreignClass: (sets, folder) => {
            const own = sets.filter(({ class: name }) => name === undefined || name === "SMS" || name === "Email");
            return isInbox(folder) ? foreignClass(sets, folder) : { sets: own };
          },
        },
      }),
      { axes: { folder: ["sent-items", "outbox", "drafts", "deleted-items", "user-folder"] } },
    ),
  ),
  described(
    "In the Inbox the FilterType of the SMS set is ignored.",
    mutant(
      "X-folder-filter-inbox",
      ({ filter: { typeFor } }) => ({
        filter: {
          typeFor: (item, set, scope) =>
            item.class === "SMS" && isInbox(scope.folder) ? "0" : typeFor(item, set, scope),
        },
      }),
      { axes: { folder: ["inbox"] } },
    ),
  ),
  described(
    "In Outbox, Drafts and Deleted Items the FilterType of the SMS set is ignored.",
    mutant(
      "X-folder-filter-others",
      ({ filter: { typeFor } }) => ({
        filter: {
          typeFor: (item, set, scope) =>
            item.class === "SMS" && isUnusual(scope.folder) ? "0" : typeFor(item, set, scope),
        },
      }),
      { axes: { folder: ["outbox", "drafts", "deleted-items"] } },
    ),
  ),
  described(
    "Outside Inbox and Outbox the Delete of an SMS is acknowledged and not carried out.",
    mutant(
      "X-folder-delete-ignored",
      ({ commands: { executesDelete } }) => ({
        commands: {
          executesDelete: (className, folder) =>
            className === "SMS" && !isInbox(folder) && folder.type !== folderTypes.Outbox
              ? false
              : executesDelete(className, folder),
        },
      }),
      { axes: { folder: ["sent-items", "drafts", "deleted-items"] } },
    ),
  ),
  described(
    "In a mail folder of the user's own the FilterType of the SMS set is ignored.",
    mutant("X-folder-own-filter", ({ filter: { typeFor } }) => ({
      filter: {
        typeFor: (item, set, scope) => (item.class === "SMS" && isOwn(scope.folder) ? "0" : typeFor(item, set, scope)),
      },
    })),
  ),
  described(
    "In a mail folder of the user's own a narrower filter takes every SMS away.",
    mutant("X-folder-own-narrow", ({ filter: { days, typeFor } }) => ({
      filter: {
        typeFor: (item, set, scope) =>
          item.class === "SMS" && isOwn(scope.folder) && set.filterType === "2" ? "nothing" : typeFor(item, set, scope),
        days: (filterType, item) => (filterType === "nothing" ? 0 : days(filterType, item)),
      },
    })),
  ),
  described(
    "In a mail folder of the user's own an estimate for e-mail counts SMS.",
    mutant("X-folder-own-estimate", ({ estimate: { sets } }) => ({
      estimate: {
        sets: (input) => {
          const asked = sets(input);
          const wrong = isOwn(input.folder) && asked.Email !== undefined && asked.SMS === undefined;
          return wrong ? { ...asked, SMS: { class: "SMS", filterType: "0" } } : asked;
        },
      },
    })),
  ),
  described(
    "In a mail folder of the user's own the recipients of an SMS are not shown.",
    mutant("X-folder-own-recipients", ({ item: { parties } }) => ({
      item: {
        parties: (item, folder) => {
          const { to: _, ...rest } = parties(item, folder);
          return isOwn(folder) && item.class === "SMS" ? rest : parties(item, folder);
        },
      },
    })),
  ),
  described(
    "In the Outbox only the first recipient of an SMS is shown.",
    mutant("X-outbox-first-recipient", ({ item: { parties } }) => ({
      item: {
        parties: (item, folder) => {
          const shown = parties(item, folder);
          const isCut = item.class === "SMS" && folder.type === folderTypes.Outbox && shown.to !== undefined;
          return isCut ? { ...shown, to: shown.to?.replace(/\][;,].*$/, "]") } : shown;
        },
      },
    })),
  ),
  described(
    "In a mail folder of the user's own the Delete of an SMS is acknowledged and not carried out.",
    mutant("X-folder-own-delete", ({ commands: { executesDelete } }) => ({
      commands: {
        executesDelete: (className, folder) =>
          className === "SMS" && isOwn(folder) ? false : executesDelete(className, folder),
      },
    })),
  ),
  described(
    "Of several Collections only the Options of the first are judged.",
    mutant("X-three-second-collection", ({ options: { limit } }) => {
      let first: string | undefined;
      return {
        service: {
          answersInstead: ({ document }) => {
            const isRead = document !== undefined && document !== "malformed";
            first = isRead ? readSyncRequest(document)?.collections?.[0]?.collectionId : undefined;
            return undefined;
          },
        },
        options: {
          limit: (sets, folder) =>
            first !== undefined && folder.id !== first && sets.length > 2
              ? { sets: sets.slice(0, 2) }
              : limit(sets, folder),
        },
      };
    }),
  ),
  described(
    "Of several Collections each is answered under the CollectionId of another.",
    mutant("X-collections-mixed-up", ({ wire: { document } }) => ({
      wire: { document: (root) => withIdsTurned(document(root)) },
    })),
  ),
  described(
    "In the Outbox and in mail folders of the user, changes of SMS are told to nobody.",
    mutant("X-folder-change-untold", ({ change: { update } }) => ({
      change: {
        update: (item, scope) => {
          const isThere = [folderTypes.Outbox, userMailFolderType].includes(scope.folder.type);
          return item.class === "SMS" && isThere ? undefined : update(item, scope);
        },
      },
    })),
  ),
  described(
    "DeletesAsMoves without content counts as 0: what a device deletes is gone for good.",
    mutant("X-empty-for-good", ({ commands: { removesForGood } }) => ({
      commands: { removesForGood: (asked) => asked === "empty" || removesForGood(asked) },
    })),
  ),
];

/** Each Collection of an answer to Sync, under the CollectionId of the one before it. */
function withIdsTurned(root: Element): Element {
  return convertTree(root, (one) => {
    if (one.page !== codePage.airSync || one.tag !== "Collections") return [one];
    const ids = childElements(one).map((collection) => child(collection, codePage.airSync, "CollectionId"));
    const turned = childElements(one).map((collection, index) => ({
      ...collection,
      content: (collection.content ?? []).map((part) => (part === ids[index] ? (ids.at(index - 1) ?? part) : part)),
    }));
    return [{ ...one, content: turned }];
  });
}

function isInbox({ type }: MailFolder): boolean {
  return type === folderTypes.Inbox;
}

function isUnusual({ type }: MailFolder): boolean {
  return [folderTypes.Outbox, folderTypes.Drafts, folderTypes["Deleted Items"]].includes(type);
}

/** A mail folder that the user, or a device, has made. */
function isOwn({ type }: MailFolder): boolean {
  return type === userMailFolderType;
}
