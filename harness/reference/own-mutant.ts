import { conformantRules } from "./rules/index.js";
import { applyOverrides, type Entry, mutant, type Overrides, ruleNames } from "./variant.js";

/** What somebody exported is no mutant: one sentence that says why. */
export class MutantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MutantError";
  }
}

type Rule = (...input: readonly unknown[]) => unknown;

const idShape = /^[A-Za-z][\w.-]*$/;
const axesShape = 'the names of axes, each with a list of names of values: { class: ["last"] }';

/**
 * A mutant that somebody wrote, looked at closely: it comes from outside, where no type was checked.
 * @param file its file, for what shows only when the server plays it
 * @throws MutantError
 */
export function entryFrom(exported: unknown, file?: string): Entry {
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
  const replaced = replacing(id, overrides, file);
  applyOverrides(conformantRules, replaced(conformantRules));
  return mutant(id, replaced, {
    summary: summary ?? "A mutant from a module",
    ...(protocol === undefined ? {} : { protocol }),
    ...(axes === undefined ? {} : { axes }),
    ...(shows === undefined ? {} : { shows }),
  });
}

/** @throws MutantError when called, for a rule that there is not */
function replacing(id: string, overrides: unknown, file?: string): (rules: typeof conformantRules) => Overrides {
  return (rules) => {
    const given: unknown = typeof overrides === "function" ? overrides(rules) : overrides;
    if (isPromise(given)) throw new MutantError(`the rules of ${id} come as a Promise; ${atOnce}`);
    return answeringAtOnce(checked(id, given), file === undefined ? id : `${file}: ${id}`);
  };
}

const atOnce = "the server does not wait for it: leave async and await out";

/** A Promise is neither true nor a number: what is made of it follows no rule, and nobody would be told. */
function answeringAtOnce(overrides: Overrides, whose: string): Overrides {
  const groups = Object.entries(overrides).map(([group, rules]) => {
    const guarded = Object.entries(rules).map(([rule, by]) => [rule, guard(by, `${whose} answers ${group}.${rule}`)]);
    return [group, Object.fromEntries(guarded)];
  });
  return Object.fromEntries(groups);
}

function guard(by: Rule, what: string): Rule {
  return function (this: unknown, ...input) {
    const answer: unknown = Reflect.apply(by, this, input);
    if (isPromise(answer)) throw new MutantError(`${what} with a Promise; ${atOnce}`);
    return answer;
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
      if (Object.prototype.toString.call(by) === "[object AsyncFunction]")
        throw new MutantError(`${id} replaces ${group}.${rule} by an async function; ${atOnce}`);
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

function isPromise(value: unknown): boolean {
  return isRecord(value) && typeof value.then === "function";
}

function isAxes(value: unknown): value is Readonly<Record<string, readonly string[]>> {
  const isNames = (names: unknown) => Array.isArray(names) && names.every((name) => typeof name === "string");
  return isRecord(value) && Object.values(value).every(isNames);
}
