/** Targets of a page's links and images, code left out. */
export function linkTargets(markdown: string): string[];
/** "docs/a.md → b.md" for each relative link in a Markdown page below `root` that leads to nothing inside it. */
export function danglingLinks(root: string): string[];
