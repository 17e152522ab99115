import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandHooks } from "./command.js";

const directory = mkdtempSync(join(tmpdir(), "asms seeding "));
const node = `"${process.execPath}"`;

/** A program that does as its command line says and writes down what it was given. */
const program = `
let input = "";
process.stdin.on("data", (chunk) => (input += chunk)).on("end", () => {
  const call = JSON.parse(input);
  require("node:fs").appendFileSync("calls.txt", input);
  const manner = process.argv[2];
  if (call.hook === "describe") return console.log(JSON.stringify({ hooks: process.argv[3].split(",") }));
  if (manner === "fails") { console.error("no mailbox for the password s3cret"); process.exit(7); }
  if (manner === "cannot-edit" && call.hook === "edit") process.exit(1);
  if (manner === "hangs") setInterval(() => undefined, 1000);
  if (manner === "talks") console.log("hello");
  if (call.hook === "outbound") console.log(JSON.stringify([{ deviceId: "D1", number: "12065550143" }]));
});
`;

beforeAll(() => writeFileSync(join(directory, "program.cjs"), program));
afterAll(() => rmSync(directory, { recursive: true }));

const all = "reset,deliverEmail,deliverSms,edit,remove,outbound,advance";
const line = (manner: string, hooks = all): string => `${node} program.cjs ${manner} ${hooks}`;

function calls(count = 1): unknown[] {
  const lines = readFileSync(join(directory, "calls.txt"), "utf8").trim().split("\n");
  return lines.map((text): unknown => JSON.parse(text)).slice(-count);
}

describe("a seeding command", () => {
  it("is given each call as one line of JSON", async () => {
    const hooks = await commandHooks({ configuration: line("works"), directory });
    await hooks.deliverEmail?.({ user: "alice", token: "mk1", folder: "Inbox", date: new Date(0), text: "ä\n" });
    expect(calls()).toEqual([
      {
        version: 1,
        hook: "deliverEmail",
        user: "alice",
        token: "mk1",
        folder: "Inbox",
        text: "ä\n",
        date: "1970-01-01T00:00:00.000Z",
      },
    ]);
    await hooks.deliverSms?.({ user: "alice", folder: "Sent Items", item: { from: "[MOBILE:12065550143]" } });
    expect(calls()).toMatchObject([{ hook: "deliverSms", item: { from: "[MOBILE:12065550143]" } }]);
    await hooks.reset?.("alice");
    expect(calls()).toEqual([{ version: 1, hook: "reset", user: "alice" }]);
    await hooks.advance?.(3);
    expect(calls()).toEqual([{ version: 1, hook: "advance", days: 3 }]);
    expect(await hooks.outbound?.("alice")).toEqual([{ deviceId: "D1", number: "12065550143" }]);
  });

  it("delivers e-mail that is read or flagged by two hooks, if it has both, and does without the second", async () => {
    const mail = { user: "alice", token: "mk1", folder: "Inbox", flagStatus: "2" } as const;
    const delivered = { version: 1, hook: "deliverEmail", user: "alice", token: "mk1", folder: "Inbox" };
    const hooks = await commandHooks({ configuration: line("works"), directory });
    await hooks.deliverEmail?.(mail);
    expect(calls(2)).toEqual([delivered, { version: 1, hook: "edit", user: "alice", token: "mk1", flagStatus: "2" }]);
    const without = await commandHooks({ configuration: line("works", "deliverEmail"), directory });
    await without.deliverEmail?.(mail);
    expect(calls()).toEqual([delivered]);
    const failing = await commandHooks({ configuration: line("cannot-edit"), directory });
    await failing.deliverEmail?.(mail);
    expect(calls(2)).toMatchObject([{ hook: "deliverEmail" }, { hook: "edit" }]);
  });

  it("offers the hooks that it names, and no other", async () => {
    const hooks = await commandHooks({ configuration: line("works", "deliverEmail,remove"), directory });
    expect(Object.keys(hooks).sort()).toEqual(["deliverEmail", "remove"]);
  });

  it("that fails is shown with exit code and complaint, secrets masked", async () => {
    const hooks = await commandHooks({ configuration: line("fails"), directory, secrets: ["s3cret", ""] });
    await expect(hooks.remove?.({ user: "alice", token: "mk1" })).rejects.toThrow(
      /\(remove\) ended with exit code 7; it says: no mailbox for the password \*{8}/,
    );
  });

  it("that does not end is ended, children and all", async () => {
    const hooks = await commandHooks({ configuration: { command: line("hangs"), timeoutMs: 300 }, directory });
    await expect(hooks.reset?.("alice")).rejects.toThrow("did not end within 300 ms");
  });

  it("is stopped with the run", async () => {
    const cancel = new AbortController();
    const hooks = await commandHooks({ configuration: line("hangs"), directory, signal: cancel.signal });
    const call = hooks.reset?.("alice");
    cancel.abort();
    await expect(call).rejects.toThrow("was stopped with the run");
  });

  it("whose answer cannot be understood is an error", async () => {
    const hooks = await commandHooks({ configuration: line("talks"), directory });
    await expect(hooks.outbound?.("alice")).rejects.toThrow(/did not print \[\{"deviceId"/);
  });

  it.each([
    ["prints nothing", `${node} -e ""`, /\(describe\) did not print \{"hooks": \[...\]\}/],
    ["names unknown hooks", line("works", "deliverFax"), /names a hook that there is not: deliverFax/],
    ["is no program at all", "asms-no-such-program-anywhere", /\(describe\) ended with exit code/],
  ])("that %s is refused at once", async (_name, configuration, message) => {
    await expect(commandHooks({ configuration, directory })).rejects.toThrow(message);
  });
});
