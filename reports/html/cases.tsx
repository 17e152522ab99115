import type { VNode } from "preact";
import type { CaseResult, Finding } from "../../harness/judging/results.js";
import { headingOf } from "../sections.js";
import { Command } from "./command.js";
import { Filter, kindOf, Search } from "./filter.js";
import { caseAnchor, count, duration, plural } from "./format.js";
import { BlockedBy, RequirementLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text, visible } from "./text.js";
import type { Transcripts } from "./transcripts.js";
import { markClass, VerdictMark } from "./verdict.js";

/** What the page knows of the exchanges of its cases. */
export interface CaseEvidence {
  /** An exchange in a line, by its id. */
  readonly lines: ReadonlyMap<string, string>;
  readonly transcripts: Transcripts;
}

/** A run has thousands that pass, each drawing of which costs a browser as much as the rest of its line. */
function Outcome({ of: { outcome } }: { readonly of: Finding }): VNode {
  return outcome === "pass" ? (
    <span class={`mark ${markClass(outcome)}`}>{outcome}</span>
  ) : (
    <VerdictMark mark={outcome} />
  );
}

function FindingItem({ finding }: { readonly finding: Finding }): VNode {
  return (
    <li>
      <Outcome of={finding} /> <RequirementLink id={finding.requirement} />
      {finding.count > 1 && ` ×${count(finding.count)}`}: <span class="quiet">should be:</span>{" "}
      <Text value={finding.expected} most={400} />
      {finding.seen !== finding.expected && (
        <>
          ; <span class="quiet">was:</span> <Text value={finding.seen} most={400} />
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

/** A monitor sees thousands of exchanges: the page lists the beginning of such a list. */
const mostListed = 60;

/** The course of a case, a line for each exchange: evidence of a pass as much as of a failure. */
function Course({ judged, evidence }: { readonly judged: CaseResult; readonly evidence: CaseEvidence }): VNode {
  const { exchanges } = judged;
  if (exchanges.length === 0) return <p class="quiet">No exchange.</p>;
  const lines = exchanges.slice(0, mostListed).map((id) => evidence.lines.get(id) ?? id);
  const rest = exchanges.length - lines.length;
  return (
    <>
      <p class="quiet">{plural(exchanges.length, "exchange")}, in order:</p>
      <pre class="course" {...scrolls(`Exchanges of ${judged.id}`)}>
        {visible(lines.join("\n"))}
        {rest > 0 && <span class="left-out">{`\n… ${count(rest)} more, see exchanges.ndjson`}</span>}
      </pre>
      <Transcript judged={judged} block={evidence.transcripts.get(judged.id)} />
    </>
  );
}

function Transcript({ judged, block }: { readonly judged: CaseResult; readonly block: string | undefined }): VNode {
  if (block === undefined) return <p class="quiet">Requests and answers in full: exchanges.ndjson.</p>;
  return (
    <div>
      <button type="button" class="transcript" hidden data-label={`Transcript of ${judged.id}`}>
        Show requests and answers as XML
      </button>
      {/* Data, not code: the browser runs nothing of this type. Base64 holds nothing that would have to be escaped. */}
      <script type="application/x-deflate-base64">{block}</script>
    </div>
  );
}

function Details({ judged, evidence }: { readonly judged: CaseResult; readonly evidence: CaseEvidence }): VNode {
  return (
    <details class="of-case">
      <summary>
        {judged.findings.length === 0
          ? "how to repeat it"
          : `${plural(judged.findings.length, "finding")} and evidence`}
        <span class="unseen"> of {judged.id}</span>
      </summary>
      {judged.findings.length > 0 && (
        <ul class="findings">
          {judged.findings.map((finding) => (
            <FindingItem finding={finding} />
          ))}
        </ul>
      )}
      <Course judged={judged} evidence={evidence} />
      <p class="quiet">Repeat with</p>
      <Command text={judged.replay} />
    </details>
  );
}

function CaseRow({ judged, evidence }: { readonly judged: CaseResult; readonly evidence: CaseEvidence }): VNode {
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
        <Details judged={judged} evidence={evidence} />
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
  /** What one of them is: "case". */
  readonly row: string;
  readonly cases: readonly CaseResult[];
  readonly evidence: CaseEvidence;
}

/** Cases, or monitors, with what each of them found. */
export function CaseTable({ id, title, intro, none, row, cases, evidence }: CaseTableProps): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`} class="filtered">
      <h2 id={`${id}-title`}>{title}</h2>
      {cases.length === 0 ? (
        <p>{none}</p>
      ) : (
        <>
          <p>{intro}</p>
          <Filter table={id} rows={cases.map(({ verdict }) => kindOf(verdict))} />
          <Search name={id} row={row} />
          <section class="wide" {...scrolls(title)}>
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
                  <CaseRow judged={judged} evidence={evidence} />
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}
