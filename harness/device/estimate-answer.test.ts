import { describe, expect, it } from "vitest";
import { buildEstimateResponse, type EstimateResponse } from "../eas/index.js";
import { estimateAnswer } from "./estimate-answer.js";
import type { Recorded } from "./recorder.js";
import { recordedDocument, recordedFailure, recordedHttp } from "./testing/recorded.js";

const about = (recorded: Recorded) => estimateAnswer(recorded, "5");
const answer = (response: EstimateResponse) => about(recordedDocument(buildEstimateResponse(response, "14.1")));

describe("estimateAnswer", () => {
  it("gives the number of the Collection asked about", () => {
    const responses = [
      { status: "1", collectionId: "4", estimate: "9" },
      { status: "1", collectionId: "5", estimate: "2" },
    ];
    expect(answer({ responses })).toMatchObject({ status: "1", estimate: 2 });
  });

  it.each([
    ["a refusal of the whole", { status: "4", responses: [] }, "4"],
    ["a refusal of the Collection", { responses: [{ status: "4" }] }, "4"],
    ["a 1 above a refusal", { status: "1", responses: [{ status: "3" }] }, "3"],
    ["a number with a refusal", { responses: [{ status: "4", collectionId: "5", estimate: "2" }] }, "4"],
    ["what is no number", { responses: [{ status: "1", collectionId: "5", estimate: "many" }] }, "1"],
  ])("has no number for %s", (_what, response, status) => {
    expect(answer(response).status).toBe(status);
    expect(answer(response)).not.toHaveProperty("estimate");
  });

  it.each([
    [answer({ status: "4", responses: [] }), true, "Status 4 under GetItemEstimate"],
    [answer({ responses: [{ status: "103" }] }), true, "Status 103 under Response"],
    [about(recordedHttp(400)), true, "HTTP 400"],
    [
      answer({ responses: [{ status: "1", collectionId: "5", estimate: "2" }] }),
      false,
      "Status 1 under Response, with Estimate 2",
    ],
    [about(recordedHttp(200)), false, "HTTP 200 with an empty body"],
    [about(recordedHttp(501)), false, "HTTP 501"],
    [about(recordedFailure({ kind: "timeout", message: "Late." })), false, "no answer: Late"],
  ])("refused: case %#", (one, holds, seen) => {
    expect(one.refused()).toMatchObject({ holds, seen });
  });

  it("is about its figure, and where that is missing about what should hold it", () => {
    expect(answer({ responses: [{ status: "1", collectionId: "5", estimate: "2" }] }).about?.tag).toBe("Estimate");
    expect(answer({ responses: [{ status: "1", collectionId: "5" }] }).about?.tag).toBe("Collection");
    expect(answer({ responses: [{ status: "4" }] }).about?.tag).toBe("Response");
    expect(about(recordedHttp(200)).about).toBeUndefined();
  });

  it("points at the Status that decides", () => {
    expect(answer({ responses: [{ status: "4" }] }).refused().mark?.path).toBe("GetItemEstimate/Response/Status");
  });
});
