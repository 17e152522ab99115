import { type Device, StageError } from "../../device/index.js";
import { cleanUp } from "../seeding/clean-up.js";
import type { ProbeStage } from "./stage.js";

/**
 * Removes items and the folder that was made, and leaves no device enabled to send SMS. What stays behind is told to
 * `environment.leave`.
 */
export async function tidy(stage: ProbeStage): Promise<void> {
  const { environment, draughts, announced, made, hand } = stage;
  const leave = environment.leave ?? (() => undefined);
  for (const device of announced) {
    const { exchange, response } = await device.setDeviceInformation({ enableOutboundSms: "0" });
    if (response?.status === "1") continue;
    leave(`device ${device.partnership.deviceId} may still be enabled to send SMS (exchange ${exchange.id})`);
  }
  if (made !== undefined && !(await isDeleted(made.by, made.serverId))) {
    leave(`folder "asms ${environment.runToken}" of ${environment.account.user}`);
  }
  const { all } = draughts.identities;
  const emails = all.filter((seed) => seed.class === "Email");
  const left = await cleanUp({
    user: environment.account.user,
    hooks: environment.hooks,
    identities: draughts.identities,
    seeded: emails.map(({ token }) => ({ token, class: "Email", folder: "Inbox", item: { subject: token } })),
    drafted: all.length > emails.length ? ["Inbox", "Sent Items", "Drafts"] : [],
    outbound: false,
    feeder: async () => stage.feeder(hand ?? (await stage.newDevice("T"))),
  });
  for (const what of left) leave(what);
}

async function isDeleted(device: Device, serverId: string): Promise<boolean> {
  try {
    return (await device.deleteFolder(serverId)).exchange.response?.status === 200;
  } catch (error) {
    if (error instanceof StageError) return false;
    throw error;
  }
}
