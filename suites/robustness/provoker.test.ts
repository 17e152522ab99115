import { expect, test } from "vitest";
import type { Device, DeviceFolder, SyncInput } from "../../harness/device/types.js";
import type { Exchange } from "../../harness/eas/index.js";
import { optionSets } from "../../harness/run/option-sets.js";
import { type AnswerParts, answer, deviceNamed, holding, mailbox } from "../testing/scene.js";
import { Provoker } from "./provoker.js";

/** A phone whose ordinary Syncs succeed, and whose wrong request is answered with `parts`; notes what it is asked for. */
function phone(label: string, parts: AnswerParts = {}) {
  const asked: SyncInput[] = [];
  const folder: DeviceFolder = {
    ...holding({}, label).folder,
    sync: async (input = {}) => {
      asked.push(input);
      return answer();
    },
    restart: async () => answer(),
    drain: async () => ({ answers: [answer()], commands: [], complete: true }),
  };
  const device: Device = {
    ...deviceNamed(label),
    open: async () => folder,
    send: async (): Promise<Exchange> => answer(parts).exchange,
  };
  return { asked, device };
}

test("what a wrong request stored is taken back by a request that is marked: its ids are those of a wrong request", async () => {
  const stored = { kind: "Add", clientId: "r0", serverId: "280", status: "1" } as const;
  const provoking = phone("A", { responses: [stored] });
  const context = {
    sets: optionSets,
    mailbox: { ...mailbox, draft: () => ({ token: "t", item: {} }) },
    protocolVersion: "14.1",
    tolerance: "field",
    signal: new AbortController().signal,
    inconclusive: (reason: string): never => {
      throw new Error(reason);
    },
  } as const;
  const provoker = await Provoker.open(context, provoking.device, phone("B").device, async () => undefined);
  const { command } = await provoker.base("sync-add");
  await provoker.provoke({ command, body: new Uint8Array(), words: "the version is T" });
  const removing = provoking.asked.filter(({ commands = [] }) => commands.length > 0);
  expect(removing).toMatchObject([{ commands: [{ kind: "Delete", serverId: "280" }] }]);
  expect(removing[0]?.deliberate).toBeDefined();
});
