import { expect, test } from "vitest";
import type { ModelMatrix, ModelRow } from "../run/mutation/model-matrix.js";
import { modelMatrixExitCode, modelMatrixText } from "./model-matrix-text.js";

function row(id: string, changes: Partial<ModelRow> = {}): ModelRow {
  return {
    id,
    kind: id.startsWith("M-") ? "mutant" : "lawful",
    detectedAfter: id.startsWith("M-") ? [2, 1, 9] : [undefined, undefined, undefined],
    seenBy: id.startsWith("M-") ? ["model", "both", "model"] : [undefined, undefined, undefined],
    onlyWarned: false,
    because: "random-histories: ASMS-3.2.1-3: no such command",
    error: false,
    ...changes,
  };
}

const never = { detectedAfter: [undefined, undefined, undefined], because: "nothing seen" };
const unseen = { ...never, unseen: "No history opens a calendar." };

/** A whole matrix: as many mutants as must be detected, the reference, and these. */
function matrix(rows: readonly ModelRow[], changes: Partial<ModelMatrix> = {}): ModelMatrix {
  const others = [row("reference"), ...Array.from({ length: 90 }, (_, index) => row(`M-${index}`))];
  const all = [...others, ...rows];
  return {
    seeds: 3,
    runs: 500,
    wholeRuns: 50,
    planned: all.length,
    rows: all,
    durationMs: 1000,
    complete: true,
    ...changes,
  };
}

test.each([
  ["every server as it must be", matrix([row("B-global-sids"), row("M-sms-in-calendar", unseen)]), 0],
  ["a mutant missed, and still enough detected", matrix([row("M-rare", never)]), 0],
  ["too few detected", matrix([], { rows: [row("reference"), row("M-one")], planned: 2 }), 1],
  ["a lawful server accused", matrix([row("B-global-sids", { detectedAfter: [undefined, 44, undefined] })]), 1],
  ["a mutant detected that no history shows", matrix([row("M-sms-in-calendar", { unseen: "No." })]), 1],
  ["a run that came to no verdict", matrix([row("B-global-sids", { error: true })]), 4],
  ["interrupted", matrix([], { complete: false, planned: 123 }), 3],
])("%s", (_, judged, code) => {
  expect(modelMatrixExitCode(judged, false)).toBe(code);
});

test("of a selection every mutant is to be detected, but for those that no history shows", () => {
  const selection = (...rows: ModelRow[]) =>
    modelMatrixExitCode(matrix([], { rows: [row("reference"), ...rows] }), true);
  expect(selection(row("M-one"), row("M-sms-in-calendar", unseen))).toBe(0);
  expect(selection(row("M-one"), row("M-rare", never))).toBe(1);
});

test("the summary counts, gives the median and the worst, and says why of what is missing", () => {
  const text = modelMatrixText(
    matrix([row("M-sms-in-calendar", unseen), row("M-rare", never), row("M-soft", { onlyWarned: true })]),
  );
  expect(text).toContain("91 of 93 mutants detected, 91 of them under every seed.");
  expect(text).toContain("median 2, worst 9");
  expect(text).toContain("1 of them by warnings alone");
  expect(text).toContain("Not detected in 50 histories for each seed: M-sms-in-calendar. No history opens a calendar.");
  expect(text).toContain("Not detected: M-rare: after never, never, never histories (nothing seen)");
  expect(modelMatrixText(matrix([], { complete: false, planned: 123 }))).toMatch(/^Interrupted: 91 of 123 servers/);
});
