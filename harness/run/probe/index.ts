/** The capability probe, and what follows from what it finds. */
export { type Consequence, capabilityNames, consequence, gateFor } from "./consequence.js";
export type { ProbeEnvironment } from "./environment.js";
export type { SmsOutcome } from "./outcome.js";
export { probe } from "./probe.js";
