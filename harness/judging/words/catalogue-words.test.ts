import { expect, test } from "vitest";
import { capabilityWords, explainable, explainEntry } from "./catalogue-words.js";
import { explainBreach } from "./requirement.js";
import { violations } from "./scenarios.js";
import { explainStatusWords, statusCommands } from "./status-words.js";

test("everything that has an id is explained, under that id, and says something", () => {
  const ids = explainable();
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    const words = explainEntry(id);
    expect(words?.id, id).toBe(id);
    expect(words?.title, id).not.toBe("");
    expect(words?.entries.length, id).toBeGreaterThan(0);
    for (const { text } of words?.entries ?? []) expect(text, id).not.toHaveLength(0);
  }
});

test("a mutant tells who detects it and what it means", () => {
  expect(explainEntry("M-sd-hard")?.entries.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["Violates", "Met in practice", "For the user", "Detected by", "By the rows", "Try it"]),
  );
});

test("a mutant tells who may see it besides, and nothing where nobody does", () => {
  const besides = (id: string) => explainEntry(id)?.entries.find(({ name }) => name === "May also be seen by")?.text;
  expect(besides("M-sd-hard")).toEqual([expect.stringMatching(/^SD-02 \(.+\), by the cases? .*drop-default-set/)]);
  expect(besides("M-opt-three-http400")).toEqual([
    expect.stringMatching(/^ERR-05 \(.*\), by the case/),
    expect.stringMatching(/^ORC-HTTP \(.*\), by the monitor ORC-HTTP$/),
  ]);
  const { mutants } = violations();
  const alone = mutants.find(({ alsoSeenBy }) => alsoSeenBy.length === 0);
  expect(alone).toBeDefined();
  expect(besides(alone?.id ?? "")).toBeUndefined();
});

test("a clause stands alone under its ruling", () => {
  const clause = explainEntry("Q9.case");
  expect(clause?.entries.find(({ name }) => name === "Clauses")?.text).toHaveLength(1);
  expect(clause?.entries.find(({ name }) => name === "Question")).toBeDefined();
  const code = new Map(explainEntry("Q16.code")?.entries.map(({ name, text }) => [name, text]));
  expect(code.get("For the user")).toBe(explainBreach({ requirement: "ASMS-3.2.5.1-6", ruling: "Q16.code" })?.user);
  expect(code.get("Probable mistake")).toMatch(/^The wrong request is noticed/);
  expect(explainEntry("Q16")?.entries.find(({ name }) => name === "For the user")?.text).toHaveLength(1);
  expect(explainEntry("Q9")?.entries.find(({ name }) => name === "Question")).toBeUndefined();
});

test("a Status under each command", () => {
  expect(explainStatusWords("Sync", "4")).toMatchObject({ id: "Sync Status 4" });
  for (const command of statusCommands) expect(explainStatusWords(command, "110")?.entries.length).toBeGreaterThan(2);
  expect(explainStatusWords("Sync", "99")).toBeUndefined();
});

test("capabilities have words", () => {
  expect(capabilityWords().has("base")).toBe(true);
  expect(explainEntry("nothing")).toBeUndefined();
});
