import type { ProtocolVersion } from "../../eas/index.js";
import { catalogue } from "../../judging/catalogue.js";
import type { Capability, CaseResult, Profile } from "../../judging/results.js";
import { rulings } from "../../judging/rulings.js";
import { variants } from "../../reference/index.js";
import type { SuiteCase } from "../suites.js";
import { type MutantEntry, mutantCatalogue } from "./catalogue.js";
import {
  type BenignJudgement,
  type Check,
  idleChecks,
  judgeBenign,
  judgeExtra,
  judgeMutant,
  type MutantJudgement,
  type VariantRun,
} from "./judge.js";
import type { Player } from "./play.js";

export interface MatrixInput {
  readonly cases: readonly SuiteCase[];
  readonly play: Player;
  readonly profile: Profile;
  /** Variants to run; all when empty. */
  readonly ids: readonly string[];
  /** Lawful variants only. */
  readonly benignOnly: boolean;
  /** Servers at once; more than there are threads only overlaps waiting. */
  readonly parallel: number;
  readonly signal: AbortSignal;
  readonly progress?: (line: string) => void;
}

export interface Matrix {
  readonly reference: readonly BenignJudgement[];
  readonly benign: readonly BenignJudgement[];
  readonly mutants: readonly MutantJudgement[];
  /** Mutants of this project, ids X-…; counted apart. */
  readonly extra: readonly MutantJudgement[];
  /** Entries of vectors/mutants.json that the reference server cannot play yet. */
  readonly unmade: readonly string[];
  /** Checks that kill nothing; judged only when every mutant ran. */
  readonly idle: readonly Check[];
  readonly complete: boolean;
}

interface Job {
  readonly id: string;
  readonly version: ProtocolVersion;
  readonly finish: (result: VariantRun) => void;
}

/** Runs the suite against the reference, its lawful variants and its mutants, and says which check sees what. */
export async function runMatrix(input: MatrixInput): Promise<Matrix> {
  const { benignOnly, ids } = input;
  const chosen = (id: string) => ids.length === 0 || ids.includes(id);
  const { mutants, benign } = mutantCatalogue();
  const made = new Set(variants.map(({ id }) => id));
  const wanted = benignOnly ? [] : mutants.filter(({ id }) => chosen(id) && made.has(id)).flatMap(atItsVersions);
  const own = benignOnly ? [] : variants.filter(({ id, kind }) => kind === "extra" && chosen(id));

  const references = new Map<ProtocolVersion, Reference>();
  const versions = [...new Set<ProtocolVersion>(["14.1", ...wanted.map(({ version }) => version)])];
  const played = await Promise.all(
    versions.map(async (version) => [version, await runReference(input, version)] as const),
  );
  for (const [version, reference] of played) references.set(version, reference);
  const referenceOf = (version: ProtocolVersion) => references.get(version)?.results ?? [];
  const capabilitiesAt = (version: ProtocolVersion) => references.get(version)?.capabilities ?? [];

  const judged: MutantJudgement[] = [];
  const judgedExtra: MutantJudgement[] = [];
  const judgedBenign: BenignJudgement[] = [];
  const { progress } = input;
  const jobs: Job[] = [
    ...benign
      .filter(({ id }) => chosen(id) && made.has(id))
      .map((entry): Job => {
        const excused = entry.id === "B-date-normalised" ? needsBackdate(input.cases) : () => false;
        return {
          id: entry.id,
          version: "14.1",
          finish: (results) => judgedBenign.push(judgeBenign(entry, results, excused)),
        };
      }),
    ...wanted.map(
      ({ entry, version }): Job => ({
        id: entry.id,
        version,
        finish: (results) => {
          const judgement = judgeMutant({ ...entry, protocol: version }, results, referenceOf(version));
          judged.push(judgement);
          progress?.(`${judgement.verdict} ${judgement.id} at ${version}: ${judgement.because}`);
        },
      }),
    ),
    ...own.map(({ id, summary, protocol }): Job => {
      const version = protocol === "14.0" ? "14.0" : "14.1";
      return {
        id,
        version,
        finish: (results) => {
          const judgement = judgeExtra({ id, summary, protocol: version }, results, referenceOf(version));
          judgedExtra.push(judgement);
          progress?.(`${judgement.verdict} ${judgement.id}: ${judgement.because}`);
        },
      };
    }),
  ];
  await pooled(jobs, input.parallel, async (job) => {
    if (input.signal.aborted) return;
    const lawful = job.id.startsWith("B-");
    const known = lawful ? {} : { capabilities: seededByHook(capabilitiesAt(job.version)) };
    const { results } = await input.play({
      mutants: [job.id],
      version: job.version,
      profile: input.profile,
      ...known,
    });
    if (!input.signal.aborted) job.finish(results);
  });
  const complete = ids.length === 0 && !benignOnly && !input.signal.aborted;
  return {
    reference: [...references].map(([version, { results }]) =>
      judgeBenign({ id: `reference at ${version}`, summary: "The reference server" }, results, () => false),
    ),
    benign: inOrder(judgedBenign, benign),
    mutants: inOrder(judged, mutants),
    extra: inOrder(judgedExtra, own),
    unmade: [...(benignOnly ? [] : mutants), ...benign].map(({ id }) => id).filter((id) => chosen(id) && !made.has(id)),
    idle: complete ? idleChecks(referenceOf("14.1"), [...judged, ...judgedExtra], weighs(input.profile)) : [],
    complete,
  };
}

