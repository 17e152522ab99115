import { type Entry, mutant } from "../variant.js";

export const hang: readonly Entry[] = [
  mutant("M-outbox-no-hang", ({ hang: { wakes } }) => ({
    hang: { wakes: (item, folder) => folder.type !== 6 && wakes(item, folder) },
  })),
  mutant("M-hang-no-wake", ({ hang: { wakes } }) => ({
    hang: { wakes: (item, folder) => item.class !== "SMS" && wakes(item, folder) },
  })),
  mutant("M-hang-leak", { hang: { handsOver: (item) => item.class === "SMS" } }),
];
