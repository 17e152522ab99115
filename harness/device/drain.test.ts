import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DrainInput, drain } from "./drain.js";
import { syncAnswer } from "./sync-answer.js";
import { recordedDocument, recordedHttp } from "./testing/recorded.js";
import { synced } from "./testing/scripted-target.js";
import type { Drained, SyncAnswer, SyncInput } from "./types.js";

const empty = syncAnswer(recordedHttp(200), "5");
const lonelyKey = syncAnswer(recordedDocument(synced()), "5");
const more = syncAnswer(recordedDocument(synced({ moreAvailable: true })), "5");
const broken = syncAnswer(recordedHttp(500), "5");

function bringing(...serverIds: string[]): SyncAnswer {
  const commands = serverIds.map((serverId) => ({ kind: "Delete" as const, serverId }));
  return syncAnswer(recordedDocument(synced({ commands })), "5");
}

function delivering(serverId: string): SyncAnswer {
  const commands = [{ kind: "Delete" as const, serverId }];
  return syncAnswer(recordedDocument(synced({ commands, moreAvailable: true })), "5");
}

interface Run extends Drained {
  readonly inputs: readonly SyncInput[];
}

/** Drains a target that gives these answers, the last one for ever. */
async function drained(
  answers: readonly SyncAnswer[],
  input: DrainInput = {},
  settleMs = 0,
  signal?: AbortSignal,
): Promise<Run> {
  const inputs: SyncInput[] = [];
  const sync = async (one: SyncInput): Promise<SyncAnswer> => {
    inputs.push(one);
    return answers[Math.min(inputs.length, answers.length) - 1] ?? empty;
  };
  return { ...(await drain(sync, input, { settleMs, signal })), inputs };
}

describe("drain", () => {
  it("ends with the first answer that brings nothing and promises nothing", async () => {
    const run = await drained([bringing("1", "2"), more, bringing("3"), lonelyKey, bringing("4")]);
    expect(run.commands.map(({ serverId }) => serverId)).toEqual(["1", "2", "3"]);
    expect(run).toMatchObject({ complete: true, answers: { length: 4 } });
  });

  it("gives every command in order, however the target cuts them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1 }), { maxLength: 8 }),
        async (cut) => {
          const run = await drained([...cut.map((ids) => bringing(...ids)), empty]);
          expect(run.commands.map(({ serverId }) => serverId)).toEqual(cut.flat());
          expect(run.complete).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("goes on as long as new items come and more are promised", async () => {
    const half = Array.from({ length: 150 }, (_, index) => delivering(`${index}`));
    const run = await drained([...half, more, ...half.map((_, index) => delivering(`n${index}`)), empty]);
    expect(run).toMatchObject({ complete: true, commands: { length: 300 } });
  });

  it("gives up where the same comes again and again, or much and never a promise of more", async () => {
    expect(await drained([delivering("1")])).toMatchObject({ complete: false, answers: { length: 21 } });
    const chatty = Array.from({ length: 30 }, (_, index) => bringing(`${index}`));
    expect(await drained(chatty)).toMatchObject({ complete: false, answers: { length: 20 } });
  });

  it("says that the folder is too full where it ends neither well nor badly", async () => {
    const endless = Array.from({ length: 2_100 }, (_, index) => delivering(`${index}`));
    await expect(drained(endless)).rejects.toThrow(
      "the folder holds more than 2000 items: the target still said MoreAvailable after 2000 answers",
    );
  });

  it("gives up after so many rounds that bring something", async () => {
    expect(await drained([more])).toMatchObject({ complete: false, answers: { length: 20 } });
    expect(await drained([more], { rounds: 3 })).toMatchObject({ complete: false, answers: { length: 3 } });
  });

  it("ends, incomplete, at an answer that is no success", async () => {
    expect(await drained([bringing("1"), broken])).toMatchObject({ complete: false, answers: { length: 2 } });
    expect(await drained([empty, broken], { until: () => false }, 1_000)).toMatchObject({ complete: false });
  });

  it("sends the input once, afterwards the window alone", async () => {
    const options = [{ class: "SMS" }];
    const { inputs } = await drained([more, empty], { options, windowSize: 2, getChanges: "1", rounds: 9 });
    expect(inputs).toEqual([{ options, windowSize: 2, getChanges: "1" }, { windowSize: 2 }]);
    const repeated = await drained([more, empty], { options, repeatOptions: true });
    expect(repeated.inputs).toEqual([{ options }, { options }]);
    const wrong = { options, deliberate: "two for one class" };
    expect((await drained([more, empty], { ...wrong, repeatOptions: true })).inputs).toEqual([wrong, wrong]);
  });
});

describe("drain until", () => {
  it("looks again until it holds", async () => {
    let looks = 0;
    const until = () => {
      looks += 1;
      return looks === 3;
    };
    const run = await drained([empty], { until }, 60_000);
    expect(run).toMatchObject({ complete: true, answers: { length: 3 } });
  });

  it("does not stop in the middle of a delivery when it holds early", async () => {
    const run = await drained([more, bringing("1"), empty], { until: () => true });
    expect(run.answers).toHaveLength(3);
  });

  it("looks once when the target needs no time to settle", async () => {
    expect(await drained([empty], { until: () => false })).toMatchObject({ complete: true, answers: { length: 1 } });
  });

  it("looks a last time when the time is over, and no more often than the pauses allow", async () => {
    const run = await drained([empty], { until: () => false, rounds: 1 }, 200);
    expect(run.complete).toBe(true);
    expect(run.answers.length).toBeGreaterThanOrEqual(2);
    expect(run.answers.length).toBeLessThanOrEqual(5);
  });

  it("ends when the run is cancelled", async () => {
    const controller = new AbortController();
    const until = () => {
      controller.abort();
      return false;
    };
    const run = await drained([empty], { until }, 60_000, controller.signal);
    expect(run).toMatchObject({ complete: false, answers: { length: 1 } });
  });
});
