import type { VNode } from "preact";
import { shortened } from "../shortened.js";
import { scrolls } from "./scrolls.js";
import { plain } from "./text.js";

const width = 900;
const left = 60;
const right = width - 60;
const top = 34;
const rowHeight = 44;
const mostLabel = 140;
const mostTitle = 1_000;
/** A label stops short of the server's line; in a wide typeface a letter is about this wide. */
const letter = 5.8;
const boldLetter = 6.6;

/** One step of a course: somebody asks the server, and it answers. */
export interface LadderStep {
  readonly actor: string;
  readonly asked: string;
  readonly answered: string;
  /** No answer came, or it never arrived. */
  readonly lost: boolean;
  /** What the judgement rests on. */
  readonly judged: boolean;
}

/** As much as there is room for; whoever points at it is shown the rest. */
function label(text: string, room: number, wide = letter): VNode {
  const most = Math.min(mostLabel, Math.max(12, Math.floor(room / wide)));
  const whole = plain(text);
  const { text: kept, rest } = shortened(whole, most);
  if (rest === 0) return <>{kept}</>;
  return (
    <>
      <title>{shortened(whole, mostTitle).text}</title>
      {kept} …
    </>
  );
}

function xOfActors(actors: readonly string[]): ReadonlyMap<string, number> {
  // Half of the width at most: the labels need the rest.
  const gap = Math.min(110, (right - left) / 2 / Math.max(1, actors.length));
  return new Map(actors.map((name, index) => [name, left + index * gap]));
}

function Step({ step, x, y }: { readonly step: LadderStep; readonly x: number; readonly y: number }): VNode {
  const back = y + 19;
  const room = right - x - 24;
  return (
    <g class={step.judged ? "judged-step" : undefined}>
      {step.judged && <rect x={0} y={y - 17} width={width} height={rowHeight - 1} class="judged-row" />}
      <text x={x + 14} y={y - 4}>
        {label(step.judged ? `► ${step.asked}` : step.asked, room)}
      </text>
      <text x={x + 14} y={back - 4} class="answered">
        {label(step.answered, room, step.judged ? boldLetter : letter)}
      </text>
      <line x1={x} y1={y} x2={right - 2} y2={y} marker-end="url(#arrow)" />
      <line
        x1={right}
        y1={back}
        x2={x + 2}
        y2={back}
        marker-end={step.lost ? undefined : "url(#arrow)"}
        class={step.lost ? "lost" : undefined}
      />
    </g>
  );
}

interface DiagramProps {
  readonly steps: readonly LadderStep[];
  /** What it shows, for whoever hears the page; the steps are told there in words elsewhere. */
  readonly label: string;
}

/** A ladder diagram: the actors from the left, the server at the right, time downwards. */
export function LadderDiagram({ steps, label: name }: DiagramProps): VNode {
  const xOf = xOfActors([...new Set(steps.map(({ actor }) => actor))]);
  const height = top + steps.length * rowHeight + 8;
  return (
    <section class="wide ladder-box" {...scrolls(name)}>
      <svg class="ladder" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
        {[...xOf, ["server", right] as const].map(([actor, x]) => (
          <g>
            <line x1={x} y1={top - 8} x2={x} y2={height} class="lifeline" />
            <text x={x} y={16} text-anchor="middle" class="lifeline-name">
              {label(actor, 16 * letter)}
            </text>
          </g>
        ))}
        {steps.map((step, index) => (
          <Step step={step} x={xOf.get(step.actor) ?? left} y={top + 18 + index * rowHeight} />
        ))}
      </svg>
    </section>
  );
}
