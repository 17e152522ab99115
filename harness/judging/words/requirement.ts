import { catalogue, type Requirement } from "../catalogue.js";
import { governs, rulings } from "../rulings.js";
import { levelWords } from "../rulings-page.js";
import { consequences } from "./consequences.js";
import { type Judges, violations } from "./scenarios.js";
import { headingOf } from "./sections.js";

/** How a ruling bears on a row. */
export interface RulingWords {
  /** "Q9" */
  readonly id: string;
  readonly question: string;
  readonly ruling: string;
  readonly clauses: readonly ClauseWords[];
}

export interface ClauseWords {
  /** "Q9.case" */
  readonly id: string;
  readonly text: string;
  /** What a breach weighs: "fail", or "14.0: warn; 14.1 to 16.1: fail". */
  readonly seed: string;
  readonly current: string;
}

/** A requirement for somebody who has not read the document; every text is plain, without markup. */
export interface RequirementWords {
  readonly id: string;
  /** The requirement in plain words. */
  readonly summary: string;
  /** "3.2.5.1" */
  readonly section: string;
  readonly heading?: string;
  readonly level: Requirement["level"];
  /** Whom it binds: "a rule for servers". */
  readonly binds: string;
  /** What a breach weighs in each profile, in the form of `ClauseWords`. */
  readonly breach: { readonly seed: string; readonly current: string };
  readonly rulings: readonly RulingWords[];
  /** Who judges it: cases and monitors that declare it, by scenario. */
  readonly testedBy: readonly Judges[];
  /** What shows it in the traffic. */
  readonly observable: string;
  /** Why nobody can test it, for a row that is not testable. */
  readonly untestable?: string;
  /** Where the document is known to be wrong. */
  readonly erratum?: string;
  /** Mutants that break it, by id. */
  readonly mutants: readonly string[];
  /** What a breach means for the user of a phone; one or two sentences. */
  readonly user: string;
  /** What an implementer probably got wrong; one or two sentences. */
  readonly mistake: string;
}

const binding: Readonly<Record<Requirement["actor"], string>> = {
  server: "a rule for servers",
  client: "a rule for clients",
  both: "a rule for servers and clients",
};

/**
 * Explains a row of the catalogue; undefined for an id that is none.
 * @throws DataFileError when a file of vectors/ breaks its schema
 */
export function explainRequirement(id: string): RequirementWords | undefined {
  const row = catalogue().row(id);
  if (row === undefined) return undefined;
  const heading = headingOf(row.section);
  const { user, mistake } = consequences().get(id) ?? { user: "", mistake: "" };
  const { judgesOf, mutants } = violations();
  return {
    id,
    summary: row.summary,
    section: row.section,
    ...(heading === undefined ? {} : { heading }),
    level: row.level,
    binds: binding[row.actor],
    breach: { seed: levelWords(row.profiles.seed), current: levelWords(row.profiles.current) },
    rulings: rulingsOf(row),
    testedBy: judgesOf(id),
    observable: row.observable,
    ...(row.why === undefined ? {} : { untestable: row.why }),
    ...(row.errata === null ? {} : { erratum: row.errata }),
    mutants: mutants.filter(({ requirements }) => requirements.includes(id)).map((mutant) => mutant.id),
    user,
    mistake,
  };
}

/** What a breach comes to. */
export interface BreachWords {
  /** What the user of a phone meets. */
  readonly user: string;
  /** What the implementer probably got wrong. */
  readonly mistake: string;
}

/**
 * What a finding means: in the words of the clause that it rests on, where that has some of its own, or in those of its
 * row. A refusal with the wrong code breaks the same row as none at all, and means something else.
 * @returns undefined for a row that is not in the catalogue
 */
export function explainBreach(finding: {
  readonly requirement: string;
  readonly ruling?: string | undefined;
}): BreachWords | undefined {
  const row = consequences().get(finding.requirement);
  if (row === undefined) return undefined;
  const clause = finding.ruling === undefined ? undefined : rulings().clause(finding.ruling);
  return { user: clause?.user ?? row.user, mistake: clause?.mistake ?? row.mistake };
}

function rulingsOf({ id, rulings: named }: Requirement): RulingWords[] {
  return rulings()
    .all.filter((ruling) => named.includes(ruling.id) || governs(ruling, id))
    .map(({ id: rulingId, question, ruling, clauses }) => ({
      id: rulingId,
      question,
      ruling,
      clauses: clauses.map(({ id: clause, text, levels }) => ({
        id: clause,
        text,
        seed: levelWords(levels.seed),
        current: levelWords(levels.current),
      })),
    }));
}
