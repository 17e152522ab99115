import { protocolVersions } from "../eas/index.js";
import {
  type Explanation,
  entries,
  explainable,
  explainEntry,
  explainStatusWords,
  explainWord,
  reportWords,
  statusCommands,
} from "../judging/words/index.js";
import type { Reading } from "../model/index.js";
import type { Monitor } from "../monitors/monitor.js";
import type { Variant, VariantKind } from "../reference/index.js";
import type { SuiteCase } from "../run/suites.js";
import { nearestOnes, UsageError } from "../run/usage-error.js";
import { askedFor, matching } from "./asked-for.js";
import { fold } from "./fold.js";
import type { Io } from "./io.js";
import { addJsonOption, type JsonFlags, wantsJson } from "./json-option.js";
import { type Paint, paintFor } from "./paint.js";
import type { Register } from "./program.js";

export const explainCommand: Register = (program, io, done) => {
  const command = program
    .command("explain <id...>")
    .description(
      "say in plain words what an id of a report means: requirement, ruling, case, scenario, mutant, status, reading …",
    );
  addJsonOption(command, "print it as JSON; of several ids, a list")
    .addHelpText("after", explainHelp)
    .action(async (words: readonly string[], flags: JsonFlags) => {
      const found = await explanationsOf(words);
      // One is an object, as it was before several could be asked for.
      const [only, other] = found;
      if (wantsJson(flags)) io.out(`${JSON.stringify(other === undefined ? only : found, null, 2)}\n`);
      else io.out(found.map((one) => explanationText(one, paintFor(io), io)).join("\n"));
      done(0);
    });
};

const explainHelp = `
Examples:
  asms explain ASMS-3.2.5.1-5        a requirement: what it asks, who tests it, what a breach means
  asms explain Q9  or  Q9.case       a ruling, or one of its clauses
  asms explain drop-sms-set          a case; ERR-01: a scenario
  asms explain M-sd-hard             a deliberate violation; X-malformed-500: one of our own
  asms explain status Sync 4         a Status of a command, with or without the first word
  asms explain ORC-STORED            a monitor
  asms explain D11                   how the document is read where it is open, as a finding of a history cites it
  asms explain sms.seed              a capability; disguised: what became of an SMS
  asms explain filed as mail         a harm; inconclusive: a verdict; SoftDelete: a word of the protocol
  asms explain Q9 M-sd-hard Sync 4   several, one after the other`;

/** All or none. @throws UsageError */
async function explanationsOf(words: readonly string[]): Promise<readonly Explanation[]> {
  const asked = askedFor(words);
  if (asked.length === 0) throw new UsageError("Give an id of a report, as in: asms explain ASMS-3.2.5.1-5");
  const found: Explanation[] = [];
  for (const one of asked) found.push(await explanationOf(one));
  return found;
}

/** @throws UsageError naming the nearest ids there are */
async function explanationOf(words: readonly string[]): Promise<Explanation> {
  const [first = "", ...rest] = words;
  const phrase = matching(words.join(" "), reportWords);
  if (phrase === undefined && first.toLowerCase() === "status") return statusOf(rest);
  if (phrase === undefined && rest.length > 0) return statusOf(words);
  const { suiteCases } = await import("../run/suites.js");
  const { monitors } = await import("../monitors/index.js");
  const { clientMonitors } = await import("../monitors/client/index.js");
  const { variants } = await import("../reference/index.js");
  const { allReadings } = await import("../model/index.js");
  const cases = await suiteCases();
  const watching = [...monitors, ...clientMonitors];
  const known = [
    ...new Set([
      ...explainable(),
      ...cases.flatMap(({ definition }) => [definition.id, definition.scenario]),
      ...variants.map((variant) => variant.id),
      ...watching.map((monitor) => monitor.id),
      ...allReadings.map((reading) => reading.id),
      ...reportWords,
    ]),
  ];
  const plain = first.replace(/^(suite-error)-\d+(-of-part-\d+)?$/, "$1");
  const id = phrase ?? matching(plain, known) ?? caseWithAxes(plain, cases);
  if (id === undefined) throw new UsageError(unknown(first, known));
  const own = cases.find(({ definition }) => definition.id === id);
  if (own !== undefined) return ofCase(own);
  // A scenario that has nothing to tell but its case is explained by it, a monitor that is one by what it watches.
  const told = explainEntry(id) ?? explainWord(id);
  if (told !== undefined) return told;
  const reading = allReadings.find((one) => one.id === id);
  if (reading !== undefined) return ofReading(reading);
  const monitor = watching.find((one) => one.id === id);
  if (monitor !== undefined) return ofMonitor(monitor);
  const carrier = cases.find(({ definition }) => definition.scenario === id);
  if (carrier !== undefined) return ofCase(carrier);
  const variant = variants.find((one) => one.id === id);
  if (variant !== undefined) return ofVariant(variant);
  throw new UsageError(unknown(first, known));
}

/**
 * The case of an id with the values of its axes in brackets behind it, all of them or some.
 * @throws UsageError for an axis or a value that the case does not have
 */
