import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resultsSchemaUrl } from "./results-schema.js";
import { type SchemaNode, schemaPage } from "./schema-page.js";

const schema: SchemaNode = JSON.parse(readFileSync(resultsSchemaUrl, "utf8"));

test("docs/results.md is what the schema says (npm run docs:results writes it)", async () => {
  await expect(schemaPage(schema)).toMatchFileSnapshot("../docs/results.md");
});

test("every field has a meaning, and every link leads somewhere", () => {
  const page = schemaPage(schema);
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| field"));
  expect(rows.length).toBeGreaterThan(100);
  const mute = rows.filter((line) => /\|\s*\|$/.test(line));
  expect(mute).toEqual([]);
  const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id));
  for (const [, link] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors, link).toContain(link);
});
