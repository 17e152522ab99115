import type { Requirement } from "./catalogue.js";
import type { LevelByVersion } from "./levels.js";
import { type Clause, governs, type Ruling, type RulingEvidence } from "./rulings.js";

const introduction = `<!-- Generated from vectors/rulings.json and vectors/requirements.json. Change them there, then: npm run docs:rulings -->

# Rulings

[MS-ASMS] v0.1 is silent in places, and contradicts itself in others. A test suite still has to decide what it holds
against a server. Each decision is written down here: the question, the ruling, the texts and tests that it rests on, and
what a breach weighs. A judgement that rests on a ruling names its clause (\`Q9.case\`) in every report.

**What a breach weighs.** *fail*: the target broke the rule. *warn*: a deviation that the text does not clearly forbid.
*inform*: only reported. A dash: not judged at that protocol version.

**How the weights were chosen**

1. What the document states, with or without MUST, is *fail*. What is only derived from it, or only shown by an example,
   is *warn*, unless a breach loses, doubles or falsifies an item, or refuses the document's own example. A ruling that
   says otherwise wins.
2. There are two profiles. \`seed\`, the default, applies the document as given, at every protocol version from 14.0 on, and
   says so where later text changed or withdrew a rule. \`current\` applies the published text of today, version by version.
   Where a ruling tells versions apart in both profiles, the version that the run speaks decides.
3. A case whose preparation the target refuses is *inconclusive*, with the reason. One requirement carries the failure of
   the preparation itself.
4. That something was not sent counts only with a positive control in the same run.
5. 16.0 and 16.1 came after the document: results there are marked as beyond the seed ([Q41](#q41)).
`;

/** The page docs/rulings.md: every ruling with its clauses, its evidence and the rows it governs, then these rows. */
export function rulingsPage(rulings: readonly Ruling[], rows: readonly Requirement[]): string {
  const governed = rows.filter(({ id }) => rulings.some((ruling) => governs(ruling, id)));
  return [
    introduction,
    "## Questions\n",
    ...rulings.map(({ id, question }) => `- [${id}](#${anchor(id)}) ${escaped(question)}`),
    "",
    ...rulings.map((ruling) => section(ruling, rows)),
    rowTable(governed),
  ].join("\n");
}

function section(ruling: Ruling, rows: readonly Requirement[]): string {
  const { id, question, clauses, evidence } = ruling;
  return `<a id="${anchor(id)}"></a>

## ${id}. ${escaped(question)}

${escaped(ruling.ruling)}

| clause | expected | seed | current |
|---|---|---|---|
${clauses.map(clauseLine).join("\n")}
${clauses.map(unnamedLine).join("")}
Evidence:

${evidence.map(evidenceLine).join("\n")}

Rows: ${rowLinks(rows.filter((row) => governs(ruling, row.id)))}
`;
}

function clauseLine({ id, text, levels }: Clause): string {
  return `| \`${id}\` | ${escaped(text)} | ${levelWords(levels.seed)} | ${levelWords(levels.current)} |`;
}

function unnamedLine({ id, unnamed }: Clause): string {
  return unnamed === undefined ? "" : `\nNo check names \`${id}\`. ${escaped(unnamed)}\n`;
}

function evidenceLine({ source, says, url }: RulingEvidence): string {
  const name = escaped(source);
  return `- ${url === undefined ? name : `<a href="${url}">${name}</a>`}: ${escaped(says)}`;
}

/** One word, or runs of versions that share one: "14.0: warn; 14.1 to 16.1: fail". */
export function levelWords(level: LevelByVersion): string {
  if (typeof level === "string") return level;
  const runs: { readonly first: string; last: string; readonly word: string }[] = [];
  for (const [version, word] of Object.entries(level).sort(([a], [b]) => Number(a) - Number(b))) {
    const run = runs.at(-1);
    if (run?.word === word) run.last = version;
    else runs.push({ first: version, last: version, word });
  }
  return runs
    .map(({ first, last, word }) => {
      const versions = first === last ? first : `${first} to ${last}`;
      return `${versions}: ${word === "none" ? "–" : word}`;
    })
    .join("; ");
}

/** Links by section: "3.2.5.1: 4, 5". */
function rowLinks(rows: readonly Requirement[]): string {
  const bySection = new Map<string, string[]>();
  for (const { id, section: name } of rows) {
    const link = `[${id.slice(id.lastIndexOf("-") + 1)}](#${anchor(id)})`;
    bySection.set(name, [...(bySection.get(name) ?? []), link]);
  }
  return [...bySection].map(([name, links]) => `ASMS-${name}: ${links.join(", ")}`).join(" · ");
}

function rowTable(rows: readonly Requirement[]): string {
  const lines = rows.map(({ id, level, summary, profiles, rulings }) => {
    const links = rulings.map((ruling) => `[${ruling}](#${anchor(ruling)})`).join(" ");
    const weights = [levelWords(profiles.seed), levelWords(profiles.current)].join(" | ");
    return `| <a id="${anchor(id)}"></a>${id} | ${level} | ${escaped(summary)} | ${weights} | ${links} |`;
  });
  return `## Rows

The rows of the catalogue that a ruling speaks of. Their own weight counts where a check names no clause.

| row | level | statement | seed | current | rulings |
|---|---|---|---|---|---|
${lines.join("\n")}
`;
}

function anchor(id: string): string {
  return id.toLowerCase();
}

/** Text that Markdown would take for markup of its own. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|]/g, "\\$&");
}
