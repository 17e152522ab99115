import type { VNode } from "preact";
import type { Mark } from "../../harness/eas/index.js";
import { counterexampleOf } from "../../harness/judging/counterexample.js";
import type { Finding } from "../../harness/judging/results.js";
import { type FindingGroup, type JudgedFinding, timesMissed, timesWords } from "../findings.js";
import { headingOf } from "../sections.js";
import { whatWasWrong } from "../wrong.js";
import { Command } from "./command.js";
import type { CardEvidence, ShownExchange } from "./evidence.js";
import { EarlierExchange, JudgedExchange } from "./exchange.js";
import { CounterexampleView } from "./exploration.js";
import { count, fragment, plural, rulingAnchor } from "./format.js";
import { Ladder } from "./ladder.js";
import { CaseLink, RequirementLink } from "./links.js";
import { Meaning, type PageWords } from "./meaning.js";
import { statusesOf } from "./statuses.js";
import { Text } from "./text.js";
import { whyUnmarked } from "./unmarked.js";
import { VerdictMark } from "./verdict.js";

interface CardProps {
  readonly group: FindingGroup;
  readonly evidence: CardEvidence | undefined;
  readonly words: PageWords;
}

/** One failed or warned check: what the rule is, what was expected, what came, and the bytes that show it. */
export function Card({ group, evidence, words }: CardProps): VNode {
  const { requirement, requirementId, first } = group;
  const { finding } = first;
  return (
    <article class="card" id={group.anchor} aria-labelledby={`${group.anchor}-title`}>
      <h3 id={`${group.anchor}-title`}>
        <VerdictMark mark={finding.outcome} />{" "}
        <span class="card-title">
          <Text value={whatWasWrong(finding)} most={200} />
        </span>
      </h3>
      <p class="rule">
        <span class="quiet">The rule:</span> <Text value={requirement?.summary ?? requirementId} />
      </p>
      <p class="quiet">
        <RequirementLink id={requirementId} />
        {requirement !== undefined && (
          <>
            {" "}
            · {requirement.level} · [MS-ASMS] § {requirement.section} {headingOf(requirement.section)}
          </>
        )}
      </p>
      <Judgement finding={finding} times={timesWords(group)} judged={evidence?.judged ?? []} status={words.status} />
      <Meaning consequence={words.breach(finding)} />
      <Origin group={group} />
      <OwnCounterexample of={first} />
      {evidence !== undefined && <CardExchanges evidence={evidence} anchor={group.anchor} />}
    </article>
  );
}

/** "bytes 42 to 46", both included, from 0. */
function bytesOf({ start, end }: Pick<Mark, "start" | "end">): string {
  return end - start > 1 ? `bytes ${count(start)} to ${count(end - 1)}` : `byte ${count(start)}`;
}

interface JudgementProps {
  readonly finding: Finding;
  readonly times: string;
  readonly judged: readonly ShownExchange[];
  readonly status: PageWords["status"];
}

