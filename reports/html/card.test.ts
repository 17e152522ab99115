import { expect, it } from "vitest";
import { makeResults, sampleRun } from "../testing/sample.js";
import { makeCase, makeFinding } from "../testing/sample-cases.js";
import { textIn } from "../testing/text-in.js";
import { reportHtml } from "./index.js";

it("says of a marked element of how many it is one", () => {
  const mark = { side: "response", start: 23, end: 42, path: "Sync/Collections/Collection/Commands/Delete" } as const;
  const cardOf = (of: { readonly of?: number }) => {
    const [exchange] = sampleRun().exchanges;
    const exchanges = exchange === undefined ? [] : [exchange];
    const ids = exchanges.map(({ id }) => id);
    const finding = makeFinding({
      requirement: "ASMS-3.2.5.1-5",
      outcome: "fail",
      exchanges: ids,
      mark: { exchange: ids[0] ?? "", ...mark, ...of },
    });
    const failed = makeCase({
      id: "drop",
      purpose: "It is told",
      section: "3.1.4.1.1.1",
      verdict: "fail",
      exchanges: ids,
      findings: [finding],
    });
    return textIn(reportHtml({ results: makeResults([failed]), exchanges }));
  };
  expect(cardOf({ of: 3 })).toContain("bytes 23 to 41; it is one of 3 that are wrong alike, and it alone is marked");
  expect(cardOf({})).not.toContain("wrong alike");
});
