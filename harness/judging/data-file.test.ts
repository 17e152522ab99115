import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";

const vectors = fileURLToPath(new URL("../../vectors/", import.meta.url));
const schemas = readdirSync(vectors, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".schema.json"),
);

// When a data file is read, its schema is taken at its word (data-file.ts).
test.each(schemas)("vectors/%s is a JSON Schema", (name) => {
  const ajv = new Ajv2020({ strict: false });
  const schema: unknown = JSON.parse(readFileSync(`${vectors}/${name}`, "utf8"));
  if (typeof schema !== "object" || schema === null) throw new Error(`${name} holds no object`);
  expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
});

test("there are schemas to look at", () => {
  expect(schemas.length).toBeGreaterThan(5);
});
