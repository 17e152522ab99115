import type { VNode } from "preact";
import type { RunResults } from "../../harness/judging/results.js";
import { type OpenCases, type OpenRequirements, openCases, openRequirements } from "../not-judged.js";
import { plural } from "./format.js";
import { BlockedBy, CaseLink, RequirementLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";
import { VerdictMark } from "./verdict.js";

function CaseLinks({ ids }: { readonly ids: readonly string[] }): VNode {
  const links = ids.map((id, index) => (
    <>
      {index > 0 && ", "}
      <CaseLink id={id} />
    </>
  ));
  if (ids.length <= 3) return <span>{links}</span>;
  return (
    <details class="names">
      <summary>{plural(ids.length, "case")}</summary>
      {links}
    </details>
  );
}

function RequirementLinks({ ids }: { readonly ids: readonly string[] }): VNode {
  const links = ids.map((id, index) => (
    <>
      {index > 0 && ", "}
      <RequirementLink id={id} />
    </>
  ));
  if (ids.length <= 3) return <span>{links}</span>;
  return (
    <details class="names">
      <summary>{plural(ids.length, "requirement")}</summary>
      {links}
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
        <CaseLinks ids={open.caseIds} />
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
        <RequirementLinks ids={open.ids} />
      </td>
    </tr>
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
      {cases.length > 0 && (
        <section class="wide" {...scrolls("Cases that were not judged")}>
          <table class="reasons">
            <caption>Cases</caption>
            <thead>
              <tr>
                <th scope="col">Verdict</th>
                <th scope="col">Reason</th>
                <th scope="col">Cases</th>
              </tr>
            </thead>
            <tbody>
              {cases.map((open) => (
                <CaseRow open={open} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {requirements.length > 0 && (
        <section class="wide" {...scrolls("Requirements that were not judged")}>
          <table class="reasons">
            <caption>Requirements</caption>
            <thead>
              <tr>
                <th scope="col">Verdict</th>
                <th scope="col">Reason</th>
                <th scope="col">Requirements</th>
              </tr>
            </thead>
            <tbody>
              {requirements.map((open) => (
                <RequirementRow open={open} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
