export {
  type Change,
  type ComparedRow,
  type Comparison,
  compareRuns,
  type Direction,
  type NamedRun,
} from "./compare.js";
export { comparisonMarkdown } from "./markdown.js";
export { comparisonHtml } from "./page.js";
export { changeLists, differs, differsByJudgement, leftOutSentences } from "./view.js";
