import { Ajv2020 } from "ajv/dist/2020.js";
import { makeBadge } from "badge-maker";
import { expect, it } from "vitest";
import { failedOf } from "../harness/judging/headline.js";
import type { RunResults } from "../harness/judging/results.js";
import { badge } from "./badge.js";
import { anyRun } from "./testing/runs.js";
import { emptyPartRun, makeResults } from "./testing/sample.js";

// Of our own, after the description of the endpoint badge on shields.io: its authors publish no JSON Schema.
const validate = new Ajv2020().compile({
  type: "object",
  required: ["schemaVersion", "label", "message"],
  additionalProperties: false,
  properties: {
    schemaVersion: { const: 1 },
    label: { type: "string" },
    message: { type: "string", minLength: 1 },
    color: { enum: ["brightgreen", "red", "yellow", "lightgrey"] },
    isError: { type: "boolean" },
  },
});

it.each(anyRun)(
  "has the fields of an endpoint, and never green without a verdict, for the %s run",
  (_name, { results }) => {
    const made = badge(results);
    expect(validate(made), JSON.stringify(validate.errors)).toBe(true);
    expect(made.color === "brightgreen").toBe(results.summary.conformant);
    for (const field of ["schemaVersion", "label", "message"])
      expect(validate({ ...made, [field]: undefined })).toBe(false);
  },
);

/** The badge as the library of shields.io draws it; it throws for a field that it does not take. */
function drawn({ label, message, color }: ReturnType<typeof badge>): string {
  return makeBadge({ label, message, color });
}

it.each(anyRun)("is drawn by the library of shields.io, for the %s run", (_name, { results }) => {
  const made = badge(results);
  const svg = drawn(made);
  expect(svg).toContain(`aria-label="${made.label}: ${made.message}"`);
  expect(() => drawn({ ...made, message: 7 as unknown as string })).toThrow(/message/);
});

it("uses colours that the library tells apart, and so knows", () => {
  const colours = ["brightgreen", "red", "yellow", "lightgrey"] as const;
  expect(new Set(colours.map((color) => drawn({ ...badge(makeResults([])), color }))).size).toBe(colours.length);
  const [one, other] = ["no colour", "another"].map((color) => makeBadge({ label: "a", message: "b", color }));
  expect(one).toBe(other);
});

it("says the verdict in a few words", () => {
  const whole = makeResults([]);
  const of = (changes: Partial<RunResults["summary"]>) =>
    badge({ ...whole, summary: { ...whole.summary, ...changes } });
  expect(of({ conformant: true, exitCode: 0 })).toMatchObject({ message: "conformant", color: "brightgreen" });
  const failed = { conformant: false, exitCode: 1, requirements: { fail: 1 } } as const;
  expect(of(failed)).toMatchObject({ message: failedOf(whole.requirements), color: "red", isError: false });
  expect(of({ conformant: false, exitCode: 3 })).toMatchObject({ message: "incomplete", isError: true });
  expect(of({ conformant: false, exitCode: 4 })).toMatchObject({ message: "no verdict", isError: true });
  const baseline = { file: "b.json", known: 4, entries: [], unexpected: [], stale: [] };
  const stopped = { ...whole, baseline, summary: { ...whole.summary, exitCode: 3, interrupted: true } } as const;
  expect(badge(stopped)).toMatchObject({ message: "incomplete", color: "lightgrey" });
  const passed = { conformant: false, exitCode: 0 } as const;
  expect(of({ ...passed, complete: false })).toMatchObject({ message: "chosen cases passed", color: "lightgrey" });
  expect(of({ ...passed, complete: true })).toMatchObject({ message: "SMS not claimed", color: "lightgrey" });
});

it("says of a part without a case that it judged nothing", () => {
  const { results } = emptyPartRun();
  const words = { message: "no case in this part", color: "lightgrey", isError: false };
  expect(badge(results)).toMatchObject(words);
  const baseline = { file: "b.json", known: 1, entries: [], unexpected: [], stale: [] };
  expect(badge({ ...results, baseline })).toMatchObject(words);
  const { shard: _, ...whole } = results;
  expect(badge(whole).message).toBe("chosen cases passed");
});

it("with a baseline says how the run stands to it", () => {
  const whole = makeResults([]);
  const baseline = { file: "b.json", known: 4, entries: [], unexpected: [], stale: [] };
  const of = (exitCode: 0 | 1) =>
    badge({ ...whole, baseline, summary: { ...whole.summary, conformant: false, exitCode } });
  expect(of(0)).toMatchObject({ message: "4 known", color: "yellow" });
  expect(of(1)).toMatchObject({ message: "not as the baseline", color: "red" });
});
