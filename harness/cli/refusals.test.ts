import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { validateResults } from "../../reports/index.js";
import { type LocalServer, selfSigned, serveHttp, serveRaw, serveTls } from "../device/testing/local-server.js";
import { startReferenceServer } from "../reference/index.js";
import { type Called, call } from "./testing/call.js";

// Whatever is wrong with the target ends in one clear sentence and the exit code of docs/verdicts.md.

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
