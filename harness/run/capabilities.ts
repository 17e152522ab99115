import type { Capability } from "../judging/results.js";

/**
 * Joins what the operator declared with what the probe saw. A declared "yes" fills in what the probe could not find out and is
 * refuted by what it did; a declared "no" holds, and the reason says what the probe saw instead.
 */
export function withDeclared(
  probed: readonly Capability[],
  declared: Readonly<Record<string, "yes" | "no">>,
): readonly Capability[] {
  const known = new Set(probed.map(({ name }) => name));
  const added = Object.entries(declared)
    .filter(([name]) => !known.has(name))
    .map(([name, value]): Capability => ({ name, value, reason: "declared by the operator", evidence: [] }));
  return [...probed.map((capability) => joined(capability, declared[capability.name])), ...added];
}

function joined(capability: Capability, declared: "yes" | "no" | undefined): Capability {
  const { value, reason } = capability;
  if (declared === undefined || declared === value) return capability;
  if (declared === "no") return { ...capability, value: "no", reason: `declared absent; the probe saw: ${reason}` };
  if (value === "unknown") return { ...capability, value: "yes", reason: `declared present; the probe saw: ${reason}` };
  return { ...capability, reason: `declared present, refuted by the probe: ${reason}` };
}

/** Do the capabilities let a device connect and synchronise? */
export function hasBase(capabilities: readonly Capability[]): boolean {
  return capabilities.find(({ name }) => name === "base")?.value === "yes";
}
