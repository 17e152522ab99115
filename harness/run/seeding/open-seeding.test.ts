import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkConfig } from "../config/load-config.js";
import { UsageError } from "../usage-error.js";
import { openSeeding, type SeedingConfiguration, SeedingError } from "./index.js";
import { ImapServer } from "./testing/imap-server.js";

const directory = mkdtempSync(join(tmpdir(), "asms seeding config "));
afterAll(() => rmSync(directory, { recursive: true }));

const accounts = [{ user: "alice", password: "account's", email: "alice@example.com" }];
const context = { directory, accounts, environment: { MAIL_PASSWORD: "from the environment", EMPTY: "" } };

async function mailStore(password: string): Promise<ImapServer & { readonly port: number }> {
  const server = new ImapServer({ user: "mailbox", password, mailboxes: { INBOX: "" } });
  return Object.assign(server, { port: await server.listen() });
}

describe("the seeding section", () => {
  it.each([
    ["the account's password", {}, "account's"],
    ["an environment variable", { passwordEnv: "MAIL_PASSWORD" }, "from the environment"],
    ["a file beside the configuration", { passwordFile: "secret.txt" }, "from the file"],
  ])("logs in to IMAP with %s", async (_name, given, password) => {
    writeFileSync(join(directory, "secret.txt"), "from the file\n");
    const server = await mailStore(password);
    const imap = { host: "127.0.0.1", port: server.port, secure: false, user: "mailbox", ...given };
    const hooks = await openSeeding({ imap }, context);
    await hooks.deliverEmail?.({ user: "alice", token: "mk1", folder: "Inbox" });
    expect(server.boxes.get("INBOX")).toHaveLength(1);
    await hooks.close();
    await server.close();
  });

  it.each<[string, SeedingConfiguration, RegExp]>([
    ["a variable that is not set", { imap: { host: "h", passwordEnv: "NOT_SET" } }, /names NOT_SET, which is not set/],
    ["a variable that is empty", { imap: { host: "h", passwordEnv: "EMPTY" } }, /names EMPTY, which is not set/],
    ["a file that is not there", { imap: { host: "h", passwordFile: "no.txt" } }, /no\.txt cannot be read/],
  ])("with %s is the operator's mistake", async (_name, configuration, message) => {
    const error: unknown = await openSeeding(configuration, context).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SeedingError);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toMatch(message);
  });

  it("tells at once that an account has no password at all", async () => {
    const without = { ...context, accounts: [{ user: "bob" }] };
    await expect(openSeeding({ imap: { host: "h" } }, without)).rejects.toThrow(/no password for bob/);
  });

  it("knows the accounts of the run only", async () => {
    const hooks = await openSeeding({ imap: { host: "h" } }, context);
    const delivered = hooks.deliverEmail?.({ user: "mallory", token: "mk1", folder: "Inbox" });
    await expect(delivered).rejects.toThrow(/no account mallory/);
    await hooks.close();
  });

  it("prefers the command's hooks where both offer the same", async () => {
    const program = `process.stdin.on("data", (data) => { if (String(data).includes("describe")) console.log('{"hooks":["deliverEmail","deliverSms"]}'); })`;
    writeFileSync(join(directory, "seed.cjs"), program);
    const hooks = await openSeeding({ imap: { host: "h" }, command: `"${process.execPath}" seed.cjs` }, context);
    await hooks.deliverEmail?.({ user: "mallory", token: "mk1", folder: "Inbox" });
    expect(Object.keys(hooks).sort()).toEqual(["close", "deliverEmail", "deliverSms", "edit", "remove"]);
    await hooks.close();
  });

  it("may be left out", async () => {
    const hooks = await openSeeding({}, context);
    expect(Object.keys(hooks)).toEqual(["close"]);
    await hooks.close();
  });
});

describe("the schema", () => {
  it("takes every documented form", () => {
    const imap = {
      host: "h",
      port: 143,
      secure: false,
      insecure: true,
      user: "u",
      passwordEnv: "P",
      passwordFile: "p",
    };
    for (const seeding of [
      {},
      { imap: { ...imap, folders: { Inbox: "INBOX", "Sent Items": "Sent" } } },
      { command: "seed" },
      { imap: { host: "h" }, command: { command: "seed", timeoutMs: 5 } },
    ]) {
      expect(checkConfig({ seeding }, "asms.config.json")).toEqual({ seeding });
    }
  });

  it.each([
    [
      "a password in the file",
      { imap: { host: "h", password: "secret" } },
      /seeding\.imap\.password is no field; secrets are never/,
    ],
    ["no host", { imap: {} }, /seeding\.imap\.host is missing/],
    ["a port that is none", { imap: { host: "h", port: 0 } }, /seeding\.imap\.port must be >= 1/],
    [
      "a folder that is none",
      { imap: { host: "h", folders: { Sent: "Sent" } } },
      /seeding\.imap\.folders\.Sent is no field/,
    ],
    ["another adapter", { smtp: {} }, /seeding\.smtp is no field/],
  ])("refuses %s, naming the field", (_name, seeding, message) => {
    expect(() => checkConfig({ seeding }, "asms.config.json")).toThrow(message);
  });
});
