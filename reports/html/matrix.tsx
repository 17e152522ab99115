import type { VNode } from "preact";
import type { RequirementResult, RunResults } from "../../harness/judging/results.js";
import { chaptersOf, groupBy } from "../grouping.js";
import { headingOf } from "../sections.js";
import { Filter, kindOf, Search } from "./filter.js";
import { fragment, plural, rulingAnchor } from "./format.js";
import { CaseLink } from "./links.js";
import { Explained, type NamedText, type PageWords } from "./meaning.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { VerdictMark } from "./verdict.js";

/** Anchors of the cards that show a requirement's findings. */
export type CardAnchors = ReadonlyMap<string, string>;

/** Clauses of rulings that findings about a requirement rest on. */
function rulingsByRequirement(results: RunResults): ReadonlyMap<string, readonly string[]> {
  const rulings = new Map<string, string[]>();
  for (const { requirement, ruling } of results.cases.flatMap(({ findings }) => findings)) {
    if (ruling === undefined) continue;
    const known = rulings.get(requirement);
    if (known === undefined) rulings.set(requirement, [ruling]);
    else if (!known.includes(ruling)) known.push(ruling);
  }
  return rulings;
}

function withoutAxes(id: string): string {
  const bracket = id.indexOf("[");
  return bracket < 0 ? id : id.slice(0, bracket);
}

/**
 * The roles that the elements of a table have anyway. Browsers forget them where style makes blocks of rows, unless they are
 * said.
 */
const as = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** Names of the columns. In a narrow window a row is a block, and each cell carries the name of its column. */
const columns = {
  id: "Id",
  level: "Level, binds",
  says: "Requirement",
  verdict: "Verdict",
  judges: "Judged by",
  ruling: "Ruling",
};

/** A case that ran with several axis values is named once, with the number of times. */
function Judges({ ids }: { readonly ids: readonly string[] }): VNode | null {
  if (ids.length === 0) return null;
  const cases = groupBy(ids, withoutAxes);
  const links = [...cases].map(([name, [first = name, ...others]], index) => (
    <>
      {index > 0 && ", "}
      <CaseLink id={first}>
        <Text value={name} most={160} />
      </CaseLink>
      {others.length > 0 && ` ×${others.length + 1}`}
    </>
  ));
  if (links.length <= 4) return <span>{links}</span>;
  return (
    <details class="names">
      <summary>{plural(links.length, "case")}</summary>
      {links}
    </details>
  );
}

interface RowProps {
  readonly row: RequirementResult;
  readonly card: string | undefined;
  readonly rulings: readonly string[];
  readonly texts: readonly NamedText[];
}

function Row({ row, card, rulings, texts }: RowProps): VNode {
  return (
    <tr {...as.row} id={row.id} data-kind={kindOf(row.verdict)} data-level={row.level}>
      <th {...as.rowheader} scope="row" class="id">
        <a href={fragment(row.id)}>{row.id}</a>
      </th>
      <td {...as.cell} class="level" data-column={columns.level}>
        {row.level}
        <span class="quiet"> {row.actor}</span>
      </td>
      <td {...as.cell} class="says">
        <Text value={row.summary} />
        {row.reason !== undefined && (
          <p class="quiet">
            <Text value={row.reason} most={400} />
          </p>
        )}
        <Explained id={row.id} texts={texts} />
      </td>
      <td {...as.cell} data-column={columns.verdict}>
        <VerdictMark mark={row.verdict} />
        {card !== undefined && (
          <p>
            <a href={fragment(card)}>
              evidence<span class="unseen"> for {row.id}</span>
            </a>
          </p>
        )}
      </td>
      <td {...as.cell} class="judges" data-column={columns.judges}>
        <Judges ids={row.cases} />
      </td>
      <td {...as.cell} class="ruling" data-column={columns.ruling}>
        {rulings.map((ruling) => (
          <p>
            <a href={fragment(rulingAnchor(ruling))}>{ruling}</a>
          </p>
        ))}
      </td>
    </tr>
  );
}

interface MatrixProps {
  readonly results: RunResults;
  readonly cards: CardAnchors;
  readonly explain: PageWords["row"];
}

/** Every requirement of the catalogue in the order of the document, each with an anchor of its own. */
export function Matrix({ results, cards, explain }: MatrixProps): VNode {
  const rulings = rulingsByRequirement(results);
  return (
    <section id="requirements" aria-labelledby="requirements-title" class="filtered">
      <h2 id="requirements-title">Requirements, in the order of the document</h2>
      <Filter table="requirements" rows={results.requirements.map(({ verdict }) => kindOf(verdict))} />
      <Search
        name="requirements"
        row="requirement"
        levels={[...new Set(results.requirements.map(({ level }) => level))]}
      />
      <section class="wide" {...scrolls("Requirements")}>
        <table {...as.table} class="matrix">
          <thead {...as.rowgroup}>
            <tr {...as.row}>
              {Object.values(columns).map((name) => (
                <th {...as.columnheader} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {chaptersOf(results.requirements).map(({ section, rows }) => (
            <tbody {...as.rowgroup}>
              <tr {...as.row} class="chapter">
                <th {...as.rowheader} scope="rowgroup" colSpan={6}>
                  § {section} {headingOf(section)}
                </th>
              </tr>
              {rows.map((row) => (
                <Row row={row} card={cards.get(row.id)} rulings={rulings.get(row.id) ?? []} texts={explain(row.id)} />
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  );
}
