import type { VNode } from "preact";
import type { NormativeLevel, RequirementResult, RunResults, Verdict } from "../../harness/judging/results.js";
import { isOpen } from "../not-judged.js";
import { count } from "./format.js";
import { scrolls } from "./scrolls.js";
import { markClass, VerdictMark } from "./verdict.js";

/** [MS-ASMS] has few absolute sentences: those that demand and those that forbid are counted together. */
const levels: readonly (readonly [name: string, levels: readonly NormativeLevel[]])[] = [
  ["MUST (NOT)", ["MUST", "MUST NOT"]],
  ["SHOULD", ["SHOULD"]],
  ["Statement", ["STATEMENT"]],
];

type RowVerdict = RequirementResult["verdict"];

const verdicts: readonly RowVerdict[] = [
  "pass",
  "fail",
  "warn",
  "inform",
  "inconclusive",
  "not applicable",
  "untested",
  "untestable",
  "client",
];

function Tally({ value }: { readonly value: number }): VNode {
  return <td class={value === 0 ? "number none" : "number"}>{count(value)}</td>;
}

const barWidth = 120;

/** How many there are of the most frequent one; the figures beside it say the same. */
function Bar({ verdict, share }: { readonly verdict: RowVerdict; readonly share: number }): VNode {
  return (
    <svg class="bar" viewBox={`0 0 ${barWidth} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class={markClass(verdict)} x={0} y={0} width={(share * barWidth).toFixed(2)} />
    </svg>
  );
}

/** Why the verdict speaks of fewer rows than the table counts as judged. */
function Binding({ requirements }: Pick<RunResults, "requirements">): VNode | null {
  const judged = requirements.filter(({ verdict }) => !isOpen(verdict));
  const ofClients = judged.filter(({ actor }) => actor === "client").length;
  if (ofClients === 0) return null;
  return (
    <p class="quiet">
      Of the {count(judged.length)} that were judged, {count(judged.length - ofClients)} bind a server: the verdict
      counts those. {count(ofClients)} bind the client alone, and the run saw what the server makes of them.
    </p>
  );
}

/** Requirements by level and verdict. */
export function Counts({ requirements }: RunResults): VNode {
  const used = verdicts.map((verdict) => ({ verdict, rows: requirements.filter((row) => row.verdict === verdict) }));
  const most = Math.max(1, ...used.map(({ rows }) => rows.length));
  const tallies = (rows: readonly RequirementResult[]) =>
    levels.map(([, among]) => <Tally value={rows.filter(({ level }) => among.includes(level)).length} />);
  return (
    <section id="counts" aria-labelledby="counts-title">
      <h2 id="counts-title">Requirements by level and verdict</h2>
      <section class="wide" {...scrolls("Requirements by level and verdict")}>
        <table class="counts" aria-labelledby="counts-title">
          <thead>
            <tr>
              <th scope="col">Verdict</th>
              {levels.map(([name]) => (
                <th scope="col" class="number">
                  {name}
                </th>
              ))}
              <th scope="col" class="number">
                All
              </th>
              <td class="bar-cell" />
            </tr>
          </thead>
          <tbody>
            {used
              .filter(({ rows }) => rows.length > 0)
              .map(({ verdict, rows }) => (
                <tr>
                  <th scope="row">
                    <VerdictMark mark={verdict} />
                  </th>
                  {tallies(rows)}
                  <Tally value={rows.length} />
                  <td class="bar-cell">
                    <Bar verdict={verdict} share={rows.length / most} />
                  </td>
                </tr>
              ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {tallies(requirements)}
              <Tally value={requirements.length} />
              <td class="bar-cell" />
            </tr>
          </tfoot>
        </table>
      </section>
      <Binding requirements={requirements} />
    </section>
  );
}

const caseVerdicts: readonly Verdict[] = ["pass", "fail", "inconclusive", "not applicable", "error"];

/** Cases and monitors by verdict. */
export function CaseCounts({ summary }: RunResults): VNode {
  return (
    <ul class="tallies" aria-label="Cases and monitors by verdict">
      {caseVerdicts.map((verdict) => (
        <li class={summary.counts[verdict] === 0 ? "zero" : undefined}>
          <strong>{count(summary.counts[verdict])}</strong> <VerdictMark mark={verdict} />
        </li>
      ))}
    </ul>
  );
}
