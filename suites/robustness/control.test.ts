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
        if (sends(subject, restarted))
          held.set(subject, {
            serverId: subject,
            item: /^mail/.test(subject) ? { subject } : { from: subject },
            exchange: "x",
          });
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
    const [mail, sms] = [`mail${lies.length / 2 + 1}`, `${lies.length / 2 + 1}`];
    lies.push(mail, sms);
    return [
      { class: "Email" as const, token: mail },
      { class: "SMS" as const, token: sms },
    ];
  };
  const tokenOf = ({ item }: Pick<HeldItem, "item">) => item.from;
  return { held, folder, control: new Control({ folder, plant, options: [], tokenOf }) };
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
  const late = phone((subject) => subject !== "mail2");
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
  held.delete("mail1");
  const seen = answer();
  expect(control.taken(seen)).toEqual({
    words: "another phone is told to remove the e-mail “mail1”, which nobody deleted",
    answers: [seen],
  });
});

test("where no e-mail can be put in, nothing is looked for", async () => {
  const { folder } = phone(() => false);
  const control = new Control({ folder, plant: async () => [], options: [], tokenOf: () => undefined });
  expect(await control.begin()).toBe(true);
  expect(await control.missing()).toBeUndefined();
});

test("an SMS that comes no more is told; where none comes in the first place, e-mails alone are looked after", async () => {
  const late = phone((token) => token !== "2");
  await late.control.begin();
  expect((await late.control.missing())?.words).toBe("another phone is not sent the SMS from 2, which arrived later");
  const never = phone((token) => /^mail/.test(token));
  expect(await never.control.begin()).toBe(true);
  expect(await never.control.missing()).toBeUndefined();
});
