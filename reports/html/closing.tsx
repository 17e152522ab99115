import type { VNode } from "preact";
import type { RunResults } from "../../harness/judging/results.js";
import { groupBy } from "../grouping.js";
import { rulingAnchor } from "./format.js";
import { Glossary } from "./glossary.js";
import { Text } from "./text.js";
import { type Mark, VerdictMark } from "./verdict.js";

/** What a clause of a ruling says. */
export interface RulingText {
  readonly question: string;
  readonly ruling: string;
  readonly clause: string;
}

/** Clauses by id, e.g. "Q9.case". */
export type RulingTexts = ReadonlyMap<string, RulingText>;

/** Clauses that judgements of this run rest on, by ruling, in the order of the rulings. */
function usedRulings(results: RunResults): [ruling: string, clauses: string[]][] {
  const used = results.cases.flatMap(({ findings }) => findings.flatMap(({ ruling }) => ruling ?? []));
  const clauses = [...new Set(used)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return [...groupBy(clauses, (clause) => clause.split(".", 1)[0] ?? clause)];
}

function Clauses({ ids, texts }: { readonly ids: readonly string[]; readonly texts: RulingTexts }): VNode {
  return (
    <ul>
      {ids.map((id) => (
        <li id={rulingAnchor(id)}>
          <Text value={id} />: <Text value={texts.get(id)?.clause ?? "the wording of this clause is not at hand"} />
        </li>
      ))}
    </ul>
  );
}

/** How the document was read where it is silent or contradicts itself. */
export function Rulings({
  results,
  texts,
}: {
  readonly results: RunResults;
  readonly texts: RulingTexts;
}): VNode | null {
  const used = usedRulings(results);
  if (used.length === 0) return null;
  return (
    <section id="rulings" aria-labelledby="rulings-title">
      <h2 id="rulings-title">Rulings that judgements rest on</h2>
      <p>Where the document is silent or contradicts itself, these say how it was read.</p>
      <dl class="rulings">
        {used.map(([ruling, ids]) => {
          const text = texts.get(ids[0] ?? "");
          return (
            <div>
              <dt>{ruling}</dt>
              <dd>
                {text !== undefined && (
                  <>
                    <p class="question">
                      <Text value={text.question} />
                    </p>
                    <p>
                      <Text value={text.ruling} />
                    </p>
                  </>
                )}
                <Clauses ids={ids} texts={texts} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

const meanings: readonly (readonly [Mark, string])[] = [
  ["pass", "everything that was looked at held."],
  ["fail", "the target broke a rule. It decides the verdict of the run."],
  ["warn", "a deviation that the text does not clearly forbid. It never changes the verdict."],
  ["inform", "reported only."],
  ["inconclusive", "the point where it shows could not be reached; the reason stands beside it."],
  ["not applicable", "the target never claimed it, or the profile or the protocol version excludes it."],
  [
    "error",
    "our own fault: a crash of the suite, or a wrong request of ours. Nothing is said about the target. A connection that the target drops, or an answer that never comes, is no error: it is the target's failure.",
  ],
  ["untested", "no case of this run looked at it."],
  ["untestable", "cannot be seen in the traffic between client and server."],
  ["client", "binds clients, and this run judges a server."],
];

/** How to read the page, and what lies beside it. */
export function About(): VNode {
  return (
    <section id="about" aria-labelledby="about-title">
      <h2 id="about-title">How to read this report</h2>
      <dl class="meanings">
        {meanings.map(([mark, meaning]) => (
          <div>
            <dt>
              <VerdictMark mark={mark} />
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Glossary />
      <p>
        This page shows the exchanges of failed and warned checks. Every case lists its exchanges in a line each; their
        requests and answers are in this page compressed, and a browser with script shows them on demand, as long as
        they fit in 8 MB. Everything, with the bytes in base64 and the decoded XML, is in <code>exchanges.ndjson</code>,
        one exchange a line; all judgements are in <code>results.json</code>; <code>junit.xml</code> holds the cases for
        build servers. Passwords and credentials were masked when the exchanges were recorded.
      </p>
      <p>
        Requirements are worded in our own words. The document itself:{" "}
        <a
          href="https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-asms/"
          rel="noopener noreferrer"
          class="outside"
        >
          [MS-ASMS] on learn.microsoft.com
        </a>
        . This report is no certificate and does not speak for Microsoft.
      </p>
    </section>
  );
}
