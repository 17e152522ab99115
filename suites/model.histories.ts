import fc from "fast-check";
import type { Exchange } from "../harness/eas/index.js";
import {
  type Budget,
  commandsArbitrary,
  type Draw,
  DrawnCommand,
  type Failure,
  fieldBudget,
  fieldRules,
  fieldWeights,
  History,
  type ModelDriver,
  ModelViolation,
  newWorld,
  observationOf,
  playHistory,
  type Rules,
  type Run,
  type Stage,
  strictBudget,
  strictRules,
  strictWeights,
  type Token,
  type Told,
  type Weights,
} from "../harness/model/index.js";
import {
  type Attempt,
  type CaseContext,
  Departure,
  type Judgement,
  noAnswerWords,
  notCarriedOutWords,
  type Property,
  testCase,
  Unanswered,
} from "../harness/run/index.js";
import { DeviceDriver } from "./model-driver.js";
import { canAddSms, groundOf, narrowingOf } from "./model-narrowing.js";
import { classOf, modelRows, type Place, placeOf, rowsShown } from "./model-rows.js";
import { afterRefusal, notePlace } from "./model-rulings.js";
import { isSavedHistory } from "./model-saved.js";
import { expectedAfter, stepsOf } from "./model-steps.js";
import { areaFor, freeNumbers, Sweeper } from "./model-sweeper.js";

/** A history as it is drawn: its commands, and whether devices may change what was changed behind their back. */
type Drawn = readonly [conflicts: boolean, commands: Iterable<fc.AsyncCommand<Run, ModelDriver>>];

testCase(
  {
    id: "random-histories",
    scenario: "MODEL-01",
    section: "3.1.4.1",
    suite: "model",
    purpose: "Whatever devices and the mailbox do, in any order, each device is given exactly what its options ask for",
    requirements: modelRows,
    needs: ["base", "device2"],
    connects: true,
  },
  async (context) => {
    await context.explore(histories(context));
  },
);

/** Devices, names and numbers are new each time, and what a history left is removed: the rest is not ours to bring back. */
const unsteady =
  "how long the target takes to show a change, the time of day, and what else lies in the folder are not the same again";

function histories(context: CaseContext): Property<Drawn> {
  const strict = context.tolerance === "strict";
  const budget: Budget = strict ? strictBudget : fieldBudget;
  const sweeper = strict ? undefined : new Sweeper(context);
  const notes = narrowingOf(context);
  return {
    runs: budget.runs,
    further: 7,
    ...(notes.length === 0 ? {} : { notes }),
    ...(strict ? {} : { maxShrinks: 60, unsteady }),
    arbitrary: (replayPath) => fc.tuple(fc.boolean(), commandsArbitrary(weightsOf(context), budget, replayPath)),
    attempt: (drawn, attempt) => played(context, drawn, attempt, sweeper),
    encode: ([conflicts, commands]) => ({ conflicts, draws: drawsOf(commands) }),
    decode: decoded,
  };
}

async function played(
  context: CaseContext,
  [conflicts, commands]: Drawn,
  attempt: Attempt,
  sweeper: Sweeper | undefined,
): Promise<void> {
  const rules: Rules = rulesOf(context, conflicts);
  const foreign = (await sweeper?.there()) ?? new Set();
  const stage = stageOf(context, attempt, foreign);
  const { hooks } = context;
  const driver = new DeviceDriver({
    connect: (label) => attempt.connect(label),
    hooks,
    user: attempt.user,
    settleMs: rules.settleMs,
  });
  const history = new History(newWorld(rules, stage.folders, foreign), driver);
  try {
    await playHistory(commands, { history, stage }, driver);
    for (const judgement of shownBy(history.story, attempt)) attempt.judge(judgement);
    for (const judgement of notedIn(history, attempt.exchanges)) attempt.judge(judgement);
  } catch (error) {
    if (!(error instanceof ModelViolation)) throw error;
    throw departureOf(error, history, attempt.exchanges);
  } finally {
    for (const { of, kind, times } of history.reached.entries) {
      for (let time = 0; time < times; time += 1) attempt.count(of, kind);
    }
    for (const { code } of history.notes) attempt.count("tolerated", code);
    // What was deleted may lie in the folder for deleted items, and what was to be refused may be there after all.
    await sweeper?.sweep(tokensOf(history), attempt);
  }
}

function rulesOf(context: CaseContext, conflicts: boolean): Rules {
  const { tolerance, profile, protocolVersion } = context;
  const base = tolerance === "strict" ? strictRules : fieldRules;
  const settleMs = context.capability("settleMs").measured ?? base.settleMs;
  return {
    ...base,
    profile,
    protocolVersion,
    conflicts,
    settleMs: tolerance === "strict" ? 0 : settleMs,
    // What a repeated Add must come to is judged here too; in the field RTY-02 has then said it (freedom N18).
    retryDedupe: tolerance === "strict" || context.capability("retry.dedupe").value !== "no",
    smsSets: tolerance === "strict" || context.can("sms.options"),
    smsBackdate: context.can("sms.backdate"),
    addBackdate: context.capability("sms.backdate").outcome !== "hook",
    emailBackdate: context.can("email.backdate"),
  };
}

