import { expect, test } from "vitest";
import { buildFolderSyncResponse, type Exchange } from "../eas/index.js";
import { encode } from "../wbxml/index.js";
import { classTags } from "./class-tags.js";
import type { Monitor } from "./monitor.js";
import { smsUnrequested } from "./sms-unrequested.js";
import { add, addSms, bothSets, broken, emailAlone, exchange, mail, session, sms, sync } from "./testing/traffic.js";

/** The folder of the traffic, and an Inbox. */
function folders(type: number): Exchange {
  const [inbox, sent, drafts] = [2, 5, 3];
  const other = type === inbox ? sent : inbox;
  const added = [type, other, drafts].map((one, at) => ({
    serverId: String(5 + at),
    parentId: "0",
    displayName: `Folder ${one}`,
    type: one,
  }));
  const answer = buildFolderSyncResponse({ status: "1", syncKey: "1", added, updated: [], deleted: [] }, "14.1");
  return exchange("FolderSync", new Uint8Array(), encode(answer));
}

function seenBy(monitor: Monitor, inboxOnly: boolean, ...exchanges: readonly Exchange[]): string[] {
  const all = [sync({ key: "0", nextKey: "1" }), ...exchanges];
  return broken([...monitor.observe(session(...all), { settleMs: 0, inboxOnly })]);
}

const asMail = (options: typeof bothSets) => sync({ options, brings: [add("1", sms), add("2", mail)] });

test("an SMS that is filed as mail is told, by whoever sees it", () => {
  for (const type of [2, 5]) {
    expect(seenBy(classTags, false, folders(type), asMail(bothSets))).toHaveLength(1);
    expect(seenBy(smsUnrequested, false, folders(type), asMail(emailAlone))).toHaveLength(1);
  }
});

test("where a case tells that it is so in every folder but the Inbox, it is told of the Inbox alone", () => {
  expect(seenBy(classTags, true, folders(5), asMail(bothSets))).toEqual([]);
  expect(seenBy(smsUnrequested, true, folders(5), asMail(emailAlone))).toEqual([]);
  expect(seenBy(classTags, true, folders(2), asMail(bothSets))).toHaveLength(1);
  expect(seenBy(smsUnrequested, true, folders(2), asMail(emailAlone))).toHaveLength(1);
});

test("nothing is passed over where it is not known which folder is the Inbox, nor what else is wrong there", () => {
  expect(seenBy(classTags, true, asMail(bothSets))).toHaveLength(1);
  const unasked = sync({ options: emailAlone, brings: [addSms("1")] });
  expect(seenBy(smsUnrequested, true, folders(5), unasked)).toHaveLength(1);
  const mailAsTask = sync({ options: bothSets, brings: [add("1", mail, "Tasks")] });
  expect(seenBy(classTags, true, folders(5), mailAsTask)).toHaveLength(1);
});
