import { expect, test } from "vitest";
import { explainBreach } from "../harness/judging/words/index.js";
import { keptRow } from "./round-trip.js";
import { runEmbedded } from "./testing/embedded.js";

/** What a mutant breaks in cases of these scenarios, by row and clause. */
async function broken(variant: string, scenarios: readonly string[], full = false) {
  const results = await runEmbedded({ variants: [variant], scenarios, full });
  return results.flatMap(({ id, findings }) =>
    findings.filter(({ outcome }) => outcome === "fail").map((finding) => ({ id, ...finding })),
  );
}

test("an SMS that is acknowledged and lost breaks no row of a value, whatever the value is", async () => {
  const found = await broken("M-add-phoney", ["CHG-06"]);
  expect(found.map(({ id }) => id.replace(/\[.*/, ""))).toEqual(
    expect.arrayContaining([
      "code-page-present",
      "date-absent",
      "empty-elements",
      "flag-on-add",
      "from-absent",
      "from-forms",
      "from-without-name",
      "partial-items",
      "several-recipients",
    ]),
  );
  expect(new Set(found.map(({ requirement, ruling }) => `${requirement} ${ruling}`))).toEqual(
    new Set([`${keptRow} Q42.stored`]),
  );
});

test.each(["M-body-ascii", "M-body-160"])("%s is said to change the text, not to lack it", async (variant) => {
  const found = await broken(variant, ["CHG-06", "OPT-09"]);
  const [first] = found;
  expect(first?.ruling).toBe("Q26.text");
  for (const { requirement, ruling } of found) {
    expect(requirement).toBe("ASMS-2.2.1-1");
    expect(["Q26.text", "Q61.cut"]).toContain(ruling);
    expect(Object.values(explainBreach({ requirement, ruling }) ?? {}).join(" ")).not.toMatch(/container|lacks Type/);
  }
});

test("letters that were replaced are no matter of TruncationSize", async () => {
  const found = await broken("M-body-ascii", ["OPT-09"], true);
  expect(new Set(found.map(({ ruling }) => ruling))).toEqual(new Set(["Q26.text"]));
});

test("a store that cuts texts does not show that earlier sets are still in force; an earlier set does", async () => {
  const replaced = "sticky-new-sets-replace";
  expect((await broken("M-body-160", ["STK-05"])).filter(({ id }) => id === replaced)).toEqual([]);
  expect((await broken("X-sticky-first-sets", ["STK-05"])).map(({ id }) => id)).toContain(replaced);
});