function stageOf(context: CaseContext, { token, number }: Attempt, foreign: ReadonlySet<Token>): Stage {
  const { tolerance, hooks } = context;
  const strict = tolerance === "strict";
  const undelivered = [
    ...(hooks.deliverEmail === undefined ? ["Email" as const] : []),
    ...(hooks.deliverSms === undefined ? ["SMS" as const] : []),
  ];
  return {
    devices: ["A", "B"],
    folders: strict ? ["Inbox", "Sent Items"] : [groundOf(context)],
    // A foreign mailbox outlives the run: names and numbers must not come back.
    naming: strict
      ? { label: "asms-model", first: 0 }
      : { label: `asms-${token}`, first: freeNumbers(foreign, areaFor(token, number)) },
    undelivered,
    noSmsAdds: !canAddSms(context),
  };
}

function weightsOf({ tolerance, hooks }: CaseContext): Weights {
  const base = tolerance === "strict" ? strictWeights : fieldWeights;
  const deliver = hooks.deliverEmail === undefined && hooks.deliverSms === undefined ? 0 : base.deliver;
  return {
    ...base,
    deliver,
    edit: hooks.edit === undefined ? 0 : base.edit,
    remove: hooks.remove === undefined ? 0 : base.remove,
  };
}

function departureOf(violation: ModelViolation, history: History, exchanges: readonly Exchange[]): Departure {
  const { story } = history;
  const judgements = violation.failures.map((failure): Judgement => {
    const place = afterRefusal(failure, story) ?? placeOf(failure, violation.step);
    return judgementOf(failure, place, violation.step, evidenceOf(failure, story, exchanges));
  });
  const [first] = violation.failures;
  const about = first === undefined ? undefined : (first.command ?? classOf(first));
  const kind = [first?.code, about].filter((part) => part !== undefined).join(" ");
  const noted = notedIn(history, exchanges);
  const steps = stepsOf(story, violation);
  if (first?.command === undefined) return new Departure(kind, judgements, steps, noted);
  return new Unanswered(kind, judgements, steps, noted, {
    words: (first.code === "no-answer" ? noAnswerWords : notCarriedOutWords)(first.command, first.seen),
    exchange: first.exchange ?? "",
    isEnvironmental: first.code === "environment",
  });
}

/** Departures that the field tolerance lets pass and a ruling reports, as warnings and remarks. */
function notedIn({ notes, story, world }: History, exchanges: readonly Exchange[]): Judgement[] {
  return notes.flatMap((note) => {
    const step = story.find((told) => told.exchanges.some((id) => id === note.exchange))?.text;
    const evidence = exchanges.filter(({ id }) => id === note.exchange);
    const place = step === undefined ? undefined : notePlace(note, step, world.rules.profile);
    if (step === undefined || place === undefined || evidence.length === 0) return [];
    return [judgementOf(note, place, step, evidence)];
  });
}

function judgementOf(failure: Failure, { row, ruling }: Place, step: string, evidence: Exchange[]): Judgement {
  return {
    requirement: row,
    observation: { ...observationOf(failure), expected: expectedAfter(step, failure) },
    evidence,
    ...(ruling === undefined ? {} : { options: { ruling } }),
  };
}

function evidenceOf({ exchange }: Failure, story: readonly Told[], exchanges: readonly Exchange[]): Exchange[] {
  const named = exchange ?? story.at(-1)?.exchanges.at(-1);
  const found = exchanges.filter(({ id }) => id === named);
  return found.length > 0 ? found : exchanges.slice(-1);
}

/** Rows that a history which went as the model says has shown to hold. */
function shownBy(story: readonly Told[], { exchanges }: Attempt): Judgement[] {
  return story.flatMap(({ text, outcome, exchanges: ids }) => {
    const evidence = exchanges.filter(({ id }) => ids.includes(id)).slice(-1);
    if (evidence.length === 0) return [];
    const observation = { holds: true, expected: "what the model expects", seen: "it came, and nothing else" };
    return rowsShown(text, outcome).map((requirement) => ({ requirement, observation, evidence }));
  });
}

function tokensOf({ world }: History): Token[] {
  return [...[...world.folders.values()].flatMap(({ lastChange }) => [...lastChange.keys()]), ...world.refused];
}

function drawsOf(commands: Iterable<unknown>): Draw[] {
  return [...commands].flatMap((command) => {
    const own = wrapped(command);
    return own === undefined ? [] : [own.draw];
  });
}

/** fast-check hands the commands of a history out in a wrapper that says whether they ran. */
function wrapped(command: unknown): DrawnCommand | undefined {
  if (command instanceof DrawnCommand) return command;
  if (typeof command !== "object" || command === null || !("cmd" in command)) return undefined;
  if ("hasRan" in command && command.hasRan === false) return undefined;
  return command.cmd instanceof DrawnCommand ? command.cmd : undefined;
}

function decoded(saved: unknown): Drawn | undefined {
  if (!isSavedHistory(saved)) return undefined;
  return [saved.conflicts, saved.draws.map((draw) => new DrawnCommand(draw))];
}
