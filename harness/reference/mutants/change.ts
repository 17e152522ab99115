import { type Entry, mutant } from "../variant.js";

export const change: readonly Entry[] = [
  mutant("M-add-phoney", { commands: { storedClass: () => undefined } }),
  mutant("M-add-as-email", { commands: { storedClass: () => "Email" } }),
  mutant("M-add-echo", { commands: { recordsAdd: () => false } }),
  mutant("M-resp-add-missing", { commands: { answersAdd: () => false } }),
  mutant("M-cid-forever", { commands: { recallsClientId: (made) => made } }),
  mutant("M-change-ignored", { commands: { executesChange: (className) => className !== "SMS" } }),
  mutant("M-change-as-add", ({ change: { update } }) => ({
    change: { update: (item, scope) => (item.class === "SMS" ? "Add" : update(item, scope)) },
  })),
  mutant("M-delete-ignored", { commands: { executesDelete: (className) => className !== "SMS" } }),
  mutant("M-delete-not-sent", ({ change: { removal } }) => ({
    change: { removal: (held, scope) => (held.class === "SMS" ? undefined : removal(held, scope)) },
  })),
  mutant("M-delete-as-soft", { change: { removal: () => "SoftDelete" } }),
  mutant("M-watermark", ({ select: { mayAdd } }) => ({
    select: {
      mayAdd: (item, scope) => {
        const previous = scope.state.answeredAt;
        const older = previous !== undefined && item.receivedAt <= previous;
        return !(item.class === "SMS" && older) && mayAdd(item, scope);
      },
    },
  })),
  mutant("M-window-drop", { window: { takesAsSent: () => true } }),
  mutant("M-moreavailable-missing", { window: { moreAvailable: () => false } }),
  mutant("M-window-sms-uncounted", { window: { counts: ({ item, held }) => (item ?? held)?.class !== "SMS" } }),
];
