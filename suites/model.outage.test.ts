import { expect, test } from "vitest";
import { monitors } from "../harness/monitors/index.js";
import { behindLine } from "./testing/behind-a-line.js";
import type { Passing } from "./testing/dropping-proxy.js";

// The reference server behind a line that loses requests.

/** Random histories against it; requests are counted and dropped from the first history on. */
async function histories(runs: number, drops: (passing: Passing) => boolean | number) {
  const played = { suite: "model", id: "random-histories", runs, monitors } as const;
  const { found, accused, record } = await behindLine(played, drops);
  const answers = found.exploration?.distribution.find(({ of }) => of === "answers")?.counts ?? {};
  return { found, answers, accused, exchanges: record.exchanges };
}

test("one connection that is lost within a history accuses nobody, and is told in words with its exchange", async () => {
  let dropped = 0;
  const { found, answers, accused, exchanges } = await histories(10, ({ command, body }) => {
    // The name of the phone that histories tell, and no other requests.
    if (command === "Settings" && body.includes("Model run")) dropped += 1;
    return dropped === 1 && command === "Settings";
  });
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { runs: 10, endedBy: "runs", shrinks: 0 } });
  expect(found.findings.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect(found.reason).toMatch(/^no answer to Settings: .*closed the connection without an answer/);
  expect(found.reason).toMatch(/; tried once more, the same passed$/);
  expect(answers["no answer"]).toBe(1);
  expect(accused).toEqual([]);
  const [, id] = /\((random-histories\S+)\)/.exec(found.reason ?? "") ?? [];
  expect(exchanges.find((exchange) => exchange.id === id)).toMatchObject({ failure: { kind: "closed" } });
});

test("a request that is dropped each time is a failure of the transport, is shrunk, and can be repeated", async () => {
  // Tasks stands in the request as an inline string.
  const { found } = await histories(20, ({ command, body }) => command === "Sync" && body.includes("Tasks"));
  const wrong = found.findings.filter(({ outcome }) => outcome === "fail");
  expect(wrong).toMatchObject([{ requirement: "ASMS-2.1-1", counterexample: "no-answer Sync" }]);
  expect(wrong[0]?.seen).toMatch(/closed the connection without an answer/);
  const { steps = [], replay, kind } = found.exploration?.counterexample ?? {};
  expect(kind).toBe("no-answer Sync");
  expect(steps.at(-1)).toMatchObject({ failed: true, words: expect.stringContaining("Sync with Tasks alone") });
  expect(steps.at(-1)?.outcome).toMatch(/^no answer to Sync; expected /);
  expect(steps.length).toBeLessThan(4);
  expect(replay).toContain("--replay-path");
});

test.each([500, 404])("HTTP %s that comes once accuses nobody, and is told with its status", async (code) => {
  let failed = 0;
  const { found, answers, accused } = await histories(10, ({ command, body }) => {
    if (command !== "Settings" || !body.includes("Model run")) return false;
    failed += 1;
    return failed === 1 && code;
  });
  expect(accused).toEqual([]);
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { runs: 10, endedBy: "runs", shrinks: 0 } });
  expect(found.reason).toMatch(
    new RegExp(`^Settings is not carried out: HTTP ${code} \\(random-histories\\S+\\); .*the same passed$`),
  );
  expect(answers[`HTTP ${code}`]).toBe(1);
});

test("an HTTP error that comes each time is a failure of the envelope, and of no rule about what an answer holds", async () => {
  const drops = ({ command, body }: Passing) => command === "Sync" && body.includes("Tasks") && 500;
  const { found, accused } = await histories(20, drops);
  expect(accused).toEqual(["random-histories"]);
  const wrong = found.findings.filter(({ outcome }) => outcome === "fail");
  expect(wrong).toMatchObject([{ requirement: "ASMS-2.1-1", counterexample: "http-status Sync" }]);
  expect(wrong[0]).toMatchObject({ expected: expect.stringContaining("HTTP 200 for Sync"), seen: "HTTP 500" });
  const { steps = [] } = found.exploration?.counterexample ?? {};
  expect(steps.at(-1)?.outcome).toMatch(/^HTTP 500; expected /);
  expect(steps.length).toBeLessThan(4);
});

test("a mailbox that is full from some request on fails nothing, and ends the search", async () => {
  const drops = ({ command, body }: Passing) => command === "Sync" && body.includes("Tasks") && 507;
  const { found, accused } = await histories(20, drops);
  expect(accused).toEqual([]);
  expect(found).toMatchObject({ verdict: "inconclusive", exploration: { endedBy: "outage" } });
  expect(found.findings.filter(({ outcome }) => outcome === "fail")).toEqual([]);
  expect(found.reason).toMatch(
    /in 3 tries, at last: Sync is not carried out: the mailbox is full: HTTP 507; to repeat it: .* --path "\d+"$/,
  );
});
