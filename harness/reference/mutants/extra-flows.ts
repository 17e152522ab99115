import { buildEstimateResponse, codePage, readEstimateRequest } from "../../eas/index.js";
import { byClass } from "../option-sets.js";
import { conformantRules, settingsAnswer } from "../rules/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { convertTree } from "./tree.js";

/** Mutants of this project that concern requests: what they set for later ones, ask for, and leave. */
export const extraFlows: readonly ExtraEntry[] = [
  described(
    "An SMS can be marked as read, and never again as unread: Read 0 in a Change is acknowledged and thrown away.",
    mutant("X-unread-lost", {
      commands: {
        storedChange: (change) => {
          const { read, ...others } = change;
          return read === "0" ? others : change;
        },
      },
    }),
  ),
  described(
    "The first set that a device sent for a class stays in force, whatever it sends later.",
    mutant("X-sticky-first-sets", {
      sticky: {
        resolve: ({ stored, given, folder }) => {
          if (given === undefined || stored === undefined) return given === undefined ? stored : byClass(given, folder);
          const sets = byClass(given, folder);
          return Object.fromEntries(
            Object.entries({ ...sets, ...stored }).filter(([name]) => Object.hasOwn(sets, name)),
          );
        },
      },
    }),
  ),
  described(
    "With ConversationMode 1 SMS come along with e-mail.",
    mutant("X-conversation-widens", ({ select: { setFor } }) => ({
      select: {
        setFor: (item, scope) =>
          setFor(item, scope) ?? (scope.conversationMode === "1" && item.class === "SMS" ? {} : undefined),
      },
    })),
  ),
  described(
    "GetItemEstimate takes an SMS set in any folder, and adds to the figure what it thinks of as SMS.",
    mutant("X-est-any-folder", ({ estimate: { number } }) => ({
      estimate: {
        admissions: () => [],
        number: (changes, inView, sets) => number(changes, inView, sets) + (sets.SMS === undefined ? 0 : 2),
      },
    })),
  ),
  described(
    "The figure of an estimate for both classes is one too high.",
    mutant("X-est-both-rounded", ({ estimate: { number } }) => ({
      estimate: {
        number: (changes, inView, sets) =>
          number(changes, inView, sets) + (sets.SMS === undefined || sets.Email === undefined ? 0 : 1),
      },
    })),
  ),
  described(
    "GetItemEstimate counts new e-mail, and none that was changed or deleted.",
    mutant("X-est-email-new", ({ estimate: { counts } }) => ({
      estimate: {
        counts: (due) => counts(due) && (due.kind === "Add" || (due.item ?? due.held)?.class === "SMS"),
      },
    })),
  ),
  described(
    "The sets of an estimate are taken for those of the next Sync.",
    mutant("X-est-sets-kept", { estimate: { leaves: (_sticky, asked) => asked } }),
  ),
  described(
    "GetItemEstimate counts Options over all its Collections, and refuses more than two with Status 103.",
    mutant("X-est-options-summed", ({ service: { answersInstead } }) => ({
      service: {
        answersInstead: (request) => {
          const { document } = request;
          const collections = (typeof document === "object" ? readEstimateRequest(document)?.collections : []) ?? [];
          const counts = collections.map(({ options = [] }) => options.length);
          const sum = counts.reduce((all, one) => all + one, 0);
          if (sum <= 2 || counts.some((count) => count > 2)) return answersInstead(request);
          return { document: buildEstimateResponse({ responses: [{ status: "103" }] }, "14.1") };
        },
      },
    })),
  ),
  described(
    "GetItemEstimate takes sets of any class.",
    mutant("X-est-any-class", {
      estimate: { admissions: () => [conformantRules.options.sameClass, conformantRules.options.folder] },
    }),
  ),
  described(
    "The answer to GetItemEstimate does not name the folder.",
    mutant("X-est-unnamed", {
      wire: {
        document: (root) =>
          convertTree(root, (one) =>
            one.page === codePage.getItemEstimate && one.tag === "CollectionId" ? [] : [one],
          ),
      },
    }),
  ),
  described(
    "A Change that leaves an item unread clears its flag as well.",
    mutant("X-change-clears", {
      commands: { storedChange: (change) => (change.read === "0" ? { ...change, flag: {} } : change) },
    }),
  ),
  described(
    "A SoftDelete stands twice in the answer that says it.",
    mutant("X-soft-doubled", {
      wire: { document: (root) => convertTree(root, (one) => (one.tag === "SoftDelete" ? [one, one] : [one])) },
    }),
  ),
  described(
    "Deleted items are gone for good, whatever DeletesAsMoves says.",
    mutant("X-delete-for-good", { commands: { removesForGood: () => true } }),
  ),
  described(
    "Telephone numbers of more than 64 characters are refused.",
    mutant(
      "X-set-short-numbers",
      { settings: { acceptsNumber: (number) => number.length <= 64 } },
      { axes: { enable: ["0", "1"], number: ["long"] } },
    ),
  ),
  described(
    "A missing number is answered with Status 5 under Settings, and with success under DeviceInformation.",
    mutant("X-set-5-and-1", { settings: { missingNumber: () => ({ ...settingsAnswer("1"), status: "5" }) } }),
  ),
  described(
    "Of a telephone number twelve characters are kept.",
    mutant("X-outbound-cut", ({ settings: { store } }) => ({
      settings: {
        store: (information, stored) => {
          const { number, ...next } = store(information, stored);
          return { ...next, number: number?.slice(0, 12) };
        },
      },
    })),
  ),
  described(
    "A device that withdrew from outbound SMS cannot enable it again, though the answer says so.",
    mutant("X-outbound-once", ({ settings: { store } }) => ({
      settings: {
        store: (information, stored) => {
          const next = store(information, stored);
          return { ...next, enabled: next.enabled && (stored.enabled || stored.number === undefined) };
        },
      },
    })),
  ),
  described(
    "A telephone number enables outbound SMS, even beside EnableOutboundSMS 0.",
    mutant("X-outbound-by-number", ({ settings: { store } }) => ({
      settings: {
        store: (information, stored) => {
          const next = store(information, stored);
          return (information.phoneNumber ?? "") === "" ? next : { ...next, enabled: true };
        },
      },
    })),
  ),
  described(
    "EnableOutboundSMS 1 without a number is refused once, and taken when it is asked for again.",
    mutant("X-set-no-number-again", ({ service: { forDevice } }) => {
      const refused = new Set<number>();
      return {
        service: {
          forDevice: (rules, ordinal) => {
            const own = forDevice(rules, ordinal);
            const needsNumber = (enable: string | undefined) => {
              const isFirst = !refused.has(ordinal);
              if (enable === "1") refused.add(ordinal);
              return isFirst && own.settings.needsNumber(enable);
            };
            return { ...own, settings: { ...own.settings, needsNumber } };
          },
        },
      };
    }),
  ),
  described(
    "EnableOutboundSMS takes any value.",
    mutant("X-set-any-value", { settings: { acceptsEnable: () => true } }),
  ),
  described(
    "GetChanges is served in the request with SyncKey 0.",
    mutant("X-key-0-changes", { key: { startsBare: () => false } }),
  ),
  described(
    "GetChanges without content counts as false.",
    mutant("X-changes-empty-false", { key: { wantsChanges: (asked) => asked === undefined || asked === "1" } }),
  ),
  described(
    "An e-mail comes as type 4 although MIMESupport is 0; an SMS as type 3.",
    mutant("X-body-type", ({ item: { body } }) => ({
      item: {
        body: (item, set) => {
          const written = body(item, set);
          return written === undefined ? undefined : { ...written, type: item.class === "SMS" ? "3" : "4" };
        },
      },
    })),
  ),
  described(
    "A Ping is not ended by SMS, which it has no class for.",
    mutant("X-ping-mail-only", { hang: { pings: (className) => className !== "SMS" } }, { shows: "inform" }),
  ),
  described(
    "A waiting Sync is answered when any item arrives, with nothing if nothing is asked for.",
    mutant("X-hang-wakes-empty", { hang: { endsWithout: () => true } }, { shows: "inform" }),
  ),
  described(
    "SMS are kept in Inbox, Outbox and Sent Items alone.",
    mutant("X-sms-three-folders", ({ commands: { admitsAdd } }) => ({
      commands: { admitsAdd: (input) => ([2, 5, 6].includes(input.folder.type) ? admitsAdd(input) : "6") },
    })),
  ),
  described(
    "The Add of an SMS is accepted in any folder, also where no e-mail can be.",
    mutant("X-add-any-folder", ({ commands: { admitsAdd } }) => ({
      commands: { admitsAdd: (input) => (input.class === "SMS" ? "1" : admitsAdd(input)) },
    })),
  ),
  described(
    "A folder's own class in its Options ends in HTTP 500.",
    mutant("X-own-class-http", {
      options: {
        foreignClass: (sets, folder) => {
          const admitted = conformantRules.options.foreignClass(sets, folder);
          const named = sets.some(({ class: name }) => name !== undefined && !["SMS", "Email"].includes(name));
          return named && !("refuse" in admitted) ? { refuse: { http: 500 } } : admitted;
        },
      },
    }),
  ),
];
