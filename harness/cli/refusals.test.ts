import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { validateResults } from "../../reports/index.js";
import { type LocalServer, selfSigned, serveHttp, serveRaw, serveTls } from "../device/testing/local-server.js";
import { startReferenceServer } from "../reference/index.js";
import { type Called, call } from "./testing/call.js";

// Whatever is wrong with the command line or with the target ends in one clear sentence and the exit code of docs/verdicts.md.

const folder = mkdtempSync(join(tmpdir(), "asms refusals "));
const servers: { close(): Promise<void> }[] = [];

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function opened<T extends { close(): Promise<void> }>(server: T): T {
  servers.push(server);
  return server;
}

function answering(status: number, headers: Record<string, string> = {}, body = ""): Promise<LocalServer> {
  return serveHttp((_request, _body, response) => {
    response.writeHead(status, headers);
    response.end(body);
  });
}

async function run(url: string, flags: readonly string[] = [], env: Record<string, string> = {}): Promise<Called> {
  const called = await call(["run", "--target", url, ...flags], { cwd: folder, env });
  expect(called.err).not.toMatch(/\n\s+at /);
  return called;
}

function oneSentence({ exitCode, err }: Called, code: number): string {
  expect(exitCode).toBe(code);
  expect(err.trim().split("\n")).toHaveLength(1);
  return err.trim();
}

test("a target that cannot be judged leaves reports that say so, none of an earlier run, and touches nothing else", async () => {
  const out = join(folder, "earlier");
  mkdirSync(out);
  writeFileSync(join(out, "notes.txt"), "mine");
  const selected = ["run", "--id", "sync-three-options", "--out", "earlier", "--quiet"];
  expect((await call([...selected, "--allure"], { cwd: folder })).exitCode).toBe(0);
  expect(readdirSync(out)).toEqual(expect.arrayContaining(["allure-results", "junit.xml", "report.html"]));
  const earlier = readdirSync(out);
  expect((await run("http://127.0.0.1:1/", ["--id", "no-such-case", "--out", "earlier"])).exitCode).toBe(2);
  expect(readdirSync(out)).toEqual(earlier);
  oneSentence(await run("http://127.0.0.1:1/", ["--out", "earlier", "--allure"]), 3);
  const told = readdirSync(join(out, "allure-results")).filter((name) => name.endsWith("-result.json"));
  expect(told.map((name) => JSON.parse(readFileSync(join(out, "allure-results", name), "utf8")))).toEqual([
    expect.objectContaining({ fullName: "run", status: "broken" }),
  ]);
  const sentence = oneSentence(await run("http://127.0.0.1:1/", ["--out", "earlier"]), 3);
  const names = readdirSync(out);
  expect(names).toEqual(expect.arrayContaining(["exchanges.ndjson", "junit.xml", "notes.txt", "results.json"]));
  expect(names).not.toContain("allure-results");
  const results = validateResults(JSON.parse(readFileSync(join(out, "results.json"), "utf8")));
  expect(results.summary).toMatchObject({ exitCode: 3, complete: false, interrupted: true });
  expect(results.summary.sentence).toBe(`No verdict: ${sentence}`);
  expect([results.cases, results.protocolVersion]).toEqual([[], ""]);
  const junit = readFileSync(join(out, "junit.xml"), "utf8");
  expect(junit).toMatch(/<testsuites [^>]*tests="1" failures="0" errors="1"/);
  expect(junit).toContain(sentence);
  expect(readFileSync(join(out, "exchanges.ndjson"), "utf8").split("\n")[0]).toContain('"command":"OPTIONS"');
});

test("what cannot be judged is JSON for who asks for JSON, with the code of the process", async () => {
  const { exitCode, out } = await run("http://127.0.0.1:1/", ["--json"]);
  expect([exitCode, JSON.parse(out).summary.exitCode]).toEqual([3, 3]);
});

test("a port that nobody listens on", async () => {
  const sentence = oneSentence(await run("http://127.0.0.1:1/"), 3);
  expect(sentence).toMatch(/http:\/\/127\.0\.0\.1:1 refuses the connection/);
});

test("a server that asks for a login", async () => {
  const { url } = opened(await answering(401, { "WWW-Authenticate": "Basic" }));
  expect(oneSentence(await run(url), 3)).toMatch(/asks for a login \(HTTP 401\).*ASMS_PASSWORD.*--user NAME/);
  expect(oneSentence(await run(url, ["--user", "alice"]), 3)).toMatch(/asks for a login/);
});