function Judgement({ finding, times, judged, status }: JudgementProps): VNode {
  const statuses = statusesOf(finding, judged.at(-1)?.exchange.command, status);
  return (
    <dl class="judgement">
      <div class="expected">
        <dt>Should be</dt>
        <dd>
          <Text value={finding.expected} />
        </dd>
      </div>
      <div class="seen">
        <dt>Was</dt>
        <dd>
          <Text value={finding.seen} />
          {times !== "" && <span class="quiet">{times}</span>}
        </dd>
      </div>
      {statuses.length > 0 && (
        <div>
          <dt>In words</dt>
          <dd>
            {statuses.map(({ name, meaning }) => (
              <p class="status-words">
                {name}: {meaning}
              </p>
            ))}
          </dd>
        </div>
      )}
      {finding.mark !== undefined && (
        <div>
          <dt>Element</dt>
          <dd>
            <code>
              <Text value={finding.mark.path} />
            </code>{" "}
            in the {finding.mark.side}, {bytesOf(finding.mark)}
            {finding.mark.of !== undefined &&
              `; it is one of ${count(finding.mark.of)} that are wrong alike, and it alone is marked`}
          </dd>
        </div>
      )}
      {finding.mark === undefined && judged.length > 0 && (
        <div>
          <dt>Element</dt>
          <dd class="quiet">{whyUnmarked(finding, judged)}</dd>
        </div>
      )}
      {finding.remark !== undefined && (
        <div>
          <dt>Remark</dt>
          <dd>
            <Text value={finding.remark} />
          </dd>
        </div>
      )}
      {finding.ruling !== undefined && (
        <div>
          <dt>Ruling</dt>
          <dd>
            <a href={fragment(rulingAnchor(finding.ruling))}>{finding.ruling}</a>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What the search found of this very failure; another failure's input would prove nothing of it. */
function OwnCounterexample({ of: { case: judge, finding } }: { readonly of: JudgedFinding }): VNode | null {
  if (judge.exploration === undefined) return null;
  const found = counterexampleOf(judge, finding);
  if (found !== undefined) return <CounterexampleView found={found} of={judge.id} />;
  return (
    <p class="quiet no-counterexample">
      It has no counterexample of its own: it was seen by the way, in an input that was not made smaller for its sake.
    </p>
  );
}

function Origin({ group }: { readonly group: FindingGroup }): VNode {
  const { case: judge } = group.first;
  return (
    <div class="origin">
      <p>
        {judge.kind === "monitor" ? "Monitor " : "Case "}
        <CaseLink id={judge.id} />: <Text value={judge.purpose} />. Repeat{" "}
        {judge.exploration === undefined ? "it" : "the whole search"} with
      </p>
      <Command text={judge.replay} />
      {group.others.length > 0 && <Others group={group} />}
    </div>
  );
}

function Others({ group }: { readonly group: FindingGroup }): VNode {
  const { others, first } = group;
  return (
    <details class="names">
      <summary>The same check was missed {plural(timesMissed(group) - first.finding.count, "more time")}</summary>
      <ul>
        {others.map((other) => (
          <OtherCase other={other} first={first} />
        ))}
      </ul>
    </details>
  );
}

function OtherCase({ other, first }: { readonly other: JudgedFinding; readonly first: JudgedFinding }): VNode {
  return (
    <li>
      <CaseLink id={other.case.id} />, <Text value={other.finding.exchanges.at(-1) ?? ""} />
      {other.finding.count > 1 && ` (${count(other.finding.count)} times)`}
      {other.finding.seen !== first.finding.seen && (
        <>
          : <Text value={whatWasWrong(other.finding)} most={300} />
        </>
      )}
    </li>
  );
}

function Earlier({ evidence, anchor }: { readonly evidence: CardEvidence; readonly anchor: string }): VNode | null {
  const { earlier, earlierLeftOut } = evidence;
  if (earlier.length === 0) return null;
  return (
    <details class="before">
      <summary>
        What came before: {plural(earlier.length, "exchange")}
        <span class="unseen"> of {anchor}</span>
      </summary>
      {earlierLeftOut > 0 && (
        <p class="left-out">{plural(earlierLeftOut, "exchange")} before these: see exchanges.ndjson.</p>
      )}
      {earlier.map((exchange) => (
        <EarlierExchange exchange={exchange} isFirst={evidence.firstHere.has(exchange.id)} />
      ))}
    </details>
  );
}

function CardExchanges({ evidence, anchor }: { readonly evidence: CardEvidence; readonly anchor: string }): VNode {
  const { judged, judgedElsewhere, earlier } = evidence;
  return (
    <>
      {judged.map((shown) => (
        <JudgedExchange shown={shown} isFirst={evidence.firstHere.has(shown.exchange.id)} />
      ))}
      {judgedElsewhere.length > 0 && (
        <p class="left-out">
          Also seen in {plural(judgedElsewhere.length, "exchange")} of exchanges.ndjson:{" "}
          <Text value={judgedElsewhere.slice(0, 5).join(", ")} most={400} />
          {judgedElsewhere.length > 5 && " …"}
        </p>
      )}
      {judged.length > 0 && (
        <section class="course-drawn">
          <h4>How it came to this</h4>
          <Ladder
            exchanges={[...earlier, ...judged.map(({ exchange }) => exchange)]}
            judged={new Set(judged.map(({ exchange }) => exchange.id))}
          />
        </section>
      )}
      <Earlier evidence={evidence} anchor={anchor} />
    </>
  );
}
