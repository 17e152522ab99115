import { codeMarkdown as code, plainMarkdown as plain, tableMarkdown as table } from "../markdown.js";
import { visible } from "../visible.js";
import { versionWords } from "../wording.js";
import type { Comparison } from "./compare.js";
import { changeLists, differsByJudgement, leftOutSentences } from "./view.js";

/** A comparison as Markdown: the runs, what changed, and the rows in which they differ. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { runs, rows, remarks, withoutVerdict } = comparison;
  const different = rows.filter((row) => differsByJudgement(row, comparison));
  const letters = runs.map(({ letter }) => letter);
  return [
    "# [MS-ASMS] conformance, compared",
    "",
    ...table(
      ["", "run", "target", "profile, protocol", "verdict"],
      runs.map((run) => [
        run.letter,
        code(run.name),
        plain(run.target),
        plain(`${run.profile}, ${versionWords(run)}`),
        plain(run.sentence),
      ]),
    ),
    ...remarks.flatMap((remark) => [plain(remark), ""]),
    ...(withoutVerdict.length === 0 ? [] : ["## Without a verdict", ""]),
    ...table(
      ["run", "why"],
      withoutVerdict.map(({ run, sentence }) => [run, plain(sentence)]),
    ),
    ...changeLists(comparison).flatMap(({ title, changes }) => [
      `## ${title}`,
      "",
      ...table(
        ["run", "what", "id", "in A", "now"],
        changes.map(({ run, what, id, from, to }) => [run, what, code(id), from, to]),
      ),
    ]),
    ...leftOutSentences(comparison).flatMap((sentence) => [plain(sentence), ""]),
    "## Requirements that differ",
    "",
    ...(different.length > 0
      ? table(
          ["requirement", "level", "rule", ...letters],
          different.map(({ id, level, summary, verdicts }) => [id, level, plain(summary), ...verdicts]),
        )
      : ["None.", ""]),
  ]
    .map(visible)
    .join("\n")
    .trimEnd()
    .concat("\n");
}
