import type { VNode } from "preact";
import { counterexamplesOf } from "../../harness/judging/counterexample.js";
import type { CaseResult, Counterexample, Exploration, RunResults } from "../../harness/judging/results.js";
import { Command } from "./command.js";
import { LadderDiagram } from "./diagram.js";
import { drawnWords } from "./drawn-words.js";
import { count, plural } from "./format.js";
import { CaseLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { VerdictMark } from "./verdict.js";

const endings: Readonly<Record<Exploration["endedBy"], string>> = {
  runs: "all runs were made",
  budget: "its time or its requests were used up",
  counterexample: "a counterexample was found",
  outage: "the target answered or served no more",
  obstacle: "it could not go on",
  interrupted: "the run was interrupted",
};

const barWidth = 240;

function Distribution({ of, counts }: Exploration["distribution"][number]): VNode {
  const rows = Object.entries(counts);
  const most = Math.max(1, ...rows.map(([, value]) => value));
  const total = rows.reduce((sum, [, value]) => sum + value, 0);
  return (
    <section class="wide" {...scrolls(`How often each of the ${of} occurred`)}>
      <table class="distribution">
        <caption>
          How often each of the <Text value={of} most={80} /> occurred
        </caption>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" class="number">
              Count
            </th>
            <th scope="col" class="number">
              Share
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(([kind, value]) => (
            <tr>
              <th scope="row">
                <Text value={kind} most={120} />
                <Words of={kind} />
              </th>
              <td class="number">{count(value)}</td>
              <td class="number">{((100 * value) / Math.max(1, total)).toFixed(1)} %</td>
              <td class="bar-cell">
                <svg class="bar chart" viewBox={`0 0 ${barWidth} 10`} preserveAspectRatio="none" aria-hidden="true">
                  <rect class="v-inform" x={0} y={0} width={((value / most) * barWidth).toFixed(2)} height={10} />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a name of a step, or of what went wrong, means. */
function Words({ of }: { readonly of: string }): VNode | null {
  const words = drawnWords(of);
  return words === undefined ? null : <span class="quiet drawn-words"> ({words})</span>;
}

/** The smallest history that failed, drawn and told. */
export function CounterexampleView({ found, of }: { readonly found: Counterexample; readonly of: string }): VNode {
  const { steps, seed, path, replayPath, kind, repeat, replay, unfinished } = found;
  const ladder = steps.map(({ actor, words, outcome, failed }) => ({
    actor,
    asked: words,
    answered: outcome,
    lost: false,
    judged: failed === true,
  }));
  return (
    <div class="counterexample">
      <p>
        {kind !== undefined && (
          <>
            <strong>
              <Text value={kind} most={120} />
            </strong>
            <Words of={kind} />
            {". "}
          </>
        )}
        {unfinished === undefined ? "The smallest input that fails" : "An input that fails"} has{" "}
        {plural(steps.length, "step")} (seed {seed}, path{" "}
        <code>
          <Text value={path} most={200} />
        </code>
        {replayPath !== undefined && (
          <>
            , replay path{" "}
            <code>
              <Text value={replayPath} most={200} />
            </code>
          </>
        )}
        ).
        {unfinished !== undefined && (
          <>
            {" "}
            A smaller one may fail as well: <Text value={unfinished} most={200} />.
          </>
        )}
        {repeat !== undefined && (
          <>
            {" "}
            <Text value={repeat} most={400} />
          </>
        )}
      </p>
      {replay !== undefined && (
        <>
          <p>Repeat this input alone with</p>
          <Command text={replay} />
        </>
      )}
      <LadderDiagram steps={ladder} label={`Counterexample of ${of}: ${plural(steps.length, "step")}`} />
      <details>
        <summary>
          The {plural(steps.length, "step")} in words<span class="unseen">, counterexample of {of}</span>
        </summary>
        <ol class="steps">
          {steps.map((step) => (
            <li>
              {step.failed && <VerdictMark mark="fail" />} <strong>{step.actor}</strong>:{" "}
              <Text value={step.words} most={400} />
              <span class="quiet">
                {" → "}
                <Text value={step.outcome} most={400} />
              </span>{" "}
              {step.exchanges.length > 0 && (
                <span class="quiet">
                  (<Text value={step.exchanges.join(", ")} most={200} />)
                </span>
              )}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function Explored({ judged, exploration }: { readonly judged: CaseResult; readonly exploration: Exploration }): VNode {
  const { runs, requests, shrinks, seed, endedBy, distribution } = exploration;
  const { notes = [], examples = [] } = exploration;
  return (
    <article class="explored">
      <h3>
        <VerdictMark mark={judged.verdict} /> <CaseLink id={judged.id} />
      </h3>
      <p>
        <Text value={judged.purpose} most={400} />
      </p>
      <p class="quiet">
        {plural(runs, "run")}, {plural(requests, "request")}, {plural(shrinks, "shrinking step")}; seed {seed}; ended
        because {endings[endedBy]}.
      </p>
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li>
              <Text value={note} most={400} />
            </li>
          ))}
        </ul>
      )}
      {examples.length > 0 && (
        <ul>
          {examples.map(({ file, outcome, reason }) => (
            <li>
              The kept example <Text value={file} most={200} /> {outcome}: <Text value={reason} most={400} />
            </li>
          ))}
        </ul>
      )}
      {counterexamplesOf(exploration).map((one) => (
        <CounterexampleView found={one} of={judged.id} />
      ))}
      <div class="distributions">
        {distribution.map((entry) => (
          <Distribution {...entry} />
        ))}
      </div>
    </article>
  );
}

/** Cases that draw their inputs: what they tried, how often, and the smallest input that failed. */
export function Explorations({ cases }: RunResults): VNode | null {
  const explored = cases.flatMap((judged) =>
    judged.exploration === undefined ? [] : [{ judged, exploration: judged.exploration }],
  );
  if (explored.length === 0) return null;
  return (
    <section id="explorations" aria-labelledby="explorations-title">
      <h2 id="explorations-title">What was drawn and tried</h2>
      <p>Cases that draw their inputs. That nothing failed says no more than what was reached.</p>
      {explored.map((entry) => (
        <Explored {...entry} />
      ))}
    </section>
  );
}
