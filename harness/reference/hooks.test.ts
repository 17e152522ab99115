import { describe, expect, test } from "vitest";
import { both, inbox, Phone, smsOf, summary } from "./testing/phone.js";
import { noon, withServer } from "./testing/running.js";

const user = "alice";
const item = smsOf("+1 (202) 555-0101", { dateReceived: new Date(noon).toISOString() });

describe("the operator's hooks", () => {
  test("items are known by the digits of the sender or by the subject", async () => {
    await withServer({}, async (server) => {
      server.deliverSms({ user, folder: "Inbox", item });
      server.deliverEmail({ user, folder: "Inbox", token: "mail 1" });
      const phone = await Phone.connected(server.url);
      await phone.sync(inbox, { options: both });
      server.edit({ user, token: "12025550101", read: "1" });
      server.edit({ user, token: "mail 1", flagStatus: "2" });
      const changes = (await phone.sync(inbox)).commands.map((command) => command.item);
      expect(changes).toEqual([{ read: "1" }, { flag: { Status: "2", FlagType: "Flag for follow up" } }]);
      server.edit({ user, token: "mail 1", flagStatus: "0" });
      expect((await phone.sync(inbox)).commands[0]?.item).toEqual({ flag: {} });
      for (const token of ["12025550101", "mail 1", "nobody"]) server.remove({ user, token });
      expect(summary((await phone.sync(inbox)).commands)).toEqual(["Delete", "Delete"]);
    });
  });

  test("time passes for the windows of the filters", async () => {
    await withServer({}, async (server) => {
      server.deliverSms({ user, folder: "Inbox", item });
      const phone = await Phone.connected(server.url);
      const options = both.map((set) => ({ ...set, filterType: "2" }));
      expect((await phone.sync(inbox, { options })).commands).toHaveLength(1);
      server.advance(2);
      expect((await phone.sync(inbox)).commands).toEqual([]);
      server.advance(2);
      expect(summary((await phone.sync(inbox)).commands)).toEqual(["SoftDelete"]);
    });
  });

  test("reset empties a mailbox and forgets its devices, and no other", async () => {
    await withServer({ users: { alice: "secret", bob: "other" } }, async (server) => {
      server.addUser("carol", "secret");
      server.deliverSms({ user, folder: "Inbox", item });
      server.deliverSms({ user: "carol", folder: "Inbox", item });
      const phone = await Phone.connected(server.url);
      await phone.settings({ enableOutboundSms: "1", phoneNumber: "1" });
      server.reset(user);
      expect(server.outbound(user)).toEqual([]);
      expect((await phone.folders())?.status).toBe("142");
      await phone.provision();
      phone.keys.clear();
      expect((await phone.sync(inbox, { options: both })).commands).toEqual([]);
      const carol = await Phone.connected(server.url, "14.1", "carol");
      expect((await carol.sync(inbox, { options: both })).commands).toHaveLength(1);
    });
  });

  test("what cannot be is refused in one sentence", async () => {
    await withServer({}, async (server) => {
      expect(() => server.reset("nobody")).toThrow(/no user "nobody"; it has alice/);
      const sms = (changes: object) => () =>
        server.deliverSms({ user, folder: "Inbox", item: { ...item, ...changes } });
      expect(sms({ dateReceived: "yesterday" })).toThrow(/"yesterday" is not a date/);
      expect(sms({ body: { data: "a\0b" } })).toThrow(/U\+0000/);
    });
  });
});
