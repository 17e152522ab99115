import { expect, it } from "vitest";
import { headline } from "./headline.js";
import { richRun } from "./testing/rich.js";
import { emptyRun, makeResults } from "./testing/sample.js";

it("counts what failed among what the run could judge of a server", () => {
  const { results } = richRun();
  const judged = results.requirements.filter(({ verdict }) => ["pass", "fail", "warn", "inform"].includes(verdict));
  const failed = judged.filter(({ verdict }) => verdict === "fail").length;
  const clients = judged.filter(({ actor }) => actor === "client").length;
  expect(headline(results)).toBe(
    `Not conformant: ${failed} of ${judged.length - clients} server requirements failed; SMS is accepted but filed as e-mail.`,
  );
});

it("leaves every other verdict in the words of the run", () => {
  expect(headline(emptyRun().results)).toBe("No verdict: the target could not be reached (connection refused).");
  expect(headline(makeResults([]))).toBe("Conformant: nothing that was judged failed.");
});
