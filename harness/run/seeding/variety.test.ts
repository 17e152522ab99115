import { describe, expect, it } from "vitest";
import { sampleExchange } from "../../judging/testing/samples.js";
import type { SmsDraft } from "./draughtsman.js";
import type { Fed } from "./feeder.js";
import { addVaried, mailOf, smsOf, stateAt } from "./variety.js";

type AddSms = Parameters<typeof addVaried>[0]["addSms"];
type Drafts = Parameters<AddSms>[1];

function draft(place: number): SmsDraft {
  const { importance = "1", ...state } = smsOf(stateAt(place));
  const item = {
    from: `[MOBILE:${place}]`,
    importance,
    read: state.read ?? "0",
    ...(state.flag && { flag: state.flag }),
  };
  return { token: String(place), clientId: `c${place}`, item, date: new Date(0) };
}

const four = [0, 1, 2, 3].map(draft);
const isVaried = (place: number) => place > 0;

/** A feeder whose target takes what `takes` says, as item Status or, with `whole`, as that of the request. */
function feeder(takes: (item: SmsDraft["item"]) => boolean, whole = false) {
  const requests: Drafts[] = [];
  const addSms: AddSms = async (_folder, items) => {
    requests.push(items);
    const all = items.every(({ item }) => takes(item));
    return items.map(({ clientId, item }) => {
      const status = whole && !all ? "6" : "1";
      const exchange = sampleExchange("case/feeder/1");
      const response = { kind: "Add", clientId, status: takes(item) ? "1" : "6" } as const;
      return { answer: { status, exchange }, ...(whole ? {} : { response }) } as unknown as Fed;
    });
  };
  return { requests, addSms };
}

describe("SMS of several states", () => {
  it("are added in one request, and are what they were, where the target takes them", async () => {
    const { requests, addSms } = feeder(() => true);
    const stored = await addVaried({ addSms }, "Inbox", four, isVaried);
    expect(requests).toEqual([four]);
    expect(stored.map((one) => one.draft)).toEqual(four);
  });

  it.each([false, true])(
    "are added plain where the target refuses the state (the whole request: %s)",
    async (whole) => {
      const { requests, addSms } = feeder(({ flag }) => flag === undefined, whole);
      const stored = await addVaried({ addSms }, "Inbox", four, isVaried);
      const again = whole ? [0, 1, 2, 3] : [2, 3];
      expect(requests[1]?.map(({ clientId }) => clientId)).toEqual(again.map((place) => `c${place}p`));
      expect(requests[1]?.map(({ item }) => [item.read, item.importance, item.flag])).toEqual(
        again.map(() => ["0", "1", undefined]),
      );
      expect(stored.map((one) => one.draft.token)).toEqual(["0", "1", "2", "3"]);
      expect(stored.map((one) => one.draft.item.flag)).toEqual([undefined, undefined, undefined, undefined]);
      expect(stored.every((one) => one.fed?.answer.status === "1")).toBe(true);
    },
  );

  it("that the case itself asked for are not added in another one", async () => {
    const { requests, addSms } = feeder(({ read }) => read === "0");
    const stored = await addVaried({ addSms }, "Inbox", four, () => false);
    expect(requests).toHaveLength(1);
    expect(stored.map((one) => one.fed?.response?.status)).toEqual(["1", "6", "1", "6"]);
  });
});

it("gives the first item of a row no state, and e-mail what a mail system knows of", () => {
  expect(stateAt(0)).toEqual({});
  expect(mailOf(stateAt(0))).toEqual({});
  expect(mailOf(stateAt(1))).toEqual({ read: "1" });
  expect(mailOf(stateAt(2))).toEqual({ flagStatus: "2" });
  expect(stateAt(4)).toEqual(stateAt(0));
});
