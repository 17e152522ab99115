import type { ProtocolVersion } from "../protocol-version.js";

// The words in which the schemas of this folder are written. Each gives a JSON Schema (draft 2020-12) over the JSON form of
// an element. Besides the standard keywords there are a few of our own: `section`, `expected` and `name` explain an error,
// `only` says in which versions something belongs (see Only), `ordered`, `exclusive` and `atLeastOneOf` speak of children.

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Where an element belongs although it may be met elsewhere. */
export interface Only {
  readonly since?: ProtocolVersion;
  readonly until?: ProtocolVersion;
  /** Met outside these versions (or, without any, at all) it is a remark and no fault. */
  readonly tolerated?: boolean;
  /** What the specification says, in plain words. */
  readonly why: string;
}

/** How often a child stands in its parent, and when. */
export interface Occurrence {
  readonly schema: JsonSchema;
  readonly min: 0 | 1;
  readonly max: number;
  readonly only?: Only;
}

export const one = (schema: JsonSchema, only?: Only): Occurrence => occurrence(schema, 1, 1, only);
export const optional = (schema: JsonSchema, only?: Only): Occurrence => occurrence(schema, 0, 1, only);
export const many = (schema: JsonSchema, only?: Only): Occurrence =>
  occurrence(schema, 0, Number.POSITIVE_INFINITY, only);
export const some = (schema: JsonSchema, only?: Only): Occurrence =>
  occurrence(schema, 1, Number.POSITIVE_INFINITY, only);
export const upTo = (max: number, schema: JsonSchema): Occurrence => occurrence(schema, 0, max, undefined);

function occurrence(schema: JsonSchema, min: 0 | 1, max: number, only: Only | undefined): Occurrence {
  return { schema, min, max, ...(only === undefined ? {} : { only }) };
}

export interface ContainerRules {
  /** Section that lists the children. */
  readonly section: string;
  /** At least one child must stand in it. */
  readonly notEmpty?: boolean;
  /** The children stand in the order in which they are listed here. */
  readonly ordered?: boolean;
  /** Two children of which only one may be there. */
  readonly exclusive?: readonly [string, string];
  /** Children of which at least one must be there. */
  readonly atLeastOneOf?: readonly string[];
  /** Further children are none of this schema's business. */
  readonly open?: boolean;
}

/** An element with children: exactly those listed, in any order unless `ordered`, and neither text nor opaque data. */
export function container(rules: ContainerRules, children: Readonly<Record<string, Occurrence>>): JsonSchema {
  const names = Object.keys(children);
  const lists = Object.entries(children).map(
    ([name, child]) => [name, listSchema(name, child, rules.section)] as const,
  );
  return {
    type: "object",
    section: rules.section,
    properties: { ...(rules.open ? closedToText : {}), "#order": true, ...Object.fromEntries(lists) },
    required: names.filter((name) => children[name]?.min === 1),
    ...(rules.open ? {} : { additionalProperties: false }),
    ...(rules.notEmpty ? { minProperties: 1 } : {}),
    ...(rules.ordered ? { ordered: names } : {}),
    ...(rules.exclusive === undefined ? {} : { exclusive: rules.exclusive }),
    ...(rules.atLeastOneOf === undefined ? {} : { atLeastOneOf: rules.atLeastOneOf }),
  };
}

const closedToText = { "#text": false, "#opaque": false };

function listSchema(name: string, { schema, max, only }: Occurrence, section: string): JsonSchema {
  return {
    type: "array",
    items: schema,
    section,
    name,
    ...(Number.isFinite(max) ? { maxItems: max } : {}),
    ...(only === undefined ? {} : { only }),
  };
}

/** A container whose children no schema of ours describes. */
export function anything(section: string): JsonSchema {
  return container({ section, open: true }, {});
}

/** An element that holds text and nothing else. `empty: false` demands some. */
export function text(
  section: string,
  expected: string,
  constraint: { readonly pattern?: string; readonly maxLength?: number; readonly empty: boolean },
): JsonSchema {
  const { empty, ...value } = constraint;
  return {
    type: "object",
    section,
    expected,
    properties: { "#text": { type: "string", section, expected, ...value } },
    required: empty ? [] : ["#text"],
    additionalProperties: false,
  };
}

/** An element without any content. */
export function emptyTag(section: string): JsonSchema {
  return { type: "object", section, expected: "an empty element", additionalProperties: false };
}

/** An element that holds opaque data and nothing else. */
export function opaque(section: string): JsonSchema {
  const expected = "opaque data";
  return {
    type: "object",
    section,
    expected,
    properties: { "#opaque": { type: "string" } },
    required: ["#opaque"],
    additionalProperties: false,
  };
}
