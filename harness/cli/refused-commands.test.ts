import { afterEach, expect, test } from "vitest";
import { type LocalServer, serveHttp } from "../device/testing/local-server.js";
import { call } from "./testing/call.js";

// Targets whose OPTIONS answer is right, and behind which no ActiveSync is to be had.

const servers: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function opened(server: LocalServer): LocalServer {
  servers.push(server);
  return server;
}

/** What is said, in one sentence, of a target that cannot be judged. */
async function said(url: string): Promise<string> {
  const { exitCode, err } = await call(["run", "--target", url, "--user", "alice"], { env: { ASMS_PASSWORD: "x" } });
  expect(exitCode).toBe(3);
  expect(err.trim().split("\n")).toHaveLength(1);
  return err;
}

test("a login that no password opens names the schemes that do", async () => {
  const schemes = { "WWW-Authenticate": ["Negotiate", 'Bearer realm="x"'] };
  const { url } = opened(
    await serveHttp((_request, _body, response) => {
      response.writeHead(401, schemes).end();
    }),
  );
  expect(await said(url)).toMatch(
    /takes no login by name and password .*offers Negotiate, Bearer.*--authorization-file/,
  );
});

test.each([
  [200, "text/html", /answers OPTIONS as ActiveSync, but every command with a web page/],
  [404, "text/plain", /every command with HTTP 404/],
  [500, "text/html", /error of its own \(HTTP 500\)/],
] as const)("OPTIONS of ActiveSync and commands answered with HTTP %i, %s", async (status, type, message) => {
  const { url } = opened(
    await serveHttp((request, _body, response) => {
      if (request.method === "OPTIONS") response.writeHead(200, { "MS-ASProtocolVersions": "14.1" }).end();
      else response.writeHead(status, { "Content-Type": type }).end("<html>log in</html>");
    }),
  );
  expect(await said(url)).toMatch(message);
});
