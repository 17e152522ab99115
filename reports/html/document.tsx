import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

interface HtmlDocument {
  readonly title: string;
  /** Content-Security-Policy; it names the hashes of `style` and `code`. */
  readonly policy: string;
  readonly style: string;
  /** Default: no script. */
  readonly code?: string;
  /** All below `<body>`. */
  readonly body: VNode;
}

function Head({ title, policy }: { readonly title: string; readonly policy: string }): VNode {
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

/**
 * What UTF-8 or HTML has no form for: half a surrogate pair, control characters. In text they are shown by their codes;
 * what is left of them stands in attributes and the title.
 */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}|(?![\t\n])\p{Cc}/gu, "\ufffd");
}

/** A page in one file. Everything but our own style sheet and script goes through Preact, which escapes it. */
export function htmlDocument({ title, policy, style, code, body }: HtmlDocument): string {
  const head = renderToString(<Head title={title} policy={policy} />);
  return [
    `<!doctype html>\n<html lang="en"><head>${wellFormed(head)}<style>${style}</style></head>\n`,
    `<body>${wellFormed(renderToString(body))}${code === undefined ? "" : `<script>${code}</script>`}</body></html>\n`,
  ].join("");
}
