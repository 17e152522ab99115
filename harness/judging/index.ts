/** The judging room's public surface. */
export * from "./against-baseline.js";
export * from "./baseline.js";
export * from "./blocks.js";
export * from "./catalogue.js";
export * from "./check.js";
export { DataFileError } from "./data-file.js";
export * from "./levels.js";
export * from "./requirement-results.js";
export * from "./results.js";
export * from "./rulings.js";
export * from "./summary.js";
export * from "./traceability.js";
export * from "./verdict.js";
