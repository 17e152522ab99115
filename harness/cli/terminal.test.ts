import { expect, test } from "vitest";
import { againstBaseline } from "../judging/against-baseline.js";
import { sampleCase, sampleExchange, sampleFinding } from "../judging/testing/samples.js";
import { record } from "../run/results.js";
import type { OpenTarget } from "../run/target.js";
import { samplePlan } from "../run/testing/sample-plan.js";
import { closing } from "./closing.js";
import { type Io, processIo } from "./io.js";
import { paintFor } from "./paint.js";
import { terminalProgress, type Verbosity } from "./progress.js";

const target: OpenTarget = {
  name: "embedded reference server",
  url: "http://127.0.0.1:1/",
  embedded: true,
  endpoint: { url: "http://127.0.0.1:1/" },
  account: () => ({ user: "alice" }),
  given: [],
  hooks: {},
  heartbeat: { seconds: 60, waitMs: 0 },
  close: async () => undefined,
};
const preflight = {
  offer: { exchange: sampleExchange("p/1"), versions: ["14.1"], commands: ["Sync"] },
  versions: ["14.1"],
  exchanges: [],
} as const;

function world(changes: Partial<Io>): Io {
  return { ...processIo(), env: {}, terminal: false, ...changes };
}

const failed = sampleCase({
  id: "three",
  verdict: "fail",
  findings: [sampleFinding({ outcome: "fail", seen: "Status 1", count: 2 }), sampleFinding({ outcome: "warn" })],
});
const open = sampleCase({ id: "open", verdict: "inconclusive", reason: "no e-mail arrived" });

function shown(io: Io, verbosity: Partial<Verbosity> = {}): string {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  const progress = terminalProgress(io, write, { quiet: false, verbose: false, ...verbosity });
  progress.reached?.(target, preflight);
  progress.probed?.([
    { name: "base", value: "yes", reason: "works", evidence: [] },
    { name: "hang", value: "no", reason: "answers at once", evidence: [] },
  ]);
  progress.started?.(3);
  const passed = sampleCase({ id: "one", findings: [sampleFinding(), sampleFinding({ exchanges: ["a/A/2"] })] });
  for (const result of [passed, failed, open]) progress.judged?.(result);
  return text;
}

test("without a terminal: one plain line a case, the failures with what was expected and seen", () => {
  expect(shown(world({})).split("\n")).toEqual([
    "Target: embedded reference server, protocol 14.1",
    "  hang: no (answers at once)",
    "Running 3 cases",
    "pass         one",
    "FAIL         three",
    "             fail ASMS-3.2.5.1-5: expected Status 4; seen Status 1 (2 times)",
    "inconclusive open: no e-mail arrived",
    "",
  ]);
});

test("on a terminal: a line that counts, and lines that stay for what is not a pass", () => {
  const text = shown(world({ terminal: true, env: { NO_COLOR: "1" } }));
  const lines = text.split("\n").map((line) => line.split("\r\x1b[K").at(-1));
  expect(lines).not.toContain("pass         one");
  expect(lines).toContain("FAIL         three ASMS-3.2.5.1-5: expected Status 4; seen Status 1 (2 times)");
  expect(text).toContain("1 of 3 cases");
  expect(text.endsWith("\r\x1b[K")).toBe(true);
  expect(shown(world({ terminal: true, env: { TERM: "dumb" } }))).toBe(shown(world({})));
});

test("on a terminal of 80 columns no line is wider, and the counting line tells failures and the time left", () => {
  let text = "";
  let clock = 0;
  const io = world({ terminal: true, columns: 80, env: { NO_COLOR: "1" } });
  const progress = terminalProgress(
    io,
    (more) => {
      text += more;
    },
    { quiet: false, verbose: false },
    () => clock,
  );
  progress.reached?.(target, preflight);
  progress.started?.(10);
  const long = sampleFinding({ outcome: "fail", expected: "Status 4 ".repeat(20), seen: "Status 1" });
  const results = [
    sampleCase({ id: "one" }),
    sampleCase({ id: "two" }),
    sampleCase({ verdict: "fail", findings: [long] }),
  ];
  for (const result of results) {
    clock += 1_500;
    progress.judged?.(result);
  }
  const lines = text.replaceAll("\r\x1b[K", "\n").split("\n");
  for (const line of lines) expect([...line].length).toBeLessThanOrEqual(80);
  expect(lines).toContain("2 of 10 cases");
  expect(lines).toContain("3 of 10 cases, 1 failed, about 11 s left");
  expect(lines.filter((line) => line.startsWith("FAIL"))).toEqual(["FAIL         sample ASMS-3.2.5.1-5"]);
  expect(lines).toContain(`  expected ${"Status 4 ".repeat(6).trimEnd()}…; seen Status 1`);
});

test("on a terminal of 40 columns the ids of a failure stand whole", () => {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  const io = world({ terminal: true, columns: 40, env: { NO_COLOR: "1" } });
  const id = "estimate-both-sets[pending=none]";
  const findings = [sampleFinding({ outcome: "fail", seen: "Status 1" })];
  const progress = terminalProgress(io, write, { quiet: false, verbose: false });
  for (const one of ["x", id]) progress.judged?.(sampleCase({ id: one, verdict: "fail", findings }));
  const lines = text.split("\n").map((line) => line.split("\r\x1b[K").at(-1));
  const detail = "  expected Status 4; seen Status 1";
  const shown = ["FAIL         x ASMS-3.2.5.1-5", detail, `FAIL ${id}`, "  ASMS-3.2.5.1-5", detail];
  expect(lines.slice(0, -1)).toEqual(shown);
});

