import type { Drained, SyncAnswer } from "../../harness/device/types.js";
import { exchangesOf, type ItemFields } from "../../harness/eas/index.js";
import { type Attempt, type CaseContext, Departure, type Judgement, type SeededItem } from "../../harness/run/index.js";
import { wordOn, wordsOn } from "../add-outcome.js";
import { noneSent, type Seen, series } from "../observe.js";

/** An SMS that a device added, and how a reader is told of it. */
export interface Added {
  readonly token: string;
  readonly item: ItemFields;
  readonly words: string;
}

/** The traffic of the device that added it: the answer to the Add, and the answers after it. */
export interface Aftermath {
  readonly added: SyncAnswer;
  readonly later: Drained;
}

/**
 * What the device that added an SMS is told afterwards: it neither comes back as a new one (ruling Q37) nor is taken away, for
 * both sets are in force and nothing is filtered.
 * @throws Departure
 */
export function judgeAdder(context: CaseContext, one: Added, { added, later }: Aftermath, attempt: Attempt): void {
  const { mailbox } = context;
  const items: readonly SeededItem[] = [{ token: one.token, item: one.item, class: "SMS", folder: mailbox.place }];
  // What is sent back may come with the answer to the Add itself.
  const answers = [added, ...later.answers];
  const adds = series(answers.map((answer) => ({ ...answer, commands: answer.adds() })));
  const echo = noneSent(mailbox, adds, items, "the device that added it");
  const serverId = wordOn(added, one.token)?.serverId;
  const judgements: readonly (readonly [kind: string, judgement: Judgement])[] = [
    // Without a ServerId, which is another case's to judge, nobody can say what was removed.
    ...(serverId === undefined ? [] : [["taken from its adder", judged(keptFrom(answers, serverId), added)] as const]),
    ["sent back to its adder", { ...judged(echo, added), options: { ruling: "Q37.echo" } }],
  ];
  for (const [kind, judgement] of judgements) {
    if (!judgement.observation.holds) throw departure(kind, one, judgement, added);
    attempt.judge(judgement);
  }
}

/** By the ServerId that the answer to the Add gave: the removal may come with that very answer. */
function keptFrom(answers: readonly SyncAnswer[], serverId: string): Seen {
  const removals = answers.flatMap((answer) =>
    [...answer.deletes(), ...answer.softDeletes()].map((command) => ({ command, answer })),
  );
  const removal = removals.find(({ command }) => command.serverId === serverId);
  return {
    holds: removal === undefined,
    expected: "what the device has just added stays on it",
    seen: removal === undefined ? "it stays" : `${removal.command.kind} for ServerId ${serverId}`,
    about: removal?.command.element,
    evidence: removal?.answer ?? answers,
  };
}

function judged(seen: Seen, added: SyncAnswer): Judgement {
  const evidence = [added.exchange, ...exchangesOf(seen.evidence).slice(-1)];
  return { requirement: "ASMS-3.1.4.1.2-1", observation: seen, evidence };
}

function departure(kind: string, { token, words }: Added, judgement: Judgement, added: SyncAnswer): Departure {
  const { observation, evidence } = judgement;
  return new Departure(
    kind,
    [judgement],
    [
      { actor: "device B", words: `Add of ${words}`, outcome: wordsOn(added, token), exchanges: [added.exchange.id] },
      {
        actor: "device B",
        words: "Sync with both sets until nothing more comes",
        outcome: `${observation.seen}, where ${observation.expected}`,
        exchanges: evidence.slice(1).map(({ id }) => id),
        failed: true,
      },
    ],
  );
}
