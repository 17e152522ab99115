import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import type { CaseContext } from "../case.js";
import { runCase } from "../run-case.js";
import { fakeEnvironment, sampleRun } from "../testing/fakes.js";
import { Departure, TargetGone } from "./property.js";
import { explored, numbers, row } from "./search.testkit.js";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

test("nothing wrong: all runs are counted, and a few are kept", async () => {
  const { result, exchanges, exploration } = await explored(numbers(() => undefined));
  expect(result.verdict).toBe("pass");
  expect(exploration).toMatchObject({ runs: 50, requests: 100, shrinks: 0, endedBy: "runs" });
  expect(exploration?.distribution[0]?.of).toBe("size");
  expect(exchanges.length).toBeLessThan(20);
});

test("every kind of failure is shrunk by itself, and its path leads to it again", async () => {
  const wrong = (input: number) => (input > 700 ? "large" : input > 300 ? "middle" : undefined);
  const { result, exploration } = await explored(numbers(wrong, { further: 3 }));
  expect(result.verdict).toBe("fail");
  const found = [exploration?.counterexample, ...(exploration?.further ?? [])].flatMap((one) => one ?? []);
  expect(found.map(({ kind, steps }) => `${kind} ${steps[0]?.words}`).sort()).toEqual(["large 701", "middle 301"]);
  const told = result.findings.filter(({ outcome }) => outcome === "fail");
  expect(told.map((one) => `${one.counterexample} ${one.seen}`).sort()).toEqual(["large 701", "middle 301"]);
  for (const { kind, seed, path } of found) {
    const again = await explored(numbers(wrong), { path }, seed);
    expect(again.exploration).toMatchObject({ runs: 1, shrinks: 0, counterexample: { kind } });
    expect(again.exploration?.counterexample?.steps).toEqual(found.find((one) => one.kind === kind)?.steps);
  }
});

test("inputs that end where one before did are counted, for what lay behind that was not tried", async () => {
  const { exploration } = await explored(numbers((input) => (input > 300 ? "wrong" : undefined), { further: 3 }));
  expect(exploration?.notes?.at(-1)).toMatch(
    /^\d+ inputs ended where one before had departed in the same way: what lay behind it was not tried$/,
  );
  const fine = await explored(numbers(() => undefined));
  expect(fine.exploration?.notes).toBeUndefined();
});

test("an outage ends the search and the shrinking, and is nobody's failure", async () => {
  const gone = numbers(() => undefined, {
    attempt: async (input) => {
      if (input > 300) throw new TargetGone();
    },
  });
  const { result, exploration } = await explored(gone);
  expect(result.verdict).toBe("inconclusive");
  expect(exploration).toMatchObject({ endedBy: "outage", shrinks: 0 });
  expect(exploration?.counterexample).toBeUndefined();
});

test("a path is one input, also where that passes now and those beside it do not", async () => {
  const { exploration } = await explored(numbers((input) => (input > 500 ? "large" : undefined)));
  const { seed = 0, path = "" } = exploration?.counterexample ?? {};
  const mended = numbers((input) => (input === 501 ? undefined : "wrong"));
  const { result, exploration: again } = await explored(mended, { path }, seed);
  expect(again).toMatchObject({ runs: 1, shrinks: 0, endedBy: "runs" });
  expect(again?.counterexample).toBeUndefined();
  expect(result.verdict).toBe("pass");
});

test("a path that leads nowhere is told as that, and is no error of ours", async () => {
  const { result } = await explored(
    numbers(() => undefined),
    { path: "3:0:5:4:9" },
  );
  expect(result).toMatchObject({ verdict: "inconclusive", exploration: { runs: 0, endedBy: "obstacle" } });
  expect(result.reason).toBe(
    '--path "3:0:5:4:9" leads to no input of this case with --seed 1; copy the whole command of the report',
  );
});

