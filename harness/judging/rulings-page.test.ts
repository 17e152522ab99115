import { expect, test } from "vitest";
import { catalogue } from "./catalogue.js";
import { rulings } from "./rulings.js";
import { levelWords, rulingsPage } from "./rulings-page.js";

test("docs/rulings.md is what the rulings and rows say (npm run docs:rulings writes it)", async () => {
  await expect(rulingsPage(rulings().all, catalogue().rows)).toMatchFileSnapshot("../../docs/rulings.md");
});

test("every link of the page leads to an anchor of the page, and no anchor stands twice", () => {
  const page = rulingsPage(rulings().all, catalogue().rows);
  const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
  expect(new Set(anchors).size).toBe(anchors.length);
  const dead = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id).filter((id) => !anchors.includes(id));
  expect(dead).toEqual([]);
});

test("levels that differ by version are told in runs", () => {
  expect(levelWords("warn")).toBe("warn");
  expect(levelWords({ "16.0": "fail", "14.0": "warn", "14.1": "fail", "16.1": "fail" })).toBe(
    "14.0: warn; 14.1 to 16.1: fail",
  );
  expect(levelWords({ "12.1": "inform", "14.0": "none" })).toBe("12.1: inform; 14.0: –");
});

test("what looks like markup in a text is escaped", () => {
  const clause = { id: "Q1.x", text: "a | b <c>", levels: { seed: "fail", current: "fail" } } as const;
  const ruling = {
    id: "Q1",
    question: "What of ]]>?",
    ruling: "No *stars*.",
    evidence: [{ source: "[XML] 2.2", says: "none" }],
    rows: ["ASMS-1.3-1"],
    clauses: [clause],
  };
  const page = rulingsPage([ruling], catalogue().rows);
  expect(page).toContain("## Q1. What of \\]\\]\\>?");
  expect(page).toContain("| `Q1.x` | a \\| b \\<c\\> | fail | fail |");
  expect(page).toContain("Rows: ASMS-1.3: [1](#asms-1.3-1)\n");
  expect(page).not.toContain("asms-1.3-2");
});
