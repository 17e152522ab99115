import { readFileSync } from "node:fs";
import { resultsSchemaUrl } from "../results-schema.js";

// The schema of results.json beside a value of it.

export type Node = Record<string, unknown>;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const schema: Node = JSON.parse(readFileSync(resultsSchemaUrl, "utf8"));
export const definitions = isNode(schema.$defs) ? schema.$defs : {};

/** What a node of the schema says, through its references. */
export function resolved(node: unknown): Node {
  if (!isNode(node)) return {};
  const { $ref } = node;
  return typeof $ref === "string" ? resolved(definitions[$ref.replace("#/$defs/", "")]) : node;
}

/** Walks a value beside its schema; calls back for every object that the schema describes field by field. */
export function walk(
  value: unknown,
  node: unknown,
  visit: (path: string, value: Node, schema: Node) => void,
  path = "",
): void {
  const described = resolved(node);
  if (Array.isArray(value)) for (const item of value) walk(item, described.items, visit, `${path}[]`);
  if (!isNode(value) || !isNode(described.properties)) return;
  visit(path, value, described);
  for (const [name, inner] of Object.entries(described.properties)) {
    walk(value[name], inner, visit, path === "" ? name : `${path}.${name}`);
  }
}
