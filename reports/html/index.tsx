import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { RunRecord } from "../../harness/judging/results.js";
import { shortened } from "../shortened.js";
import { policy, script, styleSheet } from "./assets.js";
import type { RulingTexts } from "./closing.js";
import type { Explain } from "./meaning.js";
import { Page } from "./page.js";
import { plain } from "./text.js";

export type { RulingText, RulingTexts } from "./closing.js";
export type { Consequence, Explain } from "./meaning.js";

/** Wording that the page takes from the catalogue's data; what is missing is left out or shown by its id. */
export interface PageTexts {
  /** Clauses that findings name. */
  readonly rulings?: RulingTexts;
  /** What a breach of a requirement means and where it comes from. */
  readonly explain?: Explain;
}

function Head({ title, policy: content }: { readonly title: string; readonly policy: string }): VNode {
  return (
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={content} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>{title}</title>
    </>
  );
}

/**
 * What UTF-8 or HTML has no form for: half a surrogate pair, control characters. In text they are shown by their codes;
 * what is left of them stands in attributes and the title.
 */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}|(?![\t\n])\p{Cc}/gu, "\ufffd");
}

/** report.html: the whole report in one file that asks the network for nothing and can be read without its script. */
export function reportHtml(record: RunRecord, { rulings, explain }: PageTexts = {}): string {
  const title = `[MS-ASMS] conformance report: ${plain(shortened(record.results.target.name, 120).text)}`;
  const style = `\n${styleSheet()}`;
  const code = `\n${script()}`;
  // Everything but our own style sheet and script goes through Preact, which escapes it.
  const head = renderToString(<Head title={title} policy={policy(style, code)} />);
  const body = renderToString(
    <Page record={record} rulings={rulings ?? new Map()} explain={explain ?? (() => undefined)} />,
  );
  return [
    `<!doctype html>\n<html lang="en"><head>${head}<style>${style}</style></head>\n`,
    `<body>${wellFormed(body)}<script>${code}</script></body></html>\n`,
  ].join("");
}
