import { expect, test } from "vitest";
import { sampleExchange } from "../../judging/testing/samples.js";
import { hasGone } from "./search-setup.js";

test("a target that is back after a moment is not gone", async () => {
  const asked = (answersAt: number) => {
    let times = 0;
    const alive = async () => {
      times += 1;
      return times >= answersAt;
    };
    const exchanges = [sampleExchange("gone/A/1", { failure: { kind: "closed", message: "it closed." } })];
    return hasGone({ exchanges, signal: new AbortController().signal, alive });
  };
  expect(await asked(2)).toBe(false);
  expect(await asked(9)).toBe(true);
});
