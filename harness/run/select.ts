import type { ProtocolVersion } from "../eas/index.js";
import { type ExpandedCase, expand } from "./expand.js";
import type { SuiteName } from "./explore/property.js";
import type { SuiteCase } from "./suites.js";
import { nearest, UsageError } from "./usage-error.js";

export interface Selection {
  readonly ids: readonly string[];
  readonly sections: readonly string[];
  /** Default: the cases by section alone. */
  readonly suites?: readonly SuiteName[];
  readonly full: boolean;
  readonly versions: readonly ProtocolVersion[];
}

export interface SelectedCase extends ExpandedCase {
  readonly file: string;
}

/**
 * The runs of cases that were asked for. An id that names an axis value reaches it without `full`.
 * @throws UsageError for a pattern or section that matches nothing, with the nearest thing that exists.
 */
export function select(everything: readonly SuiteCase[], selection: Selection): SelectedCase[] {
  const { ids, sections, suites = ["sections"], full, versions } = selection;
  const cases = everything.filter((one) => suites.includes(suiteOf(one)));
  if (cases.length === 0)
    throw new UsageError(`Suite ${suites.join(", ")} holds no case yet; \`asms list\` shows all of them`);
  const inSections = cases.filter(
    ({ definition }) => sections.length === 0 || sections.some(isUnder(definition.section)),
  );
  for (const section of sections) {
    if (!cases.some(({ definition }) => isUnder(definition.section)(section))) {
      const known = new Set(cases.map(({ definition }) => definition.section));
      throw new UsageError(`No case lies under section ${section}. Sections with cases: ${[...known].join(", ")}`);
    }
  }
  const plain = runsOf(inSections, full, versions);
  if (ids.length === 0) return plain;
  const all = runsOf(inSections, true, versions);
  const wanted = new Set<string>();
  for (const pattern of ids) {
    const matching = plain.filter(matches(pattern));
    const found = matching.length > 0 ? matching : all.filter(matches(pattern));
    if (found.length === 0) throw new UsageError(elsewhere(pattern, everything, selection) ?? noMatch(pattern, all));
    for (const { id } of found) wanted.add(id);
  }
  return all.filter(({ id }) => wanted.has(id));
}

function runsOf(cases: readonly SuiteCase[], full: boolean, versions: readonly ProtocolVersion[]): SelectedCase[] {
  return cases.flatMap((one) => expand(one, { full, versions }).map((run) => ({ ...run, file: one.file })));
}

/** Is a section the wanted one, or below it? */
function isUnder(section: string): (wanted: string) => boolean {
  return (wanted) => section === wanted || section.startsWith(`${wanted}.`);
}

function matches(pattern: string): (run: ExpandedCase) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const whole = new RegExp(`^${escaped}$`, "i");
  return ({ id, definition }) => whole.test(id) || whole.test(definition.id) || whole.test(definition.scenario);
}

/** The suite that a case belongs to. */
export function suiteOf({ definition }: Pick<SuiteCase, "definition">): SuiteName {
  return definition.suite ?? "sections";
}

/** A case that is there, but in a suite or under a section that was not asked for. */
function elsewhere(
  pattern: string,
  everything: readonly SuiteCase[],
  { suites = ["sections"], versions }: Selection,
): string | undefined {
  const found = runsOf(everything, true, versions).find(matches(pattern));
  if (found === undefined) return undefined;
  const { id, section } = found.definition;
  const suite = suiteOf(found);
  if (!suites.includes(suite)) return `Case ${id} is of suite ${suite}; ask for it by --suite ${suite}`;
  return `Case ${id} is of section ${section}; leave --section out, or ask for it by --section ${section}`;
}

function noMatch(pattern: string, runs: readonly ExpandedCase[]): string {
  const names = new Set(runs.flatMap(({ id, definition }) => [definition.id, definition.scenario, id]));
  const meant = nearest(pattern, names);
  const hint = meant === undefined ? "`asms list` shows all of them" : `did you mean ${meant}?`;
  return `No case matches "${pattern}"; ${hint}`;
}
