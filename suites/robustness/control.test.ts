import { expect, test } from "vitest";
import type { DeviceFolder, HeldItem } from "../../harness/device/types.js";
import { answer, holding } from "../testing/scene.js";
import { Control } from "./control.js";

/** A mailbox and a phone that is brought what `sends` lets through, at each drain. */
function phone(sends: (subject: string, restarted: boolean) => boolean) {
  const lies: string[] = [];
  const held = new Map<string, HeldItem>();
  let restarted = false;
  const folder: DeviceFolder = {
    ...holding({}).folder,
    held,
    drain: async () => {
      for (const subject of lies) {
        if (sends(subject, restarted)) held.set(subject, { serverId: subject, item: { subject }, exchange: "x" });
      }
      return { answers: [answer()], commands: [], complete: true };
    },
    restart: async () => {
      restarted = true;
      held.clear();
      return answer();
    },
  };
  const plant = async () => {
    lies.push(`mail${lies.length + 1}`);
    return lies.at(-1);
  };
  return { held, folder, control: new Control(folder, plant, []) };
}

test("a mailbox that is in order lacks nothing, before and after", async () => {
  const { control } = phone(() => true);
  expect(await control.begin()).toBe(true);
  expect(control.taken(answer())).toBeUndefined();
  expect(await control.missing()).toBeUndefined();
});

test("an e-mail that does not come in the first place is no loss", async () => {
  expect(await phone(() => false).control.begin()).toBe(false);
});

test("what arrives later and does not come is told, and so is what a phone that starts again is not sent", async () => {
  const late = phone((subject) => subject === "mail1");
  await late.control.begin();
  const words = "another phone is not sent the e-mail “mail2”, which arrived later";
  expect((await late.control.missing())?.words).toBe(words);
  const anew = phone((subject, restarted) => subject !== "mail1" || !restarted);
  await anew.control.begin();
  expect((await anew.control.missing())?.words).toBe("a phone that starts again is not sent the e-mail “mail1”");
});

test("what a phone is told to remove though nobody deleted it is told", async () => {
  const { held, control } = phone(() => true);
  await control.begin();
  held.clear();
  const seen = answer();
  expect(control.taken(seen)).toEqual({
    words: "another phone is told to remove the e-mail “mail1”, which nobody deleted",
    answers: [seen],
  });
});

test("where no e-mail can be put in, nothing is looked for", async () => {
  const control = new Control(phone(() => false).folder, async () => undefined, []);
  expect(await control.begin()).toBe(true);
  expect(await control.missing()).toBeUndefined();
});
