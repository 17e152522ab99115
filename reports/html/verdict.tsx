import type { VNode } from "preact";
import type { Finding, RequirementResult, RunResults, Verdict } from "../../harness/judging/results.js";

/** Everything that a mark stands for: verdicts of cases and requirements, outcomes of findings. */
export type Mark = Verdict | RequirementResult["verdict"] | Finding["outcome"];

/** Class of a mark: the verdict without its space. */
export function markClass(mark: Mark): string {
  return `v-${mark.replace(" ", "-")}`;
}

/** The mark of a whole run. */
export function markOfRun({ conformant, exitCode }: Pick<RunResults["summary"], "conformant" | "exitCode">): Mark {
  if (conformant) return "pass";
  if (exitCode === 1) return "fail";
  return exitCode === 4 ? "error" : "inconclusive";
}

/** Shape beside colour beside word: each alone tells the verdicts apart. */
export function VerdictMark({ mark, word = mark }: { readonly mark: Mark; readonly word?: string }): VNode {
  return (
    <span class={`mark ${markClass(mark)}`}>
      <Shape mark={mark} />
      <span>{word}</span>
    </span>
  );
}

/** The shape alone; decoration for whoever hears the page. */
export function Shape({ mark }: { readonly mark: Mark }): VNode {
  return (
    <svg class={`shape ${markClass(mark)}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <use href={`#shape-${mark.replace(" ", "-")}`} />
    </svg>
  );
}

const outline = { fill: "none", stroke: "currentColor", "stroke-width": "1.6" };
const cut = { fill: "none", stroke: "var(--paper)", "stroke-width": "1.8", "stroke-linecap": "round" } as const;

const drawings: Readonly<Record<Mark, VNode>> = {
  pass: (
    <g>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3l2.2 2.3 4.2-4.9" {...cut} />
    </g>
  ),
  fail: (
    <g>
      <rect x="1" y="1" width="14" height="14" fill="currentColor" />
      <path d="M5 5l6 6M11 5l-6 6" {...cut} />
    </g>
  ),
  warn: (
    <g>
      <path d="M8 1l7.4 13.5H.6z" fill="currentColor" />
      <path d="M8 6v4M8 12.2v.1" {...cut} />
    </g>
  ),
  inform: (
    <g>
      <circle cx="8" cy="8" r="6.7" {...outline} />
      <path d="M8 7.3v4M8 4.6v.1" {...outline} stroke-linecap="round" />
    </g>
  ),
  inconclusive: (
    <g>
      <circle cx="8" cy="8" r="6.7" {...outline} />
      <path d="M8 1.3a6.7 6.7 0 0 0 0 13.4z" fill="currentColor" />
    </g>
  ),
  "not applicable": (
    <g>
      <circle cx="8" cy="8" r="6.7" {...outline} />
      <path d="M4.8 8h6.4" {...outline} />
    </g>
  ),
  error: (
    <g>
      <path d="M8 0l8 8-8 8-8-8z" fill="currentColor" />
      <path d="M8 4.6v4M8 11.2v.1" {...cut} />
    </g>
  ),
  untested: <circle cx="8" cy="8" r="6.7" {...outline} stroke-dasharray="2.4 2" />,
  untestable: (
    <g>
      <circle cx="8" cy="8" r="6.7" {...outline} />
      <path d="M3.4 12.6l9.2-9.2" {...outline} />
    </g>
  ),
  client: <path d="M4.5 1.2h7v13.6h-7zM7 12.3h2" {...outline} />,
};

/** Is there a mark for this word? */
export function isMark(word: string): word is Mark {
  return Object.hasOwn(drawings, word);
}

/** The drawings that the marks and diagrams of the page refer to. */
export function Shapes(): VNode {
  return (
    <svg class="shapes" aria-hidden="true" focusable="false">
      {Object.entries(drawings).map(([mark, drawing]) => (
        <symbol id={`shape-${mark.replace(" ", "-")}`} viewBox="0 0 16 16">
          {drawing}
        </symbol>
      ))}
      <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path d="M0 .5l8 3.5-8 3.5z" fill="context-stroke" />
      </marker>
    </svg>
  );
}
