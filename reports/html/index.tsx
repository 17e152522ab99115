import { readFileSync } from "node:fs";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { RunRecord } from "../../harness/judging/results.js";
import { shortened } from "../shortened.js";
import type { RulingTexts } from "./closing.js";
import { Page } from "./page.js";
import { plain } from "./text.js";

export type { RulingText, RulingTexts } from "./closing.js";

/** The page may load nothing from anywhere and run nothing; its style stands in it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function Head({ title }: { readonly title: string }): VNode {
  return (
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>{title}</title>
    </>
  );
}

/** In this order: the later ones override. */
const sheets = ["page", "tables", "cards", "media", "print"];

function styleSheet(): string {
  return sheets.map((name) => readFileSync(new URL(`./style/${name}.css`, import.meta.url), "utf8")).join("\n");
}

/**
 * What UTF-8 or HTML has no form for: half a surrogate pair, control characters. In text they are shown by their codes;
 * what is left of them stands in attributes and the title.
 */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}|(?![\t\n])\p{Cc}/gu, "\ufffd");
}

/**
 * report.html: the whole report in one file that asks the network for nothing and needs no script.
 *
 * @param rulings wording of the clauses that findings name; a clause without wording is shown by its id.
 */
export function reportHtml(record: RunRecord, rulings: RulingTexts = new Map()): string {
  const title = `[MS-ASMS] conformance report: ${plain(shortened(record.results.target.name, 120).text)}`;
  // Everything but our own style sheet goes through Preact, which escapes it.
  const head = renderToString(<Head title={title} />);
  const body = renderToString(<Page record={record} rulings={rulings} />);
  const html = `<!doctype html>\n<html lang="en"><head>${head}<style>\n${styleSheet()}</style></head>\n<body>${body}</body></html>\n`;
  return wellFormed(html);
}
