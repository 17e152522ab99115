import type { Register } from "./program.js";

export const mutantsCommand: Register = () => undefined;
