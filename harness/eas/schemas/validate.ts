import { childElements, type Element, namespaceOf, tagVersions, tokenOf } from "../../wbxml/index.js";
import { isProtocolVersion } from "../protocol-version.js";
import { commandSchemas } from "./catalogue.js";
import { faultAt, judge, type SchemaFault } from "./fault.js";
import { elementToJson, nameOf } from "./json-form.js";
import type { JsonSchema } from "./schema.js";
import { type Violation, violations } from "./validator.js";

/** What schema validation says of a document. */
export interface SchemaReport {
  /** Departures from the schema, in document order. */
  readonly faults: readonly SchemaFault[];
  /** What the letter of the schema forbids and the rulings tolerate, e.g. Class in Collection at 14.1. */
  readonly remarks: readonly SchemaFault[];
}

/** Whether there are schemas for a command. */
export function hasSchema(command: string): boolean {
  return Object.hasOwn(commandSchemas, command);
}

/**
 * The faults of a response against the published schemas, corrected where prose contradicts them. Elements of ApplicationData
 * beyond the ten of an SMS are none of its business: `extraItemElements` tells them.
 *
 * @param command as in the query string; without a schema (`hasSchema`) nothing is found
 * @param version the protocol version of the exchange; an unknown one is not held against the versions of elements
 */
export function validateResponse(command: string, root: Element, version: string): SchemaFault[] {
  return [...inspectResponse(command, root, version).faults];
}

/** The faults of a request; also the order of children, where the specification demands one. */
export function validateRequest(command: string, root: Element, version: string): SchemaFault[] {
  return [...inspectRequest(command, root, version).faults];
}

/** As `validateResponse`, with what is tolerated. */
export function inspectResponse(command: string, root: Element, version: string): SchemaReport {
  const schemas = hasSchema(command) ? commandSchemas[command] : undefined;
  return schemas === undefined ? nothing : inspect(schemas.root, schemas.response, root, version);
}

/** As `validateRequest`, with what is tolerated. */
export function inspectRequest(command: string, root: Element, version: string): SchemaReport {
  const schemas = hasSchema(command) ? commandSchemas[command] : undefined;
  if (schemas === undefined) return nothing;
  const schema = version === "12.1" ? (schemas.oldRequest ?? schemas.request) : schemas.request;
  return inspect(schemas.root, schema, root, version);
}

const nothing: SchemaReport = { faults: [], remarks: [] };

function inspect(rootName: string, schema: JsonSchema, root: Element, version: string): SchemaReport {
  if (nameOf(root) !== rootName) {
    const say = { code: "wrong-root", expected: `the document ${rootName}`, found: nameOf(root) } as const;
    return { faults: [faultAt([root], say, "[MS-ASCMD] 2.2.1")], remarks: [] };
  }
  const pointerOf = (violation: Violation): Violation => ({
    ...violation,
    pointer: `/${rootName}/0${violation.pointer}`,
  });
  const judged = violations(schema, elementToJson(root)).flatMap(
    (violation) => judge(root, pointerOf(violation), version) ?? [],
  );
  const remarks = judged.filter((one) => one.tolerated).map((one) => one.fault);
  const faults = withoutRepeats(judged.filter((one) => !one.tolerated).map((one) => one.fault));
  const spoken = new Set([...remarks, ...faults].map((fault) => fault.element));
  const others = vocabularyFaults([root], version).filter((fault) => !spoken.has(fault.element));
  return { faults: inDocumentOrder(root, [...faults, ...others]), remarks: inDocumentOrder(root, remarks) };
}

/** One departure can break two clauses of a schema and be worded alike: text where opaque data belongs. */
function withoutRepeats(faults: readonly SchemaFault[]): SchemaFault[] {
  const seen = new Map<Element | undefined, Set<string>>();
  return faults.filter((fault) => {
    const wordings = seen.get(fault.element) ?? new Set<string>();
    const wording = `${fault.code} ${fault.expected}`;
    const isNew = !wordings.has(wording);
    seen.set(fault.element, wordings.add(wording));
    return isNew;
  });
}

/** Containers whose content has its own vocabulary, told apart elsewhere. Elements of no page are still found in them. */
const ownVocabulary = ["AirSync:ApplicationData", "ItemOperations:Properties", "Provision:EASProvisionDoc"];

/** Elements that no code page defines, and elements that the protocol version does not have. */
function vocabularyFaults(chain: readonly Element[], version: string, versioned = true): SchemaFault[] {
  const current = chain.at(-1);
  if (current === undefined) return [];
  const inside = versioned && !ownVocabulary.includes(nameOf(current));
  return [
    ...vocabularyFault(chain, current, version, versioned),
    ...childElements(current).flatMap((child) => vocabularyFaults([...chain, child], version, inside)),
  ];
}

function vocabularyFault(
  chain: readonly Element[],
  current: Element,
  version: string,
  versioned: boolean,
): SchemaFault[] {
  const section = "[MS-ASWBXML] 2.1.2.1";
  if (tokenOf(current.page, current.tag) === undefined) {
    const expected = `an element of code page ${current.page} (${namespaceOf(current.page) ?? "which does not exist"})`;
    return [faultAt(chain, { code: "undefined-element", expected, found: current.tag }, section)];
  }
  const versions = tagVersions(current.page, current.tag);
  if (!versioned || !isProtocolVersion(version) || versions.includes(version)) return [];
  const say = {
    code: "wrong-version",
    expected: `${nameOf(current)} in ${versions.join(", ")} only`,
    found: `${nameOf(current)} in ${version}`,
  } as const;
  return [faultAt(chain, say, section)];
}

/** Sorts by the place of the element; faults of one element keep their order. */
function inDocumentOrder(root: Element, faults: readonly SchemaFault[]): SchemaFault[] {
  if (faults.length < 2) return [...faults];
  const places = new Map<Element, number>();
  const visit = (current: Element): void => {
    places.set(current, places.size);
    for (const child of childElements(current)) visit(child);
  };
  visit(root);
  const place = (fault: SchemaFault) => (fault.element === undefined ? -1 : (places.get(fault.element) ?? -1));
  return [...faults].sort((left, right) => place(left) - place(right));
}
