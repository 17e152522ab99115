import type { VNode } from "preact";
import { chaptersOf } from "../grouping.js";
import { policy, styleSheet } from "../html/assets.js";
import { htmlDocument } from "../html/document.js";
import { count, fragment, moment, plural } from "../html/format.js";
import { scrolls } from "../html/scrolls.js";
import { Text } from "../html/text.js";
import { isMark, markOfRun, Shape, Shapes, VerdictMark } from "../html/verdict.js";
import { headingOf } from "../sections.js";
import { versionWords } from "../wording.js";
import type { Change, ComparedRow, ComparedRun, Comparison } from "./compare.js";
import { changeLists, differs, leftOutSentences } from "./view.js";

function Fact({ name, children }: { readonly name: string; readonly children: VNode | string }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Run({ run }: { readonly run: ComparedRun }): VNode {
  const mark = markOfRun(run);
  return (
    <section class="run" aria-labelledby={`run-${run.letter}`}>
      <h2 id={`run-${run.letter}`}>
        <span class="letter">{run.letter}</span>
        <Text value={run.target} most={200} />
      </h2>
      <p class={`says v-${mark}`}>
        <Shape mark={mark} />
        <span>
          <Text value={run.sentence} most={600} />
        </span>
      </p>
      <dl class="facts">
        <Fact name="Run">
          <Text value={run.name} most={200} />
        </Fact>
        <Fact name="Date">{moment(run.startedAt)}</Fact>
        <Fact name="Profile, protocol">{`${run.profile}, ${versionWords(run)}`}</Fact>
        <Fact name="Server">
          <Text value={run.server ?? "did not name itself"} most={120} />
        </Fact>
        <Fact name="Tool">{run.tool}</Fact>
      </dl>
    </section>
  );
}

function Verdict({ value }: { readonly value: string }): VNode {
  return isMark(value) ? <VerdictMark mark={value} /> : <span class="quiet">{value}</span>;
}

function ChangeItem({ change, rule }: { readonly change: Change; readonly rule: string | undefined }): VNode {
  const { run, what, id, from, to } = change;
  return (
    <li>
      <span class="letter">{run}</span> {what}{" "}
      {rule === undefined ? <strong>{<Text value={id} most={160} />}</strong> : <a href={fragment(id)}>{id}</a>}:{" "}
      <Verdict value={from} /> in A, now <Verdict value={to} />
      {rule !== undefined && (
        <p class="quiet">
          <Text value={rule} />
        </p>
      )}
    </li>
  );
}

function Changes({ comparison }: { readonly comparison: Comparison }): VNode {
  const lists = changeLists(comparison);
  const rules = new Map(comparison.rows.map(({ id, summary }) => [id, summary]));
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">What changed</h2>
      {lists.length === 0 && comparison.withoutVerdict.length === 0 && <p>Nothing is better or worse than in A.</p>}
      {comparison.withoutVerdict.length > 0 && (
        <>
          <h3>
            Without a verdict <span class="quiet">{count(comparison.withoutVerdict.length)}</span>
          </h3>
          <ul class="changes">
            {comparison.withoutVerdict.map(({ run, sentence }) => (
              <li>
                <span class="letter">{run}</span> <Text value={sentence} most={600} />
              </li>
            ))}
          </ul>
        </>
      )}
      {lists.map(({ title, changes }) => (
        <>
          <h3>
            {title} <span class="quiet">{count(changes.length)}</span>
          </h3>
          <ul class="changes">
            {changes.map((change) => (
              <ChangeItem change={change} rule={change.what === "requirement" ? rules.get(change.id) : undefined} />
            ))}
          </ul>
        </>
      ))}
      {leftOutSentences(comparison).map((sentence) => (
        <p class="quiet">{sentence}</p>
      ))}
    </section>
  );
}

function Choice({ rows }: { readonly rows: readonly ComparedRow[] }): VNode {
  const different = rows.filter(differs).length;
  return (
    <fieldset class="filter">
      <legend>Show</legend>
      <label>
        <input type="radio" name="rows" value="all" checked /> all <span class="quiet">{count(rows.length)}</span>
      </label>
      <label>
        <input type="radio" name="rows" value="differs" /> in which the runs differ{" "}
        <span class="quiet">{count(different)}</span>
      </label>
    </fieldset>
  );
}

function Row({ row }: { readonly row: ComparedRow }): VNode {
  return (
    <tr id={row.id} data-kind={differs(row) ? "differs" : "same"}>
      <th scope="row" class="id">
        {row.id}
      </th>
      <td class="level">{row.level}</td>
      <td>
        <Text value={row.summary} />
      </td>
      {row.verdicts.map((value) => (
        <td>
          <Verdict value={value} />
        </td>
      ))}
    </tr>
  );
}

function Matrix({ comparison: { runs, rows } }: { readonly comparison: Comparison }): VNode {
  return (
    <section class="filtered" aria-labelledby="requirements">
      <h2 id="requirements">Requirements, in the order of the document</h2>
      <Choice rows={rows} />
      <section class="wide" {...scrolls("Requirements")}>
        <table class="sides-by-side">
          <thead>
            <tr>
              <th scope="col">Id</th>
              <th scope="col">Level</th>
              <th scope="col">Requirement</th>
              {runs.map(({ letter }) => (
                <th scope="col">{letter}</th>
              ))}
            </tr>
          </thead>
          {chaptersOf(rows).map(({ section, rows: own }) => (
            <tbody>
              <tr class="chapter">
                <th scope="rowgroup" colSpan={3 + runs.length}>
                  § {section} {headingOf(section)}
                </th>
              </tr>
              {own.map((row) => (
                <Row row={row} />
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  );
}

function Page({ comparison }: { readonly comparison: Comparison }): VNode {
  return (
    <>
      <Shapes />
      <header>
        <p class="kind">Conformance reports side by side; each is held against A</p>
        <h1>[MS-ASMS] conformance: {plural(comparison.runs.length, "run")} compared</h1>
      </header>
      <main>
        <div class="runs">
          {comparison.runs.map((run) => (
            <Run run={run} />
          ))}
        </div>
        {comparison.remarks.map((remark) => (
          <p>
            <Shape mark="warn" /> <Text value={remark} />
          </p>
        ))}
        <Changes comparison={comparison} />
        <Matrix comparison={comparison} />
      </main>
    </>
  );
}

/** A comparison as one page that asks the network for nothing: the runs, what changed, requirements by targets. */
export function comparisonHtml(comparison: Comparison): string {
  const style = `\n${styleSheet(["compare"])}`;
  return htmlDocument({
    title: "[MS-ASMS] conformance, compared",
    policy: policy(style),
    style,
    body: <Page comparison={comparison} />,
  });
}
