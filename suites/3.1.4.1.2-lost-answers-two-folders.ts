import type { Answer, DeviceFolder } from "../harness/device/types.js";
import { type FolderName, readSyncResponse, type SyncResponse } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf } from "./add-outcome.js";
import { demandFolder } from "./mail-folders.js";
import { eachHeldOnce, holdsAll, when } from "./observe.js";
import { demandServed } from "./served-together.js";
import { freshView, syncUntilHeld, witness } from "./stage.js";
import { demandAnswered, saidOf, syncTogether } from "./together.js";
import { named } from "./words.js";

// Each Collection of a request has a SyncKey of its own, so each is answered anew when the request is repeated ([MS-ASCMD]
// 2.2.3.181.4).

const folders = ["Inbox", "Sent Items"] as const satisfies readonly FolderName[];

/** One Collection of the request: what the device adds there, and what the lost answer brought. */
interface Half {
  readonly name: FolderName;
  readonly folder: DeviceFolder;
  readonly added: SeededItem;
  readonly theirs: SeededItem;
}

testCase(
  {
    id: "lost-answer-for-two-folders",
    scenario: "RTY-02",
    section: "3.1.4.1.2",
    purpose:
      "When the answer for two folders was lost, the same request stores the Add of each once and brings again what it brought there",
    requirements: ["ASMS-3.1.4.1.2-1", "ASMS-3.2.1-3"],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { device, mailbox, sets } = context;
    for (const name of folders) demandFolder(context, name);
    await mailbox.admit(device);
    const opened = await Promise.all(folders.map(async (name) => ({ name, folder: await device.open(name) })));
    const asked = opened.map(({ folder }) => ({ folder, options: sets.both }));
    const before = await syncTogether(device, asked);
    demandAnswered(context, before);
    const halves: Half[] = [];
    for (const one of opened) halves.push(await filled(context, one));

    const { response } = await device.loseSyncRaw(requestOf(context, halves, before.keys));
    const lost = response?.document === undefined ? undefined : readSyncResponse(response.document);
    const again = await device.repeatSyncRaw();
    const answered = again.response?.collections ?? [];
    const keys = new Map(before.keys);
    for (const { collectionId = "", syncKey } of answered) if (syncKey !== undefined) keys.set(collectionId, syncKey);
    const after = await syncTogether(device, asked, {}, keys);
    for (const half of halves) {
      // Where the first answer had no word either, that has nothing to do with the repetition.
      if ([lost, again.response].some((one) => wordIn(one, half)?.status !== undefined))
        judgeWord(context, half, again);
      await judgeStored(context, half);
    }
    for (const half of halves) await judgeAgain(context, half, [again, ...after.answers]);
  },
);

/** An SMS from elsewhere lies in the folder and is seen there. */
async function filled(context: CaseContext, one: Pick<Half, "name" | "folder">): Promise<Half> {
  const { mailbox } = context;
  const theirs = await mailbox.sms({ folder: one.name });
  await witness(context, [theirs], `sees ${one.name}`);
  return { ...one, theirs, added: { ...mailbox.draft({ folder: one.name }), class: "SMS", folder: one.name } };
}

function requestOf({ sets }: CaseContext, halves: readonly Half[], keys: ReadonlyMap<string, string>) {
  return {
    collections: halves.map(({ folder: { syncKey, folder }, added: { token, item } }) => ({
      syncKey: keys.get(folder.serverId) ?? syncKey,
      collectionId: folder.serverId,
      getChanges: "1" as const,
      windowSize: 512,
      options: sets.both,
      commands: [{ kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item }],
    })),
  };
}

function judgeWord({ check }: CaseContext, half: Half, again: Answer<SyncResponse>): void {
  const word = wordIn(again.response, half);
  const seen = when(where(half), {
    holds: word?.status === "1" && word.serverId !== undefined,
    expected: "the repeated Add is answered with Status 1 and a ServerId",
    seen: `Responses/Add with Status ${word?.status ?? "none"} and ServerId ${word?.serverId ?? "none"}`,
    about: word?.element ?? collectionIn(again.response, half)?.element,
  });
  check("ASMS-3.1.4.1.2-1", seen, again, { ruling: "Q56.once" });
}

function collectionIn(response: SyncResponse | undefined, half: Half) {
  return response?.collections.find(({ collectionId }) => collectionId === idOf(half));
}

/** The server's word on the Add. */
function wordIn(response: SyncResponse | undefined, half: Half) {
  const responses = collectionIn(response, half)?.responses ?? [];
  return responses.find(({ kind, clientId }) => kind === "Add" && clientId === clientIdOf(half.added.token));
}

async function judgeAgain(context: CaseContext, half: Half, answers: readonly Answer<SyncResponse>[]): Promise<void> {
  const { check, mailbox } = context;
  const times = saidOf(answers, idOf(half)).filter(
    ({ kind, item }) => kind === "Add" && item !== undefined && mailbox.tokenOf({ item }) === half.theirs.token,
  ).length;
  if (times === 0) await demandServed(context, folders, [half.theirs], `not lost, ${half.name}`);
  const seen = when(where(half), {
    holds: times === 1,
    expected: `the repeated request brings ${named([half.theirs])} again, once`,
    seen: times === 0 ? "it is never brought" : `it is brought ${times === 1 ? "once" : `${times} times`}`,
  });
  check("ASMS-3.2.1-3", seen, answers);
}

async function judgeStored(context: CaseContext, half: Half): Promise<void> {
  const { check, sets } = context;
  const other = await freshView(context, `then in ${half.name}`, half.name);
  const once = eachHeldOnce(other, await syncUntilHeld(other, [half.added], { options: sets.both }), [half.added]);
  const ruling = holdsAll(other, [half.added]) ? { ruling: "Q56.once" } : {};
  check("ASMS-3.1.4.1.2-1", when(where(half), once), once.evidence, ruling);
}

function where({ name }: Half): string {
  return `in ${name}, one of the two folders of a repeated request`;
}

function idOf({ folder }: Half): string {
  return folder.folder.serverId;
}