interface Reference {
  readonly results: VariantRun;
  readonly capabilities: readonly Capability[];
}

async function runReference(input: MatrixInput, version: ProtocolVersion): Promise<Reference> {
  const { results, capabilities, sentence } = await input.play({ mutants: [], version, profile: input.profile });
  input.progress?.(`reference at ${version}: ${sentence}`);
  return { results, capabilities };
}

/**
 * A mutant is not probed: what the probe sees wrong would keep the very case from running that must see it. The items come by
 * the hook, so that a server which loses what devices add is still measured on the rest.
 */
function seededByHook(capabilities: readonly Capability[]): readonly Capability[] {
  return capabilities.map((capability) => {
    if (capability.name !== "sms.seed") return capability;
    const { rung: _, ...byHook } = capability;
    return byHook;
  });
}

/** Each mutant at the version of its entry; those that are listed for another one at 14.1 as well. */
function atItsVersions(entry: MutantEntry): { readonly entry: MutantEntry; readonly version: ProtocolVersion }[] {
  const own = entry.protocol as ProtocolVersion;
  return own === "14.1" ? [{ entry, version: own }] : [own, "14.1" as const].map((version) => ({ entry, version }));
}

function needsBackdate(cases: readonly SuiteCase[]): (result: CaseResult) => boolean {
  const { scenarios } = mutantCatalogue();
  return ({ caseId, scenario }) =>
    scenarios[scenario]?.needs.includes("sms.backdate") === true ||
    cases.some(({ definition }) => definition.id === caseId && definition.needs.includes("sms.backdate"));
}

/** Can a miss of this check ever be more than a remark? */
function weighs(profile: Profile): (check: Check) => boolean {
  return ({ requirement, ruling }) => {
    const clause = ruling === undefined ? undefined : rulings().clause(ruling);
    const row = catalogue().row(requirement);
    const level =
      clause !== undefined
        ? rulings().level(clause, profile, "14.1")
        : row === undefined
          ? "none"
          : catalogue().level(row, profile, "14.1");
    return level === "fail" || level === "warn";
  };
}

async function pooled<T>(jobs: readonly T[], size: number, work: (job: T) => Promise<void>): Promise<void> {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await work(job);
  };
  await Promise.all(Array.from({ length: Math.max(1, size) }, worker));
}

function inOrder<T extends { readonly id: string }>(
  judged: readonly T[],
  entries: readonly { readonly id: string }[],
): T[] {
  const order = new Map(entries.map(({ id }, index) => [id, index]));
  return [...judged].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
