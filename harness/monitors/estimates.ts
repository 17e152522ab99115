import { type Exchange, type OptionSet, readEstimateRequest, readEstimateResponse } from "../eas/index.js";
import type { Element } from "../wbxml/index.js";
import type { Monitor, MonitorObservation } from "./monitor.js";
import { broken, held } from "./observe.js";
import { type SyncStep, syncSteps } from "./sync-steps.js";

const requirement = "ASMS-3.2.5.2-1";
const expected = "as many changes come as were estimated";

/**
 * Estimates against what comes from the same SyncKey, with the same sets, right after ([MS-ASMS] 3.2.5.2, ruling Q30). SoftDeletes
 * may be counted or not. More than was estimated may have been added meanwhile; fewer is a deviation.
 */
export const estimates: Monitor = {
  id: "ORC-EST",
  section: "3.2.5.2",
  purpose: "What was estimated comes when the client synchronises with the same sets right after",
  requirements: [requirement],
  judges: "server",
  needs: ["estimate"],
  *observe(session) {
    const steps = syncSteps(session);
    for (const [index, exchange] of session.exchanges.entries()) {
      const estimate = readEstimate(exchange);
      if (estimate === undefined) continue;
      const next = session.exchanges.slice(index + 1).find(({ command }) => command === "Sync");
      const first = steps.findIndex(
        (step) => step.exchange === next && step.collectionId === estimate.collectionId && isAnswerTo(step, estimate),
      );
      if (first >= 0) yield* compare(exchange, estimate, steps.slice(first));
    }
  },
};

interface Estimated {
  readonly collectionId: string;
  readonly syncKey: string;
  readonly options: readonly OptionSet[];
  readonly count: number;
  /** Response: what was estimated. */
  readonly element: Element | undefined;
}

/** An estimate of one Collection with sets of its own, answered by a number. */
function readEstimate({ command, request, response }: Exchange): Estimated | undefined {
  if (command !== "GetItemEstimate" || request.document === undefined || response?.document === undefined) return;
  const [asked, ...others] = readEstimateRequest(request.document)?.collections ?? [];
  const [answer] = readEstimateResponse(response.document)?.responses ?? [];
  if (asked?.options === undefined || others.length > 0 || answer?.status !== "1") return;
  if (!/^\d+$/.test(answer.estimate ?? "")) return;
  const { collectionId, syncKey, options } = asked;
  return { collectionId, syncKey, options, count: Number(answer.estimate), element: answer.element };
}

function isAnswerTo({ request, sets, succeeded }: SyncStep, { syncKey, options }: Estimated): boolean {
  if (!succeeded || request?.syncKey !== syncKey || (request.commands ?? []).length > 0) return false;
  return sets.kind === "sent" && viewOf(sets.options) === viewOf(options);
}

/** Which items the sets ask for, whatever their order. */
function viewOf(options: readonly OptionSet[]): string {
  return JSON.stringify(options.map((set) => `${set.class ?? "Email"} ${set.filterType ?? "0"}`).sort());
}

/** All answers up to the first without MoreAvailable. With a command or other sets among them nothing can be said. */
function* compare(exchange: Exchange, estimate: Estimated, steps: readonly SyncStep[]): Iterable<MonitorObservation> {
  const own = steps.filter(({ collectionId }) => collectionId === estimate.collectionId);
  const last = own.findIndex(({ response }) => !response.moreAvailable);
  const run = own.slice(0, last + 1);
  const sameSets = run.every(
    ({ request, sets, succeeded }) =>
      succeeded &&
      (request?.commands ?? []).length === 0 &&
      sets.kind === "sent" &&
      viewOf(sets.options) === viewOf(estimate.options),
  );
  if (last < 0 || !sameSets) return;
  const came = run.flatMap(({ response }) => response.commands).length;
  const seen = `${estimate.count} were estimated and ${came} came`;
  yield {
    requirement,
    exchange,
    observation:
      came >= estimate.count
        ? held(expected, "they do")
        : broken(expected, seen, { about: estimate.element, within: ["Collection", "Estimate"] }),
    ruling: "Q30.exact",
  };
}
