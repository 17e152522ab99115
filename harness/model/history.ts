import {
  assertAtRest,
  assertSameDue,
  assertSameEstimate,
  FormulationsDiffer,
  type Sent,
  sameAgain,
} from "./agreement.js";
import { bookAnswers } from "./booking.js";
import type { ModelDriver } from "./driver.js";
import { isNothing } from "./due.js";
import { judgeEstimate } from "./estimate.js";
import type { Failure, Findings } from "./failure.js";
import { judgePayloads, judgeQuiet, judgeView, seatsOf } from "./final.js";
import { fluxLeft } from "./freedoms.js";
import * as book from "./ledger/index.js";
import { pointing } from "./pointing.js";
import { afterEstimate, judgeBadOptions, needsOptions } from "./refused.js";
import { askResend, askRetry, askSync, dueFor, loseAnswer } from "./request.js";
import { allSets } from "./rules.js";
import { judgeOutbound, judgeSettings } from "./settings.js";
import { happen } from "./side-channel.js";
import { againOf, describeStep, type Step, type SyncPart } from "./step.js";
import { judgeInit } from "./sync.js";
import type { Tally } from "./tally.js";
import { Telling } from "./telling.js";
import type { Seat, SeenSync, Token } from "./types.js";
import { Unanswered } from "./unanswered.js";
import { ModelViolation, type Told } from "./violation.js";
import { addressed, keyOf, plainStyle, syncOf } from "./wire.js";
import { folderState, seatState, type World } from "./world.js";

/** Answers after which a folder that will not come to rest is given up. */
const roundLimit = 60;

/** Name of the device that looks at everything in the end. */
export const witness = "W";

/** One history under way: both formulations, what was tolerated, and the story so far. Never used again after a failure. */
export class History {
  readonly notes: Failure[] = [];
  ledger = book.emptyLedger;
  private readonly telling = new Telling();

  constructor(
    public world: World,
    private readonly driver: ModelDriver,
  ) {}

  get story(): readonly Told[] {
    return this.telling.story;
  }

  /** What the drawn commands did, and what answers brought, those of the end included. */
  get reached(): Tally {
    return this.telling.reached;
  }

  /** @throws ModelViolation when the target departs or does not answer; FormulationsDiffer for a mistake of ours; what the driver throws. */
  async play(step: Step): Promise<void> {
    const text = describeStep(step);
    this.telling.begin();
    let hasFailed = false;
    try {
      await this.perform(step);
    } catch (error) {
      hasFailed = error instanceof ModelViolation || error instanceof Unanswered;
      if (error instanceof Unanswered) throw new ModelViolation([this.telling.unanswered(error, step)], text);
      if (error instanceof ModelViolation) throw new ModelViolation(error.failures, text, error.seconded);
      throw error;
    } finally {
      this.telling.end(text, hasFailed);
    }
  }

  /** Brings every device to rest, lets a witness read everything, and holds the invariants. */
  async end(devices: readonly string[]): Promise<void> {
    for (const seat of seatsOf(this.world, devices)) {
      const { limbo, sets, key } = seatState(this.world, seat);
      if (key === undefined) continue;
      if (limbo !== undefined) await this.play(againOf("retry", seat, limbo.together));
      else if (sets === "unknown")
        await this.play(syncOf(seat, { sets: allSets(this.world.rules), ops: [], windowSize: 100 }));
      await this.play({ do: "quiesce", seat });
    }
    for (const folder of this.world.folders.keys()) await this.bearWitness({ device: witness, folder });
    const seats = seatsOf(this.world, [...devices, witness]).filter((seat) => seatState(this.world, seat).synced);
    this.hold({ failures: seats.flatMap((seat) => judgeQuiet(this.world, seat)), notes: [] });
    if (this.world.rules.tolerance === "strict") for (const seat of seats) assertAtRest(this.ledger, seat);
    this.hold({ failures: judgePayloads(this.world, seats), notes: [] });
    for (const seat of seats) await this.play({ do: "silence", seat });
    await this.lookAtOutbound();
  }

  private async bearWitness(seat: Seat): Promise<void> {
    await this.play({ do: "init", seat });
    await this.play(syncOf(seat, { sets: allSets(this.world.rules), ops: [], windowSize: 100 }));
    await this.play({ do: "quiesce", seat });
  }

