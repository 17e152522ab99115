import { expect, it } from "vitest";
import { element } from "../../harness/wbxml/index.js";
import { makeExchange } from "../testing/exchange-builder.js";
import { whyUnmarked } from "./unmarked.js";

const gone = makeExchange({ id: "a", command: "Sync", failure: { kind: "closed", message: "closed" } });
const empty = makeExchange({ id: "b", command: "Sync", response: null });
const full = makeExchange({ id: "c", command: "Sync", response: element(0, "Sync", element(0, "Status", "1")) });

it.each([
  ["no answer came", [gone]],
  ["the body of the answer is empty", [gone, empty]],
  ["something did not come", [empty, full]],
] as const)("a card without a mark says: %s", (words, exchanges) => {
  expect(whyUnmarked(exchanges.map((exchange) => ({ exchange })))).toContain(words);
});
