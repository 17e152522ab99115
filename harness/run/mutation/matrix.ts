import type { ProtocolVersion } from "../../eas/index.js";
import { catalogue } from "../../judging/catalogue.js";
import type { Capability, CaseResult, Profile } from "../../judging/results.js";
import { rulings } from "../../judging/rulings.js";
import { type Variant, variants } from "../../reference/index.js";
import { type BenignEntry, type MutantEntry, mutantCatalogue } from "./catalogue.js";
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
import type { RunVariant } from "./variant-run.js";

export interface MatrixInput {
  readonly runVariant: RunVariant;
  readonly profile: Profile;
  /** Variants to run; all when empty. */
  readonly ids: readonly string[];
  /** Lawful variants only. */
  readonly benignOnly: boolean;
  /** Variants at once. */
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

/** Runs the suite against the reference, its lawful variants and its mutants, and says which check sees what. */
export async function runMatrix(input: MatrixInput): Promise<Matrix> {
  const chosen = choose(input);
  const versions = new Set<ProtocolVersion>([
    "14.1",
    ...[...chosen.mutants, ...chosen.extra].map(({ version }) => version),
  ]);
  const references = new Map<ProtocolVersion, Reference>();
  for (const version of versions) references.set(version, await runReference(input, version));
  const matrix = new MatrixRun(input, references);
  await pooled(
    [
      ...chosen.benign.map((entry) => () => matrix.benign(entry)),
      ...chosen.mutants.map((one) => () => matrix.mutant(one)),
      ...chosen.extra.map((one) => () => matrix.extra(one)),
    ],
    input,
  );
  const complete = input.ids.length === 0 && !input.benignOnly && !input.signal.aborted;
  return matrix.result(chosen, complete);
}

interface At<T> {
  readonly entry: T;
  readonly version: ProtocolVersion;
}

interface Chosen {
  readonly benign: readonly BenignEntry[];
  readonly mutants: readonly At<MutantEntry>[];
  readonly extra: readonly At<Variant>[];
  readonly unmade: readonly string[];
}

function choose({ ids, benignOnly }: MatrixInput): Chosen {
  const { mutants, benign } = mutantCatalogue();
  const made = new Set(variants.map(({ id }) => id));
  const asked = ({ id }: { readonly id: string }) => ids.length === 0 || ids.includes(id);
  const wanted = benignOnly ? [] : mutants.filter(asked);
  const lawful = benign.filter(asked);
  return {
    benign: lawful.filter(({ id }) => made.has(id)),
    mutants: wanted.filter(({ id }) => made.has(id)).flatMap(atItsVersions),
    extra: variants
      .filter((variant) => variant.kind === "extra" && !benignOnly && asked(variant))
      .map((entry) => ({ entry, version: entry.protocol === "14.0" ? "14.0" : "14.1" })),
    unmade: [...wanted, ...lawful].map(({ id }) => id).filter((id) => !made.has(id)),
  };
}

/** Each mutant at the version of its entry; those that are listed for another one at 14.1 as well. */
function atItsVersions(entry: MutantEntry): At<MutantEntry>[] {
  const { protocol } = entry;
  return protocol === "14.1"
    ? [{ entry, version: protocol }]
    : [protocol, "14.1" as const].map((version) => ({ entry, version }));
}

interface Reference {
  readonly results: VariantRun;
  readonly capabilities: readonly Capability[];
}

async function runReference(
  { runVariant, profile, signal, progress }: MatrixInput,
  version: ProtocolVersion,
): Promise<Reference> {
  const reference = await runVariant({ version, profile }, signal);
  progress?.(`reference at ${version}: ${reference.results.length} cases and monitors`);
  return reference;
}

class MatrixRun {
  readonly #benign: BenignJudgement[] = [];
  readonly #mutants: MutantJudgement[] = [];
  readonly #extra: MutantJudgement[] = [];

  constructor(
    readonly input: MatrixInput,
    readonly references: ReadonlyMap<ProtocolVersion, Reference>,
  ) {}

  async benign(entry: BenignEntry): Promise<void> {
    const { runVariant, profile, signal, progress } = this.input;
    const { results } = await runVariant({ variant: entry.id, version: "14.1", profile }, signal);
    const judged = judgeBenign(entry, results, entry.id === "B-date-normalised" ? needsBackdate : () => false);
    progress?.(`${judged.verdict} ${entry.id}${judged.because.map((text) => `: ${text}`).join("")}`);
    this.#benign.push(judged);
  }

  async mutant({ entry, version }: At<MutantEntry>): Promise<void> {
    const results = await this.#mutated(entry.id, version);
    this.#told(judgeMutant({ ...entry, protocol: version }, results, this.#reference(version)), this.#mutants);
  }

  async extra({ entry, version }: At<Variant>): Promise<void> {
    const results = await this.#mutated(entry.id, version);
    this.#told(judgeExtra({ ...entry, protocol: version }, results, this.#reference(version)), this.#extra);
  }

  result({ benign, mutants, extra, unmade }: Chosen, complete: boolean): Matrix {
    const judged = [...this.#mutants, ...this.#extra];
    return {
      reference: [...this.references].map(([version, { results }]) =>
        judgeBenign({ id: `reference at ${version}`, summary: "The reference server" }, results, () => false),
      ),
      benign: inOrder(this.#benign, benign),
      mutants: inOrder(
        this.#mutants,
        mutants.map(({ entry }) => entry),
      ),
      extra: inOrder(
        this.#extra,
        extra.map(({ entry }) => entry),
      ),
      unmade,
      idle: complete ? idleChecks(this.#reference("14.1"), judged, weighs(this.input.profile)) : [],
      complete,
    };
  }

  async #mutated(variant: string, version: ProtocolVersion): Promise<VariantRun> {
    const { runVariant, profile, signal } = this.input;
    const capabilities = seededByHook(this.references.get(version)?.capabilities ?? []);
    return (await runVariant({ variant, version, profile, capabilities }, signal)).results;
  }

  #reference(version: ProtocolVersion): VariantRun {
    return this.references.get(version)?.results ?? [];
  }

  #told(judgement: MutantJudgement, where: MutantJudgement[]): void {
    const { verdict, id, protocol, because } = judgement;
    this.input.progress?.(`${verdict} ${id} at ${protocol}: ${because}`);
    where.push(judgement);
  }
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

function needsBackdate({ scenario }: CaseResult): boolean {
  return mutantCatalogue().scenarios[scenario]?.needs.includes("sms.backdate") === true;
}

/** Can a miss of this check ever be more than a remark? */
function weighs(profile: Profile): (check: Check) => boolean {
  return ({ requirement, ruling }) => {
    const clause = ruling === undefined ? undefined : rulings().clause(ruling);
    if (clause !== undefined) return weighty(rulings().level(clause, profile, "14.1"));
    const row = catalogue().row(requirement);
    return row !== undefined && weighty(catalogue().level(row, profile, "14.1"));
  };
}

function weighty(level: string): boolean {
  return level === "fail" || level === "warn";
}

async function pooled(jobs: readonly (() => Promise<void>)[], { parallel, signal }: MatrixInput): Promise<void> {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined && !signal.aborted; job = queue.shift()) {
      await job().catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, worker));
}

function inOrder<T extends { readonly id: string }>(
  judged: readonly T[],
  entries: readonly { readonly id: string }[],
): T[] {
  const order = new Map(entries.map(({ id }, index) => [id, index]));
  return [...judged].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