  private async perform(step: Step): Promise<void> {
    switch (step.do) {
      case "init":
      case "reset":
        return this.init(step.seat);
      case "sync":
        await this.sync(step);
        return;
      case "sync-both":
        return this.syncBoth(step.parts);
      case "lost":
        return this.lose([step]);
      case "lost-both":
        return this.lose(step.parts);
      case "retry":
        return this.again([step.seat], askRetry);
      case "resend":
        return this.again([step.seat], askResend);
      case "retry-both":
        return this.again(step.seats, askRetry);
      case "resend-both":
        return this.again(step.seats, askResend);
      case "quiesce":
        return this.quiesce(step.seat);
      case "silence":
        return this.expectSilence(step.seat);
      case "estimate":
        return this.estimate(step);
      case "settings":
        return this.settings(step);
      case "bad-options":
        return this.badOptions(step);
      default:
        ({ world: this.world, ledger: this.ledger } = await happen(this, this.driver, step));
        return;
    }
  }

  private async init(seat: Seat): Promise<void> {
    const answer = await this.driver.init(seat);
    this.telling.seen([answer]);
    const judged = judgeInit(this.world, seat, answer);
    this.hold(judged);
    this.world = judged.world;
    this.ledger = book.noteFreshKey(this.ledger, seat);
  }

  private async sync(part: SyncPart): Promise<SeenSync> {
    const { seat, request } = addressed(this.world, part);
    const sent = await this.readied([part]);
    const [answer] = await this.answered(sent, async () => [await this.driver.sync(seat, request)]);
    if (answer === undefined) throw new Error("The driver brought no answer.");
    return answer;
  }

  /** Each Collection is judged as if it had come alone: what is said of one changes nothing in the other. */
  private async syncBoth(parts: readonly SyncPart[]): Promise<void> {
    const requests = parts.map((part) => addressed(this.world, part));
    await this.answered(await this.readied(parts), () => this.driver.syncBoth(requests));
  }

  private async lose(parts: readonly SyncPart[]): Promise<void> {
    const requests = parts.map((part) => addressed(this.world, part));
    const sent = await this.readied(parts);
    // Also where it fails the world tells what may be in the mailbox now, and has to be removed.
    this.world = sent.at(-1)?.asking.world ?? this.world;
    this.telling.witnessed(await this.driver.lose(requests));
    this.telling.outcome = "the answer was lost";
    this.world = loseAnswer(
      this.world,
      sent.map(({ asking }) => asking.pending),
    );
  }

  /** A request about to go out, as both formulations see it; its commands are facts of the ledger from here on. */
  private async readied(parts: readonly Pick<SyncPart, "seat" | "asked">[]): Promise<Sent[]> {
    // What the device is about to change must be settled, or the target may put its own change on top.
    for (const { seat, asked } of parts) await this.settled(seat, new Set(asked.ops.map(({ token }) => token)));
    const together = parts.map(({ seat }) => seat);
    const now = this.driver.now();
    let { world } = this;
    const sent = parts.map(({ seat, asked }): Sent => {
      const asking = askSync(world, seat, asked, now, together);
      world = asking.world;
      return { asking, request: book.requestOn(this.ledger, seat, asked) };
    });
    this.ledger = book.noteSent(
      this.ledger,
      sent.map(({ request }) => request),
    );
    return sent;
  }

  /** Waits until a foreign server must have shown the last change of these items. */
  private async settled({ folder }: Seat, tokens: Iterable<Token>): Promise<void> {
    const now = this.driver.now();
    const left = Math.max(0, ...[...tokens].map((token) => fluxLeft(this.world, folder, token, now)));
    if (left > 0) await this.driver.pause(left);
  }

  private async again(seats: readonly Seat[], ask: typeof askRetry): Promise<void> {
    const [seat] = seats;
    if (seat === undefined) throw new Error("A request is for one folder at least.");
    const sent = sameAgain(ask(this.world, seat), book.requestAgain(this.ledger, seat));
    await this.answered(sent, () => this.driver.again(seats));
  }

  /** One exchange; as many answers as Collections were sent, in their order. */
  private async answered(
    sent: readonly Sent[],
    send: () => Promise<readonly SeenSync[]>,
  ): Promise<readonly SeenSync[]> {
    const strict = this.world.rules.tolerance === "strict";
    if (strict) for (const { asking, request } of sent) assertSameDue(asking, this.ledger, request);
    // Also after a failure the world tells what was put into the mailbox, and has to be removed.
    this.world = sent.at(-1)?.asking.world ?? this.world;
    const answers = this.telling.seen(await send());
    const booked = bookAnswers(this, sent, answers, this.driver.now());
    this.hold(booked, booked.complaints);
    const [complaint] = booked.complaints;
    if (strict && complaint !== undefined) throw new FormulationsDiffer("an answer", "nothing wrong", complaint);
    ({ world: this.world, ledger: this.ledger } = booked);
    for (const { request } of sent) this.hold({ failures: judgeView(this.world, request.seat), notes: [] });
    return answers;
  }

