import { afterEach, describe, expect, it } from "vitest";
import type { ImapConfiguration } from "./configuration.js";
import { type ClosableHooks, imapHooks } from "./imap.js";
import { ImapServer, type ImapServerOptions } from "./testing/imap-server.js";

const user = "alice";
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function start(
  options: Partial<ImapServerOptions> = {},
  configuration: Partial<ImapConfiguration> = {},
  password = "s3cret",
): Promise<{ readonly server: ImapServer; readonly hooks: ClosableHooks }> {
  const mailboxes = { INBOX: "", Sent: "\\Sent", Drafts: "\\Drafts", Bin: "\\Trash", Plain: "" };
  const server = new ImapServer({ user, password: "s3cret", mailboxes, ...options });
  open.push(server);
  const port = await server.listen();
  const hooks = imapHooks({ host: "127.0.0.1", port, secure: false, ...configuration }, () => ({
    user,
    password,
    email: "alice@example.com",
  }));
  open.push(hooks);
  return { server, hooks };
}

describe("e-mail by IMAP", () => {
  it("is appended with its Subject, its text and any date", async () => {
    const { server, hooks } = await start();
    await hooks.deliverEmail?.({
      user,
      token: "mk1",
      folder: "Inbox",
      date: new Date("2020-02-29T12:30:00Z"),
      text: "ä",
    });
    const [message] = server.boxes.get("INBOX") ?? [];
    expect(message?.date).toMatch(/^29-Feb-2020 \d\d:30:00/);
    expect(message?.raw).toMatch(/^Subject: mk1\r$/m);
    expect(message?.raw).toMatch(/^Date: Sat, 29 Feb 2020 12:30:00 \+0000\r$/m);
    expect(message?.raw).toMatch(/^To: alice@example\.com\r$/m);
  });

  it("is appended as read and flagged where it shall be", async () => {
    const { server, hooks } = await start();
    await hooks.deliverEmail?.({ user, token: "mk1", folder: "Inbox", read: "1", flagStatus: "2" });
    await hooks.deliverEmail?.({ user, token: "mk2", folder: "Inbox", read: "0", flagStatus: "0" });
    const flags = server.boxes.get("INBOX")?.map((message) => [...message.flags].sort());
    expect(flags).toEqual([["\\Flagged", "\\Seen"], []]);
  });

  it("goes into the mailboxes that the server marks, or that are named", async () => {
    const { server, hooks } = await start({}, { folders: { Drafts: "Plain" } });
    await hooks.deliverEmail?.({ user, token: "mk1", folder: "Sent Items" });
    await hooks.deliverEmail?.({ user, token: "mk2", folder: "Deleted Items" });
    await hooks.deliverEmail?.({ user, token: "mk3", folder: "Drafts" });
    expect([...server.boxes].map(([path, messages]) => [path, messages.length])).toEqual([
      ["INBOX", 0],
      ["Sent", 1],
      ["Drafts", 0],
      ["Bin", 1],
      ["Plain", 1],
    ]);
  });

  it("cannot go where no mailbox is known", async () => {
    const { hooks } = await start();
    await expect(hooks.deliverEmail?.({ user, token: "mk1", folder: "Outbox" })).rejects.toThrow(
      /no IMAP mailbox is known for Outbox: name it in seeding\.imap\.folders/,
    );
  });

  it("is changed and removed wherever it lies, found by any mark in it, and nothing else is", async () => {
    const { server, hooks } = await start();
    await hooks.deliverEmail?.({ user, token: "mk1", folder: "Inbox" });
    await hooks.deliverEmail?.({ user, token: "mk2", folder: "Sent Items", text: "with mkmark" });
    await hooks.edit?.({ user, token: "mk1", read: "1", flagStatus: "2" });
    expect([...(server.boxes.get("INBOX")?.[0]?.flags ?? [])].sort()).toEqual(["\\Flagged", "\\Seen"]);
    await hooks.edit?.({ user, token: "mk1", read: "0" });
    expect([...(server.boxes.get("INBOX")?.[0]?.flags ?? [])]).toEqual(["\\Flagged"]);
    await hooks.remove?.({ user, token: "mkmark" });
    expect(server.boxes.get("Sent")).toEqual([]);
    expect(server.boxes.get("INBOX")).toHaveLength(1);
    await hooks.remove?.({ user, token: "mk1" });
    expect(server.boxes.get("INBOX")).toEqual([]);
    await hooks.remove?.({ user, token: "mk1" });
    await expect(hooks.edit?.({ user, token: "mk1", read: "1" })).rejects.toThrow(/nowhere to be found/);
  });

  it("goes on over a new connection when the server dropped the old one", async () => {
    const { server, hooks } = await start();
    await hooks.deliverEmail?.({ user, token: "mk1", folder: "Inbox" });
    server.drop();
    await expect
      .poll(() => hooks.deliverEmail?.({ user, token: "mk2", folder: "Inbox" }).then(() => "done", String))
      .toBe("done");
    expect(server.boxes.get("INBOX")?.length).toBeGreaterThanOrEqual(2);
    expect(server.said.filter((line) => line.startsWith("LOGIN"))).toHaveLength(2);
  });

  it("is over in peace when the server has dropped the connection", async () => {
    const { server, hooks } = await start();
    await hooks.deliverEmail?.({ user, token: "mk1", folder: "Inbox" });
    server.drop();
    await hooks.close();
    await hooks.close();
    expect(server.said).not.toContain("LOGOUT");
  });

  it("of many calls at once is carried out one after the other", async () => {
    const { server, hooks } = await start();
    const tokens = Array.from({ length: 8 }, (_, index) => `mk${index}`);
    await Promise.all(tokens.map((token) => hooks.deliverEmail?.({ user, token, folder: "Inbox" })));
    await Promise.all(tokens.slice(1).map((token) => hooks.remove?.({ user, token })));
    expect(server.boxes.get("INBOX")).toHaveLength(1);
    expect(server.said.filter((line) => line.startsWith("LOGIN"))).toHaveLength(1);
  });
});

describe("what goes wrong is one sentence", () => {
  const message = async (hooks: ClosableHooks): Promise<string> =>
    (await hooks.deliverEmail?.({ user, token: "mk1", folder: "Inbox" }).then(() => "nothing", String)) ?? "no hook";

  it("a refused login, without the password", async () => {
    const { hooks } = await start({}, {}, "wr0ng");
    const said = await message(hooks);
    expect(said).toMatch(/IMAP at 127\.0\.0\.1 could not deliver an e-mail into Inbox: the login was refused/);
    expect(said).not.toContain("wr0ng");
  });

  it("a refused APPEND", async () => {
    const { hooks } = await start({ refuses: ["APPEND"] });
    expect(await message(hooks)).toMatch(/could not deliver an e-mail into Inbox: .*(refused|not possible)/);
  });

  it("TLS where none is spoken", async () => {
    const { hooks } = await start({}, { secure: true });
    expect(await message(hooks)).toMatch(/no TLS is spoken there/);
  });

  it("a server that is not there", async () => {
    const { server, hooks } = await start();
    await server.close();
    expect(await message(hooks)).toMatch(/could not deliver an e-mail into Inbox: .*ECONNREFUSED/);
  });
});
