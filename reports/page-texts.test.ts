import { expect, it } from "vitest";
import { explainEntry, explainStatusWords } from "../harness/judging/words/index.js";
import { reportHtml } from "./html/index.js";
import { pageTexts } from "./page-texts.js";
import { sampleRun } from "./testing/sample.js";
import { makeCase, makeFinding } from "./testing/sample-cases.js";
import { textIn } from "./testing/text-in.js";

const record = sampleRun();

function between(html: string, from: string, to: string): string {
  const start = html.indexOf(from);
  expect(start, from).toBeGreaterThan(0);
  return html.slice(start, html.indexOf(to, start));
}

it("has each row of the matrix explain itself in the words of `asms explain`, behind a summary", () => {
  const html = reportHtml(record, pageTexts());
  for (const { id } of record.results.requirements) {
    const row = between(html, `<tr role="row" id="${id}"`, "</tr>");
    const details = between(row, '<details class="explained"><summary>What it means', "</details>");
    const said = textIn(details);
    const known = new Map(explainEntry(id)?.entries.map(({ name, text }) => [name, text]));
    const names = ["For the user", "Probable mistake", known.has("Not testable") ? "Not testable" : "Seen by"];
    for (const name of names) expect(said, id).toContain(`${name}${known.get(name)}`);
  }
});

it("takes a tenth of a real page at most", () => {
  const grown = reportHtml(record, pageTexts()).length - reportHtml(record).length;
  expect(grown).toBeLessThan(150_000);
});

/** The page of a run in which one check of ASMS-3.2.5.1-5 failed. */
function pageOf(seen: string, ruling: string): string {
  const expected = "Status 4 under Sync or Collection, and no Commands";
  const purpose = "Three Options are refused";
  const [{ id } = { id: "none" }] = record.exchanges.filter(({ command }) => command === "Sync");
  const exchanges = [id];
  const findings = [makeFinding({ requirement: "ASMS-3.2.5.1-5", outcome: "fail", expected, seen, ruling, exchanges })];
  const cases = [makeCase({ id: "sync-three-options", purpose, section: "3.2.5.1", verdict: "fail", findings })];
  return reportHtml({ ...record, results: { ...record.results, cases } }, pageTexts());
}

function cardOf(html: string): string {
  return textIn(between(html, '<article class="card"', "</article>"));
}

it("does not say of a refusal with the wrong code that nothing was refused", () => {
  const card = cardOf(pageOf("HTTP 400, no body", "Q16.code"));
  expect(card).toContain("What it means for a phone’s userThe phone is refused, as it should be, but with a code");
  expect(card).not.toMatch(/without being counted|nobody can foresee/);
  const accepted = cardOf(pageOf("Status 1 under Collection, with 5 Add", "Q1.place"));
  expect(accepted).toMatch(/nobody can foresee.*without being counted/s);
});

it("says on a card what its Status means", () => {
  const card = cardOf(pageOf("Status 103 under Sync", "Q16.code"));
  expect(card).toContain(`Status 103: ${explainStatusWords("Sync", "103")?.title}`);
  expect(card).toContain(`Status 4: ${explainStatusWords("Sync", "4")?.title}`);
});

it("says what the mutants of the run do", () => {
  const summary = "Items of a dropped class are removed with Delete";
  const target = { ...record.results.target, variants: [{ id: "M-sd-hard", summary }] };
  const html = reportHtml({ ...record, results: { ...record.results, target } }, pageTexts());
  expect(textIn(between(html, '<p class="made">', "</p>"))).toBe(`M-sd-hard, on purpose: ${summary}`);
  expect(reportHtml(record, pageTexts())).not.toContain('class="made"');
});
