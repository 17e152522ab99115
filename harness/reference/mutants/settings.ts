import { settingsAnswer } from "../rules/index.js";
import { type Entry, mutant } from "../variant.js";

export const settings: readonly Entry[] = [
  mutant("M-set-no-number-ok", { settings: { needsNumber: () => false } }),
  mutant("M-set-empty-number", { settings: { hasNumber: ({ phoneNumber }) => phoneNumber !== undefined } }),
  mutant("M-set-5-http", { settings: { missingNumber: () => ({ http: 400 }) } }),
  mutant("M-set-5-level", {
    settings: { missingNumber: () => ({ ...settingsAnswer("1"), userInformationStatus: "5" }) },
  }),
  mutant("M-set-code2", { settings: { missingNumber: () => settingsAnswer("2") } }),
  mutant(
    "M-set-digits-only",
    { settings: { acceptsNumber: (number) => /^\d+$/.test(number) } },
    { axes: { enable: ["0", "1"] } },
  ),
  mutant("M-set-zero-ignored", ({ settings: { store } }) => ({
    settings: {
      store: (information, stored) => {
        const next = store(information, stored);
        return { ...next, enabled: stored.enabled || next.enabled };
      },
    },
  })),
  mutant("M-set-zero-needs-number", { settings: { needsNumber: (enable) => enable !== undefined } }),
  mutant("M-set-not-propagated", { settings: { propagates: () => false } }),
  mutant("M-set-stale-number", ({ settings: { store } }) => ({
    settings: {
      store: (information, stored) => {
        const next = store(information, stored);
        return { ...next, number: stored.number ?? next.number };
      },
    },
  })),
];
