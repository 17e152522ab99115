import type { VNode } from "preact";
import type { Exchange } from "../../harness/eas/index.js";
import { requestGist, responseGist } from "../gist.js";
import { LadderDiagram, type LadderStep } from "./diagram.js";
import { plural } from "./format.js";

function stepOf(exchange: Exchange, judged: boolean): LadderStep {
  const { command, device, response } = exchange;
  const gist = requestGist(exchange);
  const lost = exchange.lost === true;
  return {
    actor: device.length === 1 ? `device ${device}` : device,
    asked: gist === "" ? command : `${command}: ${gist}`,
    answered: lost ? `${responseGist(exchange)} (lost on the way)` : responseGist(exchange),
    lost: lost || response === undefined,
    judged,
  };
}

interface LadderProps {
  readonly exchanges: readonly Exchange[];
  /** Ids of those that the judgement rests on. */
  readonly judged: ReadonlySet<string>;
}

/** The course of a case as a ladder diagram: devices, server, requests, answers. The list below it says the same. */
export function Ladder({ exchanges, judged }: LadderProps): VNode {
  const steps = exchanges.map((exchange) => stepOf(exchange, judged.has(exchange.id)));
  const names = [...new Set(steps.map(({ actor }) => actor)), "server"].join(", ");
  return <LadderDiagram steps={steps} label={`Ladder diagram: ${plural(steps.length, "exchange")} between ${names}`} />;
}
