import { describe, expect, test } from "vitest";
import { buildProvisionRequest, readProvisionResponse, wbxmlPolicyType } from "../../eas/index.js";
import { conformantRules, type Rules } from "../rules/index.js";
import { startReferenceServer } from "../server.js";
import { addSms, both, emailSet, inbox, Phone, sentItems, smsOf } from "../testing/phone.js";
import { noon, withServer } from "../testing/running.js";
import { applyOverrides } from "../variant.js";
import { mutantIds, variants } from "./index.js";

describe("the list of variants", () => {
  test("has 103 mutants, 19 benign variants, and personas: the probe's table and lawful habits", () => {
    const count = (kind: string) => variants.filter((variant) => variant.kind === kind).length;
    expect([mutantIds().length, count("mutant"), count("benign"), count("persona")]).toEqual([103, 103, 19, 28]);
  });

  test.each(variants.map((variant) => [variant.id, variant] as const))(
    "%s names rules that there are",
    (_, variant) => {
      const known = Object.entries(conformantRules).flatMap(([group, rules]) =>
        Object.keys(rules).map((rule) => `${group}.${rule}`),
      );
      expect(known).toEqual(expect.arrayContaining([...variant.rules]));
      expect(variant.rules.length).toBeGreaterThan(0);
      expect(variant.summary.length).toBeGreaterThan(10);
    },
  );

  test("a mutant of the catalogue replaces one rule", () => {
    const several = variants.filter(({ kind, rules }) => kind === "mutant" && rules.length > 1).map(({ id }) => id);
    // Options and Add are judged apart, and this one lets both through.
    expect(several).toEqual(["M-sms-in-calendar"]);
  });

  test("variants add up, and the rules that they do not name stay as they are", () => {
    const [first, second] = ["M-sd-hard", "M-est-total"].map((id) => variants.find((variant) => variant.id === id));
    const apply = (rules: Rules, variant = first) => applyOverrides(rules, variant?.overrides(rules) ?? {});
    const rules = apply(apply(conformantRules), second);
    expect(rules.softDelete.commandFor).not.toBe(conformantRules.softDelete.commandFor);
    expect(rules.softDelete.repeats).toBe(conformantRules.softDelete.repeats);
    expect(rules.estimate.number(1, 7, {})).toBe(7);
    expect(rules.options).toBe(conformantRules.options);
  });

  test("an unknown id is refused with its neighbours", async () => {
    await expect(startReferenceServer({ mutants: ["M-sd-hardd"] })).rejects.toThrow(
      /no variant "M-sd-hardd"; nearest: M-sd-hard, /,
    );
  });
});

describe("starting", () => {
  test("a version that is not spoken is refused", async () => {
    await expect(startReferenceServer({ protocolVersions: ["12.1"] })).rejects.toThrow(/does not speak.*"12.1"/);
  });

  test("a port that is taken is refused in one sentence", async () => {
    await withServer({}, async ({ url }) => {
      const port = Number(new URL(url).port);
      await expect(startReferenceServer({ port })).rejects.toThrow(/cannot listen on 127.0.0.1:\d+ \(EADDRINUSE\)/);
    });
  });
});

test("snapshot-batches begins a new list when nothing is left of the old one", async () => {
  await withServer({ mutants: ["B-snapshot-batches"] }, async (server) => {
    const arrives = (number: string) => server.deliverSms({ user: "alice", folder: "Inbox", item: smsOf(number) });
    for (const number of ["+12025550101", "+12025550102"]) arrives(number);
    const [one, other] = [await Phone.connected(server.url), await Phone.connected(server.url)];
    const listed = await one.sync(inbox, { options: both, windowSize: 1 });
    expect(listed.collection?.moreAvailable).toBe(true);
    const held = (await other.sync(inbox, { options: both })).commands;
    const left = held.find(({ item }) => item?.from !== listed.commands[0]?.item?.from);
    if (left?.serverId === undefined) throw new Error("The other device was not given both");
    await other.sync(inbox, { commands: [{ kind: "Delete", serverId: left.serverId }] });
    arrives("+12025550103");
    expect((await one.sync(inbox)).commands).toHaveLength(1);
  });
});

