import { readFileSync } from "node:fs";
import type { RulingTexts } from "./html/index.js";

interface RulingRow {
  readonly question: string;
  readonly ruling: string;
  readonly clauses: readonly { readonly id: string; readonly text: string }[];
}

const source = new URL("../vectors/rulings.json", import.meta.url);

/** Wording of every clause in vectors/rulings.json. */
export function rulingTexts(): RulingTexts {
  const rows: readonly RulingRow[] = JSON.parse(readFileSync(source, "utf8"));
  return new Map(
    rows.flatMap(({ question, ruling, clauses }) =>
      clauses.map(({ id, text }) => [id, { question, ruling, clause: text }] as const),
    ),
  );
}
