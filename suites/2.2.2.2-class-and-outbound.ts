import type { OptionSet } from "../harness/eas/index.js";
import { testCase } from "../harness/run/index.js";
import { heldOf } from "./observe.js";
import { syncAll, syncUntilHeld, view } from "./stage.js";

testCase(
  {
    id: "class-in-options",
    scenario: "EST-02",
    section: "2.2.2.2.1",
    purpose: "Options of a Sync and of an estimate may have Class or leave it out",
    requirements: ["ASMS-2.2.2.2.1-1", "ASMS-2.2.2.2.1-2", "ASMS-2.2.2.2.1-4"],
    needs: ["base", "sms.options", "estimate"],
  },
  async (context) => {
    const { check, claims, device, notApplicable, part } = context;
    const sets: readonly OptionSet[] = [
      { class: "SMS", filterType: "0" },
      { filterType: "0" },
      { class: "Email", filterType: "0" },
    ];
    const folder = await device.open("Inbox");
    for (const set of sets) {
      const estimated = await folder.estimate({ options: [set] });
      if (claims === "none" && set.class === "SMS" && estimated.refused().holds)
        notApplicable("the target does not claim SMS, and refuses the SMS set", estimated);
      const what = set.class === undefined ? "without Class" : `with Class ${set.class}`;
      const needs = set.class === "SMS" ? ["estimate.sms"] : [];
      await part(`Options ${what} in GetItemEstimate`, needs, async () => {
        const seen = `Status ${estimated.status ?? "none"}, Estimate ${estimated.estimate ?? "none"}`;
        const holds = estimated.status === "1" && estimated.estimate !== undefined;
        const expected = `Options ${what} in GetItemEstimate: Status 1 and an Estimate`;
        check("ASMS-2.2.2.2.1-1", { holds, expected, seen }, estimated);
      });
      const answer = await folder.sync({ options: [set] });
      check("ASMS-2.2.2.2.1-2", answer.succeeded(), answer);
    }
    for (const name of ["sms", " SMS "]) {
      const deliberate = "another word than SMS for its class ([MS-ASMS] 2.2.2.2.1)";
      const answer = await folder.sync({ options: [{ class: name, filterType: "0" }], deliberate });
      const broken = (answer.exchange.response?.status ?? 0) >= 500;
      check("ASMS-2.2.2.2.1-4", answer.refusedWith("4"), answer, { ruling: broken ? "Q9.http" : "Q9.case" });
    }
  },
);

testCase(
  {
    id: "settings-without-outbound",
    scenario: "SET-09",
    section: "2.2.2.2.3",
    purpose: "Device information without EnableOutboundSMS is accepted, for the element is optional",
    requirements: ["ASMS-2.2.2.2.3-1", "ASMS-2.2.2.2.3-2"],
    needs: ["settings"],
  },
  async (context) => {
    const { check, device, part } = context;
    const without = await device.setDeviceInformation({ model: "Phone", os: "PPC" });
    const { response } = without;
    if (response?.status === "1" && !response.hasDeviceInformation)
      context.inconclusive("the answer has no DeviceInformation at all", "SET-01");
    check("ASMS-2.2.2.2.3-1", without.succeeded(), without);
    await part("where it is there, it is accepted", ["settings.outbound"], async () => {
      const enabled = await device.setDeviceInformation({ phoneNumber: "206-555-0112", enableOutboundSms: "1" });
      check("ASMS-2.2.2.2.3-2", enabled.succeeded(), enabled, { ruling: "Q32.with-number" });
      await device.setDeviceInformation({ enableOutboundSms: "0" });
    });
  },
);

testCase(
  {
    id: "outbox-routing",
    scenario: "OUT-01",
    section: "2.2.2.2.3",
    purpose: "An SMS in the Outbox is offered to the device that enabled outbound SMS; who else gets it is reported",
    requirements: ["ASMS-2.2.2.2.3-3"],
    needs: ["sms.seed", "folder.outbox", "settings"],
  },
  async (context) => {
    const { check, device, mailbox, sets } = context;
    await device.setDeviceInformation({ phoneNumber: "206-555-0112", enableOutboundSms: "1" });
    const enabled = await view(context, device, "Outbox");
    const other = await view(context, await context.newDevice("B"), "Outbox");
    await syncAll(enabled, [sets.sms]);
    await syncAll(other, [sets.sms]);
    const { sms } = await mailbox.fill({ sms: 1, folder: "Outbox" });
    const { answers } = await syncUntilHeld(enabled, sms, { options: [sets.sms] });
    const { answers: others } = await syncAll(other, [sets.sms]);
    const [first, second] = [enabled, other].map((shown) => sms.every((item) => heldOf(shown, item) !== undefined));
    const told = [first ? "the enabled device" : "", second ? "the one that is not" : ""].filter((who) => who !== "");
    const seen = `it is sent to ${told.join(" and to ") || "neither"}`;
    const expected = "the SMS in the Outbox is sent to the enabled device";
    check("ASMS-2.2.2.2.3-3", { holds: first === true, expected, seen }, [...answers, ...others]);
    await device.setDeviceInformation({ enableOutboundSms: "0" });
  },
);
