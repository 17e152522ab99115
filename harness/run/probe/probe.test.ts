import { describe, expect, it } from "vitest";
import { createDevice, type Device, type DeviceSetup } from "../../device/index.js";
import { type ProtocolVersion, readSyncRequest } from "../../eas/index.js";
import { mutant } from "../../reference/variant.js";
import { isFictionNumber } from "../seeding/index.js";
import { capabilityNames } from "./index.js";
import { account, follows, meet, user } from "./testing/meet.js";

describe("the reference", () => {
  it("can do everything, on the first rung and without waiting", async () => {
    const { all, named, left } = await meet([]);
    expect(all.filter(({ value }) => value !== "yes")).toEqual([]);
    expect(named("sms.seed")).toMatchObject({ outcome: "works", rung: 1 });
    expect(named("settleMs").measured).toBe(0);
    expect(left).toEqual([]);
  });

  it("gets an entry for every capability, with evidence from the wire where there is any", async () => {
    const { all, exchanges } = await meet([]);
    expect(all.map(({ name }) => name).sort()).toEqual([...capabilityNames].sort());
    const ids = new Set(exchanges.map(({ id }) => id));
    for (const { name, evidence } of all) {
      for (const id of evidence) if (!ids.has(id)) expect.fail(`${name} cites ${id}, which was not recorded`);
      if (!["settleMs", "inspect.outbound", "clock"].includes(name)) expect(evidence, name).not.toEqual([]);
    }
  });

  it("is left as it was found: no item, no folder, no device enabled to send SMS", async () => {
    const probed = await meet([]);
    expect(probed.server.outbound(user)).toEqual([]);
    const later = createDevice({
      endpoint: { url: probed.server.url, ...(account.authorization ? { authorization: account.authorization } : {}) },
      label: "L",
      partnership: { user, deviceId: "LATER", deviceType: "AsmsConformance" },
      protocolVersion: "14.1",
      idPrefix: "later",
      record: () => undefined,
      settleMs: 0,
    });
    await later.connect();
    expect(later.folders.filter(({ type }) => type === 12)).toEqual([]);
    for (const name of ["Inbox", "Sent Items", "Deleted Items"] as const) {
      const folder = await later.open(name);
      await folder.drain({ options: [{ class: "SMS" }, {}] });
      expect([...folder.held.values()], name).toEqual([]);
    }
    await later.close();
  });

  it("sends e-mail to itself where no hook delivers it, and cannot backdate it", async () => {
    const { named } = await meet([], { with: [] });
    expect(named("email.seed").value).toBe("yes");
    expect(named("email.backdate")).toMatchObject({ value: "no" });
    expect(named("inspect.outbound").value).toBe("no");
    expect(named("clock").value).toBe("no");
  });

  it.each<ProtocolVersion>(["14.0", "14.1"])("is probed at %s when the run speaks that", async (version) => {
    const { named, exchanges } = await meet([], { protocolVersions: [version] });
    expect(named("sms.seed").value).toBe("yes");
    const spoken = new Set(exchanges.map(({ protocolVersion }) => protocolVersion).filter((one) => one !== undefined));
    expect([...spoken]).toEqual([version]);
  });

  it("sees numbers of the fiction block only", async () => {
    const { exchanges } = await meet([]);
    const numbers = exchanges.flatMap(({ request }) =>
      [
        ...Buffer.from(request.body)
          .toString("latin1")
          .matchAll(/MOBILE:\+?(\d+)/g),
      ].map(([, digits = ""]) => digits),
    );
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbers.filter((number) => !isFictionNumber(number))).toEqual([]);
  });
});

