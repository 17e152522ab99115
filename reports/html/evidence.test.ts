import { expect, it } from "vitest";
import { findingGroups } from "../findings.js";
import { ofSms, twoCounterexamplesRun } from "../testing/drawn.js";
import { markAt } from "../testing/exchange-builder.js";
import { makeResults, sampleRun } from "../testing/sample.js";
import { makeCase, makeFinding } from "../testing/sample-cases.js";
import { roundTrip, threeOptions } from "../testing/sample-exchanges.js";
import { chooseEvidence } from "./evidence.js";

const { exchanges } = sampleRun();
const ids = exchanges.map(({ id }) => id);
const path = "Sync/Collections/Collection/Commands/Add";
const [marked] = roundTrip.slice(-1);
if (marked === undefined) throw new Error("the sample has changed");
const mark = markAt(marked, "response", path);

function cardOf(kind: "case" | "monitor") {
  const finding = makeFinding({
    requirement: "ASMS-1.3-1",
    outcome: "fail",
    exchanges: ids,
    mark,
  });
  const judged = makeCase({ id: "x", section: "1.3", purpose: "x", kind, findings: [finding], exchanges: ids });
  const groups = findingGroups(makeResults([judged]), "fail");
  const { cards } = chooseEvidence({ results: makeResults([judged]), exchanges }, groups);
  return [...cards.values()][0]?.judged ?? [];
}

it.each([
  ["case", 3],
  ["monitor", 1],
] as const)("a %s shows the exchange that has the marked element in just these bytes, and %i at most", (kind, most) => {
  const judged = cardOf(kind);
  expect(judged.length).toBe(most);
  expect(judged.filter(({ mark }) => mark !== undefined).map(({ exchange }) => exchange.id)).toEqual([marked.id]);
});

it("what came before a drawn input's failure is of the same input, not of one that was tried before it", () => {
  const record = twoCounterexamplesRun();
  const groups = findingGroups(record.results, "fail");
  const card = chooseEvidence(record, groups).cards.get(`fail-${ofSms.requirement}-1`);
  expect(card?.earlier.map(({ id }) => id)).toEqual([threeOptions[0]?.id]);
  expect(card?.earlierLeftOut).toBe(0);
});
