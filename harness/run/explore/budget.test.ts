import fc from "fast-check";
import { expect, test } from "vitest";
import { budgetOf, endOf } from "./budget.js";
import { Pace } from "./pace.js";

let runs = 0;

/** A budget under a clock of its own. */
function budget(budgetMs: number, effort: number, { answerMs = 30_000, afterSections = false } = {}) {
  const clock = { now: 0 };
  runs += 1;
  const made = budgetOf({
    plan: { budgetMs, ...(afterSections ? {} : { startedAt: 0 }) },
    run: `run ${runs}`,
    effort,
    answerMs,
    now: () => clock.now,
  });
  if (made === undefined) throw new Error("no budget");
  return { clock, budget: made };
}

test("without a budget there is none", () => {
  expect(budgetOf({ plan: {}, run: "none", effort: 3, answerMs: 1 })).toBeUndefined();
});

test("what was used before counts, and what one case leaves the others have", () => {
  const { clock, budget: made } = budget(90_000, 3);
  clock.now = 15_000;
  made.begin(1);
  expect(made.share()).toMatchObject({ softMs: 25_000 });
  expect(made.words).toBe(
    "The budget of 90 s is for the run: 15 s of it were used before this case, since the start of the run.",
  );
  clock.now = 20_000;
  made.begin(1);
  expect(made.share()).toMatchObject({ softMs: 35_000 });
});

test("what one case leaves is shared by effort", () => {
  const { budget: made } = budget(60_000, 6);
  made.begin(3);
  expect(made.share().softMs).toBe(30_000);
  made.begin(2);
  expect(made.share().softMs).toBe(40_000);
});

test("beside cases by section it runs from the first case that draws", () => {
  const { clock, budget: made } = budget(60_000, 1, { afterSections: true });
  clock.now = 500_000;
  made.begin(1);
  expect(made.share().softMs).toBe(60_000);
});

test("property: whatever the cases do, every one has a share, and the run ends at most one answer after the budget", () => {
  const overruns = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(overruns, fc.integer({ min: 1, max: 60_000 }), (used, answerMs) => {
      const { clock, budget: made } = budget(90_000, used.length, { answerMs });
      for (const part of used) {
        made.begin(1);
        const { softMs, hardMs } = made.share();
        expect(softMs).toBeGreaterThan(0);
        // Each goes on for as long as it may, or less.
        clock.now += part * hardMs;
      }
      expect(clock.now).toBeLessThanOrEqual(90_000 + answerMs);
    }),
  );
});

test("a budget that was used up before a case leaves it nothing", () => {
  const { clock, budget: made } = budget(10_000, 1, { answerMs: 0 });
  clock.now = 12_000;
  made.begin(1);
  expect(made.share()).toEqual({ softMs: 0, hardMs: 0 });
});

test("nothing new is drawn when what was found could not be made small any more", () => {
  const clock = { now: 0 };
  const pace = new Pace({ softMs: 60_000, hardMs: 90_000 }, () => clock.now);
  expect(pace.mayExplore(0)).toBe(true);
  clock.now = 2000;
  pace.took(2000);
  // Ten tries of two seconds for each that waits.
  expect([0, 1, 2, 3].map((waiting) => pace.mayExplore(waiting))).toEqual([true, true, true, false]);
  clock.now = 46_000;
  expect(pace.mayExplore(0)).toBe(false);
  expect(pace.mayShrink(0)).toBe(true);
  // Seven that are to be tried once more need what is left.
  expect([6, 7].map((repeats) => pace.mayShrink(repeats))).toEqual([true, false]);
  clock.now = 60_000;
  expect(pace.mayShrink(0)).toBe(false);
});

test("a budget of many weeks is taken, and nothing ends at once for it", async () => {
  const { budget: made } = budget(1200 * 3_600_000, 1);
  made.begin(1);
  const end = endOf(made.share());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(end.aborted).toBe(false);
});
