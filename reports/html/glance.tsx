import type { VNode } from "preact";
import type { RunResults } from "../../harness/judging/results.js";
import { groupBy } from "../grouping.js";
import { openCases, openRequirements, openVerdicts } from "../not-judged.js";
import { shortened } from "../shortened.js";
import { CaseCounts } from "./counts.js";
import { filterAnchor, kindOf, wordsOf } from "./filter.js";
import { count, fragment, plural } from "./format.js";
import { BlockedBy } from "./links.js";
import { Text } from "./text.js";
import { type Mark, Shape } from "./verdict.js";

interface OpenLine {
  readonly mark: Mark;
  readonly what: string;
  readonly why: string;
  readonly blockedBy: string | undefined;
}

/** A first screen has room for the weightiest reasons; the chapter has all of them. */
const mostReasons = 5;
const mostReason = 120;

/** Cases that the same failed case blocks stand in one line: the failure is the reason. */
function caseLines(results: RunResults): OpenLine[] {
  const groups = groupBy(openCases(results), ({ verdict, isPart, blockedBy, reason }) =>
    JSON.stringify([verdict, isPart, blockedBy ?? null, blockedBy === undefined ? reason : null]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { verdict, isPart, blockedBy, reason } = first;
    const cases = group.reduce((sum, { caseIds }) => sum + caseIds.length, 0);
    return [
      {
        mark: verdict,
        what: `${isPart ? "part of " : ""}${plural(cases, "case")}`,
        why: blockedBy === undefined ? reason : "",
        blockedBy,
      },
    ];
  });
}

function rowLines(results: RunResults): OpenLine[] {
  return openRequirements(results).map(({ verdict, ids, reason }) => ({
    mark: verdict,
    what: plural(ids.length, "requirement"),
    why: reason,
    blockedBy: undefined,
  }));
}

function brief(text: string): string {
  const { text: kept, rest } = shortened(text, mostReason);
  return rest > 0 ? `${kept} …` : kept;
}

/** How many requirements the run says nothing about, by what keeps it from that, with the way to just these rows. */
function OpenRows({ requirements }: Pick<RunResults, "requirements">): VNode | null {
  const byVerdict = groupBy(requirements, ({ verdict }) => verdict);
  const open = openVerdicts.flatMap((verdict) => {
    const rows = byVerdict.get(verdict);
    return rows === undefined ? [] : [{ verdict, rows }];
  });
  if (open.length === 0) return null;
  const total = open.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <p class="open-rows">
      {plural(total, "requirement")} of {count(requirements.length)}:{" "}
      {open.map(({ verdict, rows }, index) => (
        <>
          {index > 0 && ", "}
          <a href={fragment(filterAnchor("requirements", kindOf(verdict)))}>
            {count(rows.length)} {wordsOf(kindOf(verdict))}
          </a>
        </>
      ))}
    </p>
  );
}

/** Cases by verdict, and in brief what the run does not say and why. */
export function Glance({ results }: { readonly results: RunResults }): VNode {
  const lines = [...caseLines(results), ...rowLines(results)];
  return (
    <section id="glance" aria-labelledby="glance-title">
      <h2 id="glance-title">Cases and monitors</h2>
      <CaseCounts {...results} />
      <h3>Not judged, and why</h3>
      <OpenRows {...results} />
      {lines.length === 0 && <p>Nothing was left out.</p>}
      <ul class="open-lines">
        {lines.slice(0, mostReasons).map(({ mark, what, why, blockedBy }) => (
          <li>
            <Shape mark={mark} />
            <span>
              {what}, {mark}
              {why !== "" && (
                <>
                  : <Text value={brief(why)} />
                </>
              )}
              <BlockedBy id={blockedBy} />
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href="#not-judged">
          {lines.length > mostReasons ? `All ${lines.length} reasons, with names` : "With the names of all of them"}
        </a>
      </p>
    </section>
  );
}