test("what was being made small when the run is interrupted is told, with its path", async () => {
  const controller = new AbortController();
  let tries = 0;
  const interrupted = numbers(() => undefined, {
    async attempt(input, attempt) {
      const device = await attempt.connect("A");
      const exchange = await device.send("Sync", undefined);
      if (input <= 300) return;
      tries += 1;
      if (tries === 2) controller.abort();
      const observation = { expected: "a small number", seen: `${input}`, holds: false };
      throw new Departure("large", [{ requirement: row, observation, evidence: [exchange] }], []);
    },
  });
  const { result, exploration } = await explored(interrupted, {}, 1, controller.signal);
  expect(result.verdict).toBe("fail");
  expect(exploration).toMatchObject({ endedBy: "interrupted", counterexample: { kind: "large", seed: 1 } });
  expect(exploration?.shrinks).toBeGreaterThan(0);
});

test("a target that goes away while a device connects is gone, whatever the device makes of it", async () => {
  const unanswered = { failure: { kind: "refused", message: "nobody listens" } } as const;
  const property = numbers(() => undefined, {
    async attempt(_, attempt) {
      await attempt.connect("A");
      throw new Error("the device cannot go on");
    },
  });
  const body = async (context: CaseContext) => void (await context.explore(property));
  const sample = sampleRun(body, { suite: "model", connects: true });
  const { result } = await runCase(sample, fakeEnvironment({}, { exchange: unanswered }));
  expect(result.verdict).toBe("inconclusive");
  expect(result.exploration).toMatchObject({ endedBy: "outage", runs: 1 });
});

test("an error of ours is one, and not shrunk", async () => {
  let tries = 0;
  const broken = numbers(() => undefined, {
    attempt: async () => {
      tries += 1;
      throw new TypeError("ours");
    },
  });
  const { result, exploration } = await explored(broken);
  expect(result).toMatchObject({ verdict: "error", reason: expect.stringContaining("ours") });
  expect(exploration?.endedBy).toBe("obstacle");
  expect(tries).toBe(1);
});

test("a budget ends the search", async () => {
  const slow = numbers(() => undefined, { attempt: () => new Promise((resolve) => setTimeout(resolve, 5)) });
  const { exploration } = await explored(slow, { budgetMs: 40 });
  expect(exploration?.endedBy).toBe("budget");
});

/** Draws the second of two values first, which has one smaller value. */
const seedOfTwo = firstSeed((seed) => fc.sample(fc.constantFrom(1, 2), { seed, numRuns: 1 })[0] === 2);

function firstSeed(fits: (seed: number) => boolean): number {
  for (let seed = 1; ; seed += 1) if (fits(seed)) return seed;
}

/** Each input takes `ms`; what fails is of as many kinds as there are. */
function slow(kinds: number, ms: number) {
  return numbers(() => undefined, {
    further: kinds - 1,
    async attempt(input, attempt) {
      const device = await attempt.connect("A");
      const exchange = await device.send("Sync", undefined);
      await new Promise((resolve) => setTimeout(resolve, ms));
      if (input < 200) return;
      const observation = { expected: "a small number", seen: `${input}`, holds: false };
      throw new Departure(`kind ${input % kinds}`, [{ requirement: row, observation, evidence: [exchange] }], []);
    },
  });
}

test("what is found is made small within the budget, each kind in its turn, and what is not says so", async () => {
  const { exploration } = await explored(slow(3, 3), { budgetMs: 2000 });
  const found = [exploration?.counterexample, ...(exploration?.further ?? [])];
  expect(found.map((one) => one?.unfinished)).toEqual([undefined, undefined, undefined]);
  const short = await explored(slow(3, 30), { budgetMs: 200 });
  expect(short.exploration).toMatchObject({ endedBy: "budget", counterexample: { unfinished: "the budget ran out" } });
});

test("an input that hangs is broken off, and its case ends with the budget and the limit for one answer", async () => {
  const startedAt = performance.now();
  const hanging = numbers(() => undefined, {
    attempt: (_, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("cancelled")))),
  });
  const { result, exploration } = await explored(hanging, { budgetMs: 100 });
  expect(exploration).toMatchObject({ endedBy: "budget", runs: 1 });
  expect(result).toMatchObject({ verdict: "inconclusive", reason: expect.stringContaining("used up") });
  expect(performance.now() - startedAt).toBeLessThan(100 + 1000 + 500);
});

