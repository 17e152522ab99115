import { conformantRules } from "./rules/index.js";
import { applyOverrides, type Entry, mutant, type Overrides, ruleNames } from "./variant.js";

/** What somebody exported is no mutant: one sentence that says why. */
export class MutantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MutantError";
  }
}

const idShape = /^[A-Za-z][\w.-]*$/;
const axesShape = 'the names of axes, each with a list of names of values: { class: ["last"] }';

/**
 * A mutant that somebody wrote, looked at closely: it comes from outside, where no type was checked.
 * @throws MutantError
 */
export function entryFrom(exported: unknown): Entry {
  if (!isRecord(exported)) throw new MutantError("its default export is no mutant; write `export default mutant(…)`");
  const { id, overrides, summary, protocol, axes, shows } = exported;
  if (typeof id !== "string" || !idShape.test(id)) {
    throw new MutantError(
      'its default export has no id of letters, digits and hyphens; write `mutant("my-mutant", …)`',
    );
  }
  if (summary !== undefined && typeof summary !== "string") throw new MutantError(`the summary of ${id} is no text`);
  if (protocol !== undefined && protocol !== "14.0" && protocol !== "14.1") {
    throw new MutantError(`the protocol of ${id} is neither 14.0 nor 14.1`);
  }
  if (axes !== undefined && !isAxes(axes)) throw new MutantError(`the axes of ${id} are not ${axesShape}`);
  if (shows !== undefined && shows !== "inform") throw new MutantError(`${id} shows can only be "inform"`);
  const replaced = replacing(id, overrides);
  applyOverrides(conformantRules, replaced(conformantRules));
  return mutant(id, replaced, {
    summary: summary ?? "A mutant from a module",
    ...(protocol === undefined ? {} : { protocol }),
    ...(axes === undefined ? {} : { axes }),
    ...(shows === undefined ? {} : { shows }),
  });
}

/** @throws MutantError when called, for a rule that there is not */
function replacing(id: string, overrides: unknown): (rules: typeof conformantRules) => Overrides {
  return (rules) => {
    const given: unknown = typeof overrides === "function" ? overrides(rules) : overrides;
    return checked(id, given);
  };
}

function checked(id: string, overrides: unknown): Overrides {
  if (!isRecord(overrides)) throw new MutantError(`${id} replaces no rules; write { softDelete: { commandFor: … } }`);
  const known = new Set(ruleNames(conformantRules));
  let count = 0;
  for (const [group, rules] of Object.entries(overrides)) {
    if (!Object.hasOwn(conformantRules, group)) throw unknown(id, group, Object.keys(conformantRules));
    if (!isRecord(rules)) throw new MutantError(`${id} replaces ${group} by something that holds no rules`);
    for (const [rule, by] of Object.entries(rules)) {
      if (!known.has(`${group}.${rule}`)) throw unknown(id, `${group}.${rule}`, inGroup([...known], group));
      if (typeof by !== "function")
        throw new MutantError(`${id} replaces ${group}.${rule} by something that is no function`);
      count += 1;
    }
  }
  if (count === 0) throw new MutantError(`${id} replaces no rule at all`);
  return overrides;
}

function unknown(id: string, name: string, known: readonly string[]): MutantError {
  return new MutantError(
    `${id} replaces ${name}, which is no rule of the reference server; there are ${known.join(", ")}`,
  );
}

function inGroup(names: readonly string[], group: string): string[] {
  return names.filter((name) => name.startsWith(`${group}.`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAxes(value: unknown): value is Readonly<Record<string, readonly string[]>> {
  const isNames = (names: unknown) => Array.isArray(names) && names.every((name) => typeof name === "string");
  return isRecord(value) && Object.values(value).every(isNames);
}
