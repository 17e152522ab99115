import type { Due } from "../delta.js";
import { type Entry, mutant } from "../variant.js";

function isSms({ item, held }: Due): boolean {
  return (item ?? held)?.class === "SMS";
}

export const estimate: readonly Entry[] = [
  mutant("M-est-sms-unasked", ({ estimate: { sets } }) => ({
    estimate: { sets: (input) => ({ SMS: {}, ...sets(input) }) },
  })),
  mutant("M-est-sticky", ({ estimate: { sets } }) => ({
    estimate: {
      sets: (input) => ({ ...(input.sticky.SMS === undefined ? {} : { SMS: input.sticky.SMS }), ...sets(input) }),
    },
  })),
  mutant("M-est-no-sms", ({ estimate: { counts } }) => ({
    estimate: { counts: (due) => !isSms(due) && counts(due) },
  })),
  mutant("M-est-sms-only-counts-email", ({ estimate: { sets } }) => ({
    estimate: { sets: (input) => ({ Email: {}, ...sets(input) }) },
  })),
  mutant("M-est-wrong-filter", ({ estimate: { sets } }) => ({
    estimate: {
      sets: (input) => {
        const own = sets(input);
        return own.SMS === undefined || own.Email === undefined ? own : { ...own, SMS: own.Email };
      },
    },
  })),
  mutant("M-est-total", { estimate: { number: (_changes, itemsInView) => itemsInView } }),
  mutant("M-est-adds-only", ({ estimate: { counts } }) => ({
    estimate: { counts: (due) => (!isSms(due) || due.kind === "Add") && counts(due) },
  })),
  mutant("M-est-always-one", ({ estimate: { number } }) => ({
    estimate: { number: (changes, itemsInView, sets) => Math.max(1, number(changes, itemsInView, sets)) },
  })),
  mutant("M-est-consumes", { estimate: { consumes: () => true } }),
  mutant("M-est-three", { estimate: { limit: () => true } }),
];