test("a budget that was used up before a first input judges nothing", async () => {
  const { result } = await explored(
    numbers(() => undefined),
    { budgetMs: 0 },
  );
  expect(result).toMatchObject({ verdict: "inconclusive", reason: expect.stringContaining("used up") });
});

test.each([
  ["the same", () => "large", "Tried once more, it failed in the same way."],
  [
    "another failure",
    (last: boolean) => (last ? "odd" : "large"),
    "Tried once more, it failed otherwise (odd). A repeat may differ: because.",
  ],
  [
    "none",
    (last: boolean) => (last ? undefined : "large"),
    "Tried once more, it passed. A repeat may differ: because.",
  ],
])("where a repeat may differ, it is tried once more: %s", async (_, then, words) => {
  let tries = 0;
  // Three tries: as it was drawn, as the one smaller input, and once more.
  const wrong = () => {
    tries += 1;
    return then(tries === 3);
  };
  const unsteady = numbers(wrong, {
    unsteady: "because",
    arbitrary: () => fc.constantFrom(1, 2).filter((one) => one > 0),
  });
  const { exploration } = await explored(unsteady, {}, seedOfTwo);
  expect(tries).toBe(3);
  expect(exploration?.counterexample?.repeat).toBe(words);
});

test("a property goes on by itself where fast-check ends, and its replay path leads there", async () => {
  const tens = numbers((input) => (input > 700 ? "large" : undefined), {
    arbitrary: (left) => fc.nat({ max: 1000 }).map((input) => (left === undefined ? input : Number(left))),
    hopeless: (smaller) => smaller % 2 === 0,
    reduce: async (input, attempt, mayTry) => {
      const device = await attempt.connect("A");
      expect(await mayTry()).toBe(true);
      const exchange = await device.send("Sync", undefined);
      const observation = { expected: "a fitting number", seen: `${input - 600}`, holds: false };
      const departure = new Departure(
        "large",
        [{ requirement: row, observation, evidence: [exchange] }],
        [{ actor: "device A", words: `${input - 600}`, outcome: "", exchanges: [] }],
      );
      return { input: input - 600, departure, replayPath: String(input - 600) };
    },
  });
  const { exploration } = await explored(tens);
  const found = exploration?.counterexample;
  expect(found?.steps[0]?.words).toBe(found?.replayPath);
  expect(Number(found?.replayPath) % 2).toBe(1);
});

test("counterexamples are kept, tried first, and told apart when they pass or fit no more", async () => {
  const examples = await mkdtemp(join(tmpdir(), "asms-examples-"));
  folders.push(examples);
  const wrong = (input: number) => (input > 700 ? "large" : undefined);
  await explored(numbers(wrong), { examples });
  expect(await readdir(examples)).toHaveLength(1);
  const again = await explored(numbers(wrong), { examples });
  expect(again.exploration).toMatchObject({ runs: 0, examples: [{ outcome: "fails", reason: "large" }] });
  const mended = await explored(
    numbers(() => undefined),
    { examples },
  );
  expect(mended.exploration).toMatchObject({ runs: 50, examples: [{ outcome: "passes" }] });
  const other = await explored(
    numbers(() => undefined, { decode: () => undefined }),
    { examples },
  );
  expect(other.exploration).toMatchObject({ runs: 50, examples: [{ outcome: "no longer applies" }] });
});

test("an example that another version kept says so", async () => {
  const examples = await mkdtemp(join(tmpdir(), "asms-examples-"));
  folders.push(examples);
  const wrong = (input: number) => (input > 700 ? "large" : undefined);
  await explored(numbers(wrong), { examples });
  const [name = ""] = await readdir(examples);
  const file = join(examples, name);
  const kept = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...kept, tool: { ...kept.tool, version: "0.0.1" } }));
  const other = expect.stringContaining("kept by version 0.0.1");
  const fails = await explored(numbers(wrong), { examples });
  expect(fails.exploration?.examples).toMatchObject([{ outcome: "fails", reason: other }]);
  await writeFile(file, JSON.stringify({ ...kept, tool: { ...kept.tool, version: "0.0.1" } }));
  const passes = await explored(
    numbers(() => undefined),
    { examples },
  );
  expect(passes.exploration?.examples).toMatchObject([{ outcome: "passes", reason: other }]);
});
