import type { ProtocolVersion } from "../../eas/index.js";
import type { AxisNeeds } from "../../reference/index.js";
import type { AxisValue } from "../case.js";
import { type ExpandedCase, expand } from "../expand.js";
import type { SuiteCase } from "../suites.js";

/** Which runs of the cases are played. Plain data: it goes to a thread. */
export type Plays =
  /** The first value of each axis, and beside it the values that a variant needs. */
  | { readonly kind: "first"; readonly and?: AxisNeeds }
  /** The cases of these scenarios in the same way, and runs by their full ids. */
  | {
      readonly kind: "about";
      readonly scenarios: readonly string[];
      readonly and?: AxisNeeds;
      readonly ids: readonly string[];
    }
  /** The runs at all other values, or every `of`-th of them, from the `share`-th on. */
  | { readonly kind: "others"; readonly share: number; readonly of: number }
  /** Runs by their full ids; the monitors watch if they are asked to. */
  | { readonly kind: "named"; readonly ids: readonly string[]; readonly watched?: true };

/** The cases with as many values on their axes as are to be played: all combinations of those are meant. */
export function played(cases: readonly SuiteCase[], plays: Plays, version: ProtocolVersion): readonly SuiteCase[] {
  switch (plays.kind) {
    case "first":
      return cases.map((one) => withValues(one, plays.and ?? {}));
    case "about":
      return about(cases, plays, version);
    case "others":
      return otherRuns(cases, version)
        .filter((_, index) => index % plays.of === plays.share)
        .map(single);
    case "named":
      return named(cases, plays.ids, version);
  }
}

function about(
  cases: readonly SuiteCase[],
  { scenarios, and, ids }: Extract<Plays, { readonly kind: "about" }>,
  version: ProtocolVersion,
): readonly SuiteCase[] {
  const whole = cases
    .filter(({ definition }) => scenarios.includes(definition.scenario))
    .map((one) => withValues(one, and ?? {}));
  const there = new Set(whole.flatMap((one) => runsOf(one, version)).map(({ id }) => id));
  return [
    ...whole,
    ...named(
      cases,
      ids.filter((id) => !there.has(id)),
      version,
    ),
  ];
}

function named(cases: readonly SuiteCase[], ids: readonly string[], version: ProtocolVersion): readonly SuiteCase[] {
  const wanted = new Set(ids);
  return cases
    .flatMap((one) => runsOf(one, version))
    .filter(({ id }) => wanted.has(id))
    .map(single);
}

function withValues(one: SuiteCase, needs: AxisNeeds): SuiteCase {
  const axes = one.definition.axes ?? {};
  const kept = Object.entries(axes).map(([name, values]) => [
    name,
    values.filter((value, index) => index === 0 || needs[name]?.includes(value.name) === true),
  ]);
  return { ...one, definition: { ...one.definition, axes: Object.fromEntries(kept) } };
}

type Run = ExpandedCase & { readonly file: string };

function runsOf(one: SuiteCase, version: ProtocolVersion): Run[] {
  return expand(one, { full: true, versions: [version] }).map((run) => ({ ...run, file: one.file }));
}

function otherRuns(cases: readonly SuiteCase[], version: ProtocolVersion): Run[] {
  return cases.flatMap((one) => runsOf(one, version).slice(1));
}

/** A case that has one run: this one, under the same id. */
function single({ definition, body, file, axes }: Run): SuiteCase {
  const values = Object.entries(axes).map(([name, value]): [string, readonly AxisValue[]] => [name, [value]]);
  return { body, file, definition: { ...definition, axes: Object.fromEntries(values) } };
}
