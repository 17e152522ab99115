import { type ComponentChildren, createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import type { RunResults } from "../../harness/judging/results.js";
import { caseAnchor, fragment } from "./format.js";
import { Text } from "./text.js";

/** What links of the page can lead to: a link into the void is worse than none. */
export interface LinkTargets {
  /** Anchors by what a case is called: its id, its id without axes, its scenario. */
  readonly cases: ReadonlyMap<string, string>;
  readonly requirements: ReadonlySet<string>;
}

const Targets = createContext<LinkTargets>({ cases: new Map(), requirements: new Set() });

/** Makes the targets known to all links within. */
export const KnownTargets = Targets.Provider;

export function linkTargets({ cases, requirements }: RunResults): LinkTargets {
  const anchors = new Map<string, string>();
  const names = [
    ...cases.map((judged) => [judged.id, judged] as const),
    ...cases.map((judged) => [judged.caseId, judged] as const),
    ...cases.map((judged) => [judged.scenario, judged] as const),
  ];
  for (const [name, judged] of names) if (!anchors.has(name)) anchors.set(name, caseAnchor(judged.id));
  return { cases: anchors, requirements: new Set(requirements.map(({ id }) => id)) };
}

interface LinkProps {
  readonly id: string;
  /** What the link says; default the id. */
  readonly children?: ComponentChildren;
}

/** Link to a case or monitor in its table. */
export function CaseLink({ id, children = <Text value={id} most={160} /> }: LinkProps): VNode {
  const anchor = useContext(Targets).cases.get(id);
  return anchor === undefined ? <span>{children}</span> : <a href={fragment(anchor)}>{children}</a>;
}

/** Link to a row of the table of requirements. */
export function RequirementLink({ id, children = <Text value={id} most={160} /> }: LinkProps): VNode {
  return useContext(Targets).requirements.has(id) ? <a href={fragment(id)}>{children}</a> : <span>{children}</span>;
}

/** "(blocked by sms-round-trip)". */
export function BlockedBy({ id }: { readonly id: string | undefined }): VNode | null {
  if (id === undefined) return null;
  return (
    <span>
      {" "}
      (blocked by <CaseLink id={id} />)
    </span>
  );
}
