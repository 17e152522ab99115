/** The parts of a JSON Schema that results.schema.json uses. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

const introduction = `<!-- Generated from reports/results.schema.json. Change it there, then: npm run docs:results -->

# results.json, field by field

Schema version 1.0. Every other report, and the exit code, is a function of this file; the bytes behind it lie in
\`exchanges.ndjson\`, an exchange a line. \`[]\` marks the items of a list, \`*\` a name that is free, **bold** a field that is
always there.
`;

/** docs/results.md: a table for the whole and one for each object that stands in several places. */
export function schemaPage(schema: SchemaNode): string {
  const defs = Object.entries(schema.$defs ?? {}).filter(([, node]) => hasFields(node));
  return [
    introduction,
    ...section("The file", schema),
    ...defs.flatMap(([name, node]) => section(name, node)),
    "## Words",
    "",
    ...Object.entries(schema.$defs ?? {})
      .filter(([, node]) => !hasFields(node))
      .map(([name, node]) => `- <a id="${name}"></a>**${name}**: ${kind(node)}. ${escaped(node.description ?? "")}`),
    "",
  ].join("\n");
}

function hasFields(node: SchemaNode): boolean {
  return node.properties !== undefined;
}

function section(name: string, node: SchemaNode): string[] {
  const anchor = node.$defs === undefined ? `<a id="${name}"></a>` : "";
  return [
    `${anchor}## ${name}`.replace(/^(<a .*<\/a>)(## )/, "$1\n\n$2"),
    "",
    ...(node.description === undefined ? [] : [escaped(node.description), ""]),
    "| field | holds | meaning |",
    "|---|---|---|",
    ...fields(node, ""),
    "",
  ];
}

/** Rows of an object's fields, those of objects that stand in it alone among them. */
function fields(node: SchemaNode, prefix: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
    const path = `${prefix}${name}`;
    const shown = node.required?.includes(name) ? `**${path}**` : path;
    return [row(shown, inner), ...below(inner, path)];
  });
  const free = node.additionalProperties;
  if (typeof free !== "object") return own;
  // What a free name stands for, the field above it says, unless the schema has more to say.
  const all = free.description === undefined ? [] : [row(`${prefix}*`, free)];
  return [...own, ...all, ...below(free, `${prefix}*`)];
}

function below(node: SchemaNode, path: string): string[] {
  if (node.items !== undefined) return below(node.items, `${path}[]`);
  return node.$ref === undefined ? fields(node, `${path}.`) : [];
}

function row(path: string, node: SchemaNode): string {
  return `| ${path} | ${kind(node)} | ${escaped(node.description ?? node.items?.description ?? "")} |`;
}

function kind(node: SchemaNode): string {
  if (node.$ref !== undefined) {
    const name = node.$ref.replace("#/$defs/", "");
    return `[${name}](#${name})`;
  }
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (node.items !== undefined) return `list of ${kind(node.items)}`;
  return typeof node.type === "string" ? node.type : (node.type?.join(" or ") ?? "anything");
}

/** Text that Markdown would take for markup of its own. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}
