import { type ComponentChildren, createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import type { RunResults } from "../../harness/judging/results.js";
import { caseAnchor, count, exchangeAnchor, fragment } from "./format.js";
import { Text } from "./text.js";

/** What links of the page can lead to: a link into the void is worse than none. */
export interface LinkTargets {
  /** Ids of exchanges that stand on the page. */
  readonly exchanges: ReadonlySet<string>;
  /** Anchors by what a case is called: its id, its id without axes, its scenario. */
  readonly cases: ReadonlyMap<string, string>;
  readonly requirements: ReadonlySet<string>;
}

const Targets = createContext<LinkTargets>({ exchanges: new Set(), cases: new Map(), requirements: new Set() });

/** Makes the targets known to all links within. */
export const KnownTargets = Targets.Provider;

export function linkTargets({ cases, requirements }: RunResults, exchanges: ReadonlySet<string>): LinkTargets {
  const anchors = new Map<string, string>();
  const names = [
    ...cases.map((judged) => [judged.id, judged] as const),
    ...cases.map((judged) => [judged.caseId, judged] as const),
    ...cases.map((judged) => [judged.scenario, judged] as const),
  ];
  for (const [name, judged] of names) if (!anchors.has(name)) anchors.set(name, caseAnchor(judged.id));
  return { exchanges, cases: anchors, requirements: new Set(requirements.map(({ id }) => id)) };
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

/** Evidence that is named at most; the rest is counted. */
const mostNamed = 4;

/** Exchanges by id: a link to where one stands on the page, and for the others where they are. */
export function ExchangeLinks({ ids }: { readonly ids: readonly string[] }): VNode {
  const { exchanges } = useContext(Targets);
  const named = ids.slice(0, mostNamed);
  const elsewhere = named.some((id) => !exchanges.has(id));
  return (
    <>
      {named.map((id, index) => (
        <>
          {index > 0 && ", "}
          {exchanges.has(id) ? (
            <a href={fragment(exchangeAnchor(id))}>
              <Text value={id} most={160} />
            </a>
          ) : (
            <Text value={id} most={160} />
          )}
        </>
      ))}
      {ids.length > named.length && ` and ${count(ids.length - named.length)} more`}
      {elsewhere && <span class="quiet"> in exchanges.ndjson</span>}
    </>
  );
}