describe("a server that", () => {
  it("knows no SMS and says so: blocked where SMS was claimed, not applicable where it was not", async () => {
    const probed = await meet(["P-honest-no"]);
    expect(probed.named("sms.options")).toMatchObject({ value: "no", outcome: "refused" });
    expect(probed.named("sms.seed")).toMatchObject({ value: "no", outcome: "refused" });
    expect(follows(probed, "sms.options", "asms")).toBe("blocked by OPT-02");
    expect(follows(probed, "sms.seed", "asms")).toBe("blocked by CAP-01");
    expect(follows(probed, "sms.seed", "none")).toBe("not applicable");
    expect(follows(probed, "sms.backdate", "asms")).toBe("blocked by CAP-01");
    expect(follows(probed, "settings", "asms")).toBe("run");
  });

  it.each(["P-feigned", "M-add-phoney", "M-sms-never"])(
    "feigns support (%s): blocked whatever is claimed",
    async (id) => {
      const probed = await meet([id]);
      expect(probed.named("sms.seed")).toMatchObject({ value: "broken", outcome: "feigned" });
      expect(probed.named("sms.seed").reason).toMatch(/feigned/);
      expect(follows(probed, "sms.seed", "asms")).toBe("blocked by CAP-01");
      expect(follows(probed, "sms.seed", "none")).toBe("blocked by CAP-01");
      expect(probed.server.outbound(user)).toEqual([]);
    },
  );

  it("breaks on reading what it acknowledged: that the SMS is lost is not said", async () => {
    let stored = false;
    const breaks = mutant("z-reads-break", {
      service: {
        answersInstead: ({ document }) => {
          const asked = document === undefined || document === "malformed" ? undefined : readSyncRequest(document);
          const [collection] = asked?.collections ?? [];
          if (collection?.commands?.some((command) => command.kind === "Add")) stored = true;
          else if (stored && collection?.options?.some(({ class: name }) => name === "SMS")) return { http: 500 };
          return undefined;
        },
      },
    });
    const probed = await meet([], { options: { own: [breaks] } });
    expect(probed.named("sms.seed")).toMatchObject({ value: "broken", outcome: "broken" });
    expect(probed.named("sms.seed").reason).toContain(
      "an SMS is taken, and no request that would bring it to a device",
    );
    expect(follows(probed, "sms.seed", "none")).toBe("blocked by CAP-01");
  });

  it.each(["P-disguised", "M-add-as-email", "M-class-omitted", "M-class-value"])(
    "disguises an SMS as something else (%s)",
    async (id) => {
      const probed = await meet([id]);
      expect(probed.named("sms.seed")).toMatchObject({ value: "broken", outcome: "disguised" });
      expect(probed.named("sms.read")).toMatchObject({ value: "broken", outcome: "disguised" });
      expect(follows(probed, "sms.read", "none")).toBe("blocked by CAP-01");
    },
  );

  it.each(["M-body-html", "M-from-two"])("mangles what it stores (%s): can be used all the same", async (id) => {
    const { named } = await meet([id]);
    expect(named("sms.seed")).toMatchObject({ value: "yes", outcome: "mangled", rung: 1 });
  });

  it("replaces the sender: the number in From is no identity", async () => {
    const { named } = await meet(["M-from-two"]);
    expect(named("sms.seed").outcome).toBe("mangled");
    expect(named("identity.from").value).toBe("no");
  });

  it("does not say that it stored an SMS", async () => {
    const { named } = await meet(["M-resp-add-missing"]);
    expect(named("sms.seed")).toMatchObject({ value: "yes", outcome: "unanswered" });
  });

  it("takes SMS in Sent Items only: the third rung, with the refusals before it", async () => {
    const { named } = await meet(["P-picky"]);
    expect(named("sms.seed")).toMatchObject({ value: "yes", outcome: "works", rung: 3 });
    expect(named("sms.seed").reason).toMatch(/rung 1 refused .*rung 2 refused/);
  });

  it("takes SMS from outbound devices only: the eighth rung, switched off afterwards", async () => {
    const { named, server, left } = await meet(["P-wants-settings"]);
    expect(named("sms.seed")).toMatchObject({ value: "yes", rung: 8 });
    expect(server.outbound(user)).toEqual([]);
    expect(left).toEqual([]);
  });

  it("shows changes late: the settle time is measured", async () => {
    // The server's clock runs fifty times as fast, so that its three seconds last sixty milliseconds.
    const start = Date.now();
    const now = (): number => start + (Date.now() - start) * 50;
    const { named } = await meet(["P-slow"], { embedded: false, options: { now }, with: ["deliverEmail"] });
    expect(named("sms.seed")).toMatchObject({ value: "yes", rung: 1 });
    expect(named("settleMs").measured).toBeGreaterThanOrEqual(1000);
  });

  it("sets the dates of SMS itself: filters cannot be tried, and nobody is blamed", async () => {
    const probed = await meet(["P-server-dates"]);
    expect(probed.named("sms.backdate").value).toBe("no");
    expect(follows(probed, "sms.backdate", "asms")).toBe("inconclusive");
    expect(probed.named("sms.seed").value).toBe("yes");
  });

  it("admits one device only: one-partnership mode", async () => {
    const probed = await meet(["P-one-device"]);
    expect(probed.named("device2").value).toBe("unknown");
    expect(follows(probed, "device2", "asms")).toBe("inconclusive");
    expect(probed.named("sms.seed")).toMatchObject({ value: "yes", outcome: "works", rung: 1 });
    expect(probed.named("estimate").value).toBe("yes");
  });

  it("admits one device only and feigns: the one that added begins anew, and finds nothing", async () => {
    const { named } = await meet(["P-one-device", "P-feigned"], { with: ["deliverEmail"] });
    expect(named("device2").value).toBe("unknown");
    expect(named("sms.seed")).toMatchObject({ value: "broken", outcome: "feigned" });
  });

  it("speaks nothing newer than 12.1", async () => {
    const probed = await meet(["P-old"]);
    expect(probed.named("base")).toMatchObject({ value: "no", outcome: "version" });
    expect(follows(probed, "base", "asms")).toBe("blocked by CAP-02");
    expect(follows(probed, "base", "none")).toBe("not applicable");
    expect(probed.named("sms.seed").value).toBe("unknown");
  });

  it("has no GetItemEstimate", async () => {
    const probed = await meet(["P-no-estimate"]);
    expect(probed.named("estimate")).toMatchObject({ value: "no", outcome: "refused" });
    expect(follows(probed, "estimate", "asms")).toBe("blocked by EST-01");
    expect(follows(probed, "estimate", "none")).toBe("not applicable");
    expect(probed.named("estimate.sms")).toMatchObject({ value: "no", outcome: "refused" });
  });

  it("forbids text messages by policy: not applicable whatever is claimed", async () => {
    const probed = await meet(["P-policy-off"]);
    expect(probed.named("sms.seed")).toMatchObject({ value: "no", outcome: "policy" });
    expect(follows(probed, "sms.seed", "asms")).toBe("not applicable");
  });

  it("loses mail sent to oneself", async () => {
    const probed = await meet(["P-deaf"], { with: [] });
    expect(probed.named("email.seed").value).toBe("unknown");
    expect(follows(probed, "email.seed", "asms")).toBe("inconclusive");
    expect(probed.named("sms.seed").value).toBe("yes");
  });

  it("is correct only while it is probed: the probe sees nothing wrong, the cases must", async () => {
    const { all } = await meet(["P-probe-aware"]);
    expect(all.filter(({ value }) => value !== "yes")).toEqual([]);
  });

  it("refuses the SMS set while it is probed", async () => {
    const { named } = await meet(["P-turncoat"]);
    expect(named("sms.options")).toMatchObject({ value: "no", outcome: "refused" });
  });

  it("never answers the SMS set: broken, and it is asked only once", async () => {
    const { named, exchanges } = await meet(["P-staller"], { timeoutMs: 300 });
    expect(named("sms.options")).toMatchObject({ value: "broken", outcome: "broken" });
    expect(exchanges.filter(({ failure }) => failure?.kind === "timeout")).toHaveLength(1);
  });
});

