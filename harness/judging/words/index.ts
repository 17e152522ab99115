/** What rows, rulings, scenarios, mutants, statuses and capabilities mean, in plain words; reports and `asms explain` share it. */
export * from "./requirement.js";
export { headingOf } from "./sections.js";
