import pc from "picocolors";
import type { Io } from "./io.js";

/** Colours for a terminal; the identity elsewhere. They never carry a meaning that the text does not. */
export type Paint = ReturnType<typeof pc.createColors>;

/** NO_COLOR and FORCE_COLOR are honoured whatever their value, as their authors ask (no-color.org). */
export function paintFor(io: Io): Paint {
  const forced = io.env.FORCE_COLOR !== undefined && io.env.FORCE_COLOR !== "0";
  const refused = (io.env.NO_COLOR ?? "") !== "" || io.env.TERM === "dumb";
  return pc.createColors(!refused && (forced || io.terminal));
}
