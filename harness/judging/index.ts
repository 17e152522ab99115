/** The judging room's public surface. */
export * from "./catalogue.js";
export * from "./check.js";
export { DataFileError } from "./data-file.js";
export * from "./levels.js";
export * from "./results.js";
export * from "./rulings.js";
export * from "./verdict.js";
