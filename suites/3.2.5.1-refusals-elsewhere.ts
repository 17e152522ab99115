import type { Answer, DeviceFolder } from "../harness/device/types.js";
import type { FolderName, Observation, OptionSet, SyncResponse } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { demandFolder, inUserFolder } from "./mail-folders.js";
import { foreignClass, judgeAllRefused, three, tooMany } from "./refusals.js";

const section = "3.2.5.1";

/** "user": a mail folder that the case makes (type 12). The other cases play in the Inbox. */
const elsewhere: readonly AxisValue<FolderName | "user">[] = [
  { name: "sent-items", value: "Sent Items" },
  { name: "outbox", value: "Outbox" },
  { name: "drafts", value: "Drafts" },
  { name: "deleted-items", value: "Deleted Items" },
  { name: "user-folder", value: "user" },
];

testCase(
  {
    id: "sync-refusals-in-folders",
    scenario: "ERR-01",
    section,
    purpose: "Three Options, and those of a class other than SMS or Email, are refused in mail folders of every type",
    requirements: ["ASMS-3.2.5.1-5", "ASMS-3.2.5.1-6"],
    needs: ["base"],
    axes: { folder: elsewhere },
  },
  async (context) => {
    const place = axis(context, "folder", elsewhere);
    if (place === "user") {
      return inUserFolder(context, async (folder) => judgeRefusals(context, await folder.open(context.device)));
    }
    demandFolder(context, place);
    await judgeRefusals(context, await context.device.open(place));
  },
);

async function judgeRefusals(context: CaseContext, folder: DeviceFolder): Promise<void> {
  const sets: readonly OptionSet[] = ["Tasks", "Foo"].map((name) => ({ class: name, filterType: "0" }));
  const foreign = sets.flatMap((set) => [foreignClass([set]), foreignClass([context.sets.sms, set])]);
  await context.part("three Options", ["sync.limit"], () =>
    judgeAllRefused(context, folder, [tooMany(three(context))]),
  );
  await judgeAllRefused(context, folder, foreign);
}

testCase(
  {
    id: "sync-three-options-second-collection",
    scenario: "ERR-01",
    section,
    purpose: "Three Options in the second Collection of a request are refused, though the first has two",
    requirements: ["ASMS-3.2.5.1-5"],
    needs: ["base", "folder.sent", "sync.limit"],
  },
  async (context) => {
    const { check, device, sets } = context;
    const first = await device.open("Inbox");
    const second = await device.open("Sent Items");
    const collection = ({ syncKey, folder }: DeviceFolder, options: readonly OptionSet[]) => ({
      syncKey,
      collectionId: folder.serverId,
      getChanges: "1" as const,
      options,
    });
    const collections = [collection(first, sets.both), collection(second, three(context))];
    const answer = await device.syncRaw({ collections }, tooMany(three(context)).deliberate);
    const { refused, ...seen } = refusedFor(answer, second.folder.serverId);
    check("ASMS-3.2.5.1-5", seen, answer, { ruling: refused && !seen.holds ? "Q16.code" : "Q1.place" });
  },
);

/** Status 4 for the request or for this Collection of it, and nothing delivered there. */
function refusedFor(answer: Answer<SyncResponse>, collectionId: string): Observation & { refused: boolean } {
  const expected = "Status 4 under Sync or under the second Collection, and no Commands in it";
  const { empty, exchange, response } = answer;
  if (response === undefined) {
    const http = exchange.response === undefined ? "no answer" : `HTTP ${exchange.response.status}`;
    return {
      holds: false,
      refused: exchange.response?.status === 400,
      expected,
      seen: empty ? "an empty answer" : http,
    };
  }
  const own = response.collections.find((one) => one.collectionId === collectionId);
  const sent = own?.commands.length ?? 0;
  const holds = (response.status === "4" || own?.status === "4") && sent === 0;
  const refused = sent === 0 && [response.status, own?.status].some((code) => code !== undefined && code !== "1");
  const word = (status: string | undefined) => (status === undefined ? "no Status" : `Status ${status}`);
  const codes = `${word(response.status)} under Sync and ${word(own?.status)} under the second Collection`;
  // What was delivered is the fault, else the Status that is not the one demanded.
  const within = [sent === 0 ? "Status" : "Commands"];
  const seen = sent === 0 ? codes : `${codes}, with ${sent} commands`;
  return { holds, refused, expected, seen, about: own?.element ?? response.element, within };
}
