import { standingOf, warnedRows } from "../harness/judging/breaking.js";
import { judgedInPart, levelWords, withoutBaseline } from "../harness/judging/headline.js";
import type { RunResults } from "../harness/judging/results.js";
import { explainBreach } from "../harness/judging/words/index.js";
import { incompleteReason } from "./incomplete.js";
import { codeMarkdown as code, plainMarkdown as plain, tableMarkdown as table } from "./markdown.js";
import { openCases, openRequirements } from "./not-judged.js";
import { shortened } from "./shortened.js";
import { visible } from "./visible.js";
import { versionWords } from "./wording.js";

/** GitHub takes a mebibyte for the summary of a step; so many rows stay far below it. */
const mostRows = 100;

/** Words of a target in a cell. */
function cell(text: string): string {
  const { text: kept, rest } = shortened(text, 300);
  return plain(rest === 0 ? kept : `${kept} …`);
}

function counts(record: Readonly<Record<string, number>>): string {
  const some = Object.entries(record).filter(([, count]) => count > 0);
  return some.length === 0 ? "none" : some.map(([name, count]) => `${count} ${name}`).join(", ");
}

function targetTable(results: RunResults): string[] {
  const { target, profile, tool, startedAt, durationMs, shard } = results;
  return table(
    ["", ""],
    [
      ["Target", `${plain(target.name)}${target.server === undefined ? "" : ` (${cell(target.server)})`}`],
      ["Profile, protocol", `${profile}, ${plain(versionWords(results))}`],
      ["Run", `${startedAt}, ${(durationMs / 1000).toFixed(1)} s, ${tool.name} ${tool.version}`],
      ...(shard === undefined ? [] : [["Part", `${shard.index} of ${shard.total}`]]),
    ],
  );
}

function broken(results: RunResults): string[] {
  const rows = results.requirements.filter(({ verdict }) => verdict === "fail");
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostRows).map((row) => {
    const { id, summary } = row;
    const standing = standingOf(row, results);
    const finding = results.cases
      .flatMap(({ findings }) => findings)
      .find(({ requirement, outcome }) => requirement === id && outcome === "fail");
    return [
      id,
      levelWords(row),
      ...(standing === undefined ? [] : [standing]),
      plain(summary),
      cell(finding?.expected ?? ""),
      cell(finding?.seen ?? ""),
      plain((finding && explainBreach(finding)?.user) ?? ""),
    ];
  });
  return [
    "## Broken requirements",
    "",
    ...table(
      [
        "requirement",
        "level",
        ...(results.baseline === undefined ? [] : ["baseline"]),
        ...["rule", "expected", "seen", "for the user"],
      ],
      shown,
    ),
    ...leftOut(rows.length, "requirements"),
  ];
}

function leftOut(total: number, what: string): string[] {
  return total > mostRows ? [`… and ${total - mostRows} more ${what}; see results.json.`, ""] : [];
}

function notPassed({ cases }: RunResults): string[] {
  const rows = cases.filter(({ verdict }) => verdict === "fail" || verdict === "error");
  if (rows.length === 0) return [];
  return [
    "## Failed cases",
    "",
    ...table(
      ["case", "verdict", "purpose", "repeat"],
      rows
        .slice(0, mostRows)
        .map(({ id, verdict, purpose, replay }) => [code(id), verdict, plain(purpose), code(replay)]),
    ),
    ...leftOut(rows.length, "cases"),
  ];
}

function warned(results: RunResults): string[] {
  const rows = warnedRows(results);
  if (rows.length === 0) return [];
  const shown = rows
    .slice(0, mostRows)
    .map(({ row, finding, cases }) => [
      row.id,
      levelWords(row),
      plain(row.summary),
      cell(finding.expected),
      cell(finding.seen),
      someOf(cases.map(code)),
    ]);
  return [
    "## Warnings",
    "",
    "Departures that the document does not clearly forbid. They change no verdict.",
    "",
    ...table(["requirement", "level", "rule", "expected", "seen", "cases"], shown),
    ...leftOut(rows.length, "requirements"),
  ];
}

function notJudged(results: RunResults): string[] {
  const lines = [...casesNotJudged(results), ...requirementsNotJudged(results)];
  return lines.length === 0 ? [] : ["## Not judged", "", ...lines];
}

function casesNotJudged(results: RunResults): string[] {
  const open = openCases(results);
  if (open.length === 0) return [];
  const shown = open.slice(0, mostRows).map(({ verdict, reason, blockedBy, caseIds, isPart }) => {
    const blocked = blockedBy === undefined ? "" : ` (blocked by ${code(blockedBy)})`;
    return [isPart ? `${verdict}, in part` : verdict, `${cell(reason)}${blocked}`, someOf(caseIds.map(code))];
  });
  return [...table(["verdict", "reason", "cases"], shown), ...leftOut(open.length, "reasons")];
}

function requirementsNotJudged(results: RunResults): string[] {
  const open = openRequirements(results);
  if (open.length === 0) return [];
  const shown = open.slice(0, mostRows).map(({ verdict, reason, ids }) => [verdict, cell(reason), someOf(ids)]);
  return [...table(["verdict", "reason", "requirements"], shown), ...leftOut(open.length, "reasons")];
}

function someOf(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return `${names.slice(0, 5).join(", ")}${more}`;
}

function incomplete({ summary, cases }: RunResults): string {
  const why = !summary.interrupted
    ? "it has no verdict"
    : cases.length === 0
      ? "the run ended before its first case"
      : "the run did not come to its end, and what follows is not the whole";
  return `Incomplete: ${why}. Nothing here says that the target conforms.`;
}

/** summary.md, and the summary of a step in GitHub Actions: verdict, counts, what broke, what was not judged. */
export function summaryMarkdown(results: RunResults): string {
  const { summary } = results;
  const alone = withoutBaseline(results);
  const inPart = judgedInPart(results);
  const lines = [
    "# [MS-ASMS] conformance",
    "",
    `**${plain(summary.sentence)}**`,
    "",
    ...(alone === undefined ? [] : [plain(alone), ""]),
    ...(inPart === undefined ? [] : [inPart, ""]),
    ...(incompleteReason(results) === undefined ? [] : [incomplete(results), ""]),
    ...targetTable(results),
    ...table(
      ["", ""],
      [
        ["Requirements", counts(summary.requirements)],
        ["Cases and monitors", counts(summary.counts)],
        ["Findings", counts(summary.findings)],
      ],
    ),
    ...broken(results),
    ...notPassed(results),
    ...warned(results),
    ...notJudged(results),
  ];
  return visible(lines.join("\n")).trimEnd().concat("\n");
}
