import { expect, test } from "vitest";
import type { Device, DeviceFolder, SyncInput } from "../../harness/device/types.js";
import type { Exchange } from "../../harness/eas/index.js";
import { TargetGone } from "../../harness/run/index.js";
import { optionSets } from "../../harness/run/option-sets.js";
import { type AnswerParts, answer, deviceNamed, holding, mailbox } from "../testing/scene.js";
import { Provoker } from "./provoker.js";

/** A phone whose ordinary Syncs succeed, and whose wrong request is answered with `parts`; notes what it is asked for. */
function phone(label: string, parts: AnswerParts = {}, later: () => AnswerParts = () => ({})) {
  const asked: SyncInput[] = [];
  const folder: DeviceFolder = {
    ...holding({}, label).folder,
    sync: async (input = {}) => {
      asked.push(input);
      return answer(later());
    },
    restart: async () => answer(later()),
    drain: async () => ({ answers: [answer()], commands: [], complete: true }),
  };
  const device: Device = {
    ...deviceNamed(label),
    connect: async () => undefined,
    open: async () => folder,
    send: async (): Promise<Exchange> => answer(parts).exchange,
  };
  return { asked, device };
}

const context = {
  can: () => false,
  device: deviceNamed("A"),
  hooks: {},
  sets: optionSets,
  mailbox: { ...mailbox, draft: () => ({ token: "t", item: {} }) },
  protocolVersion: "14.1",
  tolerance: "field",
  signal: new AbortController().signal,
  inconclusive: (reason: string): never => {
    throw new Error(reason);
  },
} as const;

test("what a wrong request stored is taken back by a request that is marked: its ids are those of a wrong request", async () => {
  const stored = { kind: "Add", clientId: "r0", serverId: "280", status: "1" } as const;
  const provoking = phone("A", { responses: [stored] });
  const provoker = await Provoker.open(context, provoking.device, phone("B").device, async () => []);
  const { command } = await provoker.base("sync-add");
  await provoker.provoke({ command, body: new Uint8Array(), words: "the version is T" });
  const removing = provoking.asked.filter(({ commands = [] }) => commands.length > 0);
  expect(removing).toMatchObject([{ commands: [{ kind: "Delete", serverId: "280" }] }]);
  expect(removing[0]?.deliberate).toBeDefined();
});

const wrong = { command: "Sync", body: new Uint8Array([3, 1]), words: "broken off" };

/** On the embedded server nobody waits for workers. */
async function provoked(http: number, later: { readonly own?: AnswerParts; readonly other?: AnswerParts } = {}) {
  let begun = false;
  const at = (parts?: AnswerParts) => () => (begun ? (parts ?? {}) : {});
  const [own, other] = [phone("A", { http }, at(later.own)), phone("B", {}, at(later.other))];
  const strict = { ...context, tolerance: "strict" } as const;
  const provoker = await Provoker.open(strict, own.device, other.device, async () => []);
  await provoker.base("sync");
  begun = true;
  return provoker.provoke(wrong);
}

test("HTTP 503 and 403 speak of the request where another phone is served, and of the hour where none is", async () => {
  expect(await provoked(503)).toMatchObject({ grade: "server error" });
  expect(await provoked(403)).toMatchObject({ grade: "refused by HTTP status" });
  await expect(provoked(503, { other: { http: 503 } })).rejects.toThrow(TargetGone);
});

test("a phone that can start no more, while another can, is locked out; when neither can, the account is gone", async () => {
  expect((await provoked(400, { own: { status: "5" } })).lockedOut?.status).toBe("5");
  expect((await provoked(400)).lockedOut).toBeUndefined();
  // SyncKey 0 asks for a key, and an empty answer gives none.
  expect((await provoked(400, { own: { empty: true } })).lockedOut).toMatchObject({ empty: true });
  const both = await provoked(400, { own: { status: "5" }, other: { status: "5" } });
  expect(both).toMatchObject({ damage: { status: "5" } });
  await expect(provoked(400, { own: { http: 503 } })).rejects.toThrow("cannot start again");
});
