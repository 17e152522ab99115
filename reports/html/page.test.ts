import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Exchange } from "../../harness/eas/index.js";
import type { RunRecord } from "../../harness/judging/results.js";
import { twoCounterexamplesRun } from "../testing/drawn.js";
import { makeExchange } from "../testing/exchange-builder.js";
import { hostileRun } from "../testing/hostile.js";
import { richRun } from "../testing/rich.js";
import { emptyRun, interruptedRun, makeResults, sampleRun, unreachedRun } from "../testing/sample.js";
import { makeCase, makeFinding } from "../testing/sample-cases.js";
import { textIn } from "../testing/text-in.js";
import { reportHtml } from "./index.js";
import { noWords } from "./meaning.js";

const runs: readonly (readonly [string, RunRecord])[] = [
  ["sample", sampleRun()],
  ["empty", emptyRun()],
  ["interrupted", interruptedRun()],
  ["hostile", hostileRun()],
  ["rich", richRun()],
];

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value);
}

function elements(html: string): string[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name = ""]) => name.toLowerCase());
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}

/** The page below the style sheet, as text. */
function textOf(html: string): string {
  return textIn(html.slice(html.indexOf("</style>"), html.lastIndexOf("<script>")));
}

describe.each(runs)("the page of the %s run", (_name, record) => {
  const html = reportHtml(record);

  it("is in ASCII, which a browser reads faster", () => {
    expect(html).toMatch(/^\p{ASCII}*$/u);
  });

  it("loads nothing, and applies and runs only what its policy names by hash", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /);
    expect(policy).not.toContain("unsafe");
    const [, style = ""] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
    const [, code = ""] = /<script>([\s\S]*?)<\/script><\/body>/.exec(html) ?? [];
    expect(policy).toContain(`style-src '${hashOf(style)}'`);
    expect(policy).toContain(`script-src '${hashOf(code)}'`);
  });

  it("holds no element, attribute or link that leads outside, but to the document", () => {
    const forbidden = ["img", "iframe", "object", "embed", "link", "base", "form", "video", "audio"];
    expect(elements(html).filter((name) => forbidden.includes(name))).toEqual([]);
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    const data = '<script type="application/x-deflate-base64">';
    expect(scripts.filter((tag) => tag !== data)).toEqual(["<script>"]);
    expect(/\s(?:on[a-z]+|src|srcset|style)="/.test(html)).toBe(false);
    expect(/@import|url\((?!#)/.test(html)).toBe(false);
    const outside = attributes(html, "href").filter((href) => !href.startsWith("#"));
    expect([...new Set(outside)]).toEqual([
      "https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-asms/",
    ]);
  });

  it("has every anchor once, and no link into the void", () => {
    const ids = attributes(html, "id");
    expect(new Set(ids).size).toBe(ids.length);
    const fragments = attributes(html, "href").filter((href) => href.startsWith("#"));
    const targets = new Set(ids);
    const missing = fragments.map((href) => decodeURIComponent(href.slice(1))).filter((id) => !targets.has(id));
    expect(missing).toEqual([]);
  });

  it("has its headings in order, one of the first level", () => {
    const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0), `heading ${index}`).toBeLessThanOrEqual(1);
    });
  });

  it("names profile, verdict, date and version, and every requirement with an anchor", () => {
    const { results } = record;
    expect(textOf(html)).toMatch(/Conformance report · profile seed: \[MS-ASMS\] v0\.1 as given/);
    expect(textOf(html)).toContain("22 Nov 2026, 20:01:12 UTC");
    expect(textOf(html)).toContain("asms-conformance 0.1.0");
    const ids = new Set(attributes(html, "id"));
    expect(results.requirements.filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it("is well formed and of a sane size", () => {
    expect(/(?![\t\n])\p{Cc}|\p{Cs}/u.test(html)).toBe(false);
    expect(html.length).toBeLessThan(500_000);
  });
});

it("shows a failed check with its rule, both sides, element, bytes and way to repeat it", () => {
  const text = textOf(reportHtml(sampleRun()));
  const card = text.slice(text.indexOf("Failed checks, with their evidence"));
  expect(card).toContain("More than two Options blocks: Status 4.");
  expect(card).toContain("Should beStatus 4 under Sync or Collection, and no Commands");
  expect(card).toContain("WasStatus 1 under Collection, with 5 Add commands");
  expect(card).toContain("fail The request was not refused: Status 1 under Collection, with 5 Add commands");
  expect(card).toContain("The rule: More than two Options blocks: Status 4.");
  expect(card).toContain("Sync/Collections/Collection/Status in the response, bytes 42 to 46");
  expect(card).toContain("The same check was missed 2 more times");
  expect(card).toContain("The request breaks a rule on purpose: three Options in one Collection.");
  expect(card).toContain("What came before: 1 exchange");
  expect(card).toContain("asms run --target http://127.0.0.1:20000");
});

it("says of what failed what was expected, and counts it as its card does", () => {
  const text = textOf(reportHtml(sampleRun()));
  const failed = text.slice(text.indexOf("What failed"), text.indexOf("Failed checks, with their evidence"));
  expect(failed).toMatch(
    /with 5 Add commands \(missed 3 times\)\. Should be: Status 4 under Sync or Collection, and no Commands/,
  );
});

it("marks the same element in the XML and in the bytes", () => {
  const html = reportHtml(sampleRun());
  const card = html.slice(html.indexOf('id="fail-ASMS-3.2.5.1-5-1"'));
  expect(card).toMatch(/<mark class="line d3"><span class="unseen">marked: <\/span> {6}<span class="tag">&lt;Status>/);
  expect(card).toContain("<mark>4e 03 31 00 01</mark>");
});

it("says what was not judged and why", () => {
  const text = textOf(reportHtml(sampleRun()));
  const part = text.slice(text.indexOf("What was not judged, and why"), text.indexOf("Requirements, in the order"));
  expect(part).toContain("no SMS could be stored in the mailbox (blocked by sms-round-trip)");
  expect(part).toContain("sticky-options-kept, soft-delete-dropped-sms, filter-sms-one-day");
  expect(part).toContain("not applicableFolderSync lists no Outbox (type 6)");
  expect(part).toContain("errorthe IMAP adapter could not log in");
  expect(part).toContain("a part of estimate-email");
});

it("says on the first screen how many requirements are not judged, with the way to just those", () => {
  const html = reportHtml(sampleRun());
  const glance = html.slice(html.indexOf('id="glance"'), html.indexOf('class="contents"'));
  const links = [...glance.matchAll(/<a href="#(show-requirements-[a-z-]+)">([^<]*)<\/a>/g)];
  expect(links.map(([, , words]) => textIn(words ?? "").replace(/\d+ /, "")).sort()).toEqual(
    ["a client’s business", "inconclusive", "not tested", "untestable"].sort(),
  );
  for (const [, anchor] of links)
    expect(html).toContain(`type="radio" name="show-requirements" value="${anchor?.slice(18)}"`);
});

it("explains its words, and what it prints of warnings", () => {
  const text = textOf(reportHtml(sampleRun()));
  const about = text.slice(text.indexOf("How to read this report"));
  for (const word of ["STATEMENT", "tolerance", "disguised", "feigned", "swallowed", "monitor", "rung", "ruling"]) {
    expect(about).toContain(word);
  }
  expect(about).toContain("A connection that the target drops");
  expect(text).toContain("The exchanges of warnings are not printed");
});

it("links evidence of a capability to where it stands on the page, and says of the rest where it is", () => {
  const record = sampleRun();
  const [shown = ""] = record.results.cases.find(({ verdict }) => verdict === "fail")?.findings[0]?.exchanges ?? [];
  const [first, ...rest] = record.results.capabilities;
  if (first === undefined) throw new Error("the sample has lost its capabilities");
  const capabilities = [{ ...first, evidence: [shown, "probe/A/1"] }, ...rest];
  const html = reportHtml({ ...record, results: { ...record.results, capabilities } });
  const row = html.slice(html.indexOf('class="capabilities"'));
  expect(row).toMatch(
    new RegExp(`<a href="#exchange-[^"]*">${shown}</a>, probe/A/1<span class="quiet"> in exchanges.ndjson`),
  );
});

it("tells what a failure means where somebody knows it", () => {
  const breach = ({ requirement }: { readonly requirement: string }) =>
    requirement === "ASMS-3.2.5.1-5"
      ? { user: "Texts turn up twice.", mistake: "The sets are not counted." }
      : undefined;
  const text = textOf(reportHtml(sampleRun(), { words: { ...noWords, breach } }));
  expect(text.split("Texts turn up twice.")).toHaveLength(2);
  expect(text).toContain("What is probably wrong in the serverThe sets are not counted.");
});

it("says in one sentence how many server requirements failed and what becomes of SMS", () => {
  const text = textOf(reportHtml(richRun()));
  expect(text).toMatch(/Not conformant: \d+ of \d+ server requirements failed; SMS is accepted but filed as e-mail\./);
  expect(text).toContain("part 2 of 5 of a run that was divided");
  expect(text).toContain("Filed as mail. A text message that a phone uploads turns up");
  expect(text).toContain("known.json: 6 known deviations, 1 unexpected, 1 stale.");
  expect(text).toContain("stale: listed, but now passput up with because: no e-mail arrives on this machine");
});

it("draws and tells a counterexample, and shows what was tried", () => {
  const html = reportHtml(richRun());
  expect(html).toContain('aria-label="Counterexample of model-histories: 4 steps"');
  const text = textOf(html);
  expect(text).toContain("device A: Sync with the SMS set alone (filter 3) → the SMS comes as an e-mail");
  expect(text).toContain("40 runs, 612 requests, 18 shrinking steps; seed 7");
  expect(text).toContain("Sync (a device synchronises, perhaps with other sets or with commands of its own)21066.7 %");
});

it("lists the exchanges of passed cases, and carries their transcripts compressed", () => {
  const html = reportHtml(sampleRun());
  const row = html.slice(html.indexOf('id="case-estimate-email"'));
  expect(row).toContain("estimate-email/A/1  GetItemEstimate &#8594; HTTP 200; Status 1; Estimate 5");
  const [, block = ""] = /<script type="application\/x-deflate-base64">([^<]*)</.exec(row) ?? [];
  const transcript = inflateRawSync(Buffer.from(block, "base64")).toString("utf8");
  expect(transcript).toMatch(/^──── estimate-email\/A\/1 · device A · GetItemEstimate\nPOST http/);
  expect(transcript).toContain("<Estimate>5</Estimate>");
});

it("tells the wording of a ruling that a judgement rests on", () => {
  const rulings = new Map([
    [
      "Q1.place",
      { question: "Where does Status 4 stand?", ruling: "Under Sync or Collection.", clause: "It stands there" },
    ],
  ]);
  const text = textOf(reportHtml(sampleRun(), { rulings }));
  expect(text).toContain("Q1Where does Status 4 stand?Under Sync or Collection.Q1.place: It stands there");
  expect(text).toContain("Q32Q32.phone-number: the wording of this clause is not at hand");
});

it("marks an interrupted run and an incomplete one as such", () => {
  expect(textOf(reportHtml(interruptedRun()))).toContain("The run did not come to its end: what follows");
  const unreached = textOf(reportHtml(unreachedRun()));
  expect(unreached).toContain("Nothing was judged: the run ended before its first case, for the reason above.");
  expect(unreached).toContain("Protocol versionnone spoken");
  expect(unreached).not.toMatch(/interrupt/i);
  expect(textOf(reportHtml(emptyRun()))).toContain("No verdict: ");
  const { results, exchanges } = sampleRun();
  const partly = { results: { ...results, summary: { ...results.summary, complete: false } }, exchanges };
  expect(textOf(reportHtml(partly))).toContain("The run is incomplete: too little was judged");
  expect(textOf(reportHtml(emptyRun()))).toContain("No case was run.");
});

it("shows foreign text as text", () => {
  const html = reportHtml(hostileRun());
  expect(html).toContain("&lt;script>document.title");
  expect(html).toContain('<span class="code-point">U+202E</span>');
  expect(html).toContain("more characters, see results.json");
});

/** A bad day: every case fails, with long transcripts. */
function flood(cases: number, exchangesOfCase: number): RunRecord {
  const exchanges: Exchange[] = [];
  const judged = Array.from({ length: cases }, (_, number) => {
    const ids = Array.from({ length: exchangesOfCase }, (_, step) => `flood-${number}/A/${step}`);
    exchanges.push(...ids.map((id) => ({ ...template, id })));
    return makeCase({
      id: `flood-${number}`,
      section: "3.2.5.1",
      purpose: "Nothing fails",
      verdict: "fail",
      exchanges: ids,
      findings: [makeFinding({ requirement: "ASMS-3.2.5.1-5", outcome: "fail", exchanges: ids.slice(-1) })],
    });
  });
  return { results: makeResults(judged), exchanges };
}

const template = (() => {
  const [found] = sampleRun().exchanges.filter(({ response }) => (response?.body.length ?? 0) > 1_000);
  return found ?? makeExchange({ id: "none", command: "Sync" });
})();

it("stays under 15 MB for 10,000 exchanges, and says what it left out", () => {
  const html = reportHtml(flood(500, 20));
  expect(html.length).toBeLessThan(15_000_000);
  expect(textOf(html)).toContain("400 cards show no exchanges: they are in exchanges.ndjson");
  expect(textOf(html)).toContain("7 exchanges before these: see exchanges.ndjson");
});

/** The text of each card of a failed or warned check, from its words to the end of it. */
function cardsOf(html: string): string[] {
  return html
    .split('<article class="card" id="')
    .slice(1)
    .map((card) => card.slice(0, card.indexOf("</article>")));
}

it("shows on each card the counterexample of its own finding, and none where there is none", () => {
  const cards = cardsOf(reportHtml(twoCounterexamplesRun()));
  const told = cards.map((card) => ({
    title: ["Delete of e-mail", "Delete of SMS", "3 commands"].filter((seen) => card.includes(`${seen}</span>`)),
    commands: [...card.matchAll(/--seed (\d+)/g)].map(([, seed]) => seed),
    ladders: [...card.matchAll(/Sync with the (SMS|default) set alone/g)].map(([, set]) => set),
    alone: card.includes("It has no counterexample of its own"),
    marked: /<mark>/.test(card),
  }));
  expect(told).toEqual([
    { title: ["Delete of e-mail"], commands: ["9", "1"], ladders: ["SMS", "SMS"], alone: false, marked: false },
    { title: ["Delete of SMS"], commands: ["9", "2"], ladders: ["default", "default"], alone: false, marked: true },
    { title: ["3 commands"], commands: ["9"], ladders: [], alone: true, marked: false },
  ]);
});
