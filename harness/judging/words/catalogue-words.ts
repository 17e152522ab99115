import { catalogue } from "../catalogue.js";
import { readDataFile } from "../data-file.js";
import { type Clause, governs, type Ruling, rulings } from "../rulings.js";
import { levelWords } from "../rulings-page.js";
import { type Explanation, entries, weightWords } from "./explanation.js";
import { explainRequirement, type RequirementWords } from "./requirement.js";
import { type Judges, type LawfulEntry, type MutantEntry, type Scenario, violations } from "./scenarios.js";

interface CapabilityEntry {
  readonly means: string;
  readonly found: string;
  readonly without: string;
}

let capabilityEntries: ReadonlyMap<string, CapabilityEntry> | undefined;

/** Names of the capabilities that vectors/capabilities.json explains, with their words. @throws DataFileError */
export function capabilityWords(): ReadonlyMap<string, CapabilityEntry> {
  capabilityEntries ??= new Map(
    Object.entries(readDataFile<Record<string, CapabilityEntry>>("capabilities.json", "capabilities.schema.json")),
  );
  return capabilityEntries;
}

/** Ids that `explainEntry` knows: rows, rulings and their clauses, scenarios, mutants, lawful variants, capabilities. */
export function explainable(): string[] {
  const { scenarios, mutants, lawful } = violations();
  return [
    ...catalogue().rows.map(({ id }) => id),
    ...rulings().all.flatMap(({ id, clauses }) => [id, ...clauses.map((clause) => clause.id)]),
    ...scenarios.map(({ id }) => id),
    ...mutants.map(({ id }) => id),
    ...lawful.map(({ id }) => id),
    ...capabilityWords().keys(),
  ];
}

/** Explains what an id of the data files stands for; undefined for one that is in none. */
export function explainEntry(id: string): Explanation | undefined {
  const requirement = explainRequirement(id);
  if (requirement !== undefined) return ofRequirement(requirement);
  const { scenarios, mutants, lawful } = violations();
  const clause = rulings().clause(id);
  const ruling = rulings().ruling(clause === undefined ? id : id.slice(0, id.indexOf(".")));
  if (ruling !== undefined) return ofRuling(ruling, clause);
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario !== undefined) return ofScenario(scenario);
  const mutant = mutants.find((one) => one.id === id);
  if (mutant !== undefined) return ofMutant(mutant);
  const benign = lawful.find((one) => one.id === id);
  if (benign !== undefined) return ofLawful(benign);
  const capability = capabilityWords().get(id);
  return capability === undefined ? undefined : ofCapability(id, capability);
}

function ofRequirement(words: RequirementWords): Explanation {
  const { id, summary, section, heading, level, binds, breach, testedBy, untestable, erratum } = words;
  return {
    id,
    title: summary,
    entries: entries(
      ["Section", `[MS-ASMS] ${section}${heading === undefined ? "" : `, ${heading}`}`],
      ["Level", `${level === "STATEMENT" ? "a plain sentence without MUST or SHOULD" : level}; ${binds}`],
      ["A breach weighs", weightWords(breach)],
      ["Seen by", untestable === undefined ? words.observable : undefined],
      ["Not testable", untestable],
      ["For the user", words.user],
      ["Probable mistake", words.mistake],
      ["Rulings", words.rulings.map(({ id: ruling, question, ruling: text }) => `${ruling}: ${question} ${text}`)],
      ["Tested by", testedBy.map(judgesLine)],
      ["Mutants", words.mutants.join(", ")],
      ["Erratum", erratum],
    ),
  };
}

/** "ERR-01 (Three Options): sync-three-options"; a monitor stands by itself. */
function judgesLine({ scenario, title, by }: Judges): string {
  const [first] = by;
  if (first === scenario && by.length === 1) return `${scenario}, a monitor${title === undefined ? "" : ` (${title})`}`;
  return `${scenario}${title === undefined ? "" : ` (${title})`}: ${by.join(", ")}`;
}

