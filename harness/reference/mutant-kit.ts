/**
 * What a mutant of one's own is made with: the package's export "asms-conformance/mutants". docs/mutants.md says how, and
 * lists the rules.
 */

export { convertTree } from "./mutants/tree.js";
export { byClass } from "./option-sets.js";
export {
  conformantRules,
  isRefused,
  protocolError,
  type Refused,
  type Rules,
  refuse,
  settingsAnswer,
} from "./rules/index.js";
export { type Entry as Mutant, type MutantNotes, mutant, type Overrides, ruleNames } from "./variant.js";