function caseWithAxes(typed: string, cases: readonly SuiteCase[]): string | undefined {
  const [, name = "", chosen = ""] = /^([^[\]]+)\[(.+)\]$/.exec(typed) ?? [];
  const id = matching(
    name,
    cases.map(({ definition }) => definition.id),
  );
  const found = cases.find(({ definition }) => definition.id === id);
  if (id === undefined || found === undefined) return undefined;
  const versions = protocolVersions.map((version) => ({ name: version }));
  const axes = { ...found.definition.axes, protocol: versions };
  for (const part of chosen.split(/,(?=[^,=]+=)/)) {
    const [, axis = part, value = ""] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    const values = Object.entries(axes).find(([known]) => known === axis)?.[1];
    if (values === undefined) {
      const own = Object.keys(found.definition.axes ?? {});
      const has = own.length === 0 ? "it has none" : `it has ${own.join(", ")}`;
      throw new UsageError(`Case ${id} has no axis "${axis}"; ${has}`);
    }
    if (!values.some((one) => one.name === value)) {
      throw new UsageError(
        `Axis ${axis} of case ${id} has no value "${value}"; it has ${values.map((one) => one.name).join(", ")}`,
      );
    }
  }
  return id;
}

function unknown(typed: string, known: readonly string[]): string {
  const near = nearestOnes(typed, known, 3);
  const hint = near.length === 0 ? "`asms explain --help` shows what can be explained" : `did you mean ${or(near)}?`;
  return `Nothing is called "${typed}"; ${hint}`;
}

function or(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

function statusOf(rest: readonly string[]): Explanation {
  const [typed = "", code = ""] = rest;
  const command = matching(typed, statusCommands);
  if (command === undefined) {
    throw new UsageError(`"${typed}" is no command with a Status; ${meant(typed)}`);
  }
  if (!/^\d+$/.test(code)) {
    throw new UsageError(`After the command comes the number of a Status, as in: asms explain status ${command} 4`);
  }
  const found = explainStatusWords(command, String(Number(code)));
  if (found === undefined) {
    const own = Array.from({ length: 100 }, (_, number) => String(number)).filter((one) =>
      explainStatusWords(command, one),
    );
    throw new UsageError(`Status ${code} is not defined for ${command}; its own are ${own.join(", ")}`);
  }
  return found;
}

function meant(typed: string): string {
  const near = nearestOnes(typed, statusCommands, 3);
  return near.length === 0 ? `there are ${statusCommands.join(", ")}` : `did you mean ${or(near)}?`;
}

function ofCase({ definition, file }: SuiteCase): Explanation {
  const { id, purpose, scenario, section, requirements, needs, suite = "sections" } = definition;
  const told = explainEntry(scenario)?.title;
  const rows = requirements.map((row) => ({ row, words: explainEntry(row) }));
  return {
    id,
    title: purpose,
    entries: entries(
      ["Section", `[MS-ASMS] ${section}`],
      ["Scenario", told === undefined ? scenario : `${scenario}: ${told}`],
      ["Needs", needs.join(", ")],
      ["Judges", rows.map(({ row, words }) => `${row}: ${words?.title ?? ""}`)],
      ["Stands in", `suites/${file.replace(/^.*[\\/]/, "").replace(/\.js$/, ".ts")}`],
      ["Run it", `asms run ${suite === "sections" ? "" : `--suite ${suite} `}--id ${id}`],
    ),
  };
}

function ofMonitor({ id, purpose, section, requirements, judges, needs }: Monitor): Explanation {
  const rows = requirements.map((row) => `${row}: ${explainEntry(row)?.title ?? ""}`);
  const whose = judges === "server" ? "the target" : "a client; in a run, the suite's own requests";
  return {
    id,
    title: purpose,
    entries: entries(
      ["Kind", "a monitor: a rule that watches every exchange of a run"],
      ["Whom it judges", whose],
      ["Section", `[MS-ASMS] ${section}`],
      ["Needs", needs?.join(", ")],
      ["Judges", rows],
    ),
  };
}

function ofReading({ id, words, kind, place }: Reading): Explanation {
  return {
    id,
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
    entries: entries(["Kind", kind], ["In full", place]),
  };
}

const kinds: Readonly<Record<VariantKind, string>> = {
  mutant: "a deliberate violation that is listed",
  benign: "a lawful variant: it must pass",
  extra: "a deliberate violation of this project's own, beside the listed ones",
  persona: "a server as it may be met, more than one rule away from the conformant one",
};

/** What is not listed in vectors/ has a sentence of its own, and the rules that it replaces. */
function ofVariant({ id, summary, kind, protocol, suite, axes, rules }: Variant): Explanation {
  const options = [
    ...(suite === undefined ? [] : [`--suite ${suite}`]),
    ...(protocol === undefined ? [] : [`--protocol ${protocol}`]),
    ...(axes === undefined ? [] : ["--full"]),
  ];
  return {
    id,
    title: summary,
    entries: entries(
      ["Kind", kinds[kind]],
      ["Protocol", protocol],
      ["Replaces the rules", rules.join(", ")],
      ["Try it", ["asms run", `--mutant ${id}`, ...options].join(" ")],
    ),
  };
}

function explanationText({ id, title, entries: all }: Explanation, paint: Paint, { columns }: Io): string {
  const width = columns ?? 100;
  const lines = all.flatMap(({ name, text }) =>
    typeof text === "string"
      ? [fold(`  ${paint.bold(name)}: ${text}`, width)]
      : [`  ${paint.bold(name)}:`, ...text.map((item) => fold(`    ${item}`, width))],
  );
  return `${[paint.bold(id), fold(title, width, 0), "", ...lines].join("\n")}\n`;
}
