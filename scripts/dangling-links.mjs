// Finds relative links of Markdown pages that lead nowhere: pages are read in the packed tarball too, where less lies beside them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Targets of inline links and images, of reference definitions, and of HTML's href and src. Code is no prose. */
export function linkTargets(markdown) {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");
  const inline = [...prose.matchAll(/\]\(\s*(?:<([^>]*)>|([^)\s]+))[^)]*\)/g)].map((match) => match[1] ?? match[2]);
  const references = [...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*(?:<([^>]*)>|(\S+))/gm)].map(
    (match) => match[1] ?? match[2],
  );
  const html = [...prose.matchAll(/\b(?:href|src)="([^"]*)"/g)].map((match) => match[1]);
  return [...inline, ...references, ...html];
}

/** A place outside the folder does not count: nothing of it is in the package. */
function leadsNowhere(target, page, root) {
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^#/i.test(target)) return false;
  const [path = ""] = target.split(/[?#]/, 1);
  const place = resolve(dirname(page), decodeURIComponent(path));
  return relative(root, place).split(sep)[0] === ".." || !existsSync(place);
}

/**
 * @param {string} root folder of a package; what is installed below it in node_modules is not looked at
 * @returns {string[]} "docs/a.md → b.md" for each relative link that leads to no file or folder inside it
 */
export function danglingLinks(root) {
  const pages = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.split(sep).includes("node_modules"))
    .map((name) => join(root, name));
  return pages.flatMap((page) =>
    linkTargets(readFileSync(page, "utf8"))
      .filter((target) => leadsNowhere(target, page, root))
      .map((target) => `${relative(root, page).split(sep).join("/")} → ${target}`),
  );
}