describe("personas", () => {
  const add = (phone: Phone, folderId = inbox) =>
    phone
      .sync(folderId, { options: both, commands: [addSms("c0", smsOf("+12025550101"))] })
      .then(({ response }) => response?.status ?? response?.collections[0]?.responses[0]?.status);

  test("honest-no refuses the SMS set and the Add", async () => {
    await withServer({ mutants: ["P-honest-no"] }, async ({ url }) => {
      const phone = await Phone.connected(url);
      expect(await add(phone)).toBe("4");
      const answer = await phone.sync(inbox, { commands: [addSms("c0", smsOf("+12025550101"))] });
      expect(answer.collection?.responses[0]?.status).toBe("6");
    });
  });

  test("picky takes an SMS in Sent Items only", async () => {
    await withServer({ mutants: ["P-picky"] }, async ({ url }) => {
      const phone = await Phone.connected(url);
      expect([await add(phone), await add(phone, sentItems)]).toEqual(["6", "1"]);
    });
  });

  test("wants-settings takes an SMS from a relay", async () => {
    await withServer({ mutants: ["P-wants-settings"] }, async ({ url }) => {
      const phone = await Phone.connected(url);
      const before = await add(phone);
      await phone.settings({ enableOutboundSms: "1", phoneNumber: "1" });
      expect([before, await add(phone)]).toEqual(["6", "1"]);
    });
  });

  test("slow shows a change to others after three seconds", async () => {
    let time = noon;
    await withServer({ mutants: ["P-slow"], now: () => time }, async ({ url }) => {
      const [one, other] = [await Phone.connected(url), await Phone.connected(url)];
      await other.sync(inbox, { options: both });
      await add(one);
      expect((await one.sync(inbox)).commands).toEqual([]);
      time += 2999;
      expect((await other.sync(inbox)).commands).toEqual([]);
      time += 1;
      expect((await other.sync(inbox)).commands).toHaveLength(1);
    });
  });

  test("probe-aware and turncoat change their mind after four devices", async () => {
    const seen = async (id: string) =>
      withServer({ mutants: [id] }, async (server) => {
        server.deliverSms({ user: "alice", folder: "Inbox", item: smsOf("+12025550101") });
        const counts = [];
        for (let device = 1; device <= 5; device += 1) {
          const phone = await Phone.connected(server.url);
          const { response, commands } = await phone.sync(inbox, { options: both });
          counts.push(response?.status ?? commands.length);
        }
        return counts;
      });
    expect(await seen("P-probe-aware")).toEqual([1, 1, 1, 1, 0]);
    expect(await seen("P-turncoat")).toEqual(["4", "4", "4", "4", 1]);
  });

  test("one-device turns the second away, old ends at 12.1, no-estimate has none, deaf loses mail", async () => {
    await withServer({ mutants: ["P-one-device", "P-old", "P-no-estimate", "P-deaf"] }, async ({ url }) => {
      const phone = await Phone.connected(url);
      expect((await new Phone(url).post("FolderSync", undefined)).status).toBe(403);
      expect((await phone.post("FolderSync", undefined)).status).toBe(200);
      const Authorization = `Basic ${Buffer.from("alice:secret").toString("base64")}`;
      const { headers } = await fetch(url, { method: "OPTIONS", headers: { Authorization } });
      expect(headers.get("ms-asprotocolversions")).toBe("2.5,12.0,12.1");
      expect(headers.get("ms-asprotocolcommands")).not.toContain("GetItemEstimate");
      expect((await phone.post("GetItemEstimate", undefined)).status).toBe(501);
    });
  });

  test("policy-off forbids text messaging", async () => {
    await withServer({ mutants: ["P-policy-off"] }, async ({ url }) => {
      const phone = await Phone.connected(url, "14.0");
      const body = buildProvisionRequest({ policyType: wbxmlPolicyType }, "14.0");
      const { document } = await phone.post("Provision", body);
      expect(document && readProvisionResponse(document)?.policy?.document?.AllowTextMessaging).toBe("0");
      expect(await add(phone)).toBe("6");
    });
  });

  test("staller answers a Sync without the SMS set only", async () => {
    await withServer({ mutants: ["P-staller"] }, async (server) => {
      const phone = await Phone.connected(server.url);
      expect((await phone.sync(inbox, { options: [emailSet] })).status).toBe(200);
      const stalled = phone.sync(inbox, { options: both }).then(
        () => "answered",
        () => "closed",
      );
      await phone.folders();
      await server.close();
      expect(await stalled).toBe("closed");
    });
  });
});
