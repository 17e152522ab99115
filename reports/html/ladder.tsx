import type { VNode } from "preact";
import type { Exchange } from "../../harness/eas/index.js";
import { requestGist, responseGist } from "../gist.js";
import { shortened } from "../shortened.js";
import { plural } from "./format.js";
import { scrolls } from "./scrolls.js";
import { plain } from "./text.js";

const width = 900;
const left = 60;
const right = width - 60;
const top = 34;
const rowHeight = 46;
const mostLabel = 90;

function label(text: string): string {
  const { text: kept, rest } = shortened(plain(text), mostLabel);
  return rest > 0 ? `${kept} …` : kept;
}

interface Lifeline {
  readonly name: string;
  readonly x: number;
}

/** The devices from the left, the server at the right. */
function lifelinesOf(exchanges: readonly Exchange[]): Lifeline[] {
  const devices = [...new Set(exchanges.map(({ device }) => device))];
  // Half of the width at most: the labels need the rest.
  const gap = Math.min(110, (right - left) / 2 / devices.length);
  return [...devices.map((name, index) => ({ name, x: left + index * gap })), { name: "server", x: right }];
}

interface StepProps {
  readonly exchange: Exchange;
  readonly x: number;
  readonly y: number;
  readonly judged: boolean;
}

function Step({ exchange, x, y, judged }: StepProps): VNode {
  const { command, response } = exchange;
  const gist = requestGist(exchange);
  const back = y + 20;
  return (
    <g class={judged ? "judged-step" : undefined}>
      {judged && <rect x={0} y={y - 16} width={width} height={rowHeight - 2} class="judged-row" />}
      <line x1={x} y1={y} x2={right - 2} y2={y} marker-end="url(#arrow)" />
      <text x={x + 14} y={y - 4}>
        {label(gist === "" ? command : `${command}: ${gist}`)}
      </text>
      <line
        x1={right}
        y1={back}
        x2={x + 2}
        y2={back}
        marker-end={response === undefined ? undefined : "url(#arrow)"}
        class={response === undefined || exchange.lost === true ? "lost" : undefined}
      />
      <text x={x + 14} y={back - 4}>
        {label(exchange.lost === true ? `${responseGist(exchange)} (lost on the way)` : responseGist(exchange))}
      </text>
    </g>
  );
}

interface LadderProps {
  readonly exchanges: readonly Exchange[];
  /** Ids of those that the judgement rests on. */
  readonly judged: ReadonlySet<string>;
}

/** The course of a case as a ladder diagram: devices, server, requests, answers. The list below it says the same. */
export function Ladder({ exchanges, judged }: LadderProps): VNode {
  const lifelines = lifelinesOf(exchanges);
  const height = top + exchanges.length * rowHeight + 8;
  const xOf = new Map(lifelines.map(({ name, x }) => [name, x]));
  const names = lifelines.map(({ name }) => name).join(", ");
  return (
    <div class="wide" {...scrolls("Ladder diagram")}>
      <svg
        class="ladder"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Ladder diagram: ${plural(exchanges.length, "exchange")} between ${names}`}
      >
        {lifelines.map(({ name, x }) => (
          <g>
            <line x1={x} y1={top - 8} x2={x} y2={height} class="lifeline" />
            <text x={x} y={16} text-anchor="middle" class="lifeline-name">
              {label(name)}
            </text>
          </g>
        ))}
        {exchanges.map((exchange, index) => (
          <Step
            exchange={exchange}
            x={xOf.get(exchange.device) ?? left}
            y={top + 18 + index * rowHeight}
            judged={judged.has(exchange.id)}
          />
        ))}
      </svg>
    </div>
  );
}
