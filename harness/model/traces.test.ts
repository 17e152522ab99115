import { describe, expect, test } from "vitest";
import { expectationOf } from "./agreement.js";
import { estimateRange, judgeEstimate } from "./estimate.js";
import { judgeQuiet } from "./final.js";
import {
  bookAnswer,
  emptyLedger,
  estimateOn,
  noteCreation,
  noteEdit,
  noteFreshKey,
  noteRemoval,
  noteSent,
  requestAgain,
  requestOn,
  setsOn,
  verdictsOn,
} from "./ledger/index.js";
import { itemCreated, itemEdited, itemRemoved } from "./mailbox.js";
import { afterEstimate, judgeBadOptions } from "./refused.js";
import { type Asking, askRetry, askSync, loseAnswer } from "./request.js";
import { strictRules } from "./rules.js";
import { effective } from "./sets.js";
import { judgeInit, judgeSync } from "./sync.js";
import { readTraces, type TraceExpectation, type TraceStep } from "./testing/traces.js";
import type { OwnCommand, SeenCommand, SeenSync, Sets, SyncAsked, Values } from "./types.js";
import { folderState, newWorld, seatState } from "./world.js";

const folder = "one";
const refusal: SeenSync = { status: "4", empty: false, commands: [], responses: [], moreAvailable: false };

/** Plays one trace through both formulations; the answers are those that the trace says were sent. */
class Stage {
  world = newWorld(strictRules, [folder]);
  ledger = emptyLedger;
  private keys = 0;

  play(step: TraceStep): void {
    switch (step.do) {
      case "deliver": {
        const itemClass = step.cls === "E" ? "Email" : "SMS";
        const item = { class: itemClass, ageDays: step.ageDays, read: 0, flag: 0, payload: {} } as const;
        this.world = itemCreated(this.world, folder, step.item, item);
        this.ledger = noteCreation(this.ledger, folder, step.item, item);
        return;
      }
      case "serverChange": {
        const values = valuesOf(step);
        this.world = itemEdited(this.world, folder, step.item, values);
        this.ledger = noteEdit(this.ledger, folder, step.item, values);
        return;
      }
      case "serverDelete":
        this.world = itemRemoved(this.world, folder, step.item);
        this.ledger = noteRemoval(this.ledger, folder, step.item);
        return;
      case "key0": {
        const judged = judgeInit(this.world, this.seat(step.device), this.answer({}));
        expect(judged.failures).toEqual([]);
        this.world = judged.world;
        this.ledger = noteFreshKey(this.ledger, this.seat(step.device));
        return;
      }
      case "sync":
        this.answered(this.ask(step), step.expect);
        return;
      case "lost":
        this.lose(this.ask(step));
        return;
      case "retry":
        for (const asking of askRetry(this.world, this.seat(step.device))) this.answered(asking, step.expect);
        return;
      case "estimate":
        this.estimate(step);
        return;
      case "threeOptions": {
        const judged = judgeBadOptions(this.world, this.seat(step.device), undefined, {
          ...refusal,
          status: String(step.expect.status),
        });
        expect(judged.failures).toEqual([]);
        this.world = judged.world;
        return;
      }
    }
  }

  private ask(step: Extract<TraceStep, { do: "sync" | "lost" }>): Asking {
    const seat = this.seat(step.device);
    const sets = setsOf(step.options);
    const ops = (step.commands ?? []).map((command, index) => opOf(command, index));
    const asked: SyncAsked = { ...(sets === undefined ? {} : { sets }), ops, windowSize: step.windowSize ?? 100 };
    const asking = askSync(this.world, seat, asked);
    this.ledger = noteSent(this.ledger, [requestOn(this.ledger, seat, asked)]);
    return asking;
  }

  private lose({ world, pending }: Asking): void {
    this.world = loseAnswer(world, [pending]);
  }

