import type { ProtocolVersion } from "../eas/index.js";
import { readDataFile } from "./data-file.js";
import { type Levels, levelAt } from "./levels.js";
import type { Profile, ViolationLevel } from "./results.js";

/** One judgement that a ruling makes, with a weight of its own. */
export interface Clause {
  /** Ruling id, a dot, a name: "Q9.case". */
  readonly id: string;
  /** What is expected; the levels say what it weighs when it is missed. */
  readonly text: string;
  /** Why no check names it: what judges it instead, or why nothing does. */
  readonly unnamed?: string;
  /** What a breach of just this clause means for the user of a phone, where the words of the row do not fit it. */
  readonly user?: string;
  /** What the implementer then probably got wrong; stands with `user`. */
  readonly mistake?: string;
  readonly levels: Levels;
}

/** What a text or a test says about a question, in our own words. */
export interface RulingEvidence {
  readonly source: string;
  readonly says: string;
  readonly url?: string;
}

/** How the suite reads the document where it is silent or contradicts itself: an entry of vectors/rulings.json. */
export interface Ruling {
  readonly id: string;
  readonly question: string;
  readonly ruling: string;
  readonly evidence: readonly RulingEvidence[];
  /** Rows that its clauses may judge: an id, or a prefix that ends in `*`. */
  readonly rows: readonly string[];
  readonly clauses: readonly Clause[];
}

/** All rulings and their clauses, by id. */
export class Rulings {
  readonly #clauses: ReadonlyMap<string, { readonly ruling: Ruling; readonly clause: Clause }>;

  /** @throws Error when a clause stands twice or does not carry the id of its ruling. */
  constructor(readonly all: readonly Ruling[]) {
    const clauses = new Map<string, { ruling: Ruling; clause: Clause }>();
    for (const ruling of all) {
      for (const clause of ruling.clauses) {
        if (!clause.id.startsWith(`${ruling.id}.`))
          throw new Error(`Clause ${clause.id} stands under ruling ${ruling.id}`);
        if (clauses.has(clause.id)) throw new Error(`Clause ${clause.id} stands twice`);
        clauses.set(clause.id, { ruling, clause });
      }
    }
    this.#clauses = clauses;
  }

  ruling(id: string): Ruling | undefined {
    return this.all.find((ruling) => ruling.id === id);
  }

  clause(id: string): Clause | undefined {
    return this.#clauses.get(id)?.clause;
  }

  /** May this clause judge that row? */
  covers(clauseId: string, requirement: string): boolean {
    const ruling = this.#clauses.get(clauseId)?.ruling;
    return ruling !== undefined && governs(ruling, requirement);
  }

  level(clause: Clause, profile: Profile, version: ProtocolVersion): ViolationLevel {
    return levelAt(clause.levels, profile, version);
  }
}

/** Does the ruling speak of this row? */
export function governs({ rows }: Pick<Ruling, "rows">, requirement: string): boolean {
  return rows.some((row) => (row.endsWith("*") ? requirement.startsWith(row.slice(0, -1)) : row === requirement));
}

let loaded: Rulings | undefined;

/** The rulings of vectors/rulings.json, read once. @throws DataFileError */
export function rulings(): Rulings {
  loaded ??= new Rulings(readDataFile<Ruling[]>("rulings.json", "rulings.schema.json"));
  return loaded;
}
