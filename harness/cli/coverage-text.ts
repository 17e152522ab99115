import type { RowStatus, Traceability, TracedRow } from "../judging/traceability.js";
import type { Paint } from "./paint.js";

const statuses: readonly RowStatus[] = ["tested", "watched", "excluded", "untested", "untracked"];

/** The table by section, then what is excluded and what is missing, and the count in the last line. */
export function coverageText(traced: Traceability, about: readonly string[], paint: Paint): string {
  const { rows, partial } = traced;
  const missing = rows.filter(({ status }) => status === "untested" || status === "untracked");
  const excluded = rows.filter(({ status }) => status === "excluded");
  return [
    ...about,
    ...(partial ? ["Only a part of the suite ran: rows of the other cases show as untested."] : []),
    "",
    ...table(rows),
    ...block("Excluded", excluded),
    ...block("Missing", missing),
    "",
    coverageSummary(traced, paint),
  ].join("\n");
}

export function coverageSummary({ rows, counts, complete }: Traceability, paint: Paint): string {
  const last = `${rows.length} rows, ${counts.untracked} untracked, ${counts.untested} untested`;
  return [
    `${counts.tested} tested, ${counts.watched} watched, ${counts.excluded} excluded`,
    paint.bold((complete ? paint.green : paint.red)(last)),
    "",
  ].join("\n");
}

function table(rows: readonly TracedRow[]): string[] {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const width = Math.max(...sections.map(({ length }) => length), "section".length);
  const line = (first: string, cells: readonly (string | number)[]) =>
    [first.padEnd(width), ...cells.map((cell, index) => String(cell).padStart(headings[index]?.length ?? 0))].join(
      "  ",
    );
  return [
    line("section", headings),
    ...sections.map((section) => {
      const own = rows.filter((row) => row.section === section);
      return line(section, [
        own.length,
        ...statuses.map((status) => own.filter((row) => row.status === status).length),
      ]);
    }),
  ];
}

const headings = ["rows", ...statuses];

function block(title: string, rows: readonly TracedRow[]): string[] {
  if (rows.length === 0) return [];
  return [
    "",
    `${title}:`,
    ...rows.flatMap(({ id, status, summary, reason = "" }) => [
      `  ${id} ${status === "excluded" ? "" : `(${status}) `}${summary}`,
      `    ${reason}`,
    ]),
  ];
}