test("a login that is refused, at OPTIONS or only later", async () => {
  const server = opened(await startReferenceServer({ users: { alice: "right" } }));
  const wrong = await run(server.url, ["--user", "alice"], { ASMS_PASSWORD: "wrong-and-secret" });
  expect(oneSentence(wrong, 3)).toMatch(/refuses the login of alice \(HTTP 401\): check name and password/);
  expect(wrong.err).not.toContain("wrong-and-secret");
  const late = opened(
    await serveHttp((request, _body, response) => {
      if (request.method === "OPTIONS") response.setHeader("MS-ASProtocolVersions", "14.1");
      response.writeHead(request.method === "OPTIONS" ? 200 : 401).end();
    }),
  );
  expect(oneSentence(await run(late.url, ["--user", "alice"], { ASMS_PASSWORD: "x" }), 3)).toMatch(/refuses the login/);
});

test("access that is denied", async () => {
  const { url } = opened(await answering(403));
  expect(oneSentence(await run(url, ["--user", "alice"], { ASMS_PASSWORD: "x" }), 3)).toMatch(
    /refuses access to alice/,
  );
});

test.each([
  [
    451,
    { "X-MS-Location": "https://a:b@mail2.example/top-secret-word/x?ticket=abc" },
    /another server .*mail2\.example/,
  ],
  [451, {}, /does not name the place/],
  [451, { "X-MS-Location": "nowhere" }, /is no URL/],
  [456, {}, /has blocked the account of alice/],
  [457, {}, /password of alice has expired/],
  [507, {}, /has no room left for alice/],
  [429, { "Retry-After": "3600" }, /gets too many requests/],
] as const)("HTTP %i is for the operator to mend, at OPTIONS and later", async (status, headers, message) => {
  const late = await serveHttp((request, _body, response) => {
    if (request.method === "OPTIONS") response.setHeader("MS-ASProtocolVersions", "14.1");
    response.writeHead(request.method === "OPTIONS" ? 200 : status, headers).end();
  });
  for (const { url } of [opened(await answering(status, headers)), opened(late)]) {
    const called = await run(url, ["--user", "alice"], { ASMS_PASSWORD: "top-secret-word" });
    expect(oneSentence(called, 3)).toMatch(message);
    expect(called.err).toContain(`HTTP ${status}`);
    expect(called.err).not.toMatch(/top-secret-word|ticket|a:b/);
  }
});

test.each(["0", "-1", "1.5"])("--timeout %s is wrong usage", async (value) => {
  const { url, connections } = opened(await answering(200));
  const called = await run(url, [`--timeout=${value}`]);
  expect(called.exitCode).toBe(2);
  expect(connections()).toBe(0);
});

test("a web page where ActiveSync should be", async () => {
  const { url } = opened(await answering(200, { "Content-Type": "text/html; charset=utf-8" }, "<h1>Hi</h1>"));
  expect(oneSentence(await run(url), 3)).toMatch(
    /answers with a web page \(text\/html, HTTP 200\), not with ActiveSync/,
  );
});

test("a server that says nothing of ActiveSync", async () => {
  const { url } = opened(await answering(404));
  expect(oneSentence(await run(url), 3)).toMatch(/HTTP 404, no MS-ASProtocolVersions/);
});

test("a server that is overloaded", async () => {
  const { url } = opened(await answering(503, { "Retry-After": "3600", "Content-Type": "text/html" }));
  expect(oneSentence(await run(url), 3)).toMatch(
    /is overloaded or not available at the moment \(HTTP 503\): it asks to try again after 3600 s \(Retry-After\)$/,
  );
});

test("a redirect names the place, without its secrets and fit for a terminal", async () => {
  const { url } = opened(
    await answering(302, { Location: "https://a:b@mail.example/top-secret-word/\u009b31m?ticket=abc" }),
  );
  const called = await run(url, ["--user", "alice"], { ASMS_PASSWORD: "top-secret-word" });
  expect(oneSentence(called, 3)).toMatch(
    /redirects to https:\/\/mail\.example\/\*{8}\/\S+ \(HTTP 302\).*give that as --target$/,
  );
  expect(called.err).not.toMatch(/top-secret-word|ticket|a:b|\u009b/);
});

