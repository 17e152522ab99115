import type { VNode } from "preact";
import type { NormativeLevel, RequirementResult, RunResults, Verdict } from "../../harness/judging/results.js";
import type { FindingGroup } from "../findings.js";
import { groupBy } from "../grouping.js";
import { count, duration, fragment, moment, plural } from "./format.js";
import { RequirementLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { type Mark, Shape, VerdictMark } from "./verdict.js";

const profiles: Readonly<Record<RunResults["profile"], string>> = {
  seed: "[MS-ASMS] v0.1 as given",
  current: "[MS-ASMS] as published today",
};

/** Who was judged, by what, when. The profile stands in the first line. */
export function Identity({ results }: { readonly results: RunResults }): VNode {
  const { target, tool } = results;
  const offered = target.protocolVersions.join(", ");
  return (
    <header class="identity">
      <p class="kind">
        Conformance report · profile <strong>{results.profile}</strong>: {profiles[results.profile]}
      </p>
      <h1>
        <Text value={target.name} most={200} />
      </h1>
      <dl class="facts">
        <Fact name="Protocol version">
          {results.protocolVersion === "" ? "none was spoken" : results.protocolVersion}
          {offered !== "" && (
            <span class="quiet">
              {" "}
              of <Text value={offered} most={200} /> offered
            </span>
          )}
        </Fact>
        <Fact name="Server">
          <Text value={target.server ?? "did not name itself"} most={300} />
        </Fact>
        {target.url !== target.name && (
          <Fact name="URL">
            <Text value={target.url} most={300} />
          </Fact>
        )}
        {target.mutant !== undefined && (
          <Fact name="Mutant">
            <Text value={target.mutant} />
          </Fact>
        )}
        <Fact name="Date">
          <time dateTime={results.startedAt}>{moment(results.startedAt)}</time>
          <span class="quiet">, took {duration(results.durationMs)}</span>
        </Fact>
        <Fact name="Claims">
          {results.claims === "asms" ? "implements [MS-ASMS]" : "claims nothing"}
          <span class="quiet">, tolerance {results.tolerance}</span>
        </Fact>
        <Fact name="Tool">
          {tool.name} {tool.version}
        </Fact>
      </dl>
    </header>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function markOfRun({ conformant, exitCode }: RunResults["summary"]): Mark {
  if (conformant) return "pass";
  if (exitCode === 1) return "fail";
  return exitCode === 4 ? "error" : "inconclusive";
}

/** The verdict in one sentence, and what keeps it from being the whole truth. */
export function VerdictSection({ results }: { readonly results: RunResults }): VNode {
  const { summary } = results;
  const mark = markOfRun(summary);
  const findings = Object.values(summary.findings).reduce((sum, value) => sum + value, 0);
  return (
    <section class={`verdict v-${mark}`} id="verdict" aria-labelledby="verdict-title">
      <h2 id="verdict-title">
        <Shape mark={mark} />
        <span>
          <Text value={summary.sentence} most={600} />
        </span>
      </h2>
      {summary.interrupted && <p>The run was interrupted: what follows is what had been judged until then.</p>}
      {!summary.complete && !summary.interrupted && (
        <p>The run is incomplete: too little was judged to speak of the whole document.</p>
      )}
      <p class="quiet">
        {plural(results.cases.length, "case and monitor", "cases and monitors")}, {plural(findings, "finding")}; exit
        code {summary.exitCode}.
      </p>
    </section>
  );
}

const caseVerdicts: readonly Verdict[] = ["pass", "fail", "inconclusive", "not applicable", "error"];
const levels: readonly NormativeLevel[] = ["MUST", "MUST NOT", "SHOULD", "STATEMENT"];
const requirementVerdicts: readonly RequirementResult["verdict"][] = [
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

/** Cases by verdict, requirements by level and verdict. */
export function Counts({ results }: { readonly results: RunResults }): VNode {
  const { requirements, summary } = results;
  const used = requirementVerdicts.filter((verdict) => requirements.some((row) => row.verdict === verdict));
  const tally = (rows: readonly RequirementResult[]) =>
    used.map((verdict) => <Tally value={rows.filter((row) => row.verdict === verdict).length} />);
  return (
    <section id="counts" aria-labelledby="counts-title">
      <h2 id="counts-title">Counts</h2>
      <div class="wide" {...scrolls("Requirements by level and verdict")}>
        <table class="counts">
          <caption>Requirements by level and verdict</caption>
          <thead>
            <tr>
              <th scope="col">Level</th>
              {used.map((verdict) => (
                <th scope="col" class="number">
                  <VerdictMark mark={verdict} />
                </th>
              ))}
              <th scope="col" class="number">
                all
              </th>
            </tr>
          </thead>
          <tbody>
            {levels.map((level) => {
              const rows = requirements.filter((row) => row.level === level);
              return (
                <tr>
                  <th scope="row">{level}</th>
                  {tally(rows)}
                  <Tally value={rows.length} />
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">all levels</th>
              {tally(requirements)}
              <Tally value={requirements.length} />
            </tr>
          </tfoot>
        </table>
      </div>
      <div class="wide" {...scrolls("Cases and monitors by verdict")}>
        <table class="counts">
          <caption>Cases and monitors by verdict</caption>
          <thead>
            <tr>
              {caseVerdicts.map((verdict) => (
                <th scope="col" class="number">
                  <VerdictMark mark={verdict} />
                </th>
              ))}
              <th scope="col" class="number">
                all
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              {caseVerdicts.map((verdict) => (
                <Tally value={summary.counts[verdict]} />
              ))}
              <Tally value={results.cases.length} />
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FailedCheck({ group }: { readonly group: FindingGroup }): VNode {
  const { anchor, first, others } = group;
  return (
    <p class="quiet">
      <a href={fragment(anchor)}>
        <Text value={first.case.caseId} most={160} />
      </a>
      : seen <Text value={first.finding.seen} most={160} />
      {others.length > 0 && ` (${count(others.length + 1)} times)`}
    </p>
  );
}

/** The failed requirements in plain words, each with the way to its evidence. */
export function Failed({ groups }: { readonly groups: readonly FindingGroup[] }): VNode | null {
  if (groups.length === 0) return null;
  return (
    <section id="failed" aria-labelledby="failed-title">
      <h2 id="failed-title">What failed</h2>
      <ul class="failed">
        {[...groupBy(groups, ({ requirementId }) => requirementId)].map(([id, checks]) => (
          <li>
            <Shape mark="fail" />
            <div>
              <p>
                <Text value={checks[0]?.requirement?.summary ?? id} most={300} />{" "}
                <span class="quiet">
                  <RequirementLink id={id} />, {checks[0]?.requirement?.level ?? "not in the catalogue"}
                </span>
              </p>
              {checks.map((group) => (
                <FailedCheck group={group} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
