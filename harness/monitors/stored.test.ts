import { expect, test } from "vitest";
import { buildFolderSyncResponse, type Exchange } from "../eas/index.js";
import { encode } from "../wbxml/index.js";
import { storedSms } from "./stored.js";
import { addSms, bothSets, broken, emailAlone, exchange, held, session, sms, sync } from "./testing/traffic.js";

const begin = Date.parse("2024-01-01T00:00:00.000Z");

/** As said by this device of the case, at this second. */
function by(device: string, second: number, said: Exchange): Exchange {
  const partnership = { ...said.partnership, deviceId: device };
  const startedAt = new Date(begin + second * 1_000).toISOString();
  return { ...said, id: `case/${device}/${second}`, device, partnership, startedAt };
}

function folders(type: number): Exchange {
  const added = [{ serverId: "5", parentId: "0", displayName: "Inbox", type }];
  const answer = buildFolderSyncResponse({ status: "1", syncKey: "1", added, updated: [], deleted: [] }, "14.1");
  return exchange("FolderSync", new Uint8Array(), encode(answer));
}

const numbers = ["14255550123", "14255550124"];
const recipients = ["12065550101", "12065550102"];

interface Written {
  readonly from: string;
  readonly to: string;
  readonly body: { readonly type: string; readonly data: string; readonly truncated?: string };
}

interface Story {
  /** Which of the two SMS the reader is sent. */
  readonly comes?: readonly number[];
  readonly readsAt?: number;
  readonly settleMs?: number;
  readonly type?: number;
  readonly options?: typeof bothSets;
  readonly adderDeletes?: boolean;
  /** What the server makes of it. */
  readonly made?: (written: Written) => Written;
}

/** Device A adds two SMS at second 10; device R starts anew and reads. */
function told(story: Story) {
  const { comes = [0, 1], readsAt = 20, settleMs = 0, type = 2, options = bothSets, adderDeletes = false } = story;
  const { made = (written: Written) => written } = story;
  const changes = (index: number) => ({
    from: `"Ann" [MOBILE:+${numbers[index]}]`,
    to: `"Bob" [MOBILE:+${recipients[index]}]`,
    body: { type: "1", data: `the text of ${index}` },
  });
  const sends = numbers.map((_, index) => ({
    kind: "Add" as const,
    class: "SMS",
    clientId: `c${index}`,
    item: { ...sms, ...changes(index) },
  }));
  const says = numbers.map((_, index) => ({
    kind: "Add" as const,
    clientId: `c${index}`,
    serverId: `5:${index}`,
    status: "1",
  }));
  const deletes = numbers.map((_, index) => ({ kind: "Delete" as const, serverId: `5:${index}` }));
  const exchanges = [
    by("A", 1, folders(type)),
    by("A", 2, sync({ key: "0", nextKey: "1" })),
    by("A", 10, sync({ key: "1", options: bothSets, sends, says, nextKey: "2" })),
    ...(adderDeletes ? [by("A", 11, sync({ key: "2", sends: deletes, nextKey: "3" }))] : []),
    by("R", readsAt, folders(type)),
    by("R", readsAt + 1, sync({ key: "0", nextKey: "1" })),
    by(
      "R",
      readsAt + 2,
      sync({ key: "1", options, brings: comes.map((index) => addSms(`r${index}`, made(changes(index)))) }),
    ),
  ];
  return [...storedSms.observe(session(...exchanges), { settleMs })];
}

test("an SMS that was acknowledged and comes nowhere is lost; one that comes is there", () => {
  expect(broken(told({}))).toEqual([]);
  expect(held(told({}))).toEqual(["ASMS-3.1.4.1.2-1"]);
  expect(broken(told({ comes: [1] }))).toEqual([
    "ASMS-3.1.4.1.2-1 (Q42.stored): it was acknowledged, and another device that asked for all SMS of the folder afterwards was not sent it",
  ]);
});

test("nothing is said where no SMS comes at all: the smoke test says that", () => {
  expect(told({ comes: [] })).toEqual([]);
});

test.each<[string, Story]>([
  ["was asked for e-mail only", { options: emailAlone }],
  ["had begun before the SMS was added", { readsAt: 5 }],
  ["may not see it yet", { settleMs: 60_000 }],
  ["looks into an Outbox, from which it is relayed", { type: 6 }],
])("nobody is blamed by a device that %s", (_, story) => {
  expect(broken(told({ comes: [1], ...story }))).toEqual([]);
});

test("what its adder deleted is not lost", () => {
  expect(broken(told({ comes: [1], adderDeletes: true }))).toEqual([]);
});

const nobody = '"Nobody" [MOBILE:+19995550100]';

test.each<[string, NonNullable<Story["made"]>]>([
  ["another sender", (written) => ({ ...written, from: nobody })],
  [
    "another sender, and the text cut",
    ({ to }) => ({ from: nobody, to, body: { type: "1", data: "the ", truncated: "1" } }),
  ],
  ["From and To confused", ({ from, to }) => ({ from: to, to: from, body: { type: "1", data: "" } })],
  [
    "no numbers, and the text as HTML",
    ({ body }) => ({ from: "", to: "", body: { type: "2", data: `<p>${body.data}</p>` } }),
  ],
  [
    "no numbers, and most of the text",
    ({ body }) => ({ from: "", to: "", body: { ...body, data: body.data.slice(0, 13), truncated: "1" } }),
  ],
])("what comes with %s is not lost", (_, made) => {
  expect(broken(told({ made }))).toEqual([]);
});

test("nor is one SMS found because another with the same new sender came", () => {
  expect(broken(told({ comes: [1], made: (written) => ({ ...written, from: nobody }) }))).toHaveLength(1);
});
