import { setMaxListeners } from "node:events";
import type { ProtocolVersion } from "../../eas/index.js";
import type { Profile } from "../../judging/results.js";
import type { AxisNeeds, Variant } from "../../reference/index.js";
import type { Plays } from "./axis-values.js";
import { detectingRows, type MutantEntry } from "./catalogue.js";
import { type Check, distinct, reasonOf, type VariantRun } from "./checks.js";
import { type At, type Choice, type Chosen, choose } from "./choose.js";
import {
  type BenignJudgement,
  idleChecks,
  judgeBenign,
  judgeExtra,
  judgeMutant,
  killsOf,
  type MutantJudgement,
} from "./judge.js";
import { playLawful } from "./lawful.js";
import { type Errand, OtherValues } from "./other-values.js";
import { type Pool, pooled } from "./pool.js";
import { type Breadth, checksOfAll, playReferences, type Reference } from "./references.js";
import type { RunVariant, VariantOutcome } from "./variant-run.js";

export interface MatrixInput extends Choice, Pool {
  readonly runVariant: RunVariant;
  readonly profile: Profile;
  /**
   * By the id of a mutant, the runs of cases that are known to see it: a mutant of this project is held against these first, a
   * listed one against these and the scenarios that its entry names. Absent: every mutant is held against every case.
   */
  readonly known?: ReadonlyMap<string, readonly string[]>;
  readonly progress?: (line: string) => void;
}

export interface Matrix {
  readonly profile: Profile;
  /** The conformant server, at each version. If it does not pass, no variant was run. */
  readonly reference: readonly BenignJudgement[];
  readonly benign: readonly BenignJudgement[];
  readonly mutants: readonly MutantJudgement[];
  /** Mutants of this project, ids X-…, and those of modules; counted apart. */
  readonly extra: readonly MutantJudgement[];
  /** Entries of vectors/mutants.json that the reference server cannot play yet. */
  readonly unmade: readonly string[];
  /** Every check that the reference was held against. */
  readonly checks: readonly Check[];
  /** Checks that kill nothing; judged only when every mutant ran. */
  readonly idle: readonly Check[];
  readonly complete: boolean;
}

/**
 * Runs the suite against the reference, its lawful variants and its mutants, and says which check sees what. What mutants show
 * means nothing while the reference itself is not clean, so then it ends there. The lawful variants need nothing of the reference:
 * they fill the time in which its last cases wait.
 */
export async function runMatrix(input: MatrixInput): Promise<Matrix> {
  const chosen = choose(input);
  const unclean = new AbortController();
  const signal = AbortSignal.any([input.signal, unclean.signal]);
  // Every job that is under way listens to it.
  setMaxListeners(input.parallel + 10, signal);
  const lawful = { ...input, signal, parallel: Math.ceil(input.parallel / lawfulShare) };
  const [matrix, benign] = await Promise.all([
    runMutants(input, chosen, () => unclean.abort()),
    playLawful(lawful, chosen.benign),
  ]);
  return matrix.result(chosen, matrix.clean ? benign : []);
}

/** One in so many of the jobs under way may be a lawful variant, as they are about one in so many of all. */
const lawfulShare = 6;

async function runMutants(input: MatrixInput, chosen: Chosen, onUnclean: () => void): Promise<MatrixRun> {
  const played = [...chosen.mutants, ...chosen.extra];
  const versions = new Set<ProtocolVersion>(["14.1", ...played.map(({ version }) => version)]);
  // Which checks there are is asked at 14.1; beyond that a version is played where a mutant needs it.
  const breadths = [...versions].map((version): [ProtocolVersion, Breadth] => {
    const needs = played.filter((one) => one.version === version).map(({ axes }) => axes);
    return [version, chosen.all && version === "14.1" ? "everywhere" : together(needs)];
  });
  const matrix = new MatrixRun(input, await playReferences(input, new Map(breadths)));
  if (!matrix.clean) {
    onUnclean();
    return matrix;
  }
  // Those that draw their inputs take longest: what is begun first does not keep two cores waiting at the end.
  const drawn = chosen.extra.filter(({ entry }) => isDrawn(entry));
  const plain = chosen.extra.filter(({ entry }) => !isDrawn(entry));
  await pooled(
    [
      ...drawn.map((one) => () => matrix.extra(one)),
      ...chosen.mutants.map((one) => () => matrix.mutant(one)),
      ...plain.map((one) => () => matrix.extra(one)),
    ],
    input,
  );
  if (chosen.all) await matrix.elsewhere();
  return matrix;
}

