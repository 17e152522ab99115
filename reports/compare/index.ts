export { type Change, type ComparedRow, type Comparison, compareRuns, type NamedRun } from "./compare.js";
export { comparisonMarkdown } from "./markdown.js";
export { comparisonHtml } from "./page.js";
export { changeLists, differs } from "./view.js";
