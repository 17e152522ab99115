import fc from "fast-check";
import { expect, it } from "vitest";
import type { RunRecord } from "../harness/judging/results.js";
import { ctrf } from "./ctrf.js";
import { exchangeLines } from "./exchanges.js";
import { githubLines } from "./github.js";
import { junitXml, resultsJson, summaryMarkdown } from "./index.js";
import { sarif } from "./sarif.js";
import { hostileRun } from "./testing/hostile.js";
import { escapedJson, visible, visibleJson } from "./visible.js";

const unseen = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** The hostile run, with such controls wherever a target's words come to stand. */
function reordering(): RunRecord {
  const { results, exchanges } = hostileRun();
  const turned = (text: string) => `\u202e${text}\u2066\u009b\u007f`;
  const cases = results.cases.map((one) => ({
    ...one,
    reason: turned(one.reason ?? "why"),
    findings: one.findings.map((finding) => ({ ...finding, seen: turned(finding.seen) })),
  }));
  const target = { ...results.target, name: turned("server"), server: turned("Apache") };
  return { results: { ...results, cases, target }, exchanges };
}

it("no text of a target turns the direction of what a reader sees, or holds what nobody sees", () => {
  const { results, exchanges } = reordering();
  const shown = {
    junit: junitXml(results, exchanges),
    summary: summaryMarkdown(results),
    github: githubLines(results).join("\n"),
    // As their viewers show them, read.
    sarif: JSON.stringify(JSON.parse(sarif({ results, exchanges }))),
    ctrf: JSON.stringify(JSON.parse(ctrf(results))),
  };
  for (const [name, text] of Object.entries(shown)) {
    expect(text, name).not.toMatch(unseen);
    expect(text, name).toContain("\\u202E");
    expect(text, name).toMatch(/\\u009B\\+u007F|\ufffd/);
  }
});

it("results.json and exchanges.ndjson hold them in the form of JSON, and read they are what they were", () => {
  const { results, exchanges } = reordering();
  const [json, lines] = [resultsJson(results), [...exchangeLines(exchanges)].join("")];
  for (const text of [json, lines]) expect(text).not.toMatch(unseen);
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(results)));
});

it("property: what is written for programs is read as it was, what is shown has no such control", () => {
  const unit = fc.constantFrom("a", "\\", '"', "\u202e", "\u2066", "\u200f", "\u061c", "\u0085", "\u{1F600}");
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const json = JSON.stringify({ [text]: text });
      expect(JSON.parse(escapedJson(json))).toEqual({ [text]: text });
      expect(JSON.parse(visibleJson(json))).toEqual({ [visible(text)]: visible(text) });
      expect(visible(text)).not.toMatch(unseen);
    }),
  );
});
