import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { checkConfig, loadConfig } from "../run/config/load-config.js";
import { configSchema } from "../run/config/schema.js";
import type { Io } from "./io.js";
import { cli } from "./program.js";
import { call } from "./testing/call.js";

const folder = mkdtempSync(join(tmpdir(), "asms commands "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("help says what to do first, for the whole and for each command", async () => {
  const help = await call(["--help"]);
  expect(help.exitCode).toBe(0);
  expect(help.out).toContain("asms run --target URL --user NAME");
  expect((await call([])).out).toBe(help.out);
  for (const command of ["run", "list", "serve", "mutants", "coverage", "vectors", "init"]) {
    const own = await call([command, "--help"]);
    expect(own.exitCode).toBe(0);
    expect(own.out).toContain(`Usage: asms ${command}`);
    expect(help.out).toContain(command);
  }
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  for (const flag of ["--version", "-V"])
    expect(await call([flag])).toMatchObject({ exitCode: 0, out: `asms ${version}\n` });
});

test("list prints one line a case, and nothing else", async () => {
  const { exitCode, out, err } = await call(["list"]);
  expect(exitCode).toBe(0);
  expect(err).toBe("");
  const lines = out.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) expect(line).toMatch(/^[a-z][a-z0-9-]*(\[[^\]\t]+\])?\t[A-Z]+-\d+\t\d[\d.]*\t\S.*$/);
  expect(new Set(lines.map((line) => line.split("\t")[0])).size).toBe(lines.length);
});

test("list takes scenarios, sections, patterns and every combination of axes", async () => {
  const ids = async (...flags: string[]) => (await call(["list", ...flags])).out.trimEnd().split("\n");
  expect((await ids("--id", "ERR-01")).every((line) => line.includes("\tERR-01\t"))).toBe(true);
  expect((await ids("--section", "3.2.5")).every((line) => line.includes("\t3.2.5."))).toBe(true);
  const plain = await ids("--id", "sync-three*");
  const full = await ids("--id", "sync-three*", "--full");
  expect(full.length).toBeGreaterThan(plain.length);
  const last = full.at(-1)?.split("\t")[0] ?? "";
  expect(await ids("--id", last)).toEqual([full.at(-1)]);
  const json = await call(["list", "--json"]);
  expect(await call(["list", "--format", "json"])).toEqual(json);
  const rows: { id: string; requirements: string[] }[] = JSON.parse(json.out);
  expect(rows.every(({ requirements }) => requirements.length > 0)).toBe(true);
});

test("init writes a configuration that is valid as it stands, once", async () => {
  for (const [flags, name] of [
    [[], "asms.config.ts"],
    [["--json"], "asms.config.json"],
  ] as const) {
    const own = mkdtempSync(join(folder, "init "));
    expect((await call(["init", ...flags], { cwd: own })).exitCode).toBe(0);
    const { config, file } = await loadConfig(own);
    expect(file).toBe(join(own, name));
    expect(config.accounts).toEqual([{ user: "alice", passwordEnv: "ASMS_PASSWORD" }]);
    const again = await call(["init", ...flags], { cwd: own });
    expect(again).toMatchObject({ exitCode: 2, err: `${name} is there already; it was left as it is\n` });
  }
});

test("the documented configuration names every field there is, and none that there is not", async () => {
  const own = mkdtempSync(join(folder, "fields "));
  await call(["init"], { cwd: own });
  const text = readFileSync(join(own, "asms.config.ts"), "utf8").replace(/"[^"]*"/g, '""');
  const named = new Set([...text.matchAll(/(\w+):(?= )/g)].map(([, name]) => name ?? ""));
  const known = JSON.stringify(configSchema);
  const prose = ["asms", "none", "current", "use", "here", "Default", "default"];
  expect([...named].filter((name) => !known.includes(`"${name}":`) && !prose.includes(name))).toEqual([]);
  const fields = Object.keys(configSchema.properties).filter((name) => name !== "$schema");
  expect(fields.filter((name) => !named.has(name))).toEqual([]);
});

test.each([
  [{ taget: "http://x/" }, "asms.config.json: taget is no field; did you mean target?"],
  [{ accounts: [{ user: "a", password: "x" }] }, "accounts[0].password is no field; secrets are never written here"],
  [{ accounts: [{}] }, "accounts[0].user is missing"],
  [{ profile: "sed" }, 'profile must be one of "seed", "current", not "sed"'],
  [{ target: "mail.example" }, "target must be a URL that begins with http:// or https://"],
  [{ timeouts: { answerMs: "1" } }, "timeouts.answerMs must be integer"],
  [{ seeding: { imap: {} } }, "seeding.imap.host is missing"],
  [[], "the configuration must be object"],
])("a configuration with %j is refused by name", (data, message) => {
  expect(() => checkConfig(data, "asms.config.json")).toThrow(message);
});

test("a configuration that cannot be read says why", async () => {
  const own = mkdtempSync(join(folder, "broken "));
  writeFileSync(join(own, "asms.config.json"), "{ target: }");
  expect((await call(["run"], { cwd: own })).err).toMatch(/^asms\.config\.json cannot be read: .*JSON/);
  writeFileSync(join(own, "empty.mjs"), "export const x = 1;\n");
  expect((await call(["run", "--config", "empty.mjs"], { cwd: own })).err).toMatch(/no default export/);
  writeFileSync(join(own, "throws.ts"), 'throw new Error("no luck");\n');
  expect((await call(["run", "--config", "throws.ts"], { cwd: own })).err).toMatch(
    /throws\.ts cannot be read: no luck/,
  );
});

test("serve says where it is and how to use it, and ends on Ctrl-C", async () => {
  let out = "";
  let interrupt: (() => void) | undefined;
  const io: Io = {
    cwd: folder,
    env: {},
    terminal: false,
    err: (text) => {
      throw new Error(text);
    },
    out: (text) => {
      out += text;
    },
    onInterrupt: (listener) => {
      interrupt = listener;
      return () => undefined;
    },
  };
  const ended = cli(["serve", "--port", "0", "--user", "bo bby"], io);
  await expect.poll(() => interrupt).toBeDefined();
  const url = /listens on (\S+)/.exec(out)?.[1] ?? "";
  expect(out).toContain("User      bo bby");
  expect(out).toMatch(/-u ('bo bby'|"bo bby") http/);
  expect(out).toMatch(/--user ('bo bby'|"bo bby")$/m);
  const authorization = `Basic ${Buffer.from("bo bby:secret").toString("base64")}`;
  const answer = await fetch(url, { method: "OPTIONS", headers: { authorization } });
  expect(answer.headers.get("ms-asprotocolversions")).toContain("14.1");
  interrupt?.();
  expect(await ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

test("vectors that agree, and a folder that has some that do not", async () => {
  const ours = fileURLToPath(new URL("../../vectors/wbxml", import.meta.url));
  expect((await call(["vectors", ours])).exitCode).toBe(0);
});
