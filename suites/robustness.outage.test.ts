import { expect, test } from "vitest";
import { diagnose } from "../harness/wbxml/index.js";
import { behindLine } from "./testing/behind-a-line.js";
import type { Passing } from "./testing/dropping-proxy.js";
import { runEmbedded } from "./testing/embedded.js";

// The reference server behind a line that loses requests.

/** Requests that are no WBXML, to it. */
async function wrongBytes(drops: (passing: Passing) => boolean | number) {
  const { found } = await behindLine({ suite: "robustness", id: "malformed-bytes", runs: 1 }, drops);
  return { found, wrong: found.findings.filter(({ outcome }) => outcome !== "pass") };
}

/** Only wrong requests are so. */
function isWrong({ command, body }: Passing): boolean {
  return command === "Sync" && body.length > 0 && diagnose(body).faults.length > 0;
}

test.each<[true | number]>([[true], [500]])("a wrong request that is met by %s once accuses nobody", async (then) => {
  let met = 0;
  const { found, wrong } = await wrongBytes((passing) => {
    if (isWrong(passing)) met += 1;
    return isWrong(passing) && met === 3 && then;
  });
  expect(met).toBeGreaterThan(3);
  expect(wrong).toEqual([]);
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { endedBy: "runs", shrinks: 0 } });
  expect(found.reason).toMatch(/\(malformed-bytes\S+\); tried once more, the same passed$/);
});

test("a wrong request whose connection is dropped each time is a failure, and made small", async () => {
  const { found, wrong } = await wrongBytes(isWrong);
  expect(wrong).toMatchObject([{ ruling: "Q62.answered", outcome: "fail", counterexample: "connection dropped" }]);
  expect(found.exploration?.counterexample?.steps).toHaveLength(1);
});

test("an ordinary Sync of the other phone that is lost once accuses nobody", async () => {
  let syncs = 0;
  let hasBegun = false;
  const { wrong } = await wrongBytes((passing) => {
    hasBegun ||= isWrong(passing);
    if (!hasBegun || passing.command !== "Sync" || isWrong(passing)) return false;
    syncs += 1;
    return syncs === 5;
  });
  expect(syncs).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
});

/** Of the Syncs after each wrong request, those of which `meets` says so; the first is number 1. */
function after(meets: (number: number) => boolean, then: true | number) {
  let since = Number.POSITIVE_INFINITY;
  return (passing: Passing) => {
    if (isWrong(passing)) since = 0;
    else if (passing.command === "Sync") since += 1;
    return !isWrong(passing) && passing.command === "Sync" && meets(since) && then;
  };
}

test.each<[true | number]>([[true], [500]])(
  "the next Sync of the other phone that is met by %s after each wrong request is a failure, and made small",
  async (then) => {
    const { found, wrong } = await wrongBytes(after((number) => number === 1, then));
    expect(wrong).toMatchObject([{ ruling: "Q62.account", outcome: "fail", counterexample: "others refused" }]);
    expect(wrong[0]?.seen).toMatch(/^the next request of another phone was not served: /);
    expect(found.exploration?.counterexample?.steps).toHaveLength(1);
  },
  60_000,
);

test("HTTP 503 to the other phone, which waits it out, accuses nobody", async () => {
  const { found } = await wrongBytes(after((number) => number === 1, 503));
  expect(found.verdict).toBe("pass");
});

test("with the tolerances for foreign servers, too, the embedded one is judged", async () => {
  const explore = { runs: 1 };
  const results = await runEmbedded({ tolerance: "field", scenarios: ["ROB-01", "ROB-02", "ROB-03"], explore });
  expect(results.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "pass"]);
});
