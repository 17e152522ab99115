import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TestResult } from "allure-js-commons";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunResults } from "../judging/results.js";
import { buildIfOlder, builtIn, main, root, start, written as writtenIn } from "./testing/built.js";

const folder = mkdtempSync(join(tmpdir(), "asms built "));

const asms = builtIn(folder);

beforeAll(buildIfOlder, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(out: string): RunResults {
  return writtenIn(folder, out);
}

const allureStatuses = {
  pass: "passed",
  fail: "failed",
  error: "broken",
  inconclusive: "skipped",
  "not applicable": "skipped",
};

/** Reads allure-results/ and holds it against results.json and against what no report may tell. */
function expectAllureAgrees(out: string): TestResult[] {
  const from = join(folder, out, "allure-results");
  const texts = new Map(readdirSync(from).map((name) => [name, readFileSync(join(from, name), "utf8")]));
  const told = [...texts].filter(([name]) => name.endsWith("-result.json")).map(([, text]) => JSON.parse(text));
  const { cases, summary } = written(out);
  const run = ["run", "run: The run comes to its end and to a verdict", "broken"];
  expect(told.map(({ fullName, name, status }: TestResult) => [fullName ?? "", name, status ?? ""]).sort()).toEqual(
    [
      ...cases.map(({ id, purpose, verdict }) => [id, `${id}: ${purpose}`, allureStatuses[verdict]]),
      ...(summary.exitCode === 3 ? [run] : []),
    ].sort(),
  );
  for (const [name, text] of texts) {
    for (const place of [root, folder, "file://", "node_modules"]) expect(text, name).not.toContain(place);
    expect(text, name).not.toMatch(/Authorization: \w+ [^*\s]/);
    expect(text, name).not.toMatch(/"(host|thread|package)"/);
  }
  return told;
}

test("one case passes: exit 0, a report, and no claim about the whole", async () => {
  const { exitCode, out, err } = await asms(["run", "--id", "settings-enable-with-number", "--out", "one"]);
  expect(err).toBe("");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^pass {9}settings-enable-with-number\[order=/m);
  expect(out).toContain("no verdict on the target");
  expect(out).toContain(join(folder, "one", "report.html"));
  const results = written("one");
  expect(results.summary).toMatchObject({ exitCode: 0, conformant: false, complete: false, interrupted: false });
  const ran = results.cases.filter(({ kind }) => kind === "case").map(({ caseId }) => caseId);
  expect(new Set(ran)).toEqual(new Set(["settings-enable-with-number"]));
  expect(out).not.toContain("\x1b[");
});

test("a mutant is seen: exit 1, and JSON alone on standard output", async () => {
  const { exitCode, out, err } = await asms([
    ...["run", "--mutant", "M-opt-three-accepted", "--id", "ERR-01", "--settle", "20", "--json", "--out", "two"],
  ]);
  expect(exitCode).toBe(1);
  const results: RunResults = JSON.parse(out);
  expect(results).toEqual(written("two"));
  expect(results.target).toMatchObject({ embedded: true, mutant: "M-opt-three-accepted" });
  expect(results.requirements.find(({ id }) => id === "ASMS-3.2.5.1-5")?.verdict).toBe("fail");
  expect(err).toContain("ASMS-3.2.5.1-5");
});

test("the printed replay repeats a case with the same verdict", async () => {
  const [failed] = written("two").cases.filter(({ verdict }) => verdict === "fail");
  const argv = [...(failed?.replay ?? "").matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  expect(argv.slice(0, 5)).toEqual(["npx", "asms", "run", "--out", "asms-repeat"]);
  expect(failed?.replay).toContain(" --settle 20 ");
  const before = written("two");
  const { exitCode } = await asms([...argv.slice(2), "--quiet"]);
  expect(exitCode).toBe(1);
  expect(written("two")).toEqual(before);
  const again = written("asms-repeat").cases.filter(({ kind }) => kind === "case");
  expect(again).toMatchObject([{ id: failed?.id, verdict: "fail" }]);
});

test("Ctrl-C ends the run early: exit 3, and what was judged by then is reported", async () => {
  let pressed = false;
  const { exitCode, out } = await asms(["run", "--allure", "--out", "four"], (text, kill) => {
    if (pressed || !/^pass {9}\S+/m.test(text)) return;
    pressed = true;
    kill();
  });
  expect(pressed).toBe(true);
  expect(exitCode).toBe(3);
  expect(out).toContain("No verdict: the run was interrupted");
  const results = written("four");
  expect(results.summary).toMatchObject({ interrupted: true, exitCode: 3, complete: false });
  expect(results.cases.some(({ verdict }) => verdict === "pass")).toBe(true);
  expect(results.cases.every(({ verdict }) => verdict !== "fail" && verdict !== "error")).toBe(true);
  expectAllureAgrees("four");
});

/** Resolves when a search has kept its first counterexample. */
async function firstKept(name: string): Promise<void> {
  const examples = join(folder, name);
  while (!existsSync(examples) || readdirSync(examples).length === 0) await new Promise((go) => setTimeout(go, 50));
}

/** What random histories found before the run was ended, and how it ended. */
function foundIn(out: string) {
  const { cases, summary } = written(out);
  return { summary, exploration: cases.find(({ id }) => id === "random-histories")?.exploration };
}

test("Ctrl-C ends random histories: exit 3, and what they had found is told with the command that repeats it", async () => {
  const argv = ["run", "--mutant", "M-set-zero-needs-number", "--suite", "model", "--budget", "5m", "--seed", "2"];
  const run = start(folder, [...argv, "--save-examples", "pressed", "--out", "five"]);
  await firstKept("pressed");
  run.child.kill("SIGINT");
  const { exitCode, out } = await run.ended;
  expect(exitCode).toBe(3);
  const { summary, exploration } = foundIn("five");
  expect(summary).toMatchObject({ interrupted: true, exitCode: 3, complete: false });
  expect(exploration).toMatchObject({ endedBy: "interrupted", counterexample: { kind: "settings-status" } });
  const replay = exploration?.counterexample?.replay ?? "";
  expect(replay).toMatch(/--seed 2\d* --path "[\d:]+" --replay-path "[\w:]+"$/);
  expect(out).toContain(replay);
});

test("a server that goes away ends random histories: exit 3, no blame for it, and what they had found is told", async () => {
  const served = start(folder, ["serve", "--port", "0", "--mutant", "M-set-zero-needs-number"]);
  const url = await new Promise<string>((resolve) => {
    served.child.stdout?.on("data", (chunk) => {
      const found = /http:\S+/.exec(String(chunk))?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const argv = ["run", "--target", url, "--user", "alice", "--suite", "model", "--budget", "5m", "--seed", "2"];
  const more = { ASMS_PASSWORD: "secret" };
  const run = start(folder, [...argv, "--save-examples", "served", "--out", "six"], undefined, more);
  await firstKept("served");
  served.child.kill("SIGKILL");
  expect(await run.ended).toMatchObject({ exitCode: 3, err: "" });
  const { summary, exploration } = foundIn("six");
  expect(summary).toMatchObject({ interrupted: true, exitCode: 3, complete: false });
  expect(summary.sentence).toBe("No verdict: the target went away during the run.");
  expect(exploration).toMatchObject({ endedBy: "outage", counterexample: { kind: "settings-status" } });
});

test.each([
  ["M-sd-hard", "drop-sms-set", "case"],
  ["M-wbxml-charset", "settings-enable-with-number", "monitor"],
])("under --allure, %s fails there as well, and nothing is written beside the reports", async (mutant, id, kind) => {
  const installed = () =>
    ["dist", "node_modules/allure-vitest", "node_modules/allure-js-commons"]
      .flatMap((name) => readdirSync(join(root, name), { recursive: true, encoding: "utf8" }))
      .concat(readdirSync(join(root, "node_modules")), readdirSync(root))
      .sort();
  const before = installed();
  const plan = join(folder, "testplan.json");
  writeFileSync(plan, JSON.stringify({ version: "1.0", tests: [{ id: 1, selector: "none of ours" }] }));
  const out = `allure ${mutant}`;
  const { exitCode, err } = await asms(["run", "--mutant", mutant, "--id", id, "--allure", "--out", out], undefined, {
    ALLURE_TESTPLAN_PATH: plan,
  });
  expect({ exitCode, err }).toEqual({ exitCode: 1, err: "" });
  const told = expectAllureAgrees(out);
  const failed = written(out).cases.filter(({ verdict }) => verdict === "fail");
  expect(failed.map((one) => one.kind)).toContain(kind);
  expect(told.filter(({ status }) => status === "failed")).toHaveLength(failed.length);
  // Cases are told by allure-vitest itself while they run.
  const frameworks = new Map(
    told.map(({ fullName, labels }) => [fullName, labels.find(({ name }) => name === "framework")?.value]),
  );
  for (const one of written(out).cases)
    expect(frameworks.get(one.id), one.id).toBe(one.kind === "case" ? "vitest" : "asms-conformance");
  expect(installed()).toEqual(before);
  expect(readdirSync(join(folder, out)).filter((name) => name.startsWith("."))).toEqual([]);
});

test("without --allure no module of Allure's is asked for", async () => {
  const hooks = `export async function resolve(name, context, next) {
    const found = await next(name, context);
    if (found.url.includes("/node_modules/allure-")) throw new Error("Allure was asked for");
    return found;
  }`;
  const guard = join(folder, "guard.mjs");
  const source = `data:text/javascript,${encodeURIComponent(hooks)}`;
  writeFileSync(guard, `import { register } from "node:module"; register(${JSON.stringify(source)});`);
  const env = { NODE_OPTIONS: `--import ${JSON.stringify(pathToFileURL(guard).href)}` };
  const argv = ["run", "--id", "settings-enable-with-number", "--out", "guarded"];
  expect(await asms(argv, undefined, env)).toMatchObject({ exitCode: 0, err: "" });
  expect((await asms([...argv, "--allure"], undefined, env)).err).toContain("Allure was asked for");
});

test("random histories are played against a mutant of one's own, and against no other", async () => {
  const copies = "copies: (item) => (item.class === 'SMS' ? 2 : 1)";
  writeFileSync(join(folder, "mine.mjs"), `export default { id: "my-twice", overrides: { select: { ${copies} } } };`);
  const argv = ["mutants", "--suite", "model", "--mutant", "./mine.mjs", "--runs", "20", "--seeds", "1", "--json"];
  const { exitCode, out } = await asms([...argv, "--quiet"]);
  expect(JSON.parse(out).rows).toMatchObject([{ id: "reference" }, { id: "my-twice", kind: "mutant" }]);
  expect(exitCode).toBe(0);
}, 60_000);

test("a reader that has seen enough ends neither the command nor its exit code", async () => {
  const child = spawn(process.execPath, [main, "list"], { stdio: ["ignore", "pipe", "pipe"] });
  // Gone before the first line is written, as `head -0` is.
  child.stdout.destroy();
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const exitCode = await new Promise((resolve) => child.on("close", resolve));
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
});

test("a run in parts, joined, says what the whole run says", async () => {
  const chosen = ["sync-three-options", "settings-enable-with-number", "options-both-sets"];
  const argv = ["run", "--mutant", "M-opt-three-accepted", "--id", ...chosen, "--seed", "7"];
  const whole = await asms([...argv, "--out", "whole"]);
  for (const part of ["1/2", "2/2"]) await asms([...argv, "--shard", part, "--out", `part ${part[0]}`]);
  const joined = await asms(["merge", "part 2", "part 1", "--out", "joined"]);
  expect({ exitCode: joined.exitCode, err: joined.err }).toEqual({ exitCode: whole.exitCode, err: "" });
  expect(joined.out).toMatch(/^FAIL +sync-three-options/m);
  const quiet = await asms(["merge", "part 1", "part 2", "--quiet", "--out", "quietly"]);
  expect(quiet.out).not.toMatch(/^(FAIL|pass) /m);
  expect(quiet.out).toMatch(/^Not conformant/m);
  const [one, other] = [written("whole"), written("joined")];
  const verdicts = ({ cases }: RunResults) => cases.map(({ id, verdict }) => `${id} ${verdict}`).sort();
  expect(verdicts(other)).toEqual(verdicts(one));
  const rows = ({ requirements }: RunResults) => requirements.map(({ id, verdict }) => `${id} ${verdict}`);
  expect(rows(other)).toEqual(rows(one));
  expect(other.summary).toMatchObject({ exitCode: 1, sentence: one.summary.sentence, counts: one.summary.counts });
  expect(other.shard).toBeUndefined();
  const lines = readFileSync(join(folder, "joined", "exchanges.ndjson"), "utf8")
    .trimEnd()
    .split("\n");
  const ids = lines.map((line) => JSON.parse(line).id);
  expect(new Set(ids).size).toBe(ids.length);

  const missing = await asms(["merge", "part 1", "--out", "never"]);
  expect(missing).toMatchObject({ exitCode: 2, err: "Part 2/2 is missing; give the folders of all 2 parts\n" });
  expect(existsSync(join(folder, "never"))).toBe(false);
  const [said, ...rest] = readFileSync(join(folder, "part 1", "exchanges.ndjson"), "utf8").split("\n");
  writeFileSync(join(folder, "part 1", "exchanges.ndjson"), said ?? "");
  const silent = await asms(["merge", "part 1", "part 2", "--out", "never"]);
  expect(silent.exitCode).toBe(2);
  expect(silent.err).toMatch(/^part 1\/exchanges\.ndjson lacks the exchange \S+ and \d+ more; run that part again\n$/);
  writeFileSync(join(folder, "part 1", "exchanges.ndjson"), [said, ...rest].join("\n"));
  writeFileSync(join(folder, "part 1", "results.json"), JSON.stringify({ ...written("part 1"), cases: [] }));
  const cut = await asms(["merge", "part 1", "part 2"]);
  expect(cut.exitCode).toBe(2);
  expect(cut.err).toMatch(/^part 1 lacks the case \S+; run that part again\n$/);
}, 240_000);
