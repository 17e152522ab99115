import type { ProtocolVersion } from "../eas/index.js";
import type { AxisValue } from "./case.js";
import type { RegisteredCase } from "./registry.js";

/** One run of a case: every axis has its value. */
export interface ExpandedCase extends RegisteredCase {
  /** Case id with its axes: "sync-three-options[sets=sms-default-email]". */
  readonly id: string;
  readonly axes: Readonly<Record<string, AxisValue>>;
  readonly protocolVersion: ProtocolVersion;
}

export interface Expansion {
  /** All combinations of all axes, or the first value of each. */
  readonly full: boolean;
  /** Protocol versions to speak. With more than one the version joins the axes, so that every id stays unique. */
  readonly versions: readonly ProtocolVersion[];
}

/** All runs of a case, in the order of its axes' values. */
export function expand(registered: RegisteredCase, { full, versions }: Expansion): ExpandedCase[] {
  const axes = Object.entries(registered.definition.axes ?? {});
  for (const [name, values] of axes) {
    if (values.length === 0) throw new Error(`Axis ${name} of case ${registered.definition.id} has no value`);
  }
  const combinations = axes.reduce<Record<string, AxisValue>[]>(
    (done, [name, values]) =>
      done.flatMap((chosen) => (full ? values : values.slice(0, 1)).map((value) => ({ ...chosen, [name]: value }))),
    [{}],
  );
  return versions.flatMap((protocolVersion) =>
    combinations.map((chosen) => ({
      ...registered,
      id: fullId(registered.definition.id, chosen, versions.length > 1 ? protocolVersion : undefined),
      axes: chosen,
      protocolVersion,
    })),
  );
}

function fullId(caseId: string, axes: Readonly<Record<string, AxisValue>>, version: string | undefined): string {
  const parts = Object.entries(axes).map(([axis, { name }]) => `${axis}=${name}`);
  if (version !== undefined) parts.push(`protocol=${version}`);
  return parts.length === 0 ? caseId : `${caseId}[${parts.join(",")}]`;
}
