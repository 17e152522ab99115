import { type OptionSet, readSyncRequest } from "../../eas/index.js";
import type { Element } from "../../wbxml/index.js";
import type { RequestBody, Rules } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/** An item is offered this many times at most: a phone that drains must come to an end. */
const mostOffers = 4;

/** Mutants of this project that hurt the user of a phone, each in a way that no other one does. */
export const extraHarm: readonly ExtraEntry[] = [
  described(
    "Hangs up on every request that asks for SMS or brings one.",
    mutant("X-hangs-up-on-sms", { service: { hangsUp: ({ aboutSms }) => aboutSms } }),
  ),
  described(
    "Files an SMS as a calendar entry in the same folder, and sends it as such.",
    mutant("X-add-as-calendar", ({ select: { setFor }, item: { classOnAdd } }) => ({
      commands: { storedClass: () => "Calendar" },
      item: { classOnAdd: (item) => (item.class === "Calendar" ? "Calendar" : classOnAdd(item)) },
      select: {
        setFor: (item, scope) =>
          item.class === "Calendar" && scope.folder.type !== 8 ? scope.sets.SMS : setFor(item, scope),
      },
    })),
  ),
  described(
    "Sends no e-mail to a device that asks for SMS as well.",
    mutant("X-mail-stops", ({ select: { setFor } }) => ({
      select: {
        setFor: (item, scope) =>
          item.class === "Email" && scope.sets.SMS !== undefined ? undefined : setFor(item, scope),
      },
    })),
  ),
  described(
    "Sends e-mail without its text to a device that asks for SMS as well.",
    mutant("X-mail-without-body", ({ select: { setFor }, item: { body } }) => ({
      select: {
        setFor: (item, scope) => {
          const set = setFor(item, scope);
          return item.class === "Email" && set !== undefined && scope.sets.SMS !== undefined ? emptied(set) : set;
        },
      },
      item: { body: (item, set) => (emptySets.has(set) ? undefined : body(item, set)) },
    })),
  ),
  described(
    "Offers an SMS again under the ServerId that the device holds already.",
    mutant("X-offers-again", {
      select: { copies: offers },
      key: { serverId: ({ folderId, device, holding }) => `${folderId}:${device}-${holding.replace(/#.*/, "")}` },
    }),
  ),
  described(
    "Acknowledges the SMS that follows a refused one in the same request, and loses it.",
    mutant("X-lost-beside-refused", ({ commands: { admitsText } }) => {
      let refused = false;
      return {
        commands: {
          admitsText: (text) => {
            const fits = admitsText(text);
            refused ||= !fits;
            return fits;
          },
          storedClass: () => {
            const isLost = refused;
            refused = false;
            return isLost ? undefined : "SMS";
          },
        },
      };
    }),
  ),
  described(
    "Drops every Change and Delete of a request that brings an SMS, without a word.",
    mutant("X-drops-beside-sms", () => {
      const { service, brings } = watchingForSms();
      return { service, commands: { executesChange: () => !brings(), executesDelete: () => !brings() } };
    }),
  ),
  described(
    "Answers one Collection alone of a request that brings an SMS.",
    mutant("X-one-collection-beside-sms", () => {
      const { service, brings } = watchingForSms();
      return { service, wire: { document: (root) => (brings() ? firstCollectionOf(root) : root) } };
    }),
  ),
  described(
    "Drops every Delete in a Collection that brings no SMS, beside one that does, without a word.",
    mutant("X-drops-elsewhere-beside-sms", () => {
      const { service, bringing } = watchingForSms();
      return {
        service,
        commands: { executesDelete: (_, { id }) => bringing().length === 0 || bringing().includes(id) },
      };
    }),
  ),
  described(
    "Takes what waits to be sent as sent, in every Collection of a request that brings an SMS, and sends nothing of it.",
    mutant("X-waiting-lost-beside-sms", ({ window: { size, takesAsSent, moreAvailable } }) => {
      const { service, brings } = watchingForSms();
      return {
        service,
        window: {
          size: (wanted) => (brings() ? 0 : size(wanted)),
          takesAsSent: () => brings() || takesAsSent(),
          moreAvailable: (owed) => !brings() && moreAvailable(owed),
        },
      };
    }),
  ),
  described(
    "Acknowledges an SMS whose text has a Cyrillic letter, and keeps nothing of it.",
    mutant("X-loses-cyrillic", ({ commands: { admitsText, storedClass } }) => {
      let last = "";
      return {
        commands: {
          admitsText: (text) => {
            last = text;
            return admitsText(text);
          },
          storedClass: (...told) => (/[\u0400-\u04ff]/.test(last) ? undefined : storedClass(...told)),
        },
      };
    }),
  ),
  described(
    "Refuses an SMS whose text has a character beyond the Basic Multilingual Plane, an emoji say, with Status 6.",
    mutant("X-refuses-emoji", ({ commands: { admitsText } }) => ({
      commands: { admitsText: (text) => admitsText(text) && !/[\u{10000}-\u{10ffff}]/u.test(text) },
    })),
  ),
  described(
    "An SMS that is added spoils the account: nobody's request is served from then on.",
    mutant("X-sms-locks", () => {
      const locked = new Set<string>();
      return {
        service: {
          answersInstead: ({ user, document }) => {
            if (locked.has(user)) return { http: 500 };
            if (addsSms(document)) locked.add(user);
            return undefined;
          },
        },
      };
    }),
  ),
];

/** Remembers whether the request that is being served brings an SMS, and into which folders. */
function watchingForSms() {
  let bringing: readonly string[] = [];
  const answersInstead: Rules["service"]["answersInstead"] = ({ document }) => {
    bringing = foldersOfAdds(document);
    return undefined;
  };
  return { service: { answersInstead }, brings: () => bringing.length > 0, bringing: () => bringing };
}

/** Sync with its first Collection alone. */
function firstCollectionOf(root: Element): Element {
  let seen = 0;
  return convertTree(root, (one) => (one.tag === "Collection" && seen++ > 0 ? [] : [one]));
}

export function addsSms(document: RequestBody["document"]): boolean {
  return foldersOfAdds(document).length > 0;
}

function foldersOfAdds(document: RequestBody["document"]): readonly string[] {
  const request = document === undefined || document === "malformed" ? undefined : readSyncRequest(document);
  const adding = (request?.collections ?? []).filter(({ commands = [] }) =>
    commands.some((one) => one.kind === "Add" && one.class === "SMS"),
  );
  return adding.map(({ collectionId = "" }) => collectionId);
}

const emptySets = new WeakSet<OptionSet>();

function emptied(set: OptionSet): OptionSet {
  const marked = { ...set };
  emptySets.add(marked);
  return marked;
}

/** One more than the device holds. */
function offers(
  item: Parameters<Rules["select"]["copies"]>[0],
  { state }: Parameters<Rules["select"]["copies"]>[1],
): number {
  if (item.class !== "SMS") return 1;
  const held = [...state.view.values()].filter(({ itemId }) => itemId === item.id).length;
  return Math.min(held + 1, mostOffers);
}