test("a login that cannot be sent is told before anything is asked, and is not shown", async () => {
  const { url, connections } = opened(await answering(200));
  const files = { empty: "\n", two: "Bearer abc\nX: y\n", foreign: "Bearer zażółć", line: "Bearer abc\n" };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const wrong = async (flag: string, file: string) => oneSentence(await run(url, ["--user", "alice", flag, file]), 2);
  expect(await wrong("--password-file", "empty")).toBe("The password in file empty is empty");
  expect(await wrong("--authorization-file", "empty")).toBe("The Authorization value in file empty is empty");
  expect(await wrong("--authorization-file", "two")).toMatch(/in file two has a line end .*no HTTP header can carry/);
  expect(await wrong("--authorization-file", "foreign")).toMatch(/in file foreign has a character/);
  expect(connections()).toBe(0);
  expect((await run(url, ["--user", "alice", "--authorization-file", "line"])).exitCode).toBe(3);
  expect(connections()).toBe(1);
});

test("a server that is too old", async () => {
  const { url } = opened(await answering(200, { "MS-ASProtocolVersions": "2.5,12.0,12.1" }));
  const claimed = await run(url, ["--out", "old"]);
  expect([claimed.exitCode, claimed.out]).toEqual([1, expect.stringMatching(/ASMS-2\.1-1 .*\[baseline\]/)]);
  const unclaimed = await run(url, ["--claims", "none", "--out", "old"]);
  expect([unclaimed.exitCode, unclaimed.out]).toEqual([0, expect.stringContaining("speaks no protocol version")]);
});

test("a version that the server does not offer", async () => {
  const { url } = opened(await answering(200, { "MS-ASProtocolVersions": "12.1,14.0" }));
  expect(oneSentence(await run(url, ["--protocol", "14.0,16.1"]), 2)).toMatch(/does not offer protocol 16\.1/);
});

test("something that is no HTTP, and a connection that is dropped", async () => {
  const noise = opened(await serveRaw((socket) => socket.end("220 mail.example ESMTP\r\n")));
  expect(oneSentence(await run(noise.url), 3)).toMatch(/not valid HTTP/);
  const silent = opened(await serveRaw((socket) => socket.destroy()));
  expect(oneSentence(await run(silent.url), 3)).toMatch(/closed the connection/);
});

test("an answer that does not come", async () => {
  const { url } = opened(await serveRaw(() => undefined));
  expect(oneSentence(await run(url, ["--timeout", "50"]), 3)).toMatch(/0\.05 s|50 ms/);
});

test("a certificate that is not trusted, until it is", async () => {
  const certificate = selfSigned("IP:127.0.0.1");
  const server = opened(await serveTls((_request, _body, response) => response.writeHead(200).end(), certificate));
  expect(oneSentence(await run(server.url), 3)).toMatch(/certificate.*self-signed.*--ca FILE.*--insecure/);
  expect(oneSentence(await run(server.url, ["--insecure"]), 3)).toMatch(/HTTP 200, no MS-ASProtocolVersions/);
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, certificate.cert);
  expect(oneSentence(await run(server.url, ["--ca", ca]), 3)).toMatch(/HTTP 200, no MS-ASProtocolVersions/);
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

let portTaken: Awaited<ReturnType<typeof startReferenceServer>>;
beforeAll(async () => {
  portTaken = await startReferenceServer();
});
afterAll(() => portTaken.close());

test("a port that is taken", async () => {
  const { exitCode, err } = await call(["serve", "--port", new URL(portTaken.url).port]);
  expect(exitCode).toBe(2);
  expect(err).toMatch(/EADDRINUSE/);
});

test("a second account that cannot log in is named", async () => {
  const server = opened(await startReferenceServer({ users: { alice: "right", bob: "right" } }));
  const own = mkdtempSync(join(folder, "two "));
  const accounts = [
    { user: "alice", passwordEnv: "ALICE" },
    { user: "bob", passwordEnv: "BOB" },
  ];
  writeFileSync(join(own, "asms.config.json"), JSON.stringify({ target: server.url, accounts }));
  const called = await call(["run"], { cwd: own, env: { ALICE: "right", BOB: "wrong" } });
  expect(oneSentence(called, 3)).toMatch(/refuses the login of bob/);
});
