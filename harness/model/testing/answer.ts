import type { SeenSync } from "../types.js";

/** A Sync was carried out, and there is nothing new. */
export const answer: SeenSync = {
  status: "1",
  empty: false,
  syncKey: "k1",
  commands: [],
  responses: [],
  moreAvailable: false,
};
