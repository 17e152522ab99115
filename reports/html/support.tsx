import type { VNode } from "preact";
import type { BaselineResult, Harm, RunResults } from "../../harness/judging/results.js";
import { plural, sentenceCase } from "./format.js";
import { CaseLink, RequirementLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { Shape, VerdictMark } from "./verdict.js";

function HarmItem({ harm }: { readonly harm: Harm }): VNode {
  const shown = harm.cases.slice(0, 4);
  return (
    <li>
      <Shape mark="warn" />
      <div>
        <p>
          <strong>{sentenceCase(harm.kind)}.</strong> <Text value={harm.sentence} most={400} />
        </p>
        <p class="quiet">
          {shown.length === 0 ? "Seen before the first case, while the target was probed" : "Seen in "}
          {shown.map((id, index) => (
            <>
              {index > 0 && ", "}
              <CaseLink id={id} />
            </>
          ))}
          {harm.cases.length > shown.length && ` and ${plural(harm.cases.length - shown.length, "more case")}`}
        </p>
      </div>
    </li>
  );
}

/** What hurts the user of a phone, whichever rule it breaks. */
export function Harms({ support }: RunResults): VNode | null {
  if (support === undefined || support.harms.length === 0) return null;
  return (
    <section id="harms" aria-labelledby="harms-title">
      <h2 id="harms-title">What hurts the user of a phone</h2>
      <ul class="failed">
        {support.harms.map((harm) => (
          <HarmItem harm={harm} />
        ))}
      </ul>
    </section>
  );
}

type Unexpected = BaselineResult["unexpected"][number];

function Deviation({ entry, now }: { readonly entry: Unexpected & { reason?: string }; readonly now: string }): VNode {
  return (
    <tr>
      <td>
        <CaseLink id={entry.case} />
      </td>
      <td>{entry.requirement === undefined ? "" : <RequirementLink id={entry.requirement} />}</td>
      <td>
        <VerdictMark mark={entry.verdict} />
      </td>
      <td>
        <Text value={now} most={300} />
        {entry.reason !== undefined && (
          <p class="quiet">
            put up with because: <Text value={entry.reason} most={300} />
          </p>
        )}
      </td>
    </tr>
  );
}

/** How the run stands to what was known of the target. */
export function Baseline({ baseline }: RunResults): VNode | null {
  if (baseline === undefined) return null;
  const { file, known, unexpected, stale } = baseline;
  const differs = unexpected.length + stale.length > 0;
  return (
    <section id="baseline" aria-labelledby="baseline-title">
      <h2 id="baseline-title">Against the baseline</h2>
      <p>
        <code>
          <Text value={file} most={200} />
        </code>
        : {plural(known, "known deviation")}, {unexpected.length} unexpected, {stale.length} stale.
        {!differs && " Nothing differs from it."}
      </p>
      {differs && (
        <section class="wide" {...scrolls("Differences from the baseline")}>
          <table class="reasons">
            <thead>
              <tr>
                <th scope="col">Case</th>
                <th scope="col">Requirement</th>
                <th scope="col">Verdict</th>
                <th scope="col">How it differs</th>
              </tr>
            </thead>
            <tbody>
              {unexpected.map((entry) => (
                <Deviation entry={entry} now="unexpected: the baseline does not list it" />
              ))}
              {stale.map((entry) => (
                <Deviation entry={entry} now={`stale: listed, but now ${entry.now}`} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
