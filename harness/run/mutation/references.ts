import type { ProtocolVersion } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import type { AxisNeeds } from "../../reference/index.js";
import { type Check, checksOf, Shown, type VariantRun } from "./checks.js";
import { type Pool, pooled } from "./pool.js";
import type { RunVariant } from "./variant-run.js";

export interface ReferenceInput extends Pool {
  readonly runVariant: RunVariant;
  readonly profile: "seed" | "current";
  readonly progress?: (line: string) => void;
}

/** What the conformant server shows at one protocol version. */
export interface Reference {
  readonly results: VariantRun;
  readonly shown: Shown;
  readonly capabilities: readonly Capability[];
}

/** At which values of the axes the reference is asked: all, or the first ones and those that mutants need. */
export type Breadth = "everywhere" | AxisNeeds;

/**
 * Plays the conformant server at each version: once as in any run, and where it is asked everywhere also at all other values of
 * the axes, in as many shares as can be played at once.
 */
export async function playReferences(
  input: ReferenceInput,
  versions: ReadonlyMap<ProtocolVersion, Breadth>,
): Promise<ReadonlyMap<ProtocolVersion, Reference>> {
  const { runVariant, profile, signal, progress, parallel } = input;
  const runs = new Map<ProtocolVersion, { capabilities: readonly Capability[]; results: VariantRun[] }>();
  await pooled(
    [...versions].map(([version, breadth]) => async () => {
      const plays = { kind: "first", and: breadth === "everywhere" ? {} : breadth } as const;
      const { capabilities, results } = await runVariant({ version, profile, plays }, signal);
      runs.set(version, { capabilities, results: [results] });
    }),
    input,
  );
  const shares = Array.from({ length: Math.max(1, parallel) }, (_, share) => share);
  await pooled(
    [...runs].flatMap(([version, run]) =>
      (versions.get(version) === "everywhere" ? shares : []).map((share) => async () => {
        const plays = { kind: "others", share, of: shares.length } as const;
        const others = await runVariant({ version, profile, capabilities: run.capabilities, plays }, signal);
        // The monitors of a share saw a part of the traffic only: what they judged counts, that they saw nothing does not.
        run.results.push(others.results.filter(({ kind, findings }) => kind === "case" || findings.length > 0));
      }),
    ),
    input,
  );
  signal.throwIfAborted();
  return new Map(
    [...runs].map(([version, { capabilities, results }]) => {
      const all = results.flat();
      const cases = all.filter(({ kind }) => kind === "case").length;
      progress?.(
        `reference at ${version}: ${cases} cases${versions.get(version) === "everywhere" ? ", at every value of the axes" : ""}`,
      );
      return [version, { results: all, shown: new Shown(all), capabilities }];
    }),
  );
}

/** Every check there is: those made at 14.1, and those that are made at another version only. */
export function checksOfAll(references: ReadonlyMap<ProtocolVersion, Reference>): readonly Check[] {
  const at = (version: ProtocolVersion) => checksOf(references.get(version)?.results ?? []);
  const main = at("14.1");
  const place = ({ id, requirement, ruling }: Check) => JSON.stringify([id, requirement, ruling]);
  const known = new Set(main.map(place));
  const others = [...references.keys()].filter((version) => version !== "14.1").flatMap(at);
  return [...main, ...others.filter((check) => !known.has(place(check)))];
}