test("on a terminal both what was expected and what was seen have their share, on one line where there is room", () => {
  const told = (columns: number, id: string) => {
    let text = "";
    const write = (more: string) => {
      text += more;
    };
    const io = world({ terminal: true, columns, env: { NO_COLOR: "1" } });
    const wrong = sampleFinding({ outcome: "fail", expected: "nothing ".repeat(20), seen: "something ".repeat(20) });
    const progress = terminalProgress(io, write, { quiet: false, verbose: false });
    progress.judged?.(sampleCase({ id, verdict: "fail", findings: [wrong] }));
    return text.split("\n").map((line) => line.split("\r\x1b[K").at(-1));
  };
  const [wide = ""] = told(120, "x");
  expect(wide).toMatch(/^FAIL {9}x ASMS-3.2.5.1-5: expected (?:nothing ?)+.*…; seen (?:something ?)+.*…$/);
  expect(wide.length).toBeLessThanOrEqual(120);
  expect(told(80, "estimate-beyond-inbox")[0]).toBe("FAIL         estimate-beyond-inbox ASMS-3.2.5.1-5");
  expect(told(80, "estimate-beyond-inbox")[1]).toMatch(/^ {2}expected nothing .*…; seen something .*…$/);
});

test("quiet says nothing, verbose says everything", () => {
  expect(shown(world({}), { quiet: true })).toBe("");
  const verbose = shown(world({}), { verbose: true });
  expect(verbose).toContain("  base: yes (works)");
  expect(verbose).toContain("             warn ASMS-3.2.5.1-5");
  expect(verbose).toContain(
    "pass         one\n             pass ASMS-3.2.5.1-5: expected Status 4; seen Status 4 (2 times)\n",
  );
});

test("failures that one line would tell twice are one line, with how often", () => {
  const same = sampleFinding({ outcome: "fail", seen: "Status 1" });
  const other = sampleFinding({ outcome: "fail", seen: "Status 2" });
  const result = sampleCase({ id: "x", verdict: "fail", findings: [same, other, { ...same, exchanges: ["a/A/2"] }] });
  for (const [terminal, lead] of [
    [false, "             fail "],
    [true, "FAIL         x "],
  ] as const) {
    let text = "";
    const write = (more: string) => {
      text += more;
    };
    const io = world({ terminal, env: { NO_COLOR: "1" } });
    terminalProgress(io, write, { quiet: false, verbose: false }).judged?.(result);
    const lines = text.split("\n").map((line) => line.split("\r\x1b[K").at(-1));
    expect(lines.filter((line) => line?.startsWith(lead))).toEqual([
      `${lead}ASMS-3.2.5.1-5: expected Status 4; seen Status 1 (2 times)`,
      `${lead}ASMS-3.2.5.1-5: expected Status 4; seen Status 2`,
    ]);
  }
});

test("colour is for terminals, can be refused and forced, and is never the only sign", () => {
  expect(paintFor(world({})).isColorSupported).toBe(false);
  expect(paintFor(world({ terminal: true })).isColorSupported).toBe(true);
  expect(paintFor(world({ terminal: true, env: { NO_COLOR: "1" } })).isColorSupported).toBe(false);
  expect(paintFor(world({ terminal: true, env: { TERM: "dumb" } })).isColorSupported).toBe(false);
  expect(paintFor(world({ env: { FORCE_COLOR: "1" } })).isColorSupported).toBe(true);
  const coloured = shown(world({ env: { FORCE_COLOR: "1" } }));
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
  expect(coloured).toMatch(escapes);
  expect(coloured.replace(escapes, "")).toBe(shown(world({})));
});

test("the closing block: verdict, counts, what broke and in which case, what is left, where the reports are", () => {
  const { results } = record({
    plan: samplePlan(),
    target,
    preflight,
    capabilities: [{ name: "base", value: "yes", reason: "works", evidence: [] }],
    settleMs: 0,
    cases: [sampleCase({ id: "one", findings: [sampleFinding()] }), failed, open],
    exchanges: [],
    coverage: new Map(),
    interrupted: false,
    startedAt: new Date(),
  });
  const text = closing(results, ["/out/report.html"], ["1 SMS in Inbox"], paintFor(world({})));
  expect(text).toContain("Not conformant: 1 of 1 server requirement failed");
  expect(text).toContain("Cases and monitors: 1 pass, 1 fail, 1 inconclusive, 0 not applicable, 0 error");
  expect(text).toContain("Findings: 1 pass, 2 fail, 1 warn, 0 inform");
  expect(text).toMatch(/Broken:\n {4}ASMS-3\.2\.5\.1-5 \(STATEMENT\) .* \[three\]\n/);
  expect(text).toMatch(/Left in the mailbox:\n {4}1 SMS in Inbox\n/);
  expect(text).toMatch(/Reports:\n {4}\/out\/report\.html\n/);
  const again = { ...results, cases: [...results.cases, { ...failed, id: "four" }] };
  const entries = [{ case: "three", requirement: "ASMS-3.2.5.1-5", verdict: "fail", reason: "ticket 7" } as const];
  const held = closing(againstBaseline(again, { file: "b.json", entries }), [], [], paintFor(world({})));
  expect(held).toMatch(/Baseline b\.json: 1 known, 2 unexpected, 0 stale\n/);
  expect(held).toMatch(/Broken:\n {4}ASMS-3\.2\.5\.1-5 .* \[unexpected: four; known: three\]\n/);
  const narrow = closing(results, ["/out/report.html", "/out/junit.xml"], [], paintFor(world({})), 60);
  for (const line of narrow.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  expect(narrow).toContain("beside it: junit.xml");
});
