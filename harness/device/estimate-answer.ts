import { type EstimateResponse, type Observation, readEstimateResponse } from "../eas/index.js";
import { child, type Element } from "../wbxml/index.js";
import { given } from "./given.js";
import { describeNoDocument, describePlaces, isRefusedByHttp, placedIn, readAnswer, statusPlace } from "./reading.js";
import type { Recorded } from "./recorder.js";
import type { EstimateAnswer } from "./types.js";

/** @param collectionId of the folder that the estimate was asked for */
export function estimateAnswer(recorded: Recorded, collectionId: string): EstimateAnswer {
  const answer = readAnswer(recorded, readEstimateResponse);
  const one = answer.response && responseOf(answer.response, collectionId);
  const places = [
    ...statusPlace(answer.response?.element, "GetItemEstimate"),
    ...statusPlace(one?.element, "GetItemEstimate/Response"),
  ];
  const decisive = places.find(({ code }) => code !== "1") ?? places.at(-1);
  const status = decisive?.code;
  const number = /^\d{1,15}$/.test(one?.estimate ?? "") ? Number(one?.estimate) : undefined;
  const estimate = status === "1" ? number : undefined;
  const seen = (): string => {
    if (answer.response === undefined) return describeNoDocument(answer.exchange);
    const statuses = places.length === 0 ? "a GetItemEstimate document without a Status" : describePlaces(places);
    return one?.estimate === undefined ? statuses : `${statuses}, with Estimate ${one.estimate}`;
  };
  const refused = (): Observation => {
    const byHttp = isRefusedByHttp(answer.exchange);
    const observation = given({
      holds: byHttp || (status !== undefined && status !== "1"),
      expected: "a Status other than 1 under GetItemEstimate or Response",
      seen: seen(),
      mark: decisive?.mark,
      remark: byHttp ? "It is refused by HTTP 400 and not by a Status." : undefined,
    });
    return placedIn(answer.exchange, observation);
  };
  return { ...answer, ...given({ status, estimate, about: figureOf(one?.element) }), refused };
}

/** The element with the figure, else what should hold it. */
function figureOf(response: Element | undefined): Element | undefined {
  const collection = response && child(response, response.page, "Collection");
  return (collection && child(collection, collection.page, "Estimate")) ?? collection ?? response;
}

/** By CollectionId, else the only one: a refusal often comes without a Collection. */
function responseOf({ responses }: EstimateResponse, id: string): EstimateResponse["responses"][number] | undefined {
  return (
    responses.find(({ collectionId }) => collectionId === id) ?? (responses.length === 1 ? responses[0] : undefined)
  );
}