/** Is it played in a suite whose cases draw their inputs? */
function isDrawn(entry?: MutantEntry | Variant): boolean {
  return entry !== undefined && "suite" in entry && entry.suite !== undefined;
}

/** What any of them needs. */
function together(needs: readonly AxisNeeds[]): AxisNeeds {
  const all: Record<string, string[]> = {};
  for (const [axis, values] of needs.flatMap((one) => Object.entries(one))) {
    all[axis] = [...new Set([...(all[axis] ?? []), ...values])];
  }
  return all;
}

interface Judged {
  readonly at: At<MutantEntry | Variant>;
  readonly judgement: MutantJudgement;
  /** Holds it against every case. */
  readonly everywhere: () => Promise<MutantJudgement>;
}

class MatrixRun {
  readonly #reference: readonly BenignJudgement[];
  readonly #judged: Judged[] = [];
  readonly #checks: readonly Check[];

  constructor(
    readonly input: MatrixInput,
    readonly references: ReadonlyMap<ProtocolVersion, Reference>,
  ) {
    this.#checks = checksOfAll(references);
    this.#reference = [...references].map(([version, { results }]) =>
      judgeBenign({ id: `reference at ${version}`, summary: "The reference server" }, results, () => false),
    );
  }

  get clean(): boolean {
    return this.#reference.every(({ verdict }) => verdict === "passed");
  }

  /** The scenarios that its entry names are asked, and who is known to see it; if it is not seen as it must be, every case is. */
  async mutant(at: At<MutantEntry>): Promise<void> {
    const { detected_by: detector, must_not_fail: spared } = at.entry;
    const about: Plays = {
      kind: "about",
      scenarios: [detector, ...spared],
      and: at.axes,
      ids: this.#knownRuns(at),
    };
    const rows = detectingRows(at.entry.id);
    const entry = { ...at.entry, protocol: at.version };
    await this.#first(at, about, (results) => judgeMutant(entry, rows, results, this.#at(at.version).shown));
  }

  /** Where it is known who sees it, they are asked; if they see nothing any more, everybody is. */
  async extra(at: At<Variant>): Promise<void> {
    const ids = this.#knownRuns(at);
    const named: Plays | undefined = ids.length > 0 ? { kind: "named", ids, watched: true } : undefined;
    const entry = { ...at.entry, protocol: at.version };
    await this.#first(at, named, (results) => judgeExtra(entry, results, this.#at(at.version).shown));
  }

  /** Held against a few cases first, unless all are wanted. */
  async #first(
    at: At<MutantEntry | Variant>,
    few: Plays | undefined,
    judge: (results: VariantRun) => MutantJudgement,
  ): Promise<void> {
    const told = (judgement: MutantJudgement) => this.#told({ at, judgement, everywhere });
    const everywhere = async () => judge((await this.#play(at, { kind: "first", and: at.axes })).results);
    if (few !== undefined && this.input.known !== undefined) {
      const { results } = await this.#play(at, few);
      const judgement = judge(results);
      const heldAgainst = results.filter(({ kind }) => kind === "case").map(({ id }) => id);
      if (judgement.verdict === "killed") return told({ ...judgement, heldAgainst });
    }
    told(await everywhere());
  }

  #knownRuns({ entry, version }: At<MutantEntry | Variant>): readonly string[] {
    const played = new Set(this.#at(version).results.map(({ id }) => id));
    return (this.input.known?.get(entry.id) ?? []).filter((id) => played.has(id));
  }

  /**
   * Checks that nothing made fail yet, most of them at other values of the axes, are tried on the mutants most likely to. Before
   * one is called idle, every mutant has been held against every case.
   */
  async elsewhere(): Promise<void> {
    await this.#errands();
    if (idleChecks(this.#checks, this.#judgements()).length === 0) return;
    const partly = this.#judged.filter(({ judgement }) => judgement.heldAgainst !== undefined);
    this.input.progress?.(`every case: ${partly.length} mutants that were held against a few of them`);
    await pooled(
      partly.map((one) => () => this.#widen(one)),
      this.input,
    );
    await this.#errands();
  }

  async #widen(judged: Judged): Promise<void> {
    const judgement = await judged.everywhere();
    const kills = distinct([...judged.judgement.kills, ...judgement.kills]);
    this.#judged[this.#judged.indexOf(judged)] = { ...judged, judgement: { ...judgement, kills } };
  }

  async #errands(): Promise<void> {
    // Those whose inputs are drawn are played in a suite of their own, which has none of these cases.
    const travels = (who: number) => !isDrawn(this.#judged[who]?.at.entry);
    const others = new OtherValues(idleChecks(this.#checks, this.#judgements()), travels);
    for (let errands = others.next(this.#judgements()); errands.length > 0; errands = others.next(this.#judgements())) {
      if (this.input.signal.aborted) return;
      const ids = errands.reduce((sum, errand) => sum + errand.ids.length, 0);
      this.input.progress?.(`other axis values: ${ids} runs of cases against ${errands.length} mutants`);
      await pooled(
        errands.flatMap(portions).map((errand) => () => this.#run(errand)),
        this.input,
      );
    }
  }

  async #run({ who, ids }: Errand): Promise<void> {
    const at = this.#judged[who]?.at;
    if (at === undefined) return;
    const { results } = await this.#play(at, { kind: "named", ids });
    // Other portions of the errand may have come back in the meantime.
    const judged = this.#judged[who];
    if (judged === undefined) return;
    const { judgement } = judged;
    const crashed = results.find(({ verdict }) => verdict === "error");
    const ended = crashed === undefined ? {} : { verdict: "error" as const, because: reasonOf(crashed) };
    const kills = [...judgement.kills, ...killsOf(results, this.#at(at.version).shown)];
    this.#judged[who] = { ...judged, judgement: { ...judgement, ...ended, kills } };
  }

  /** @param lawful the lawful variants that were judged */
  result({ all, benign, mutants, extra, unmade }: Chosen, lawful: readonly BenignJudgement[]): Matrix {
    const complete = this.clean && all && !this.input.signal.aborted;
    const of = (played: readonly At<MutantEntry | Variant>[]) =>
      played.flatMap((at) => this.#judged.filter((judged) => judged.at === at).map(({ judgement }) => judgement));
    return {
      profile: this.input.profile,
      reference: this.#reference,
      benign: benign.flatMap(({ id }) => lawful.filter((judged) => judged.id === id)),
      mutants: of(mutants),
      extra: of(extra),
      unmade,
      checks: this.#checks,
      idle: complete ? idleChecks(this.#checks, this.#judgements()) : [],
      complete,
    };
  }

  #judgements(): MutantJudgement[] {
    return this.#judged.map(({ judgement }) => judgement);
  }

  async #play({ name, version }: At<unknown>, plays: Plays): Promise<VariantOutcome> {
    const { runVariant, profile, signal } = this.input;
    const capabilities = seededByHook(this.#at(version));
    return runVariant({ variant: name, version, profile, capabilities, plays }, signal);
  }

  #at(version: ProtocolVersion): Reference {
    const reference = this.references.get(version);
    if (reference === undefined) throw new Error(`The reference was not played at ${version}`);
    return reference;
  }

  #told(judged: Judged): void {
    const { verdict, id, protocol, because } = judged.judgement;
    this.input.progress?.(`${verdict} ${id} at ${protocol}: ${because}`);
    this.#judged.push(judged);
  }
}

/** Runs of cases in one job: many, for one mutant, are shared out among the threads. */
const portion = 20;

function portions({ who, ids }: Errand): Errand[] {
  const starts = Array.from({ length: Math.ceil(ids.length / portion) }, (_, index) => index * portion);
  return starts.map((start) => ({ who, ids: ids.slice(start, start + portion) }));
}

/**
 * A mutant is not probed: what the probe sees wrong would keep the very case from running that must see it. The items come by
 * the hook, so that a server which loses what devices add is still measured on the rest.
 */
function seededByHook({ capabilities }: Reference): Reference["capabilities"] {
  return capabilities.map((capability) => {
    if (capability.name !== "sms.seed") return capability;
    const { rung: _, ...byHook } = capability;
    return byHook;
  });
}
