/** Text that Markdown or HTML in it would take for markup; on one line, so that it can stand in a table. */
export function plainMarkdown(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|#~!@$&]/g, (character) => `\\${character}`)
    .replace(/\p{Cc}/gu, "\ufffd");
}

/** Text as code, whatever backticks it holds. */
export function codeMarkdown(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const body = text
    .replace(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .replace(/\p{Cc}/gu, "\ufffd");
  return runs.length === 0 ? `${fence}${body}${fence}` : `${fence} ${body} ${fence}`;
}

/** A table; its cells are Markdown already. */
export function tableMarkdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}
