import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

// The page's own style and script. They stand in the page, and its policy names them by their hashes: nothing else is
// applied or run, whatever a target manages to get into it.

/** In this order: the later ones override. */
const sheets = ["page", "first", "tables", "stacked", "cards", "waiting", "evidence", "diagrams", "media", "print"];

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/**
 * Text of the `<style>` element.
 *
 * @param more sheets of a page of another kind
 */
export function styleSheet(more: readonly string[] = []): string {
  return [...sheets, ...more].map((name) => read(`./style/${name}.css`)).join("\n");
}

/** Text of the `<script>` element. */
export function script(): string {
  return read("./script/page.js");
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

/** Content-Security-Policy of a page that holds exactly this style and this script, or none. */
export function policy(style: string, code?: string): string {
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    ...(code === undefined ? [] : [`script-src ${hash(code)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
