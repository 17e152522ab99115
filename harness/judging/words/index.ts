/** What rows, rulings, scenarios, mutants, statuses, capabilities and the words of a report mean in plain words, for reports and `asms explain`. */
export { capabilityWords, explainable, explainEntry } from "./catalogue-words.js";
export { type Entry, type Explanation, entries } from "./explanation.js";
export { explainWord, reportWords } from "./report-words.js";
export * from "./requirement.js";
export { headingOf } from "./sections.js";
export { explainStatusWords, statusCommands } from "./status-words.js";
export { protocolTerms } from "./terms.js";
