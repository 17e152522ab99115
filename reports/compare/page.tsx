import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { scrolls } from "../html/scrolls.js";
import type { ComparedRun, Comparison } from "./compare.js";
import { changeLists, differs } from "./view.js";

/** The page may load nothing from anywhere and run nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const style = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 80rem; padding: 1rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid light-dark(#bbb, #666); padding: .3rem .5rem; text-align: left; vertical-align: top }
thead th { background: light-dark(#eee, #333) }
td { overflow-wrap: anywhere }
.fail { color: light-dark(#a40000, #ff9a9a); font-weight: bold }
.warn { color: light-dark(#7a4f00, #f0c060) }
.differs { background: light-dark(#fff6d6, #3d3413) }
@page { size: A4 landscape; margin: 12mm }`;

const marks: Readonly<Record<string, string>> = { pass: "✓", fail: "✗", warn: "!", inform: "i" };

function Verdict({ value }: { readonly value: string }): VNode {
  return (
    <span class={value}>
      <span aria-hidden="true">{marks[value] ?? "–"}</span> {value}
    </span>
  );
}

function Runs({ runs }: { readonly runs: readonly ComparedRun[] }): VNode {
  return (
    <div class="scroll" {...scrolls("Runs")}>
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Name</th>
            <th scope="col">Target</th>
            <th scope="col">Profile, protocol</th>
            <th scope="col">Tool</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ letter, name, target, server, profile, protocolVersion, tool, startedAt, sentence }) => (
            <tr>
              <th scope="row">{letter}</th>
              <td>{name}</td>
              <td>
                {target}
                {server === undefined ? "" : ` (${server})`}
              </td>
              <td>
                {profile}, {protocolVersion}
              </td>
              <td>
                {tool}, {startedAt}
              </td>
              <td>{sentence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Changes({ comparison }: { readonly comparison: Comparison }): VNode {
  const lists = changeLists(comparison);
  if (lists.length === 0) return <p>Nothing changed.</p>;
  return (
    <>
      {lists.map(({ title, changes }) => (
        <section>
          <h3>{title}</h3>
          <ul>
            {changes.map(({ run, what, id, from, to }) => (
              <li>
                {run}: {what} {id}: <Verdict value={from} /> in A, now <Verdict value={to} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Matrix({ comparison: { runs, rows } }: { readonly comparison: Comparison }): VNode {
  return (
    <div class="scroll" {...scrolls("Requirements")}>
      <table>
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            <th scope="col">Level</th>
            <th scope="col">Rule</th>
            {runs.map(({ letter }) => (
              <th scope="col">{letter}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr id={row.id} class={differs(row) ? "differs" : ""}>
              <th scope="row">{row.id}</th>
              <td>{row.level}</td>
              <td>{row.summary}</td>
              {row.verdicts.map((value) => (
                <td>
                  <Verdict value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A comparison as one page that asks the network for nothing: the runs, what changed, requirements by targets. */
export function comparisonHtml(comparison: Comparison): string {
  const head = renderToString(
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>[MS-ASMS] conformance, compared</title>
    </>,
  );
  const body = renderToString(
    <main>
      <h1>[MS-ASMS] conformance, compared</h1>
      <Runs runs={comparison.runs} />
      {comparison.remarks.map((remark) => (
        <p>{remark}</p>
      ))}
      <h2>Changes</h2>
      <Changes comparison={comparison} />
      <h2>Requirements</h2>
      <Matrix comparison={comparison} />
    </main>,
  );
  const html = `<!doctype html>\n<html lang="en"><head>${head}<style>${style}</style></head>\n<body>${body}</body></html>\n`;
  return html.replace(/\p{Cs}|(?![\t\n])\p{Cc}/gu, "\ufffd");
}
