import { describe, expect, it } from "vitest";
import {
  deafToEdits,
  dropsOutbound,
  forgetsWhileWaiting,
  mailBeyondInbox,
  manySets,
  muteOnOutbound,
  smsForOneDevice,
  unreadable,
} from "../../../suites/testing/one-lack.js";
import { folderTypes, type OptionSet, readEstimateRequest, readSettingsRequest } from "../../eas/index.js";
import { mutant } from "../../reference/variant.js";
import { follows, meet } from "./testing/meet.js";

describe("a server that", () => {
  const refusing = (counted: (sets: readonly OptionSet[]) => boolean) =>
    mutant("z-no-sms-estimate", {
      service: {
        answersInstead: ({ document }) => {
          const asked = document === undefined || document === "malformed" ? undefined : readEstimateRequest(document);
          const isCounted = asked?.collections.every(({ options = [] }) => counted(options)) ?? true;
          return isCounted ? undefined : { http: 501 };
        },
      },
    });
  const isSms = ({ class: name }: OptionSet) => name === "SMS";

  it("estimates everything but SMS: what counts them is blocked by the case that judges it", async () => {
    const own = [refusing((sets) => !sets.some(isSms))];
    const probed = await meet([], { options: { own } });
    expect(probed.named("estimate").value).toBe("yes");
    expect(probed.named("estimate.sms")).toMatchObject({ value: "no", outcome: "refused" });
    expect(follows(probed, "estimate.sms", "asms")).toBe("blocked by estimate-sms-set-alone");
    expect(follows(probed, "estimate.sms", "none")).toBe("not applicable");
  });

  it("estimates SMS alone or beside e-mail only: the cases about the other form judge it", async () => {
    const alone = await meet([], { options: { own: [refusing((sets) => !sets.some(isSms) || sets.length === 1)] } });
    expect(alone.named("estimate.sms")).toMatchObject({ value: "yes", reason: expect.stringMatching(/for SMS alone/) });
    const beside = await meet([], { options: { own: [refusing((sets) => !sets.some(isSms) || sets.length === 2)] } });
    expect(beside.named("estimate.sms").value).toBe("yes");
  });

  it("delivers SMS to one device alone: what reads SMS is blocked, whatever is claimed", async () => {
    const probed = await meet([], { options: { own: [smsForOneDevice] } });
    expect(probed.named("sms.seed")).toMatchObject({ value: "yes", outcome: "works" });
    expect(probed.named("sms.read")).toMatchObject({ value: "broken" });
    expect(probed.named("sms.read").reason).toMatch(/not to a device that comes later$/);
    expect(follows(probed, "sms.read", "none")).toBe("blocked by CAP-01");
  });

  it("carries out no edit of SMS: what rests on edits is blocked, whatever is claimed", async () => {
    const probed = await meet([], { options: { own: [deafToEdits] } });
    expect(probed.named("sms.change")).toMatchObject({ value: "broken" });
    expect(probed.named("sms.delete")).toMatchObject({ value: "broken" });
    expect(follows(probed, "sms.change", "none")).toBe("blocked by client-change-read");
    expect(follows(probed, "sms.delete", "none")).toBe("blocked by client-delete");
  });

  it("keeps Read as it is and takes flags: not every change fails", async () => {
    const { named } = await meet([], { options: { own: [unreadable] } });
    expect(named("sms.change")).toMatchObject({ value: "yes", reason: expect.stringMatching(/flagged/) });
    expect(named("sms.delete").value).toBe("yes");
  });

  it("forgets the set of SMS while a Sync waits: that it waits is found out all the same", async () => {
    const { named } = await meet([], { options: { own: [forgetsWhileWaiting] } });
    expect(named("hang").value).toBe("yes");
  });

  it("lets no Sync wait as briefly as ours do: its own interval is asked for, unless it is too long to be waited for", async () => {
    const heartbeat = { seconds: 60, waitMs: 600 };
    const brief = await meet([], { heartbeat, options: { minimumHeartbeat: 90 } });
    expect(brief.named("hang")).toMatchObject({ value: "yes", measured: 90 });
    const long = await meet([], { heartbeat, options: { minimumHeartbeat: 480 } });
    expect(long.named("hang")).toMatchObject({ value: "no", reason: expect.stringMatching(/Limit 480/) });
    expect(follows(long, "hang", "asms")).toBe("not applicable");
  });

  it("admits one device only: whether edits are told is left to the cases", async () => {
    const probed = await meet(["P-one-device"]);
    expect(probed.named("sms.change").value).toBe("unknown");
    expect(follows(probed, "sms.change", "asms")).toBe("run");
  });

  it("files SMS as mail in other folders than the Inbox: what needs SMS there is blocked, whatever is claimed", async () => {
    const probed = await meet([], { options: { own: [mailBeyondInbox] } });
    expect(probed.named("sms.seed")).toMatchObject({ value: "yes", outcome: "works" });
    expect(probed.named("sms.folders")).toMatchObject({ value: "broken", outcome: "disguised" });
    expect(probed.named("sms.folders").reason).toMatch(/in Sent Items or Drafts is taken, and comes back as mail$/);
    expect(follows(probed, "sms.folders", "none")).toBe("blocked by sms-in-every-folder");
  });

  it("files SMS as mail in one of the other folders: the cases about each folder judge it", async () => {
    const own = [
      mutant("z-mail-when-sent", {
        commands: { storedClass: ({ type }) => (type === folderTypes["Sent Items"] ? "Email" : "SMS") },
      }),
    ];
    const probed = await meet([], { options: { own } });
    expect(probed.named("sms.folders").value).toBe("yes");
  });

  it("answers no Settings that switches the sending of SMS: what switches it is blocked", async () => {
    for (const one of [muteOnOutbound, dropsOutbound]) {
      const probed = await meet([], { options: { own: [one] } });
      expect(probed.named("settings").value).toBe("yes");
      expect(probed.named("settings.outbound")).toMatchObject({ value: "broken", outcome: "broken" });
      expect(follows(probed, "settings.outbound", "none")).toBe("blocked by settings-enable-with-number");
    }
  });

  it("does not answer where it is switched on, and does where it is switched off: the cases judge it", async () => {
    const own = [
      mutant("z-mute-on-enabling", {
        service: {
          answersInstead: ({ document }) => {
            if (document === undefined || document === "malformed") return undefined;
            const asked = readSettingsRequest(document)?.deviceInformation?.enableOutboundSms;
            return asked === "1" ? { empty: true } : undefined;
          },
        },
      }),
    ];
    const probed = await meet([], { options: { own } });
    expect(probed.named("settings.outbound").value).toBe("yes");
  });

  it("serves three Options: what sends too many in other circumstances is blocked", async () => {
    const probed = await meet([], { options: { own: [manySets] } });
    expect(probed.named("sync.limit")).toMatchObject({ value: "broken", outcome: "broken" });
    expect(follows(probed, "sync.limit", "none")).toBe("blocked by sync-three-options");
  });

  it("refuses three Options in the wrong way: the cases judge it", async () => {
    for (const id of ["M-opt-three-103", "M-opt-three-http400"]) {
      expect((await meet([id])).named("sync.limit").value).toBe("yes");
    }
  });
});
