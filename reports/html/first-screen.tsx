import type { VNode } from "preact";
import { judgedInPart, withoutBaseline } from "../../harness/judging/headline.js";
import type { RunResults, SupportClass } from "../../harness/judging/results.js";
import { type FindingGroup, timesMissed } from "../findings.js";
import { groupBy } from "../grouping.js";
import { whatShouldBe, whatWasWrong } from "../wrong.js";
import { count, fragment, plural } from "./format.js";
import { RequirementLink } from "./links.js";
import { Text } from "./text.js";
import { markOfRun, Shape } from "./verdict.js";

/** What the target makes of SMS, in words that need no document. */
const supportWords: Readonly<Record<SupportClass, string>> = {
  conformant: "works as the document says",
  "declined cleanly": "refused, honestly and without harm",
  "declined harmfully": "does not work, and harms users",
  "offered and wrong": "offered, but wrong",
  "not judged": "could not be judged",
};

/** A run may be stopped by its target as well; who did it, and how, stands in the verdict above. */
function stoppedWords({ cases }: RunResults): string {
  return cases.length === 0
    ? "Nothing was judged: the run ended before its first case, for the reason above."
    : "The run did not come to its end: what follows is what had been judged until then.";
}

/** The verdict in one sentence, and what keeps it from being the whole truth. */
export function VerdictSection({ results }: { readonly results: RunResults }): VNode {
  const { summary, shard, support } = results;
  const mark = markOfRun(summary);
  const alone = withoutBaseline(results);
  const inPart = judgedInPart(results);
  const findings = Object.values(summary.findings).reduce((sum, value) => sum + value, 0);
  return (
    <section class={`verdict v-${mark}`} id="verdict" aria-labelledby="verdict-title">
      <h2 id="verdict-title">
        <Shape mark={mark} />
        <span>
          <Text value={summary.sentence} most={600} />
        </span>
      </h2>
      {alone !== undefined && (
        <p>
          <Text value={alone} most={600} />
        </p>
      )}
      {shard !== undefined && (
        <p>
          This is part {shard.index} of {shard.total} of a run that was divided: it says nothing about the cases of the
          other parts. <code>asms merge</code> joins them.
        </p>
      )}
      {summary.interrupted && <p>{stoppedWords(results)}</p>}
      {inPart !== undefined && <p>{inPart}</p>}
      <p class="quiet">
        {support !== undefined && (
          <>
            SMS support: <strong>{supportWords[support.class]}</strong> ·{" "}
          </>
        )}
        {plural(results.cases.length, "case and monitor", "cases and monitors")} · {plural(findings, "finding")} · exit
        code {summary.exitCode}
      </p>
    </section>
  );
}

function FailedCheck({ group }: { readonly group: FindingGroup }): VNode {
  const { anchor, first, others } = group;
  const times = timesMissed(group);
  const wanted = whatShouldBe(first.finding);
  return (
    <p class="quiet">
      <a href={fragment(anchor)}>
        <Text value={others.length === 0 ? first.case.id : first.case.caseId} most={160} />
      </a>
      : <Text value={whatWasWrong(first.finding)} most={200} />
      {times > 1 && ` (missed ${count(times)} times)`}
      {wanted !== undefined && (
        <>
          . Should be: <Text value={wanted} most={200} />
        </>
      )}
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