function ofRuling({ id, question, ruling, clauses, evidence, rows }: Ruling, clause: Clause | undefined): Explanation {
  const shown = clause === undefined ? clauses : [clause];
  const governed = catalogue().rows.filter((row) => governs({ rows }, row.id));
  return {
    id: clause?.id ?? id,
    title: clause?.text ?? question,
    entries: entries(
      ["Question", clause === undefined ? undefined : question],
      ["Ruling", ruling],
      ["Clauses", shown.map((one) => `${one.id}: ${one.text}. A breach weighs: ${clauseWeight(one)}`)],
      ["For the user", own(clause, shown, "user")],
      ["Probable mistake", own(clause, shown, "mistake")],
      ["Named by no check", shown.flatMap(({ id: of, unnamed }) => (unnamed === undefined ? [] : `${of}: ${unnamed}`))],
      ["Evidence", evidence.map(({ source, says }) => `${source}: ${says}`)],
      ["Rows", governed.map((row) => `${row.id}: ${row.summary}`)],
    ),
  };
}

/** What the clauses have of their own to say: a text where one is explained, a list where all of them are. */
function own(
  clause: Clause | undefined,
  shown: readonly Clause[],
  name: "user" | "mistake",
): string | string[] | undefined {
  if (clause !== undefined) return clause[name];
  return shown.flatMap((one) => (one[name] === undefined ? [] : `${one.id}: ${one[name]}`));
}

function clauseWeight({ levels }: Clause): string {
  return weightWords({ seed: levelWords(levels.seed), current: levelWords(levels.current) });
}

function rowLines(ids: readonly string[]): string[] {
  return ids.map((id) => `${id}: ${catalogue().row(id)?.summary ?? ""}`);
}

function ofScenario({
  id,
  title,
  sections,
  needs,
  steps,
  passesIf,
  cases,
  monitor,
  requirements,
}: Scenario): Explanation {
  const seen = violations().mutants.filter(({ detectedBy }) => detectedBy === id);
  return {
    id,
    title,
    entries: entries(
      ["Section", sections.map((section) => `[MS-ASMS] ${section}`).join(", ")],
      ["Steps", steps],
      ["Passes if", passesIf],
      ["Needs", needs.join(", ")],
      ["Carried out by", monitor === undefined ? cases.join(", ") : `the monitor ${monitor}`],
      ["Judges", rowLines(requirements)],
      ["Detects", seen.map((mutant) => `${mutant.id}: ${mutant.summary}`)],
    ),
  };
}

function ofMutant(mutant: MutantEntry): Explanation {
  const { id, summary, violates, basis, severity, protocol, realisticBecause, detectedBy, alsoSeenBy, requirements } =
    mutant;
  const [user] = requirements.flatMap((row) => explainRequirement(row)?.user ?? []);
  const reason = basis === "explicit" ? "contradicts a sentence of [MS-ASMS]" : "contradicts what follows from it";
  return {
    id,
    title: summary,
    entries: entries(
      ["Violates", `[MS-ASMS] ${violates.join(", ")}; it ${reason}`],
      ["Met in practice", realisticBecause],
      ["For the user", user],
      ["A server that does so", severity === "fail" ? "fails" : "is warned"],
      ["Protocol", protocol],
      ["Detected by", scenarioLine(detectedBy)],
      ["May also be seen by", alsoSeenBy.map(scenarioLine)],
      ["By the rows", rowLines(requirements)],
      ["Try it", `asms run --mutant ${id}`],
    ),
  };
}

/** "SD-01 (SMS set left out), by the cases drop-sms-set, drop-own-sms". */
function scenarioLine(id: string): string {
  const scenario = violations().scenarios.find((one) => one.id === id);
  return scenario === undefined ? id : `${id} (${scenario.title}), by ${judges(scenario)}`;
}

function judges({ cases, monitor }: Scenario): string {
  if (monitor !== undefined) return `the monitor ${monitor}`;
  return `${cases.length === 1 ? "the case" : "the cases"} ${cases.join(", ")}`;
}

function ofLawful({ id, summary, expected }: LawfulEntry): Explanation {
  return {
    id,
    title: summary,
    entries: entries(["Lawful", expected], ["Try it", `asms run --mutant ${id}`]),
  };
}

function ofCapability(id: string, { means, found, without }: CapabilityEntry): Explanation {
  return { id, title: means, entries: entries(["Found out by", found], ["Without it", without]) };
}
