import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { type LocalServer, serveHttp } from "../device/testing/local-server.js";
import { startReferenceServer } from "../reference/index.js";
import { type Called, call } from "./testing/call.js";

// Whatever is wrong with the command line is told in one clear sentence, exit 2, before anything is asked of a target.

const folder = mkdtempSync(join(tmpdir(), "asms usage "));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function answering(): Promise<LocalServer> {
  const server = await serveHttp((_request, _body, response) => response.end());
  onTestFinished(() => server.close());
  return server;
}

function run(url: string, ...flags: string[]): Promise<Called> {
  return call(["run", "--target", url, ...flags], { cwd: folder });
}

test.each(["0", "-1", "1.5"])("--timeout %s is wrong usage", async (value) => {
  const { url, connections } = await answering();
  const called = await run(url, `--timeout=${value}`);
  expect(called.exitCode).toBe(2);
  expect(connections()).toBe(0);
});

test("a login that cannot be sent is told before anything is asked, and is not shown", async () => {
  const { url, connections } = await answering();
  const files = { empty: "\n", two: "Bearer abc\nX: y\n", foreign: "Bearer zażółć", line: "Bearer abc\n" };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const wrong = async (flag: string, file: string) => {
    const { exitCode, err } = await run(url, "--user", "alice", flag, file);
    expect(exitCode).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    return err.trim();
  };
  expect(await wrong("--password-file", "empty")).toBe("The password in file empty is empty");
  expect(await wrong("--authorization-file", "empty")).toBe("The Authorization value in file empty is empty");
  expect(await wrong("--authorization-file", "two")).toMatch(/in file two has a line end .*no HTTP header can carry/);
  expect(await wrong("--authorization-file", "foreign")).toMatch(/in file foreign has a character/);
  expect(connections()).toBe(0);
  expect((await run(url, "--user", "alice", "--authorization-file", "line")).exitCode).toBe(3);
  expect(connections()).toBe(1);
});

const usage: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["an unknown option", ["run", "--tarjet", "x"], /unknown option '--tarjet'[\s\S]*Did you mean --target\?/],
  ["an unknown command", ["rnu"], /unknown command 'rnu'[\s\S]*Did you mean run\?/],
  ["a case that does not exist", ["run", "--id", "sync-tree-options"], /did you mean sync-three-options\?/],
  ["a case to list that does not exist", ["list", "--id", "nothing-like-it-at-all"], /`asms list` shows all of them/],
  ["a section without cases", ["run", "--section", "9"], /No case lies under section 9/],
  ["an unknown mutant", ["run", "--mutant", "M-sd-hrad"], /M-sd-hard/],
  ["an unknown mutant for the matrix", ["mutants", "--id", "M-sd-hrad"], /did you mean M-sd-hard\?/],
  ["an unknown mutant to serve", ["serve", "--port", "0", "--mutant", "M-sd-hrad"], /M-sd-hard/],
  [
    "a mutant of a foreign server",
    ["run", "--target", "http://127.0.0.1:1/", "--mutant", "M-sd-hard"],
    /embedded server/,
  ],
  ["no URL", ["run", "--target", "mail.example"], /no URL that begins with http/],
  ["a name in the URL", ["run", "--target", "http://a:b@mail.example/"], /give it by --user/],
  [
    "a foreign server judged strictly",
    ["run", "--target", "http://127.0.0.1:1/", "--tolerance", "strict"],
    /use field/,
  ],
  ["an unknown profile", ["run", "--profile", "sed"], /Allowed choices are seed, current/],
  ["an old protocol version", ["run", "--protocol", "12.1"], /14\.0, 14\.1, 16\.0 and 16\.1/],
  ["no number", ["run", "--seed", "x"], /whole number/],
  ["no such configuration", ["run", "--config", "nowhere.json"], /nowhere\.json does not exist/],
  [
    "no such password file",
    ["run", "--target", "http://127.0.0.1:1/", "--user", "a", "--password-file", "nowhere"],
    /account a cannot be read from file nowhere/,
  ],
  [
    "a password of nobody",
    ["run", "--target", "http://127.0.0.1:1/", "--password-file", "pw"],
    /^--password-file needs --user NAME beside it$/m,
  ],
  [
    "an Authorization value of nobody",
    ["run", "--target", "http://127.0.0.1:1/", "--authorization-file", "auth"],
    /^--authorization-file needs --user NAME beside it$/m,
  ],
  ["an empty user name", ["run", "--target", "http://127.0.0.1:1/", "--user", ""], /--user.*It must be a name/],
  ["a user of no server", ["run", "--user", "alice"], /^--user is for a server of yours; name it by --target URL$/m],
  ["an empty user name to serve", ["serve", "--port", "0", "--user", " "], /--user.*It must be a name/],
  ["no password file", ["run", "--target", "http://127.0.0.1:1/", "--password-file", ""], /must be the name of a file/],
  [
    "no such authority",
    ["run", "--target", "http://127.0.0.1:1/", "--ca", "nowhere.pem"],
    /nowhere\.pem cannot be read/,
  ],
  ["no folder to write to", ["run", "--out", "/dev/null/reports"], /Reports cannot be written to \/dev\/null\/reports/],
  [
    "no folder to keep counterexamples in",
    ["run", "--suite", "model", "--save-examples", "/proc/kept"],
    /^Counterexamples cannot be written to \/proc\/kept: the folder cannot be made; choose another one with --save-examples$/m,
  ],
  ["no vectors", ["vectors", "nowhere"], /nowhere/],
];

test.each(usage)("%s is wrong usage, exit 2", async (_what, argv, message) => {
  const { exitCode, err } = await call(argv, { cwd: folder });
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\n\s+at /);
  expect(exitCode).toBe(2);
});

test("a port that is taken", async () => {
  const taken = await startReferenceServer();
  onTestFinished(() => taken.close());
  const { exitCode, err } = await call(["serve", "--port", new URL(taken.url).port]);
  expect(exitCode).toBe(2);
  expect(err).toMatch(/EADDRINUSE/);
});
