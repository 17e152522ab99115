import { type FolderName, mailFolderTypes } from "../../eas/index.js";
import type { SeededItem, TargetHooks } from "../case.js";
import { optionSets } from "../option-sets.js";
import { type Feeder, wasDone, wordsOf } from "./feeder.js";
import type { Identities } from "./identity.js";

export interface CleanUpInput {
  readonly user: string;
  readonly hooks: TargetHooks;
  readonly identities: Identities;
  /** What was put in by the feeder or a hook, as far as it was not removed again. */
  readonly seeded: readonly SeededItem[];
  /** Folders where drafts may have gone, by the hand of the case's own devices. */
  readonly drafted: readonly FolderName[];
  /** The feeder announced itself as able to send SMS. */
  readonly outbound: boolean;
  readonly feeder: () => Promise<Feeder>;
}

/**
 * Removes what the case put into the mailbox: by the operator's reset where there is one; else e-mail by the operator's hook
 * and everything else by the feeder. Resolves to what is left, in words; never throws.
 */
export async function cleanUp(input: CleanUpInput): Promise<readonly string[]> {
  const { hooks, user, identities } = input;
  if (identities.all.length === 0) return [];
  try {
    if (hooks.reset === undefined) return await sweep(input);
    await hooks.reset(user);
    return [];
  } catch (error) {
    const tokens = identities.all.map(({ token }) => token).join(", ");
    return [`clean-up stopped (${saidBy(error)}): the mailbox of ${user} may still hold ${tokens}`];
  }
}

async function sweep(input: CleanUpInput): Promise<readonly string[]> {
  const { hooks, user, seeded, drafted } = input;
  const left: string[] = [];
  const byHook = hooks.remove === undefined ? [] : seeded.filter((item) => item.class === "Email");
  for (const { token } of byHook) await hooks.remove?.({ user, token });
  const byFeeder = seeded.filter((item) => !byHook.includes(item));
  const folders = new Set<FolderName>([...byFeeder.map(({ folder }) => folder), ...drafted]);
  if (folders.size === 0) return left;
  const feeder = await input.feeder();
  for (const folder of folders) {
    if (!feeder.device.hasFolder(folder)) continue;
    left.push(...(await sweepFolder(input, feeder, folder)));
  }
  await sweepByHook(input);
  if (input.outbound && !(await feeder.announceOutbound(undefined))) {
    left.push(`device ${feeder.device.partnership.deviceId} of ${user} is still enabled to send SMS`);
  }
  return left;
}

async function sweepFolder(input: CleanUpInput, feeder: Feeder, name: FolderName): Promise<readonly string[]> {
  const folder = await feeder.folder(name);
  await folder.drain();
  if (!mailFolderTypes.includes(folder.folder.type)) {
    // A server that takes an SMS where none belongs may show it only to who asks for SMS there.
    await folder.drain({ options: [optionSets.sms], deliberate: "asks for SMS in a folder that holds no e-mail" });
  }
  const tokens = new Map<string, string>();
  for (const { serverId, token, folder: place } of input.seeded) {
    if (place === name && serverId !== undefined) tokens.set(serverId, token);
  }
  for (const held of folder.held.values()) {
    const token = input.identities.tokenOf(held);
    if (token !== undefined) tokens.set(held.serverId, token);
  }
  const fed = await feeder.delete(name, [...tokens.keys()]);
  const left: string[] = [];
  for (const [index, token] of [...tokens.values()].entries()) {
    const answer = fed[index];
    // Status 8: it is gone already ([MS-ASCMD] 2.2.3.177.17).
    if (answer !== undefined && (wasDone(answer) || answer.response?.status === "8")) continue;
    if (input.hooks.remove !== undefined) await input.hooks.remove({ user: input.user, token });
    else
      left.push(`item ${token} in ${name} of ${input.user}: ${answer === undefined ? "no answer" : wordsOf(answer)}`);
  }
  return left;
}

/**
 * A server may keep what a device deletes, in a folder for it or only marked: DeletesAsMoves 0 is not obeyed by all. The
 * operator's hook finds it by what is left of it.
 */
async function sweepByHook({ hooks, user, identities }: CleanUpInput): Promise<void> {
  for (const seed of identities.all) {
    if (seed.class === "SMS") await hooks.remove?.({ user, token: seed.marker ?? seed.toNumber ?? seed.token });
  }
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
