import type { VNode } from "preact";
import type { Finding, RequirementResult, Verdict } from "../../harness/judging/results.js";
import { count } from "./format.js";

/** What a row is about, for the filters above a table: they work by style alone, without script. */
export type RowKind =
  | "failed"
  | "warned"
  | "passed"
  | "inconclusive"
  | "not-applicable"
  | "error"
  | "untested"
  | "untestable"
  | "client";

const kinds: Readonly<Record<Verdict | RequirementResult["verdict"] | Finding["outcome"], RowKind>> = {
  fail: "failed",
  warn: "warned",
  inform: "warned",
  pass: "passed",
  inconclusive: "inconclusive",
  "not applicable": "not-applicable",
  error: "error",
  untested: "untested",
  untestable: "untestable",
  client: "client",
};

export function kindOf(verdict: Verdict | RequirementResult["verdict"]): RowKind {
  return kinds[verdict];
}

const words: Readonly<Record<RowKind, string>> = {
  failed: "failed",
  warned: "warned or remarked",
  passed: "passed",
  inconclusive: "inconclusive",
  "not-applicable": "not applicable",
  error: "error",
  untested: "not tested",
  untestable: "untestable",
  client: "a client’s business",
};

/** Where a link leads that wants to see rows of one kind only: to the choice itself, which a browser with script then makes. */
export function filterAnchor(table: string, kind: RowKind): string {
  return `${filterName(table)}-${kind}`;
}

function filterName(table: string): string {
  return `show-${table}`;
}

/** What a kind of row is called. */
export function wordsOf(kind: RowKind): string {
  return words[kind];
}

interface SearchProps {
  readonly name: string;
  /** What a row is, in lower case: "requirement". */
  readonly row: string;
  readonly levels?: readonly string[];
}

/**
 * Search among the rows of a table, for browsers with script: they take the `hidden` away. The radio buttons go on
 * working beside it; what is counted is what they let through.
 */
export function Search({ name, row, levels = [] }: SearchProps): VNode {
  return (
    <div class="tools" hidden>
      <label>
        Find <input type="search" name={`find-${name}`} autocomplete="off" spellcheck={false} />
      </label>
      {levels.length > 0 && (
        <label>
          Level{" "}
          <select name={`level-${name}`}>
            <option value="">any</option>
            {levels.map((level) => (
              <option value={level}>{level}</option>
            ))}
          </select>
        </label>
      )}
      <span role="status" aria-live="polite" class="quiet" data-row={row} />
    </div>
  );
}

/** Choice of the rows that a table shows. Rows carry their kind in `data-kind`; on paper all of them stand. */
export function Filter({ table, rows }: { readonly table: string; readonly rows: readonly RowKind[] }): VNode {
  const name = filterName(table);
  const present = (Object.keys(words) as RowKind[]).filter((kind) => rows.includes(kind));
  return (
    <fieldset class="filter">
      <legend>Show</legend>
      <label>
        <input type="radio" name={name} value="all" checked /> all <span class="quiet">{count(rows.length)}</span>
      </label>
      {present.map((kind) => (
        <label>
          <input type="radio" name={name} value={kind} id={filterAnchor(table, kind)} /> {words[kind]}{" "}
          <span class="quiet">{count(rows.filter((row) => row === kind).length)}</span>
        </label>
      ))}
    </fieldset>
  );
}
