import type { RunRecord } from "../../harness/judging/results.js";
import { shortened } from "../shortened.js";
import { policy, script, styleSheet } from "./assets.js";
import type { RulingTexts } from "./closing.js";
import { htmlDocument } from "./document.js";
import { noWords, type PageWords } from "./meaning.js";
import { Page } from "./page.js";
import { plain } from "./text.js";

export type { RulingText, RulingTexts } from "./closing.js";
export type { Consequence, NamedText, PageWords } from "./meaning.js";

/** Wording that the page takes from the catalogue's data; what is missing is left out or shown by its id. */
export interface PageTexts {
  /** Clauses that findings name. */
  readonly rulings?: RulingTexts;
  /** What requirements, breaches and statuses mean. */
  readonly words?: PageWords;
}

/** report.html: the whole report in one file that asks the network for nothing and can be read without its script. */
export function reportHtml(record: RunRecord, { rulings, words }: PageTexts = {}): string {
  const title = `[MS-ASMS] conformance report: ${plain(shortened(record.results.target.name, 120).text)}`;
  const style = `\n${styleSheet()}`;
  const code = `\n${script()}`;
  return htmlDocument({
    title,
    policy: policy(style, code),
    style,
    code,
    body: <Page record={record} rulings={rulings ?? new Map()} words={words ?? noWords} />,
  });
}