describe("mail of others that comes while the probe waits", () => {
  /** Device C, and mail that arrives just before this many of its requests that hang. */
  const disturbed = (times: number) => {
    let left = times;
    return (setup: DeviceSetup): Device => {
      const device = createDevice(setup);
      if (setup.label !== "C") return device;
      const open = device.open.bind(device);
      device.open = async (wanted) => {
        const folder = await open(wanted);
        const sync = folder.sync.bind(folder);
        folder.sync = async (input = {}) => {
          if (input.heartbeatInterval !== undefined && left-- > 0) {
            await device.sendMail("From: alice@localhost\r\nTo: alice@localhost\r\nSubject: News\r\n\r\nNews\r\n");
          }
          return sync(input);
        };
        return folder;
      };
      return device;
    };
  };

  it("makes it try again", async () => {
    const { named } = await meet([], { createDevice: disturbed(2) });
    expect(named("hang")).toMatchObject({ value: "yes" });
  });

  it("leaves it open where it never ends, and says nothing false", async () => {
    const { named } = await meet([], { createDevice: disturbed(Number.POSITIVE_INFINITY) });
    expect(named("hang")).toMatchObject({ value: "unknown", reason: /something new arrived each of the 4 times/ });
  });
});

describe("the operator's hook", () => {
  it("puts in the SMS that a device cannot: what reads SMS can be judged", async () => {
    const probed = await meet(["P-feigned"], { with: ["deliverSms", "deliverEmail"] });
    expect(probed.named("sms.seed")).toMatchObject({ value: "yes", outcome: "feigned" });
    expect(probed.named("sms.seed").rung).toBeUndefined();
    expect(probed.named("sms.read").value).toBe("yes");
    expect(probed.named("sms.backdate")).toMatchObject({ value: "yes", outcome: "hook" });
  });

  it("does not hide that an SMS which is there is not given", async () => {
    const { named } = await meet(["M-sms-never"], { with: ["deliverSms"] });
    expect(named("sms.seed").value).toBe("yes");
    expect(named("sms.read")).toMatchObject({ value: "broken", outcome: "swallowed" });
  });

  it("gives the dates that a server takes from no device", async () => {
    const { named } = await meet(["P-server-dates"], { with: ["deliverSms"] });
    expect(named("sms.backdate")).toMatchObject({ value: "yes", outcome: "hook" });
  });
});
