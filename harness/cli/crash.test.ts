import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportNames, validateResults } from "../../reports/index.js";
import type { RunResults } from "../judging/results.js";
import { buildIfOlder, builtIn, start } from "./testing/built.js";

// What a run that does not come to its end leaves behind, with the command as it is installed.

const folder = mkdtempSync(join(tmpdir(), "asms crash "));
const asms = builtIn(folder);

beforeAll(buildIfOlder, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(out: string): RunResults {
  const text = readFileSync(join(folder, out, "results.json"), "utf8");
  return validateResults(JSON.parse(text));
}

test("a worker that dies is an error of the suite's own: what was judged is reported, exit 4", async () => {
  const killer = join(folder, "killer.mjs");
  // Ends the thread that vitest runs cases in, in the middle of them.
  writeFileSync(
    killer,
    `import { isMainThread } from "node:worker_threads";
    if (!isMainThread) setTimeout(() => process.exit(9), 1_500).unref();`,
  );
  const env = { NODE_OPTIONS: `--import ${JSON.stringify(pathToFileURL(killer).href)}` };
  const { exitCode, out } = await asms(["run", "--out", "killed"], undefined, env);
  expect(exitCode).toBe(4);
  expect(out).toContain("Errors of the suite's own");
  const { summary, cases } = written("killed");
  expect(summary).toMatchObject({ exitCode: 4, complete: false, conformant: false });
  expect(cases.some(({ verdict }) => verdict === "error")).toBe(true);
});

test("a terminal that goes away interrupts the run like Ctrl-C: what was judged is reported", async () => {
  let gone = false;
  const { exitCode } = await asms(["run", "--out", "hung up"], (text, kill) => {
    if (gone || !text.includes("pass  ")) return;
    gone = true;
    kill("SIGHUP");
  });
  expect(exitCode).toBe(3);
  expect(written("hung up").summary).toMatchObject({ interrupted: true, exitCode: 3 });
});

/** Sends the signal to itself as soon as anybody listens to it. */
function interrupting(signal: NodeJS.Signals): NodeJS.ProcessEnv {
  const early = join(folder, `${signal}.mjs`);
  writeFileSync(
    early,
    `const on = process.on;
    let sent = false;
    process.on = function (event, listener) {
      on.call(this, event, listener);
      if (event === ${JSON.stringify(signal)} && !sent) setImmediate(() => process.kill(process.pid, event));
      sent ||= event === ${JSON.stringify(signal)};
      return this;
    };`,
  );
  return { NODE_OPTIONS: `--import ${JSON.stringify(pathToFileURL(early).href)}` };
}

/** A target that takes every connection and never answers. `asked` resolves with the first one. */
async function silentTarget() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/`, asked: once(server, "connection"), close: () => server.close() };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s while the command is still being loaded leaves reports",
  async (signal) => {
    const { url, close } = await silentTarget();
    const argv = ["run", "--target", url, "--user", "alice", "--out", signal];
    const { exitCode, err } = await asms(argv, undefined, { ...interrupting(signal), ASMS_PASSWORD: "x" });
    close();
    expect([exitCode, err]).toEqual([3, "Interrupted before the first case ran; nothing was judged.\n"]);
    expect(readdirSync(join(folder, signal)).sort()).toEqual([...reportNames].sort());
    expect(written(signal).summary).toMatchObject({ interrupted: true, complete: false, exitCode: 3 });
  },
);

test("so does Ctrl-C while a target that never answers is waited for", async () => {
  const { url, asked, close } = await silentTarget();
  const argv = ["run", "--target", url, "--user", "alice", "--out", "silent"];
  const { child, ended } = start(folder, argv, undefined, { ASMS_PASSWORD: "x" });
  await asked;
  child.kill("SIGINT");
  expect((await ended).exitCode).toBe(3);
  close();
  expect(readdirSync(join(folder, "silent")).sort()).toEqual([...reportNames].sort());
  expect(written("silent").summary).toMatchObject({ interrupted: true, complete: false, exitCode: 3 });
});

test("a run that is killed outright leaves what it had judged, marked as incomplete", async () => {
  const { child, ended } = start(folder, ["run", "--out", "killed -9"]);
  const results = join(folder, "killed -9", "results.json");
  const isThere = () => existsSync(results) && written("killed -9").cases.length > 0;
  while (!isThere()) await new Promise((go) => setTimeout(go, 50));
  child.kill("SIGKILL");
  expect((await ended).exitCode).toBeNull();
  const { summary, cases } = written("killed -9");
  expect(summary).toMatchObject({ interrupted: true, complete: false, exitCode: 3, conformant: false });
  expect(summary.sentence).toMatch(/^No verdict: the run was interrupted after \d+ of \d{2,} cases\.$/);
  expect(cases.some(({ verdict }) => verdict === "pass")).toBe(true);
  const junit = readFileSync(join(folder, "killed -9", "junit.xml"), "utf8");
  expect(junit).toContain('<error type="incomplete"');
  expect(junit).toMatch(/<\/testsuites>\s*$/);
});

test("a part to which no case falls has reports, and is joined like the others", async () => {
  const argv = ["run", "--id", "settings-enable-with-number", "--seed", "7"];
  const first = await asms([...argv, "--shard", "1/2", "--out", "part 1"]);
  const none = await asms([...argv, "--shard", "2/2", "--out", "part 2"]);
  expect([first.exitCode, none.exitCode, none.err]).toEqual([0, 0, ""]);
  const { summary, cases } = written("part 2");
  expect(summary).toMatchObject({ exitCode: 0, complete: false, conformant: false, interrupted: false });
  expect(summary.sentence).toContain("No case fell to this part of the run");
  expect(cases.filter(({ kind }) => kind === "case")).toEqual([]);
  expect(JSON.parse(readFileSync(join(folder, "part 2", "badge.json"), "utf8")).message).toBe("no case in this part");
  const joined = await asms(["merge", "part 1", "part 2", "--out", "joined"]);
  expect([joined.exitCode, joined.err]).toEqual([0, ""]);
  const nothing = await asms(["run", "--id", "nothing", "--out", "nothing"]);
  expect([nothing.exitCode, existsSync(join(folder, "nothing"))]).toEqual([2, false]);
});

/** Environment in which the command's own process does this as soon as it has printed these words. */
function doing(name: string, words: string, code: string): NodeJS.ProcessEnv {
  const module = join(folder, `${name}.mjs`);
  writeFileSync(
    module,
    `const write = process.stdout.write.bind(process.stdout);
    let done = false;
    process.stdout.write = (...told) => {
      if (!done && String(told[0]).includes(${JSON.stringify(words)})) setImmediate(() => { ${code}; });
      done ||= String(told[0]).includes(${JSON.stringify(words)});
      return write(...told);
    };`,
  );
  return { NODE_OPTIONS: `--import ${JSON.stringify(pathToFileURL(module).href)}` };
}

test.each([
  ["throws", "throw new Error('boom')"],
  ["rejects", "Promise.reject(new Error('boom'))"],
])(
  "an error that nobody caught (%s) ends the run with reports and 4, never with the 1 of a broken rule",
  async (name, code) => {
    const { exitCode, out } = await asms(["run", "--out", name], undefined, doing(name, "pass  ", code));
    expect(exitCode).toBe(4);
    expect(out).toContain("our own error, not the target's: nobody caught this: boom");
    expect(written(name).summary).toMatchObject({ exitCode: 4, complete: false, interrupted: true });
  },
);

test("before the first case, and where no run is under way, an error that nobody caught ends with 4 as well", async () => {
  const code = "throw new Error('boom')";
  const early = await asms(["run", "--out", "early"], undefined, doing("early", "Target: ", code));
  expect([early.exitCode, `${early.out}${early.err}`]).toEqual([
    4,
    expect.stringContaining("nobody caught this: boom"),
  ]);
  const { exitCode, err } = await asms(["serve", "--port", "0"], undefined, doing("serve", "listens on", code));
  expect(exitCode).toBe(4);
  expect(err).toBe("An error of the suite's own, not the target's: boom\nSet ASMS_DEBUG=1 to see where it happened.\n");
});

test("Ctrl-C while the reports are written leaves all of them, and nothing half", async () => {
  // The monitors are told last, all at once; what comes next is writing.
  const env = doing("late", "ORC-HTTP", "process.kill(process.pid, 'SIGINT')");
  const { exitCode, err } = await asms(["run", "--id", "sync-foreign-class", "--out", "late"], undefined, env);
  expect([exitCode, err]).toEqual([0, "The reports are being written; that takes a moment.\n"]);
  const names = readdirSync(join(folder, "late"));
  expect(names).toHaveLength(8);
  expect(names.filter((name) => name.startsWith("."))).toEqual([]);
});
