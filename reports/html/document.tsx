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

/**
 * The same markup in ASCII. A single other character makes a browser read and hold the whole page as wide characters: ten
 * thousand exchanges then take a fifth more of its time.
 *
 * @param markup well formed, and without raw text such as that of `<style>`, in which references mean nothing
 */
function inAscii(markup: string): string {
  return markup.replace(/\P{ASCII}/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A page in one file. Everything but our own style sheet and script goes through Preact, which escapes it. */
export function htmlDocument({ title, policy, style, code, body }: HtmlDocument): string {
  const markup = (node: VNode) => inAscii(wellFormed(renderToString(node)));
  return [
    `<!doctype html>\n<html lang="en"><head>${markup(<Head title={title} policy={policy} />)}`,
    `<style>${style}</style></head>\n<body>${markup(body)}`,
    code === undefined ? "" : `<script>${code}</script>`,
    "</body></html>\n",
  ].join("");
}
