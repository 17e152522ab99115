import type { VNode } from "preact";
import type { CaseResult, RunRecord, RunResults } from "../../harness/judging/results.js";
import { type FindingGroup, findingGroups } from "../findings.js";
import { exchangeGist } from "../gist.js";
import { Card } from "./card.js";
import { CaseTable } from "./cases.js";
import { About, Rulings, type RulingTexts } from "./closing.js";
import { Counts } from "./counts.js";
import { chooseEvidence, type Evidence } from "./evidence.js";
import { Explorations } from "./exploration.js";
import { Failed, VerdictSection } from "./first-screen.js";
import { plural } from "./format.js";
import { Glance } from "./glance.js";
import { Facts, Identity } from "./identity.js";
import { KnownTargets, linkTargets } from "./links.js";
import { Matrix } from "./matrix.js";
import type { PageWords } from "./meaning.js";
import { NotJudged } from "./not-judged.js";
import { Remarks } from "./remarks.js";
import { Baseline, Harms } from "./support.js";
import { Capabilities, Configuration } from "./target.js";
import { packTranscripts } from "./transcripts.js";
import { Shapes } from "./verdict.js";

interface Chapter {
  readonly anchor: string;
  readonly title: string;
}

function Contents({ chapters }: { readonly chapters: readonly Chapter[] }): VNode {
  return (
    <nav class="contents" aria-label="Contents">
      <ul>
        {chapters.map(({ anchor, title }) => (
          <li>
            <a href={`#${anchor}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface CardsProps {
  readonly id: string;
  readonly title: string;
  readonly groups: readonly FindingGroup[];
  readonly evidence: Evidence;
  readonly words: PageWords;
}

function Cards({ id, title, groups, evidence, words }: CardsProps): VNode | null {
  if (groups.length === 0) return null;
  const bare = groups.filter(({ anchor }) => !evidence.cards.has(anchor)).length;
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <button type="button" class="open-all" hidden>
        Open all
      </button>
      {id === "warnings" && (
        <p class="on-paper left-out">
          The exchanges of warnings are not printed: they are in this page on screen, and in exchanges.ndjson.
        </p>
      )}
      {bare > 0 && (
        <p>
          To keep the page at hand, {plural(bare, "card shows", "cards show")} no exchanges: they are in{" "}
          <code>exchanges.ndjson</code>.
        </p>
      )}
      {groups.map((group) => (
        <Card group={group} evidence={evidence.cards.get(group.anchor)} words={words} />
      ))}
    </section>
  );
}

function hasRuling({ findings }: CaseResult): boolean {
  return findings.some(({ ruling }) => ruling !== undefined);
}

function chaptersOf(results: RunResults, failed: number, warned: number, informed: number): Chapter[] {
  const monitors = results.cases.filter(({ kind }) => kind === "monitor").length;
  const chapters: (Chapter | undefined)[] = [
    { anchor: "verdict", title: "Verdict" },
    { anchor: "not-judged", title: "Not judged" },
    { anchor: "requirements", title: `Requirements (${results.requirements.length})` },
    failed > 0 ? { anchor: "failures", title: `Failures (${failed})` } : undefined,
    warned > 0 ? { anchor: "warnings", title: `Warnings (${warned})` } : undefined,
    informed > 0 ? { anchor: "remarks", title: `Remarks (${informed})` } : undefined,
    results.cases.some(({ exploration }) => exploration !== undefined)
      ? { anchor: "explorations", title: "Drawn inputs" }
      : undefined,
    { anchor: "capabilities", title: "Capabilities" },
    { anchor: "monitors", title: `Monitors (${monitors})` },
    { anchor: "cases", title: `Cases (${results.cases.length - monitors})` },
    { anchor: "configuration", title: "Configuration" },
    results.cases.some(hasRuling) ? { anchor: "rulings", title: "Rulings" } : undefined,
    { anchor: "about", title: "How to read" },
  ];
  return chapters.filter((chapter) => chapter !== undefined);
}

/** The first card of each requirement, failures before warnings. */
function cardAnchors(groups: readonly FindingGroup[]): Map<string, string> {
  const anchors = new Map<string, string>();
  for (const { requirementId, anchor } of groups) if (!anchors.has(requirementId)) anchors.set(requirementId, anchor);
  return anchors;
}

interface PageProps {
  readonly record: RunRecord;
  readonly rulings: RulingTexts;
  readonly words: PageWords;
}

/** The whole page below `<body>`. */
export function Page({ record, rulings, words }: PageProps): VNode {
  const { results } = record;
  const failed = findingGroups(results, "fail");
  const warned = findingGroups(results, "warn");
  const informed = findingGroups(results, "inform");
  const cards = [...failed, ...warned];
  const evidence = chooseEvidence(record, cards);
  const shared = { evidence, words };
  return (
    <KnownTargets value={linkTargets(results, evidence.shown)}>
      <Shapes />
      <a class="skip" href="#verdict">
        Skip to the verdict
      </a>
      <Identity results={results} />
      <main>
        <VerdictSection results={results} />
        <Facts results={results} />
        <div class="overview">
          <Counts {...results} />
          <Glance results={results} />
        </div>
        <Contents chapters={chaptersOf(results, failed.length, warned.length, informed.length)} />
        <Harms {...results} />
        <Failed groups={failed} />
        <Baseline {...results} />
        <NotJudged results={results} />
        <Matrix results={results} cards={cardAnchors(cards)} explain={words.row} />
        <Cards id="failures" title="Failed checks, with their evidence" groups={failed} {...shared} />
        <Cards id="warnings" title="Warnings, with their evidence" groups={warned} {...shared} />
        <Remarks groups={informed} />
        <Explorations {...results} />
        <Capabilities results={results} />
        <AllCases record={record} />
        <Configuration results={results} />
        <Rulings results={results} texts={rulings} />
        <About />
      </main>
      <footer>
        <p>
          {results.tool.name} {results.tool.version}, results schema {results.schemaVersion}
        </p>
      </footer>
    </KnownTargets>
  );
}

function AllCases({ record }: { readonly record: RunRecord }): VNode {
  const evidence = {
    lines: new Map(record.exchanges.map((exchange) => [exchange.id, exchangeGist(exchange)])),
    transcripts: packTranscripts(record),
  };
  const ofKind = (kind: CaseResult["kind"]) => record.results.cases.filter((judged) => judged.kind === kind);
  return (
    <>
      <CaseTable
        id="monitors"
        title="Monitors"
        intro="Rules that watched every exchange of the run."
        none="No monitor had anything to watch."
        row="monitor"
        cases={ofKind("monitor")}
        evidence={evidence}
      />
      <CaseTable
        id="cases"
        title="Cases"
        intro="Requests made on purpose, in the order of the document's sections. Passed ones carry their evidence too."
        none="No case was run."
        row="case"
        cases={ofKind("case")}
        evidence={evidence}
      />
    </>
  );
}
