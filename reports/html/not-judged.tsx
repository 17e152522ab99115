import type { VNode } from "preact";
import type { RunResults } from "../../harness/judging/results.js";
import { type OpenCases, type OpenRequirements, openCases, openRequirements } from "../not-judged.js";
import { plural } from "./format.js";
import { BlockedBy, CaseLink, RequirementLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { VerdictMark } from "./verdict.js";

/** Links with commas between them; more than three are folded up under their number. */
function Links({ what, links }: { readonly what: string; readonly links: readonly VNode[] }): VNode {
  const listed = links.map((link, index) => (
    <>
      {index > 0 && ", "}
      {link}
    </>
  ));
  if (links.length <= 3) return <span>{listed}</span>;
  return (
    <details class="names">
      <summary>{plural(links.length, what)}</summary>
      {listed}
    </details>
  );
}

function CaseRow({ open }: { readonly open: OpenCases }): VNode {
  return (
    <tr>
      <td>
        <VerdictMark mark={open.verdict} />
      </td>
      <td>
        <Text value={open.reason} />
        <BlockedBy id={open.blockedBy} />
      </td>
      <td>
        {open.isPart && "a part of "}
        <Links what="case" links={open.caseIds.map((id) => <CaseLink id={id} />)} />
      </td>
    </tr>
  );
}

function RequirementRow({ open }: { readonly open: OpenRequirements }): VNode {
  return (
    <tr>
      <td>
        <VerdictMark mark={open.verdict} />
      </td>
      <td>
        <Text value={open.reason} />
      </td>
      <td>
        <Links what="requirement" links={open.ids.map((id) => <RequirementLink id={id} />)} />
      </td>
    </tr>
  );
}

function Reasons({ what, children }: { readonly what: string; readonly children: readonly VNode[] }): VNode | null {
  if (children.length === 0) return null;
  return (
    <section class="wide" {...scrolls(`${what} that were not judged`)}>
      <table class="reasons">
        <caption>{what}</caption>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Reason</th>
            <th scope="col">{what}</th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function allJudged({ cases, summary }: RunResults): string {
  if (!cases.some(({ kind }) => kind === "case")) return "No case was run.";
  return `Every case that was ${summary.interrupted ? "run before the end" : "selected"} could be judged.`;
}

/** What was not judged, and why: a green report that hides it would be worth nothing. */
export function NotJudged({ results }: { readonly results: RunResults }): VNode {
  const cases = openCases(results);
  const requirements = openRequirements(results);
  return (
    <section id="not-judged" aria-labelledby="not-judged-title">
      <h2 id="not-judged-title">What was not judged, and why</h2>
      {cases.length === 0 && <p>{allJudged(results)}</p>}
      <Reasons what="Cases">
        {cases.map((open) => (
          <CaseRow open={open} />
        ))}
      </Reasons>
      <Reasons what="Requirements">
        {requirements.map((open) => (
          <RequirementRow open={open} />
        ))}
      </Reasons>
    </section>
  );
}