  private async quiesce(seat: Seat): Promise<void> {
    for (let round = 0; round < roundLimit; round += 1) {
      const { sets, more } = seatState(this.world, seat);
      if (round > 0 && !more && this.isAtRest(seat)) {
        this.hold({ failures: judgeQuiet(this.world, seat), notes: [] });
        return;
      }
      if (round > 0 && !more) await this.driver.pause(this.world.rules.settleMs / 4);
      const carried = needsOptions(this.world, seat) && typeof sets === "object" ? { sets } : {};
      await this.sync({ seat, asked: { ...carried, ops: [], windowSize: 100 }, style: plainStyle });
    }
    const [expected, seen] = ["An answer without MoreAvailable and nothing due", `none in ${roundLimit} Syncs`];
    this.hold({ failures: [{ ...seat, code: "not-quiet", expected, seen }], notes: [] });
  }

  private isAtRest(seat: Seat): boolean {
    return isNothing(dueFor(askSync(this.world, seat, { ops: [], windowSize: 100 })));
  }

  /** I7: what is at rest stays at rest. */
  private async expectSilence(seat: Seat): Promise<void> {
    const { sets } = seatState(this.world, seat);
    const carried = needsOptions(this.world, seat) && typeof sets === "object" ? { sets } : {};
    const answer = await this.sync({ seat, asked: { ...carried, ops: [], windowSize: 100 }, style: plainStyle });
    if (answer.commands.length === 0) return;
    const [expected, seen] = ["No Commands once everything has come", `${answer.commands.length} commands`];
    const exchange = answer.exchange === undefined ? {} : { exchange: answer.exchange };
    const failure = pointing({ ...seat, ...exchange, code: "not-quiet", expected, seen, rests: "I7" }, { answer });
    const field = this.world.rules.tolerance === "field";
    this.hold(field ? { failures: [], notes: [failure] } : { failures: [failure], notes: [] });
  }

  private async estimate({ seat, sets, style }: Extract<Step, { do: "estimate" }>): Promise<void> {
    if (this.world.rules.tolerance === "strict") assertSameEstimate(this.world, this.ledger, seat, sets);
    const asked = sets === undefined ? {} : { sets };
    await this.settled(seat, folderState(this.world, seat.folder).lastChange.keys());
    const answer = await this.driver.estimate(seat, { syncKey: keyOf(this.world, seat), ...asked, style });
    this.telling.estimated(sets, answer);
    this.hold(judgeEstimate(this.world, seat, sets, answer));
    this.world = afterEstimate(this.world, seat, sets);
  }

  private async settings({ device, asked }: Extract<Step, { do: "settings" }>): Promise<void> {
    const answer = await this.driver.settings(device, asked);
    this.telling.witnessed(answer.exchange);
    this.telling.outcome = `Status ${answer.status ?? "absent"}`;
    const judged = judgeSettings(this.world, device, asked, answer);
    this.hold(judged);
    this.world = judged.world;
    await this.lookAtOutbound();
  }

  private async lookAtOutbound(): Promise<void> {
    const list = await this.driver.outbound?.();
    if (list !== undefined) this.hold({ failures: judgeOutbound(this.world, list), notes: [] });
  }

  private async badOptions({ seat, kind, add }: Extract<Step, { do: "bad-options" }>): Promise<void> {
    const carried = add === undefined ? {} : { add };
    if (add !== undefined) this.world = { ...this.world, refused: new Set([...this.world.refused, add.token]) };
    const answer = await this.driver.badOptions(seat, { syncKey: keyOf(this.world, seat), kind, ...carried });
    this.telling.seen([answer]);
    const judged = judgeBadOptions(this.world, seat, add?.token, answer);
    this.world = judged.world;
    this.hold(judged);
  }

  private hold({ failures, notes }: Findings, seconded: readonly string[] = []): void {
    this.notes.push(...notes);
    if (failures.length > 0) throw new ModelViolation(failures, "at the end", seconded);
  }
}