  private answered(asking: Asking, expected: TraceExpectation): void {
    const { seat, sets } = asking.pending;
    const held = [...seatState(this.world, seat).view.keys()];
    expect(held.sort()).toEqual(expected.heldBefore);
    expect([...folderState(asking.world, folder).box.keys()].sort()).toEqual(expected.mailbox);
    expect(effective(sets)).toEqual(setsOf(expected.inForce));
    const [request] = requestAgain(this.ledger, seat);
    if (request === undefined) throw new Error("A request without a Collection.");
    expect(setsOn(this.ledger, request)).toEqual(sets);
    const due = Object.entries(expected.due).flatMap(([kind, tokens]) =>
      tokens.map((token) => [token, [kind === "Delete|SoftDelete" ? "Removed" : kind]] as const),
    );
    expect(Object.fromEntries(expectationOf(asking))).toEqual(Object.fromEntries(due));
    const ledger = Object.entries(expected.ledger).map(([token, verdict]) => [token, [verdict]] as const);
    expect(Object.fromEntries(verdictsOn(this.ledger, request))).toEqual(Object.fromEntries(ledger));
    const answer = this.answer(expected.sent, asking, expected.moreAvailable);
    const judged = judgeSync(asking, answer);
    expect([judged.failures, judged.notes]).toEqual([[], []]);
    const booked = bookAnswer(this.ledger, request, answer);
    expect(booked.complaints).toEqual([]);
    this.world = judged.world;
    this.ledger = booked.ledger;
    expect([...seatState(this.world, seat).view.keys()].sort()).toEqual(expected.heldAfter);
    if (!expected.moreAvailable) expect(judgeQuiet(this.world, seat)).toEqual([]);
  }

  private estimate(step: Extract<TraceStep, { do: "estimate" }>): void {
    const seat = this.seat(step.device);
    const sets = setsOf(step.options);
    expect(estimateRange(this.world, seat, sets)).toEqual(step.expect);
    expect(estimateOn(this.ledger, seat, sets)).toEqual(step.expect);
    const { min, max } = step.expect;
    const judge = (estimate: number) => judgeEstimate(this.world, seat, sets, { status: "1", estimate }).failures;
    expect([judge(min), judge(max)]).toEqual([[], []]);
    expect(judge(max + 1)).toMatchObject([{ code: "estimate-number" }]);
    this.world = afterEstimate(this.world, seat, sets);
  }

  private answer(sent: TraceExpectation["sent"], asking?: Asking, moreAvailable = false): SeenSync {
    this.keys += 1;
    const { box } = folderState(asking?.world ?? this.world, folder);
    const commands = Object.entries(sent).flatMap(([kind, tokens]) =>
      tokens.map((token): SeenCommand => {
        const item = box.get(token);
        const command = { kind: kind as SeenCommand["kind"], serverId: `id-${token}` };
        if (item === undefined || kind.endsWith("Delete")) return command;
        const { read, flag, payload, class: itemClass } = item;
        return { ...command, token, class: itemClass, read, flag, payload };
      }),
    );
    const responses = (asking?.pending.asked.ops ?? []).flatMap((op) =>
      op.kind === "Add" ? [{ kind: op.kind, clientId: op.clientId, serverId: `id-${op.token}`, status: "1" }] : [],
    );
    return { status: "1", empty: false, syncKey: `key-${this.keys}`, commands, responses, moreAvailable };
  }

  private seat(device: string) {
    return { device, folder };
  }
}

function setsOf(options: "none" | { readonly D?: Sets["email"]; readonly S?: Sets["sms"] }): Sets | undefined {
  if (options === "none") return undefined;
  const { D: email, S: sms } = options;
  return { ...(email === undefined ? {} : { email }), ...(sms === undefined ? {} : { sms }) };
}

function valuesOf({ read, flag }: { readonly read?: 0 | 1; readonly flag?: 0 | 2 }): Partial<Values> {
  return { ...(read === undefined ? {} : { read }), ...(flag === undefined ? {} : { flag }) };
}

type Command = NonNullable<Extract<TraceStep, { do: "sync" }>["commands"]>[number];

function opOf({ op, item: token, ageDays = 0.04, read }: Command, index: number): OwnCommand {
  if (op === "Delete") return { kind: op, token };
  if (op === "Change") return { kind: op, token, ...valuesOf(read === undefined ? {} : { read }) };
  return { kind: op, token, clientId: `c${index}`, ageDays, read: 0, flag: 0, payload: {} };
}

describe("the worked traces, through both formulations", () => {
  const traces = readTraces();
  test("there are ten of them", () => {
    expect(traces.map(({ id }) => id)).toEqual(["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10"]);
  });
  test.each(traces.map((trace) => [`${trace.id}: ${trace.title}`, trace] as const))("%s", (_, trace) => {
    const stage = new Stage();
    for (const step of trace.steps) stage.play(step);
  });
});
