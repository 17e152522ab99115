import type { VNode } from "preact";
import { protocolTerms } from "../../harness/judging/words/index.js";

// Words of this report that nobody need know who has not read our documentation.

const terms: readonly (readonly [string, string])[] = [
  ["MUST, MUST NOT, SHOULD", "the keyword of the sentence in the document: demanded, forbidden, recommended."],
  [
    "STATEMENT",
    "a sentence of the document without such a keyword, “the server does X”. It binds as well; most of the document is written so.",
  ],
  [
    "case",
    "a short conversation that phones of ours hold with the server on purpose, to bring one behaviour to light.",
  ],
  [
    "monitor",
    "a rule that asks for nothing itself and watches every exchange of the whole run. Its id begins with ORC.",
  ],
  ["ruling", "how the document was read where it is silent or contradicts itself. Its id begins with Q."],
  ["profile", "the edition of the document that the server was held against."],
  [
    "tolerance",
    "strict: the changes that a request brings about show at once, for the server embedded in this tool. field: any other server may take its time, and some of its habits that harm nobody are told as warnings.",
  ],
  [
    "rung",
    "before it is said that a server takes no SMS, one is added in up to nine ways, each easier than the one before. The rung is the number of the way that worked; 1 is the one of the document.",
  ],
  ["disguised", "the server says yes to an SMS and then shows it as something else, as an e-mail for instance."],
  ["feigned", "the server says yes to an SMS, and no device is ever sent it."],
  ["swallowed", "the server says neither yes nor no to an SMS, and no device is ever sent it."],
  [
    "counterexample",
    "the smallest of the drawn inputs that still fails. In it an SMS is named by the digits of its sender, an e-mail by its subject.",
  ],
  ["PICS, PIXIT", "what the target can do, as the run found out, and what the run was told and set."],
];

export function Glossary(): VNode {
  return (
    <>
      <h3 id="words-title">Words</h3>
      <dl class="meanings" aria-labelledby="words-title">
        {[...terms, ...protocolTerms].map(([term, meaning]) => (
          <div>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
