import type { VNode } from "preact";
import type { CaseResult, Finding } from "../../harness/judging/results.js";
import { headingOf } from "../sections.js";
import { Filter, kindOf } from "./filter.js";
import { caseAnchor, count, duration, plural } from "./format.js";
import { BlockedBy, RequirementLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { VerdictMark } from "./verdict.js";

function FindingItem({ finding }: { readonly finding: Finding }): VNode {
  return (
    <li>
      <VerdictMark mark={finding.outcome} /> <RequirementLink id={finding.requirement} />
      {finding.count > 1 && ` ×${count(finding.count)}`}: <Text value={finding.expected} most={400} />
      {finding.seen !== finding.expected && (
        <>
          ; <span class="quiet">seen</span> <Text value={finding.seen} most={400} />
        </>
      )}
      {finding.remark !== undefined && (
        <span class="quiet">
          {" "}
          (<Text value={finding.remark} most={400} />)
        </span>
      )}
    </li>
  );
}

function evidenceOf({ exchanges }: CaseResult): string {
  const [first] = exchanges;
  const last = exchanges.at(-1);
  if (first === undefined || last === undefined) return "no exchange";
  return exchanges.length === 1 ? first : `${plural(exchanges.length, "exchange")}, ${first} to ${last}`;
}

function Details({ judged }: { readonly judged: CaseResult }): VNode {
  return (
    <details>
      <summary>
        {judged.findings.length === 0 ? "how to repeat it" : plural(judged.findings.length, "finding")}
        <span class="unseen"> of {judged.id}</span>
      </summary>
      {judged.findings.length > 0 && (
        <ul class="findings">
          {judged.findings.map((finding) => (
            <FindingItem finding={finding} />
          ))}
        </ul>
      )}
      <p class="quiet">
        <Text value={evidenceOf(judged)} most={400} />. Repeat with
      </p>
      <code class="replay">
        <Text value={judged.replay} />
      </code>
    </details>
  );
}

function CaseRow({ judged }: { readonly judged: CaseResult }): VNode {
  return (
    <tr id={caseAnchor(judged.id)} data-kind={kindOf(judged.verdict)}>
      <td>
        <VerdictMark mark={judged.verdict} />
      </td>
      <th scope="row" class="case-name">
        <Text value={judged.id} most={200} />
      </th>
      <td>
        <Text value={judged.purpose} most={400} />
        {judged.reason !== undefined && (
          <p class="quiet">
            <Text value={judged.reason} most={400} />
            <BlockedBy id={judged.blockedBy} />
          </p>
        )}
        {judged.unjudged.map((part) => (
          <p class="quiet">
            Not judged: <Text value={part.part} />, <Text value={part.reason} most={400} />
          </p>
        ))}
        <Details judged={judged} />
      </td>
      <td class="section" title={headingOf(judged.section)}>
        {judged.section}
      </td>
      <td class="number">{duration(judged.durationMs)}</td>
    </tr>
  );
}

interface CaseTableProps {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly none: string;
  readonly cases: readonly CaseResult[];
}

/** Cases, or monitors, with what each of them found. */
export function CaseTable({ id, title, intro, none, cases }: CaseTableProps): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`} class="filtered">
      <h2 id={`${id}-title`}>{title}</h2>
      {cases.length === 0 ? (
        <p>{none}</p>
      ) : (
        <>
          <p>{intro}</p>
          <Filter name={`show-${id}`} rows={cases.map(({ verdict }) => kindOf(verdict))} />
          <div class="wide" {...scrolls(title)}>
            <table class="cases">
              <thead>
                <tr>
                  <th scope="col">Verdict</th>
                  <th scope="col">Id</th>
                  <th scope="col">Purpose and findings</th>
                  <th scope="col">Section</th>
                  <th scope="col" class="number">
                    Time
                  </th>
                </tr>
              </thead>
              <tbody>
                {cases.map((judged) => (
                  <CaseRow judged={judged} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
