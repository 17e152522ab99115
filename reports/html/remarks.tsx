import type { VNode } from "preact";
import { type FindingGroup, timesWords } from "../findings.js";
import { CaseLink, RequirementLink } from "./links.js";
import { scrolls } from "./scrolls.js";
import { Text } from "./text.js";

function Remark({ group }: { readonly group: FindingGroup }): VNode {
  const { requirementId, first, others } = group;
  const { finding, case: judge } = first;
  const times = timesWords(group);
  return (
    <tr>
      <th scope="row" class="id">
        <RequirementLink id={requirementId} />
      </th>
      <td>
        <Text value={finding.expected} most={400} />
      </td>
      <td>
        <Text value={finding.seen} most={400} />
        {times !== "" && <span class="quiet">{times}</span>}
      </td>
      <td class="judges">
        <CaseLink id={judge.caseId} />
        {others.length > 0 && ` ×${others.length + 1}`}
      </td>
    </tr>
  );
}

/** Findings that are reported only: a row each, without exchanges. */
export function Remarks({ groups }: { readonly groups: readonly FindingGroup[] }): VNode | null {
  if (groups.length === 0) return null;
  return (
    <section id="remarks" aria-labelledby="remarks-title">
      <h2 id="remarks-title">Remarks</h2>
      <p>Reported only: they change no verdict.</p>
      <section class="wide" {...scrolls("Remarks")}>
        <table class="remarks">
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              <th scope="col">Looked for</th>
              <th scope="col">Seen</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Remark group={group} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
