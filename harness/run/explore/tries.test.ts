import fc from "fast-check";
import { expect, test } from "vitest";
import { StageError } from "../../device/types.js";
import { runCase } from "../run-case.js";
import { fakeEnvironment, sampleRun } from "../testing/fakes.js";
import { type Attempt, type Property, Unanswered } from "./property.js";

const row = "ASMS-3.2.5.1-5";
const failing = { status: 500, reason: "", headers: [], body: new Uint8Array(), faults: [] };
const dropped = { kind: "closed", message: "the host closed the connection without an answer." } as const;

/** Numbers below 1000; `broken` says at which request a try of one ends, counted from 0 for a preparation, 0.5 for one with HTTP 500, or -1 for one refused. */
async function tried(broken: (input: number, tries: number) => number | undefined, runs = 5) {
  const times = new Map<number, number>();
  const property: Property<number> = {
    runs,
    arbitrary: () => fc.nat({ max: 1000 }),
    async attempt(input, attempt: Attempt) {
      const device = await attempt.connect("A");
      const exchange = await device.send("Sync", undefined);
      times.set(input, (times.get(input) ?? 0) + 1);
      const at = broken(input, times.get(input) ?? 0);
      const told = { expected: "an answer", seen: at === undefined ? "one" : "none", holds: at === undefined };
      const judgement = { requirement: row, observation: told, evidence: [exchange] };
      if (at === undefined) attempt.judge(judgement);
      else if (at < 0) throw new StageError("The target refuses FolderSync: Status 12.", exchange, "12");
      else if (at === 0.5) throw new StageError("The target refuses Provision.", { ...exchange, response: failing });
      else if (at === 0) throw new StageError("The target refuses Provision.", { ...exchange, failure: dropped });
      else throw unanswered(at, judgement, `${input}`);
    },
    words: (input) => `number ${input}`,
    encode: (input) => input,
    decode: () => undefined,
  };
  const body = async (context: { explore: (one: Property<number>) => Promise<unknown> }) => {
    await context.explore(property);
  };
  const { result } = await runCase(sampleRun(body, { suite: "model", connects: true }), fakeEnvironment());
  return { result, exploration: result.exploration };
}

function unanswered(at: number, judgement: Unanswered["judgements"][number], words: string): Unanswered {
  const step = { actor: "device A", words, outcome: "", exchanges: [] };
  const about = {
    words: "no answer to Sync: the connection was closed",
    exchange: "sample/A/2",
    isEnvironmental: false,
  };
  return new Unanswered("no-answer Sync", [judgement], Array(at).fill(step), [], about);
}

test("what was not answered once is inconclusive, and everything else is tried", async () => {
  const { result, exploration } = await tried((_, tries) => (tries === 1 ? 3 : undefined), 2);
  expect(result).toMatchObject({ verdict: "inconclusive", reason: expect.stringContaining("the same passed") });
  expect(result.findings.map(({ outcome }) => outcome)).toEqual(["pass"]);
  expect(exploration).toMatchObject({ runs: 2, shrinks: 0, endedBy: "runs" });
  expect(exploration?.counterexample).toBeUndefined();
  expect(exploration?.notes?.at(-1)).toContain("2 times a request had no answer");
});

test("what is not answered at the same request each time is a failure, and shrunk", async () => {
  const { result, exploration } = await tried((input) => (input > 300 ? 3 : undefined));
  expect(result.findings.map(({ outcome }) => outcome)).toContain("fail");
  expect(result.verdict).toBe("fail");
  expect(exploration).toMatchObject({ counterexample: { kind: "no-answer Sync" } });
  expect(exploration?.shrinks).toBeGreaterThan(0);
});

test("a smaller input that is not answered once is not taken for the failure", async () => {
  const { exploration } = await tried((input, tries) => (input > 300 || tries === 1 ? 3 : undefined));
  expect(exploration?.counterexample?.steps[0]?.words).toBe("301");
});

test("a request here and a request there, three times, ends the search and says so", async () => {
  const { result, exploration } = await tried((_, tries) => tries);
  expect(result.verdict).toBe("inconclusive");
  expect(result.reason).toMatch(
    /^one input came to no end in 3 tries, at last: no answer to Sync: the connection was closed; the input: number \d+; to repeat it: /,
  );
  expect(exploration).toMatchObject({ runs: 1, endedBy: "outage" });
});

test("a preparation that is not answered is made again, and accuses nobody", async () => {
  const { result, exploration } = await tried((_, tries) => (tries < 3 ? 0 : undefined), 1);
  expect(result.verdict).toBe("pass");
  expect(exploration).toMatchObject({ runs: 1, endedBy: "runs" });
  expect(exploration?.notes?.at(-1)).toContain("2 times a preparation");
});

test("a preparation that is never answered ends the search with its reason", async () => {
  const { result, exploration } = await tried(() => 0);
  expect(result.verdict).toBe("inconclusive");
  expect(result.reason).toContain("3 tries, at last: no answer to Sync: the host closed the connection");
  expect(exploration).toMatchObject({ runs: 1, endedBy: "outage" });
});

test("one that is answered with HTTP 500 each time ends it as well: the input is named, and the target did answer", async () => {
  const { result, exploration } = await tried((input) => (input > 300 ? 0.5 : undefined), 50);
  expect(result.verdict).toBe("inconclusive");
  const reason =
    /at last: Sync is not carried out: HTTP 500; the input: number (\d+); to repeat it: asms run .*'sample'$/;
  expect(Number(reason.exec(result.reason ?? "")?.[1])).toBeGreaterThan(300);
  expect(exploration).toMatchObject({ endedBy: "obstacle", shrinks: 0 });
});

test("a preparation that is refused ends the search, and nobody interrupted it", async () => {
  const { result, exploration } = await tried(() => -1);
  expect(result.verdict).toBe("inconclusive");
  expect(result.reason).toBe("the target refused a preparation: The target refuses FolderSync: Status 12");
  expect(exploration).toMatchObject({ endedBy: "obstacle", runs: 1 });
});
