import { expect, test } from "vitest";
import { answer } from "../testing/scene.js";
import type { Base } from "./bases.js";
import { kindOf } from "./departure.js";
import type { Provoked } from "./provoker.js";
import { provokedThrice } from "./thrice.js";

const base = {} as Base;
const wrong = { command: "Sync", body: new Uint8Array([3, 1]), words: "broken off" };

const exchange = answer({ http: 400 }).exchange;
const fine: Provoked = { exchange, grade: "refused by HTTP status" };
const refused: Provoked = { ...fine, refused: [answer({ http: 500 }), answer({ http: 500 })] };
const dropped: Provoked = { ...refused, grade: "connection dropped" };
const broken: Provoked = { ...refused, grade: "server error" };

/** What each time brings, and whether the other phone is served between them. */
async function tried(came: readonly Provoked[], serves = true) {
  const left = [...came];
  const asked: number[] = [];
  const provoker = {
    base: async () => base,
    provoke: async () => left.shift() ?? fine,
    serves: async (times: number) => {
      asked.push(times);
      return serves;
    },
  };
  const { provoked } = await provokedThrice(provoker, "sync", () => wrong);
  return { kind: kindOf(provoked), refusals: provoked.refused?.length, times: came.length - left.length, asked };
}

test("what others are refused after the same wrong request three times is a failure, when they are served in between", async () => {
  const found = { kind: "others refused", refusals: 2, times: 3, asked: [2, 2] };
  expect(await tried([refused, refused, refused, refused])).toEqual(found);
});

test("what does not come again, or comes at an hour at which nobody is served, is put up with", async () => {
  expect(await tried([refused, fine, refused])).toMatchObject({ kind: undefined, refusals: undefined, times: 2 });
  expect(await tried([refused, refused, fine])).toMatchObject({ kind: undefined, times: 3 });
  expect(await tried([refused, refused], false)).toMatchObject({ kind: undefined, times: 1 });
  expect(await tried([fine, refused])).toMatchObject({ kind: undefined, times: 1, asked: [] });
});

test("what is wrong with the answer itself stays, with and without others refused", async () => {
  expect(await tried([broken, fine])).toMatchObject({ kind: "server error", refusals: undefined });
  expect(await tried([broken, broken, broken])).toMatchObject({ kind: "others refused", refusals: 2 });
  // A lost connection is judged by its own rules, and alone.
  expect(await tried([dropped, fine])).toMatchObject({ kind: "connection dropped", refusals: undefined, times: 1 });
});
