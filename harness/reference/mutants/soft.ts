import { droppedClasses } from "../option-sets.js";
import type { Scope, SoftDeleteRules } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";

type CommandFor = SoftDeleteRules["commandFor"];

/** Classes that this request no longer has a set for. */
function dropped({ before, sets }: Scope): string[] {
  return before === undefined ? [] : droppedClasses(before, sets);
}

/** Another command for items whose class was dropped; those outside the window as the document has it. */
function forDroppedClass(command: "Delete" | undefined): { readonly softDelete: { readonly commandFor: CommandFor } } {
  return {
    softDelete: { commandFor: ({ reason }) => (reason === "class" ? command : reason && "SoftDelete") },
  };
}

export const soft: readonly Entry[] = [
  mutant("M-sd-hard", forDroppedClass("Delete")),
  mutant("M-sd-none", forDroppedClass(undefined)),
  mutant("M-sd-other-class", ({ softDelete }) => ({
    softDelete: {
      commandFor: (kept, scope) => {
        if (kept.item.class === "SMS" && kept.reason === "class") return undefined;
        if (kept.item.class === "Email" && dropped(scope).includes("SMS")) return "SoftDelete";
        return softDelete.commandFor(kept, scope);
      },
    },
  })),
  mutant("M-sd-default-not", ({ softDelete }) => ({
    softDelete: {
      commandFor: (kept, scope) =>
        kept.item.class === "Email" && kept.reason === "class" ? undefined : softDelete.commandFor(kept, scope),
    },
  })),
  mutant("M-sd-twice", { softDelete: { repeats: (softDeleted) => softDeleted } }),
  mutant("M-sd-destroys", { softDelete: { removesFromMailbox: () => true } }),
  mutant("M-sd-all", ({ softDelete }) => ({
    softDelete: {
      commandFor: (kept, scope) => (dropped(scope).length > 0 ? "SoftDelete" : softDelete.commandFor(kept, scope)),
    },
  })),
];
